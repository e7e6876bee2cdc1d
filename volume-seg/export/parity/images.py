"""Slices, embeddings and windows that Python and Java (`ParityImages`) make alike, so none is stored."""

from __future__ import annotations

import numpy as np


def _hash(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    h = (x * 73856093) ^ (y * 19349663)
    h &= 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 1274126177) & 0xFFFFFFFF
    return h ^ (h >> 16)


def image8(rows: int, columns: int) -> np.ndarray:
    """An asymmetric slice, uint8 [rows, columns], by whole numbers alone: a gradient, a bright tilted
    ellipse, a dark disc in its upper left, a bar on the right, and grain."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.int64)
    u = x * 1024 // columns - 512
    v = y * 1024 // rows - 512
    value = 50 + (u + 512) // 16 + (v + 512) // 32
    a = (u + 100) * 3 + (v - 60)
    b = (v - 60) * 5 - (u + 100)
    value = np.where(a * a + b * b < 1000 * 1000, 190 + u // 32, value)
    dark = (u + 230) ** 2 + (v + 40) ** 2 < 70 * 70
    value = np.where(dark, 30, value)
    bar = (u > 300) & (u < 390) & (v > -400 + u // 2) & (v < 260)
    value = np.where(bar, 140 + v // 16, value)
    grain = _hash(x, y) % 17 - 8
    return np.clip(value + grain, 0, 255).astype(np.uint8)


def image16(rows: int, columns: int) -> np.ndarray:
    """The same as signed numbers like Hounsfield units, int16 [rows, columns], with finer grain."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.int64)
    fine = _hash(y + 7, x + 3) % 16
    return (image8(rows, columns).astype(np.int64) * 8 - 1000 + fine).astype(np.int16)


WINDOW16 = (-900.0, 800.0)
"""The window, low and high, in which :func:`image16` is seen."""


def seen(values: np.ndarray, window: tuple[float, float]) -> np.ndarray:
    """Values in a window as uint8: scaled to 0..255, cut off, fraction dropped (as NumPy's ``astype``)."""
    low, high = window
    return np.clip((values.astype(np.float64) - low) / (high - low) * 255, 0, 255).astype(np.uint8)


def embedding(channels: int, rows: int, columns: int, salt: int = 0) -> np.ndarray:
    """A smooth encoder output, float32 [1, channels, rows, columns], for tests of decoders alone."""
    c = np.arange(channels, dtype=np.float64)[:, None, None] + 17 * salt
    y = np.arange(rows, dtype=np.float64)[None, :, None] * 64 / rows
    x = np.arange(columns, dtype=np.float64)[None, None, :] * 64 / columns
    waves = np.sin(0.37 * c + 0.11 * x * (1 + c % 5) / 3 + 0.07 * y * (1 + c % 7) / 3)
    waves = waves + 0.5 * np.cos(1.3 * c - 0.19 * y + 0.05 * x)
    return waves.astype(np.float32)[None]
