"""SimpleClick (uncbiag/SimpleClick, commit f33112e): checkpoint to ONNX and profile.

    python -m voxelexport.simpleclick --code CLONE --checkpoint cocolvis_vit_base.pth --out DIR

The part of the slice that matters is stretched to a square from the first click on, as in the
repository's ``evaluate_model.py``. The table of positions is interpolated to that square's size.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import nn

from voxelexport import clickprofile, isegmcode

SIDE = 448
THRESHOLD = 0.49
ZOOM = {"afterClicks": -1, "expansion": 1.4, "leastSide": 200, "threshold": 0.5, "keepOverlap": 0.5}


def prepare(network: nn.Module, side: int = SIDE) -> nn.Module:
    """Sets the network to squares of ``side`` pixels, as the official evaluation does."""
    from isegm.model.modeling.pos_embed import interpolate_pos_embed_inference

    interpolate_pos_embed_inference(network.backbone, (side, side), torch.device("cpu"))
    return network


def export(network: nn.Module, folder: Path, identity: str, name: str, side: int = SIDE) -> None:
    """Writes ``{identity}.onnx`` and ``profile.json``; the network must be prepared."""
    folder.mkdir(parents=True, exist_ok=True)
    isegmcode.disks(network, "dist_maps")
    file = f"{identity}.onnx"
    torch.onnx.export(
        isegmcode.Network(network).eval(),
        (torch.rand(2, 4, side, side), torch.tensor([[[20.0, 30, 0], [-1, -1, -1]]] * 2)),
        str(folder / file),
        input_names=["image", "points"],
        output_names=["logits"],
        dynamic_axes={
            "image": {0: "batch"},
            "points": {0: "batch", 1: "clicks"},
            "logits": {0: "batch"},
        },
        opset_version=16,
        training=torch.onnx.TrainingMode.PRESERVE,
    )
    section = {
        "inputs": {"image": "image", "points": "points"},
        "outputs": {"logits": "logits"},
        "resize": "stretch",
        "mirrored": True,
        "startPasses": 2,
        "zoom": ZOOM,
    }
    clickprofile.write(
        folder, clickprofile.clickmap(identity, name, side, THRESHOLD, {"network": file}, section)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="a clone of the official repository")
    parser.add_argument("--checkpoint", type=Path, required=True, help="an official .pth file")
    parser.add_argument("--out", type=Path, required=True, help="a folder for the ONNX file and its profile")
    parser.add_argument("--id", default="simpleclick", help="short name that results carry")
    parser.add_argument("--name", default="SimpleClick", help="what people call it")
    parser.add_argument("--side", type=int, default=SIDE, help="columns and rows of the network's input")
    arguments = parser.parse_args()
    isegmcode.use(arguments.code)
    network = prepare(isegmcode.load(arguments.checkpoint, False), arguments.side)
    export(network, arguments.out, arguments.id, arguments.name, arguments.side)


if __name__ == "__main__":
    main()
