"""The golden files' format, one folder per model:

``profile.json``, the ONNX files that it names, ``cases.json`` and ``arrays.npz``.

A case has a ``name``, an ``image`` (``rows``, ``columns``, ``bits`` 8 or 16 of `parity.images`), an
``embedding`` (``encoder``: ours has to make it; ``formula``: every tensor of it is
`parity.images.embedding`, salted with its place in the profile's list) and ``steps``. A step has all
``prompts`` so far, oldest first, and what the reference answered after the last of them: ``mask`` and
perhaps ``logits``, names in ``arrays.npz``. Masks are packed bits, row by row; logits are those that the
family feeds back (low resolution), every ``stride``-th row and column of them.

Each step's answer builds on the one before, as the authors' own interactive code does it.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

STRIDE = 8


def point(column: float, row: float, positive: bool = True) -> dict:
    """A click, in slice pixels (whole numbers are pixel centres)."""
    return {"kind": "point", "column": column, "row": row, "positive": positive}


def box(column0: float, row0: float, column1: float, row1: float) -> dict:
    """A box; its corners are pixel centres and belong to it."""
    return {"kind": "box", "min": [column0, row0], "max": [column1, row1]}


class Golden:
    """Collects the cases of a model and writes them."""

    def __init__(self, folder: Path, repository: str, commit: str, script: str) -> None:
        self.folder = folder
        self.about = {"reference": {"repository": repository, "commit": commit}, "made_by": script}
        self.cases: list[dict] = []
        self.arrays: dict[str, np.ndarray] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def case(self, name: str, rows: int, columns: int, bits: int, embedding: str = "encoder") -> list[dict]:
        """Begins a case; append its steps with :meth:`step` to what is returned."""
        steps: list[dict] = []
        self.cases.append(
            {
                "name": name,
                "image": {"rows": rows, "columns": columns, "bits": bits},
                "embedding": embedding,
                "steps": steps,
            }
        )
        return steps

    def step(
        self, steps: list[dict], prompts: list[dict], mask: np.ndarray, logits: np.ndarray | None = None
    ) -> None:
        """Adds what the reference answered: mask bool [rows, columns], logits float32 [side, side]."""
        part = float(mask.mean())
        if not 0.05 <= part <= 0.6:
            raise ValueError(f"{self.cases[-1]['name']}: the mask covers {part:.3f}, choose another seed")
        number = sum(len(c["steps"]) for c in self.cases)
        entry = {"prompts": list(prompts), "mask": f"mask{number}", "covers": round(part, 4)}
        self.arrays[entry["mask"]] = np.packbits(mask.astype(bool).ravel())
        if logits is not None:
            entry["logits"] = f"logits{number}"
            self.arrays[entry["logits"]] = np.ascontiguousarray(logits[::STRIDE, ::STRIDE], np.float32)
        steps.append(entry)

    def write(self) -> None:
        """Writes ``cases.json`` and ``arrays.npz``."""
        text = json.dumps({**self.about, "stride": STRIDE, "cases": self.cases}, indent=1)
        (self.folder / "cases.json").write_text(text + "\n", encoding="utf-8")
        np.savez_compressed(self.folder / "arrays.npz", **self.arrays)
