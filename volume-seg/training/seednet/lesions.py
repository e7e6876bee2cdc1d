"""Lesion-like targets put into real images: blobs of weak or strong contrast, some following what is there.

The target differs from its surroundings by as little as the noise: where the image says nothing, the
network has to learn to complete a plausible outline from the prompts.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

HARMONICS = 6
CONTRASTS = (0.012, 0.4)
FOLLOWS_IMAGE_SHARE = 0.35
HAS_CORE_SHARE = 0.15


@dataclass
class Blob:
    """A closed outline in polar form round a centre, in crop pixels."""

    u: float
    v: float
    radius: float
    stretch: float
    angle: float
    waves: np.ndarray

    @staticmethod
    def draw(rng: np.random.Generator, size: int) -> "Blob":
        """A blob that fills 5 to 90 % of the crop's side, somewhere near the middle if it is large."""
        part = np.exp(rng.normal(np.log(0.42), 0.4)) if rng.random() < 0.7 else np.exp(rng.uniform(-2.9, -1.0))
        part = float(np.clip(part, 0.055, 0.9))
        spread = 0.12 if part > 0.3 else 0.2
        centre = (size - 1) / 2 + rng.normal(0, spread, 2) * size * (1.1 - part)
        ragged = rng.uniform(0.02, 0.2)
        waves = rng.normal(0, ragged, (2, HARMONICS)) / np.arange(2, 2 + HARMONICS) ** 0.8
        return Blob(
            *np.clip(centre, 0.1 * size, 0.9 * size),
            part * size / 2,
            float(np.exp(rng.normal(0, 0.25))),
            float(rng.uniform(0, np.pi)),
            waves,
        )

    def beside(self, rng: np.random.Generator, gap: int) -> "Blob":
        """The same structure some slices further: moved, larger or smaller, waved a little differently."""
        step = 0.05 * np.sqrt(gap) * self.radius
        return Blob(
            self.u + rng.normal(0, step),
            self.v + rng.normal(0, step),
            self.radius * float(np.exp(rng.normal(0, 0.07 * np.sqrt(gap)))),
            self.stretch,
            self.angle,
            self.waves + rng.normal(0, 0.02, self.waves.shape) * np.sqrt(gap),
        )

    def mask(self, size: int) -> np.ndarray:
        """The pixels inside, [size,size]."""
        y, x = np.mgrid[:size, :size].astype(np.float32)
        x, y = x - self.u, y - self.v
        c, s = np.cos(self.angle), np.sin(self.angle)
        a, b = (c * x + s * y) / self.stretch, (-s * x + c * y) * self.stretch
        theta = np.arctan2(b, a)
        outline = np.ones_like(theta)
        for n, (cosine, sine) in enumerate(self.waves.T, start=2):
            outline += cosine * np.cos(n * theta) + sine * np.sin(n * theta)
        return a * a + b * b < (self.radius * outline.clip(0.25)) ** 2


def conform(mask: np.ndarray, smooth: np.ndarray, centre: tuple[float, float], tolerance: float) -> np.ndarray:
    """The part of the mask that is connected with its centre and looks like it."""
    size = mask.shape[0]
    row, column = (int(np.clip(round(c), 0, size - 1)) for c in (centre[1], centre[0]))
    alike = mask & (np.abs(smooth - smooth[row, column]) < tolerance)
    _, components = cv2.connectedComponents(alike.astype(np.uint8), connectivity=4)
    part = components == components[row, column]
    closed = cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    return (closed > 0) & mask if alike[row, column] else mask


class Paint:
    """How a lesion looks: contrast, own texture, softness of its rim, perhaps a core."""

    def __init__(self, rng: np.random.Generator) -> None:
        low, high = np.log(CONTRASTS)
        self.contrast = float(rng.choice((-1, 1)) * np.exp(rng.uniform(low, high)))
        self.keeps_texture = float(rng.uniform(0.2, 1))
        self.grain = float(abs(rng.normal(0, 0.03)))
        self.softness = float(rng.uniform(0.5, 1.8))
        self.core = float(rng.normal(0, 0.15)) if rng.random() < HAS_CORE_SHARE else 0.0

    def on(self, image: np.ndarray, mask: np.ndarray, grain: np.ndarray) -> np.ndarray:
        """The image with the lesion in it."""
        if not mask.any():
            return image
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), self.softness)
        level = float(image[mask].mean())
        inside = level + self.keeps_texture * (image - level) + self.contrast + self.grain * grain
        if self.core:
            depth = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)
            inside = inside + self.core * cv2.GaussianBlur((depth > 0.5 * depth.max()).astype(np.float32), (0, 0), 1.0)
        return (image + soft * (inside - image)).astype(np.float32)


def lesion_pair(
    rng: np.random.Generator,
    images: tuple[np.ndarray, np.ndarray],
    grain: tuple[np.ndarray, np.ndarray],
    gap: int,
    vanished: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images and masks of target slice and neighbour; with ``vanished`` only the neighbour has it."""
    size = images[0].shape[0]
    there = Blob.draw(rng, size)
    here = there.beside(rng, max(1, gap))
    masks = [here.mask(size), there.mask(size)]
    if rng.random() < FOLLOWS_IMAGE_SHARE:
        tolerance = rng.uniform(0.06, 0.2)
        masks = [
            conform(m, cv2.GaussianBlur(i, (0, 0), 1.5), (b.u, b.v), tolerance)
            for m, i, b in zip(masks, images, (here, there))
        ]
    if vanished:
        masks[0] = np.zeros_like(masks[0])
    paint = Paint(rng)
    painted = [paint.on(i, m, g) for i, m, g in zip(images, masks, grain)]
    return painted[0], painted[1], masks[0], masks[1]
