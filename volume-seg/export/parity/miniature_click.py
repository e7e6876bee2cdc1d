"""A network that draws clicks and nothing else, for contract tests: ``python -m parity.miniature_click
--out DIR``.

Its answer is a disk of 5 pixels for each positive click, and the mask so far, less a disk for each
negative one. On a slice that is not square, whatever is swapped or mirrored wrongly lies elsewhere.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import onnx
import torch
from torch import nn

from voxelexport import clickprofile, half, isegmcode, ritm

RADIUS = 5


class Drawer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.disks = isegmcode.ClickDisks(RADIUS)

    def forward(self, image: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        maps = self.disks(image, points)
        return 10 * maps[:, :1] + 10 * image[:, 3:] - 20 * maps[:, 1:] - 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    file = str(folder / "network.onnx")
    torch.onnx.export(
        Drawer().eval(),
        (torch.rand(2, 4, 20, 30), torch.tensor([[[4.0, 5, 0], [-1, -1, -1]]] * 2)),
        file,
        input_names=["image", "points"],
        output_names=["logits"],
        dynamic_axes={
            "image": {0: "windows", 2: "rows", 3: "columns"},
            "points": {0: "windows", 1: "clicks"},
            "logits": {0: "windows", 2: "rows", 3: "columns"},
        },
        opset_version=16,
    )
    onnx.save(half.shorten_names(onnx.load(file)), file)
    section = {
        "inputs": {"image": "image", "points": "points"},
        "outputs": {"logits": "logits"},
        "resize": "longest",
        "mirrored": True,
        "startPasses": 2,
        "zoom": {**ritm.ZOOM, "afterClicks": 100, "leastSide": 1},
    }
    graphs = {"network": "network.onnx"}
    clickprofile.write(folder, clickprofile.clickmap("disks", "Disks", 64, 0.5, graphs, section))


if __name__ == "__main__":
    main()
