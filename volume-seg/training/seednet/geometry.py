"""Square windows of a slice: cutting them out at the network's resolution and pasting results back.

This is the geometry that the Java side repeats bit for bit (up to float rounding); nothing here may
change without regenerating the golden files. It is written with plain numpy because OpenCV's
``warpAffine`` rounds coordinates to 1/32 pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

BLUR_FROM_ZOOM = 1.4
"""Source pixels per crop pixel above which the source is low-pass filtered first."""

BLUR_SIGMA_PER_ZOOM = 0.4


@dataclass(frozen=True)
class Window:
    """A square of a slice: centre and side length in slice pixels."""

    cx: float
    cy: float
    size: float

    def zoom(self, crop: int) -> float:
        """Slice pixels per crop pixel for a crop of ``crop`` pixels."""
        return self.size / crop

    def to_crop(self, x: float, y: float, crop: int) -> tuple[float, float]:
        """Slice position to (unrounded) crop position ``(u, v)``."""
        z, middle = self.zoom(crop), (crop - 1) / 2
        return (x - self.cx) / z + middle, (y - self.cy) / z + middle

    def to_slice(self, u: float, v: float, crop: int) -> tuple[float, float]:
        """Crop position to slice position ``(x, y)``."""
        z, middle = self.zoom(crop), (crop - 1) / 2
        return self.cx + (u - middle) * z, self.cy + (v - middle) * z


def gaussian_kernel(sigma: float) -> np.ndarray:
    """Sampled Gaussian, truncated at radius ``round(4 sigma)`` (half up), sum 1."""
    radius = int(np.floor(4 * sigma + 0.5))
    offsets = np.arange(-radius, radius + 1, dtype=np.float64)
    weights = np.exp(-0.5 * (offsets / sigma) ** 2)
    return (weights / weights.sum()).astype(np.float32)


def blur(image: np.ndarray, sigma: float) -> np.ndarray:
    """Separable Gaussian blur, borders mirrored without repeating the edge pixel (reflect-101)."""
    kernel = gaussian_kernel(sigma)
    return cv2.sepFilter2D(image, cv2.CV_32F, kernel, kernel, borderType=cv2.BORDER_REFLECT_101)


def _interpolate_rows(image: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Linear interpolation along axis 0; what lies outside the array counts as zero."""
    count = image.shape[0]
    lower = np.floor(positions)
    fraction = (positions - lower).astype(np.float32)
    lower = lower.astype(np.int64)
    out = np.zeros((len(positions), *image.shape[1:]), np.float32)
    for index, weight in ((lower, 1 - fraction), (lower + 1, fraction)):
        inside = (index >= 0) & (index < count)
        out[inside] += weight[inside, None] * image[index[inside]]
    return out


def bilinear(image: np.ndarray, ys: np.ndarray, xs: np.ndarray) -> np.ndarray:
    """Bilinear samples on the grid ``ys`` × ``xs``, zero outside the image."""
    rows = _interpolate_rows(np.ascontiguousarray(image, np.float32), ys)
    return np.ascontiguousarray(_interpolate_rows(np.ascontiguousarray(rows.T), xs).T)


def cut(image: np.ndarray, window: Window, crop: int) -> np.ndarray:
    """The window of a slice, resampled to ``crop`` × ``crop`` (float32)."""
    zoom = window.zoom(crop)
    source = np.asarray(image, np.float32)
    if zoom > BLUR_FROM_ZOOM:
        source = blur(source, BLUR_SIGMA_PER_ZOOM * zoom)
    steps = (np.arange(crop, dtype=np.float64) - (crop - 1) / 2) * zoom
    return bilinear(source, window.cy + steps, window.cx + steps)


def paste(values: np.ndarray, window: Window, shape: tuple[int, int]) -> np.ndarray:
    """Crop values resampled onto a slice of ``shape``; zero outside the window."""
    crop = values.shape[0]
    zoom, middle = window.zoom(crop), (crop - 1) / 2
    ys = (np.arange(shape[0], dtype=np.float64) - window.cy) / zoom + middle
    xs = (np.arange(shape[1], dtype=np.float64) - window.cx) / zoom + middle
    return bilinear(values, ys, xs)
