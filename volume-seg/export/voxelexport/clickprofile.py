"""Profiles of models that take clicks as maps (family ``clickmap``)."""

from __future__ import annotations

import json
from pathlib import Path

INTENSITY = {
    "ctSoft": [-160, 240],
    "ctLung": [-1350, 150],
    "ctLungBelow": -400,
    "ctBone": [-200, 700],
    "ctBoneAbove": 300,
    "lowPercentile": 0.5,
    "highPercentile": 99.5,
}
"""How modality values become the 8 bits that all these models were trained on."""


def write(folder: Path, profile: dict) -> None:
    """Writes ``profile.json`` beside the ONNX files."""
    text = json.dumps(profile, indent=2, ensure_ascii=False)
    (folder / "profile.json").write_text(text + "\n", encoding="utf-8")


def clickmap(identity: str, name: str, side: int, threshold: float, graphs: dict, section: dict) -> dict:
    """A profile; ``section`` is what only the adapter of this family reads."""
    return {
        "id": identity,
        "name": name,
        "family": "clickmap",
        "graphs": graphs,
        "side": side,
        "threshold": threshold,
        "intensity": INTENSITY,
        "clickmap": section,
    }
