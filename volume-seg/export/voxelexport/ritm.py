"""RITM (SamsungLabs/ritm_interactive_segmentation, commit b9b4460): checkpoint to ONNX and profile.

    python -m voxelexport.ritm --code CLONE --checkpoint coco_lvis_h18_itermask.pth --out DIR

The zoom follows the repository's ``evaluate_model.py`` (mode ``cvpr``), by which its published
figures were measured: from the second click on, the part of the slice that matters is cut out and
scaled so that its longer side has 400 pixels. What is larger than 800 pixels before that is scaled
down, as in its demo.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import nn

from voxelexport import clickprofile, isegmcode

SIDE = 400
THRESHOLD = 0.49
ZOOM = {"afterClicks": 1, "expansion": 1.4, "leastSide": 200, "threshold": 0.5, "keepOverlap": 0.5}
WHOLE_LONGEST = 800


def export(
    network: nn.Module,
    folder: Path,
    identity: str,
    name: str,
    side: int = SIDE,
    whole_longest: int = WHOLE_LONGEST,
    zoom: dict = ZOOM,
) -> None:
    """Writes ``{identity}.onnx`` and ``profile.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    isegmcode.disks(network, "dist_maps")
    file = f"{identity}.onnx"
    torch.onnx.export(
        isegmcode.Network(network).eval(),
        (torch.rand(2, 4, 96, 128), torch.tensor([[[20.0, 30, 0], [-1, -1, -1]]] * 2)),
        str(folder / file),
        input_names=["image", "points"],
        output_names=["logits"],
        dynamic_axes={
            "image": {0: "batch", 2: "rows", 3: "columns"},
            "points": {0: "batch", 1: "clicks"},
            "logits": {0: "batch", 2: "rows", 3: "columns"},
        },
        opset_version=16,
        training=torch.onnx.TrainingMode.PRESERVE,
    )
    section = {
        "inputs": {"image": "image", "points": "points"},
        "outputs": {"logits": "logits"},
        "resize": "longest",
        "wholeLongest": whole_longest,
        "mirrored": True,
        "startPasses": 2,
        "zoom": zoom,
    }
    clickprofile.write(
        folder, clickprofile.clickmap(identity, name, side, THRESHOLD, {"network": file}, section)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="a clone of the official repository")
    parser.add_argument("--checkpoint", type=Path, required=True, help="an official .pth file")
    parser.add_argument("--out", type=Path, required=True, help="a folder for the ONNX file and its profile")
    parser.add_argument("--id", default="ritm", help="short name that results carry")
    parser.add_argument("--name", default="RITM", help="what people call it")
    arguments = parser.parse_args()
    isegmcode.use(arguments.code)
    export(isegmcode.load(arguments.checkpoint), arguments.out, arguments.id, arguments.name)


if __name__ == "__main__":
    main()
