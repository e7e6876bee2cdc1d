"""Profiles of models that take clicks as maps (family ``clickmap``)."""

from __future__ import annotations

import json
from pathlib import Path

from voxelexport.profile import INTENSITY

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
