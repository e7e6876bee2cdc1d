"""Textures of painted scenes, and what a scanner and a display do to an image."""

from __future__ import annotations

import cv2
import numpy as np
from scipy import ndimage

FAINT_SHARE = 0.12
"""Examples whose contrast is reduced so far that prompts have to say what the image does not."""


class Textures:
    """A bank of 3-D correlated noise, so that neighbouring slices have related textures."""

    SIGMAS = (0.7, 1.2, 2, 3.5, 6, 12, 25)

    def __init__(self, rng: np.random.Generator, side: int = 224, depth: int = 20) -> None:
        self.bank = []
        for sigma in self.SIGMAS:
            white = rng.standard_normal((depth, side, side)).astype(np.float32)
            smooth = ndimage.gaussian_filter(white, (min(sigma, 3), sigma, sigma), mode="wrap", truncate=3)
            self.bank.append((smooth / smooth.std()).astype(np.float16))

    def draw(self, rng: np.random.Generator, size: int, gap: int) -> tuple[np.ndarray, np.ndarray]:
        """Two windows of one texture, ``gap`` slices apart, deviation 1."""
        texture = self.bank[rng.integers(len(self.bank))]
        z = int(rng.integers(0, texture.shape[0] - gap))
        y, x = (int(rng.integers(0, n - size + 1)) for n in texture.shape[1:])
        part = texture[:, y : y + size, x : x + size]
        return part[z].astype(np.float32), part[z + gap].astype(np.float32)


def as_scanned(
    rng: np.random.Generator, image: np.ndarray, neighbour: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Resolution, noise, shading, display window, gamma and inversion, alike for both slices."""
    size = image.shape[0]
    low, high = np.percentile(image, (0.5, 99.5))
    if rng.random() < 0.3:
        low, high = np.percentile(image, (rng.uniform(0, 25), rng.uniform(75, 100)))
    elif rng.random() < 0.4:
        low, high = 0.0, 1.0
    high = max(high, low + 0.05)
    shading = None
    if rng.random() < 0.35:
        coarse = (1 + rng.normal(0, 0.25, (3, 3))).clip(0.3, 1.8).astype(np.float32)
        shading = cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
    noise = abs(rng.normal(0, 0.045)) if rng.random() < 0.7 else 0.0
    noise_kind = str(rng.choice(("white", "white", "rice", "speckle", "smooth")))
    grain = rng.uniform(0.5, 1.5)
    shrink = None
    if rng.random() < 0.25:
        factor = rng.uniform(1.2, 3) if rng.random() < 0.85 else rng.uniform(3, 5)
        shrink = max(8, int(size / factor)), cv2.INTER_LINEAR if rng.random() < 0.7 else cv2.INTER_NEAREST
    faint = rng.uniform(0.1, 0.5) if rng.random() < FAINT_SHARE else 1.0
    gamma = np.exp(rng.normal(0, 0.3)) if rng.random() < 0.4 else 1.0
    inverted = rng.random() < 0.2
    floor, ceiling = sorted(rng.random(2)) if rng.random() < 0.25 else (0.0, 1.0)
    if ceiling - floor < 0.35:
        floor, ceiling = 0.0, 1.0
    out = []
    for values in (image, neighbour):
        values = (values - low) / (high - low)
        if faint < 1:
            values = 0.5 + faint * (values - 0.5)
        if shading is not None:
            values = values * shading
        if noise:
            values = noisy(rng, values, noise, noise_kind, grain)
        if shrink is not None:
            side, flag = shrink
            small = cv2.resize(values, (side, side), interpolation=cv2.INTER_AREA)
            values = cv2.resize(small, (size, size), interpolation=flag)
        values = values.clip(0, 1)
        if gamma != 1:
            values = values**gamma
        if inverted:
            values = 1 - values
        out.append((floor + (ceiling - floor) * values).astype(np.float32))
    return out[0], out[1]


def noisy(rng: np.random.Generator, values: np.ndarray, noise: float, kind: str, grain: float) -> np.ndarray:
    white = rng.standard_normal(values.shape).astype(np.float32)
    if kind == "rice":
        other = rng.standard_normal(values.shape).astype(np.float32)
        return np.hypot(values + noise * white, noise * other).astype(np.float32)
    if kind == "speckle":
        return values * (1 + 3 * noise * cv2.GaussianBlur(white, (0, 0), grain * 0.8))
    if kind == "smooth":
        return values + 2.5 * noise * cv2.GaussianBlur(white, (0, 0), grain)
    return values + noise * white
