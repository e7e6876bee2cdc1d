"""FocalClick (XavierCHEN34/ClickSEG, commit 0c801cf): checkpoint to two ONNX files and a profile.

    python -m voxelexport.focalclick --code CLONE --checkpoint segformerB0_S2_cclvs.pth --out DIR

The network looks at the part of the slice that matters, the refiner at what the last click changed.
Both see squares of 256 pixels, as the repository's guidance has it for its published figures. The
part is never scaled to 400 pixels first: ClickSEG's ``get_roi_image_nd`` only cuts it out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import nn

from voxelexport import clickprofile, isegmcode

SIDE = 256
THRESHOLD = 0.49
ZOOM = {"afterClicks": 1, "expansion": 1.4, "leastSide": 10, "threshold": 0.49, "keepOverlap": 1}
FOCUS = {
    "expansion": 1.4,
    "logit": 0.49,
    "previousThreshold": 0.49,
    "leastPixels": 10,
    "smallBelow": 3,
    "reach": 0.2,
    "onlyAfterClicks": 10,
}


class Refiner(nn.Module):
    """The second stage: a cut-out of the picture, the clicks in it, and where it lies in what the
    network saw (x0, y0, x1, y1 in that input's pixels), to better logits of the cut-out."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        image: torch.Tensor,
        points: torch.Tensor,
        feature: torch.Tensor,
        logits: torch.Tensor,
        region: torch.Tensor,
    ) -> torch.Tensor:
        boxes = torch.cat([torch.zeros_like(region[:, :1]), region], dim=1)
        return self.network.refine(image, points, feature, logits, boxes)["instances_refined"]


def export(network: nn.Module, folder: Path, identity: str, name: str, side: int = SIDE) -> None:
    """Writes ``{identity}.onnx``, ``{identity}.refiner.onnx`` and ``profile.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    isegmcode.disks(network, "dist_maps_base", "dist_maps_refine")
    files = {"network": f"{identity}.onnx", "refiner": f"{identity}.refiner.onnx"}
    image = torch.rand(1, 4, side, side)
    points = torch.tensor([[[20.0, 30, 0], [-1, -1, -1]]])
    both = isegmcode.Network(network, "feature").eval()
    with torch.no_grad():
        logits, feature = both(image, points)
    torch.onnx.export(
        both,
        (image, points),
        str(folder / files["network"]),
        input_names=["image", "points"],
        output_names=["logits", "feature"],
        dynamic_axes={"points": {1: "clicks"}},
        opset_version=16,
        training=torch.onnx.TrainingMode.PRESERVE,
    )
    torch.onnx.export(
        Refiner(network).eval(),
        (image[:, :3], points, feature, logits, torch.tensor([[10.0, 20, 90, 70]])),
        str(folder / files["refiner"]),
        input_names=["image", "points", "feature", "logits", "region"],
        output_names=["refined"],
        dynamic_axes={"points": {1: "clicks"}},
        opset_version=16,
        training=torch.onnx.TrainingMode.PRESERVE,
    )
    section = {
        "inputs": {"image": "image", "points": "points"},
        "outputs": {"logits": "logits", "feature": "feature"},
        "resize": "stretch",
        "mirrored": False,
        "startPasses": 1,
        "zoom": ZOOM,
        "refiner": {
            "inputs": {
                "image": "image",
                "points": "points",
                "feature": "feature",
                "logits": "logits",
                "region": "region",
            },
            "outputs": {"logits": "refined"},
            "focus": FOCUS,
        },
    }
    clickprofile.write(folder, clickprofile.clickmap(identity, name, side, THRESHOLD, files, section))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="a clone of the official repository")
    parser.add_argument("--checkpoint", type=Path, required=True, help="an official .pth file")
    parser.add_argument("--out", type=Path, required=True, help="a folder for ONNX files and profile")
    parser.add_argument("--id", default="focalclick", help="short name that results carry")
    parser.add_argument("--name", default="FocalClick", help="what people call it")
    arguments = parser.parse_args()
    isegmcode.use(arguments.code)
    export(isegmcode.load(arguments.checkpoint), arguments.out, arguments.id, arguments.name)


if __name__ == "__main__":
    main()
