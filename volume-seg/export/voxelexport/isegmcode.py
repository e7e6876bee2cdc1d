"""The code base that RITM, SimpleClick and ClickSEG share, imported as their authors published it.

It was written for NumPy before 1.24 and imports some packages that inference does not need. Both is
bridged here, so that nobody has to change their files.
"""

from __future__ import annotations

import importlib
import sys
import types
from pathlib import Path

import numpy as np
import torch
from torch import nn

REMOVED_FROM_NUMPY = {"int": int, "bool": bool, "float": float, "object": object}
UNNEEDED = {"torch.utils.tensorboard": "SummaryWriter", "IPython": "embed"}


def use(code: Path) -> None:
    """Makes ``isegm`` importable from a clone of one of the repositories."""
    for name, value in REMOVED_FROM_NUMPY.items():
        if name not in np.__dict__:
            setattr(np, name, value)
    for name, member in UNNEEDED.items():
        try:
            importlib.import_module(name)
        except ImportError:
            stand_in = types.ModuleType(name)
            setattr(stand_in, member, type(member, (), {}))
            sys.modules[name] = stand_in
    if not (code / "isegm").is_dir():
        raise SystemExit(f"{code} holds no folder isegm: give a clone of the official repository")
    sys.path.insert(0, str(code))


def load(checkpoint: Path, *arguments) -> nn.Module:
    """The network of an official checkpoint, which says itself of what class it is.

    :param arguments: what this repository's ``load_model`` wants beside the configuration
    """
    from isegm.utils.serialization import load_model

    state = torch.load(checkpoint, map_location="cpu")
    if isinstance(state, list):
        raise SystemExit(f"{checkpoint} holds several networks, one for each click: no such is supported")
    network = load_model(state["config"], *arguments)
    network.load_state_dict(state["state_dict"], strict=False)
    return network.eval()


class ClickDisks(nn.Module):
    """The two click maps: 1 within ``radius`` pixels of a positive click, or of a negative one. What
    the official ``DistMaps`` gives with disks, written for export: any number of clicks, any size."""

    def __init__(self, radius: float) -> None:
        super().__init__()
        self.radius = float(radius)

    def forward(self, image: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        rows = torch.arange(image.shape[2], dtype=torch.float32)[None, None, :, None]
        columns = torch.arange(image.shape[3], dtype=torch.float32)[None, None, None, :]
        # Positive and negative clicks, each [batch, clicks, 1, 1] for either coordinate.
        maps = []
        for clicks in points.chunk(2, dim=1):
            row = clicks[:, :, 0, None, None]
            column = clicks[:, :, 1, None, None]
            near = (rows - row) ** 2 + (columns - column) ** 2 <= self.radius**2
            there = torch.maximum(row, column) >= 0
            maps.append((near & there).float().amax(dim=1, keepdim=True))
        return torch.cat(maps, dim=1)


def disks(network: nn.Module, *names: str) -> None:
    """Replaces a network's ``DistMaps`` of these names by `ClickDisks` of the same radius."""
    for name in names:
        maps = getattr(network, name)
        if not maps.use_disks or maps.spatial_scale != 1.0:
            raise SystemExit(f"{name} of this checkpoint draws no disks of pixels: it is not supported")
        setattr(network, name, ClickDisks(maps.norm_radius))


class Network(nn.Module):
    """The part that runs for every click: image with previous mask, and clicks, to logits."""

    def __init__(self, network: nn.Module, *more: str) -> None:
        super().__init__()
        self.network = network
        self.outputs = ("instances", *more)

    def forward(self, image: torch.Tensor, points: torch.Tensor):
        answer = self.network(image, points)
        return tuple(answer[name] for name in self.outputs)
