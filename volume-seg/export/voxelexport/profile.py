"""``profile.json``: what the plugin has to know about a model beside its graphs."""

from __future__ import annotations

import json
from pathlib import Path

MEAN = [123.675, 116.28, 103.53]
STD = [58.395, 57.12, 57.375]
"""ImageNet's mean and deviation per channel, for values 0 to 255; SAM and most of its relatives use them."""

INTENSITY = {
    "ctSoft": [-160, 240],
    "ctLung": [-1350, 150],
    "ctLungBelow": -400,
    "ctBone": [-200, 700],
    "ctBoneAbove": 300,
    "lowPercentile": 0.5,
    "highPercentile": 99.5,
}
"""Windows in Hounsfield units, and percentiles for all that is not CT; as the plugin's own profiles have them."""

MEDSAM_INTENSITY = {**INTENSITY, "aboveZero": True}
"""MedSAM and LiteMedSAM take the percentiles of values above zero alone (MedSAM's ``utils/pre_CT_MR.py``)."""


def sam_layout(
    identifier: str,
    name: str,
    side: int,
    image: dict,
    prompts: dict,
    mask: dict,
    previous: dict | None = None,
    size: str | None = None,
    embedding: tuple[str, ...] = ("image_embeddings",),
) -> dict:
    """The profile of an encoder and a decoder as SAM has them."""
    section: dict = {"image": image, "embedding": list(embedding), "prompts": prompts}
    if previous:
        section["previous"] = previous
    if size:
        section["size"] = {"input": size}
    section["mask"] = mask
    return {
        "id": identifier,
        "name": name,
        "family": "sam",
        "graphs": {"encoder": f"{identifier}.encoder.onnx", "decoder": f"{identifier}.decoder.onnx"},
        "side": side,
        "threshold": 0.5,
        "intensity": INTENSITY,
        "sam": section,
    }


def graph_files(profile: dict, folder: Path) -> tuple[Path, Path]:
    """Where the encoder and the decoder of a profile go."""
    return folder / profile["graphs"]["encoder"], folder / profile["graphs"]["decoder"]


def write(profile: dict, folder: Path) -> None:
    """Writes ``profile.json``; short lists stay on one line."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "profile.json").write_text(_text(profile, 0) + "\n", encoding="utf-8")


def _text(value: object, depth: int) -> str:
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    pad = "  " * (depth + 1)
    lines = [f"{pad}{json.dumps(key)}: {_text(inner, depth + 1)}" for key, inner in value.items()]
    return "{\n" + ",\n".join(lines) + "\n" + "  " * depth + "}"
