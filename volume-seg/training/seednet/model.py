"""The network: a small dense residual U-Net that looks for what resembles the prompted pixels."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

WIDTHS = (16, 32, 64, 96, 128, 128)
BLOCKS = (1, 2, 2, 2, 2)
INPUT_CHANNELS = 7
PROMPTED_LEVELS = 3
"""Down-sampling steps that are given the prompt channels again."""

SIMILARITY_LEVEL = 2
"""Level (1/4 resolution) at which features are compared with those under the prompts."""

HINTS = 4
"""Prompt channels: positive, negative, outside of the box, neighbour mask."""

DIFFERENCES = 5

JUDGEMENTS = 2
"""What the network says of its own mask: how well it fits (Dice), and whether the structure is there."""


def conv(inputs: int, outputs: int, kernel: int = 3, stride: int = 1, relu: bool = True) -> nn.Sequential:
    """Convolution, batch normalisation and perhaps ReLU."""
    layers: list[nn.Module] = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
    ]
    if relu:
        layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(*layers)


class Residual(nn.Module):
    """Two 3×3 convolutions with a shortcut."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(conv(width, width), conv(width, width, relu=False))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.body(x))


class GlobalGate(nn.Module):
    """Scales each channel by what the whole window looks like."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gate = nn.Sequential(
            nn.Conv2d(width, width // 4, 1), nn.ReLU(), nn.Conv2d(width // 4, width, 1), nn.Sigmoid()
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.gate(x.mean((2, 3), keepdim=True))


def mean_under(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Weighted mean over the window, [N,C,1,1]; near zero where the weight is empty."""
    total = weight.sum((2, 3), keepdim=True)
    return (values * weight).sum((2, 3), keepdim=True) / (total + 1e-3)


class Judge(nn.Module):
    """Judges a mask from the features under it and at its uncertain rim: two logits per window."""

    def __init__(self, width: int, deepest: int) -> None:
        super().__init__()
        self.score = nn.Sequential(
            nn.Conv2d(2 * width + deepest + 2, 64, 1), nn.ReLU(), nn.Conv2d(64, JUDGEMENTS, 1)
        )

    def forward(self, logits: torch.Tensor, features: torch.Tensor, deepest: torch.Tensor) -> torch.Tensor:
        probability = torch.sigmoid(logits.detach().float())
        doubt = probability * (1 - probability)
        features = features.float()
        area = probability.mean((2, 3), keepdim=True)
        parts = [
            mean_under(features, F.avg_pool2d(probability, 4)),
            mean_under(features, F.avg_pool2d(doubt, 4)),
            deepest.float().mean((2, 3), keepdim=True),
            doubt.mean((2, 3), keepdim=True) / (area + 1e-3),
            (area + 1e-6).sqrt(),
        ]
        return self.score(torch.cat(parts, 1))[:, :, 0, 0]


class SeedNet(nn.Module):
    """Maps [N,7,S,S] to logits [N,1,S,S] and judgements [N,2] (logits), S a multiple of 32.

    In training mode it also returns auxiliary logits at a quarter of the resolution.
    """

    def __init__(self, widths: tuple[int, ...] = WIDTHS) -> None:
        super().__init__()
        self.widths = tuple(widths)
        self.stem = nn.Sequential(conv(INPUT_CHANNELS + DIFFERENCES, widths[0]), conv(widths[0], widths[0]))
        self.down = nn.ModuleList()
        self.encode = nn.ModuleList()
        for level in range(1, len(widths)):
            hints = HINTS if level <= PROMPTED_LEVELS else 0
            self.down.append(conv(widths[level - 1] + hints, widths[level], stride=2))
            blocks: list[nn.Module] = [Residual(widths[level]) for _ in range(BLOCKS[level - 1])]
            if level >= len(widths) - 2:
                blocks.append(GlobalGate(widths[level]))
            self.encode.append(nn.Sequential(*blocks))
        similar = widths[SIMILARITY_LEVEL]
        self.merge_similarity = conv(similar + HINTS, similar, 1)
        self.reduce = nn.ModuleList()
        self.skip = nn.ModuleList()
        self.decode = nn.ModuleList()
        for level in reversed(range(len(widths) - 1)):
            self.reduce.append(conv(widths[level + 1], widths[level], 1))
            self.skip.append(conv(widths[level], widths[level], 1, relu=False))
            self.decode.append(Residual(widths[level]) if level else conv(widths[0], widths[0]))
        self.head = nn.Conv2d(widths[0], 1, 1)
        self.quarter_head = nn.Conv2d(similar, 1, 1)
        self.judge = Judge(similar, widths[-1])

    @staticmethod
    def differences(x: torch.Tensor) -> torch.Tensor:
        """Image minus its mean under each prompt; zero where that prompt is absent."""
        image, positive, negative, box, previous, neighbour, neighbour_mask = x.split(1, 1)
        out = []
        for values, weight in (
            (image, positive),
            (image, negative),
            (image, box),
            (image, previous),
            (neighbour, neighbour_mask),
        ):
            present = (weight.sum((2, 3), keepdim=True) > 0).to(x.dtype)
            out.append((image - mean_under(values, weight)) * present)
        return torch.cat(out, 1)

    @staticmethod
    def similarity(features: torch.Tensor, hints: torch.Tensor) -> torch.Tensor:
        """Cosine similarity of every place with the mean feature under each prompt, [N,HINTS,h,w]."""
        features = features.float()
        unit = features / (features.square().sum(1, keepdim=True) + 1e-6).sqrt()
        return torch.cat(
            [(unit * mean_under(unit, hint)).sum(1, keepdim=True) for hint in hints.split(1, 1)], 1
        )

    def forward(self, x: torch.Tensor):
        features = self.stem(torch.cat([x, self.differences(x)], 1))
        hints = torch.cat([x[:, 1:4], x[:, 6:7]], 1)
        skips = [features]
        for level, (down, encode) in enumerate(zip(self.down, self.encode), start=1):
            if level <= PROMPTED_LEVELS:
                features = torch.cat([features, hints.to(features.dtype)], 1)
                hints = F.max_pool2d(hints, 2)
            features = encode(down(features))
            if level == SIMILARITY_LEVEL:
                alike = self.similarity(features, hints).to(features.dtype)
                features = self.merge_similarity(torch.cat([features, alike], 1))
            skips.append(features)
        deepest, level = features, len(skips) - 1
        for reduce, skip, decode in zip(self.reduce, self.skip, self.decode):
            level -= 1
            larger = F.interpolate(reduce(features), scale_factor=2.0, mode="nearest")
            features = decode(F.relu(larger + skip(skips[level])))
            if level == SIMILARITY_LEVEL:
                halfway = features
        logits = self.head(features)
        judged = self.judge(logits, halfway, deepest)
        return (logits, judged, self.quarter_head(halfway)) if self.training else (logits, judged)
