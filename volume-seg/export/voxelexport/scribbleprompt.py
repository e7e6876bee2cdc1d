"""ScribblePrompt-UNet (halleewong/ScribblePrompt, commit 182c449): checkpoint to ONNX and profile.

    python -m voxelexport.scribbleprompt --code CLONE --checkpoint ScribblePrompt_unet_v1_nf192_res128.pt --out DIR
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from torch import nn

from voxelexport import clickprofile

SIDE = 128
CHANNELS = 5
FEATURES = (192, 192, 192, 192)
SCRIBBLE_RADIUS = 0.75
"""How far a scribble reaches to each side, in pixels of the network's input; the authors let people
choose a brush."""
MASK_LOGIT = 6.9
"""What a drawn or carried mask is given inside, and minus that outside, as if it had been answered."""


def use(code: Path) -> None:
    """Makes ``scribbleprompt`` importable from a clone of the repository."""
    if not (code / "scribbleprompt").is_dir():
        raise SystemExit(f"{code} holds no folder scribbleprompt: give a clone of the official repository")
    sys.path.insert(0, str(code))


def network(features: tuple[int, ...] = FEATURES) -> nn.Module:
    """The official U-Net, without weights."""
    from scribbleprompt.models.network import UNet

    return UNet(in_channels=CHANNELS, out_channels=1, features=list(features))


def export(unet: nn.Module, folder: Path, identity: str, name: str) -> None:
    """Writes ``{identity}.onnx`` and ``profile.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    file = f"{identity}.onnx"
    torch.onnx.export(
        unet.eval(),
        (torch.rand(1, CHANNELS, SIDE, SIDE),),
        str(folder / file),
        input_names=["input"],
        output_names=["logits"],
        opset_version=16,
    )
    profile = {
        "id": identity,
        "name": name,
        "family": "scribbleprompt",
        "graphs": {"network": file},
        "side": SIDE,
        "threshold": 0.5,
        "intensity": clickprofile.INTENSITY,
        "scribbleprompt": {
            "input": "input",
            "output": "logits",
            "scribbleRadius": SCRIBBLE_RADIUS,
            "maskLogit": MASK_LOGIT,
        },
    }
    clickprofile.write(folder, profile)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="a clone of the official repository")
    parser.add_argument("--checkpoint", type=Path, required=True, help="the official .pt file")
    parser.add_argument("--out", type=Path, required=True, help="a folder for the ONNX file and its profile")
    parser.add_argument("--id", default="scribbleprompt-unet", help="short name that results carry")
    parser.add_argument("--name", default="ScribblePrompt-UNet", help="what people call it")
    arguments = parser.parse_args()
    use(arguments.code)
    unet = network()
    unet.load_state_dict(torch.load(arguments.checkpoint, map_location="cpu"), strict=True)
    export(unet, arguments.out, arguments.id, arguments.name)


if __name__ == "__main__":
    main()
