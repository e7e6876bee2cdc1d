"""Alignment of a neighbour slice before its mask is carried over: dense Lucas-Kanade on a pyramid.

Works on crops as the network sees them, so that it costs the same for any slice. The Java side
repeats it; nothing here may change without regenerating the golden files. After Lucas and Kanade
(IJCAI 1981), iterated over Gaussian-weighted windows; the displacement is smoothed after each step.
"""

from __future__ import annotations

import numpy as np

from seednet.geometry import blur

HALVINGS = (3, 2, 1)
"""Levels of the pyramid, coarsest first: how often the crop is halved. Full resolution is left out."""

STEPS = 3
IMAGE_SIGMA = 1.0
WINDOW_SIGMA = 2.5
FIELD_SIGMA = 1.5
LEAST_GRADIENT = 3e-4
"""Added to squared gradients: where the image is as flat as its noise, nothing moves."""

LONGEST_STEP = 1.0


def halve(image: np.ndarray) -> np.ndarray:
    """Mean of each 2×2 block."""
    rows = image[0::2] + image[1::2]
    return (rows[:, 0::2] + rows[:, 1::2]) * np.float32(0.25)


def enlarge(field: np.ndarray) -> np.ndarray:
    """Twice the size, bilinear between pixel centres, the border repeated."""
    size = field.shape[0]
    positions = ((np.arange(2 * size) + 0.5) / 2 - 0.5).clip(0, size - 1)
    lower = np.minimum(positions.astype(int), size - 2)
    part = (positions - lower).astype(np.float32)
    rows = field[lower] * (1 - part)[:, None] + field[lower + 1] * part[:, None]
    return rows[:, lower] * (1 - part) + rows[:, lower + 1] * part


def warp(image: np.ndarray, dx: np.ndarray, dy: np.ndarray) -> np.ndarray:
    """The image at each pixel's position plus ``(dx, dy)``: bilinear, the border repeated."""
    height, width = image.shape
    x = (np.arange(width, dtype=np.float32) + dx).clip(0, width - 1)
    y = (np.arange(height, dtype=np.float32)[:, None] + dy).clip(0, height - 1)
    left, top = np.minimum(x.astype(np.int32), width - 2), np.minimum(y.astype(np.int32), height - 2)
    fx, fy = x - left.astype(np.float32), y - top.astype(np.float32)
    flat, first = image.ravel(), top * width + left
    upper = flat[first] * (1 - fx) + flat[first + 1] * fx
    lower = flat[first + width] * (1 - fx) + flat[first + width + 1] * fx
    return upper * (1 - fy) + lower * fy


def _step(image: np.ndarray, neighbour: np.ndarray, dx: np.ndarray, dy: np.ndarray):
    warped = warp(neighbour, dx, dy)
    mean, difference = (image + warped) * np.float32(0.5), warped - image
    gx, gy = np.zeros_like(mean), np.zeros_like(mean)
    gx[:, 1:-1] = (mean[:, 2:] - mean[:, :-2]) * np.float32(0.5)
    gy[1:-1] = (mean[2:] - mean[:-2]) * np.float32(0.5)
    xx, xy, yy, xt, yt = (
        blur(product, WINDOW_SIGMA) for product in (gx * gx, gx * gy, gy * gy, gx * difference, gy * difference)
    )
    xx, yy = xx + np.float32(LEAST_GRADIENT), yy + np.float32(LEAST_GRADIENT)
    determinant = xx * yy - xy * xy
    ux = ((xy * yt - yy * xt) / determinant).clip(-LONGEST_STEP, LONGEST_STEP)
    uy = ((xy * xt - xx * yt) / determinant).clip(-LONGEST_STEP, LONGEST_STEP)
    return blur(dx + ux, FIELD_SIGMA), blur(dy + uy, FIELD_SIGMA)


def displacement(image: np.ndarray, neighbour: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """``(dx, dy)`` in crop pixels: what the image has at a pixel, the neighbour has at pixel + (dx, dy).

    Both are float32 [S,S] in [0, 1], S a multiple of 16.
    """
    pyramid = [(image, neighbour)]
    for _ in range(max(HALVINGS)):
        pyramid.append((halve(pyramid[-1][0]), halve(pyramid[-1][1])))
    dx = dy = None
    for level in HALVINGS:
        here, there = (blur(i, IMAGE_SIGMA) for i in pyramid[level])
        if dx is None:
            dx, dy = np.zeros_like(here), np.zeros_like(here)
        else:
            dx, dy = 2 * enlarge(dx), 2 * enlarge(dy)
        for _ in range(STEPS):
            dx, dy = _step(here, there, dx, dy)
    return 2 * enlarge(dx), 2 * enlarge(dy)


def align(
    image: np.ndarray, neighbour: np.ndarray, neighbour_mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Neighbour and mask (float, [0, 1]) moved onto the image; the mask is cut at one half."""
    dx, dy = displacement(image, neighbour)
    return warp(neighbour, dx, dy), warp(neighbour_mask.astype(np.float32), dx, dy) > 0.5
