"""Teaches a small click network, from a seed, to answer clicks on blobs.

The goldens want masks that are local, as of a trained network: only then does the zoom start, stay
and move. Random weights do not give such masks; some hundred steps on drawn ellipses do.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

MOST_CLICKS = 4


def numbers(seed: int) -> np.random.Generator:
    """Where the scenes come from."""
    return np.random.default_rng(seed)


def _ellipse(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    angle = rng.uniform(0, np.pi)
    u = (x - rng.uniform(0.15, 0.85) * columns) / (rng.uniform(0.1, 0.3) * columns)
    v = (y - rng.uniform(0.15, 0.85) * rows) / (rng.uniform(0.1, 0.3) * rows)
    a = u * np.cos(angle) - v * np.sin(angle)
    b = u * np.sin(angle) + v * np.cos(angle)
    return a * a + b * b < 1


def scene(rng: np.random.Generator, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """A grey picture 0..1 of some blobs, [rows, columns], and the one that is asked for."""
    picture = np.linspace(rng.uniform(0.1, 0.3), rng.uniform(0.2, 0.4), columns)[None].repeat(rows, 0)
    blobs = [_ellipse(rng, rows, columns) for _ in range(3)]
    for blob in blobs:
        picture = np.where(blob, rng.uniform(0.4, 1) if rng.random() < 0.7 else rng.uniform(0, 0.1), picture)
    picture = picture + rng.normal(0, 0.02, picture.shape)
    return np.clip(picture, 0, 1).astype(np.float32), blobs[-1]


def clicks(rng: np.random.Generator, wanted: np.ndarray) -> np.ndarray:
    """Some clicks in it and some beside it, as the networks take them, float32 [2·most, 3]."""
    points = np.full((2 * MOST_CLICKS, 3), -1, np.float32)
    for first, places, least in ((0, wanted, 1), (MOST_CLICKS, ~wanted, 0)):
        at = np.argwhere(places)
        if len(at):
            count = int(rng.integers(least, 3))
            points[first : first + count, :2] = at[rng.integers(0, len(at), count)]
            points[first : first + count, 2] = np.arange(count)
    return points


def previous(rng: np.random.Generator, wanted: np.ndarray, first: float) -> np.ndarray:
    """A previous answer: none (so often is ``first``), or one that is moved and unsure, float32
    probabilities."""
    if rng.random() < first:
        return np.zeros(wanted.shape, np.float32)
    moved = np.roll(wanted, (int(rng.integers(-9, 10)), int(rng.integers(-9, 10))), (0, 1))
    return (moved * rng.uniform(0.6, 1) + rng.uniform(0, 0.1)).clip(0, 1).astype(np.float32)


def batch(
    rng: np.random.Generator, size: int, rows: int, columns: int, first: float = 0.5
) -> tuple[torch.Tensor, ...]:
    """Images with previous mask [size, 4, rows, columns], clicks, and masks [size, 1, rows, columns]."""
    images, points, masks = [], [], []
    for _ in range(size):
        picture, wanted = scene(rng, rows, columns)
        images.append(np.stack([picture] * 3 + [previous(rng, wanted, first)]))
        points.append(clicks(rng, wanted))
        masks.append(wanted[None].astype(np.float32))
    return tuple(torch.from_numpy(np.stack(a)) for a in (images, points, masks))


def teach(
    network: nn.Module,
    loss_of: Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor],
    seed: int,
    steps: int,
    size: tuple[int, int, int],
    rate: float = 3e-3,
    first: float = 0.5,
) -> None:
    """Trains in place, on ``size`` (scenes at once, rows, columns), of which a part is clicked for the
    first time; ``loss_of`` gets images with previous mask, clicks and masks."""
    rng = numbers(seed)
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps)
    network.train()
    for step in range(steps):
        loss = loss_of(*batch(rng, *size, first))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"step {step}: loss {loss.item():.3f}", flush=True)
    network.eval()
