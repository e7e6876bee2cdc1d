"""Where a training crop lies in its source slice."""

from __future__ import annotations

import cv2
import numpy as np


class Placement:
    """Where the crop lies in the source slice: rotation, scale, shear, mirror and position."""

    def __init__(self, matrix: np.ndarray, zoom: float, size: int) -> None:
        self.matrix = matrix
        self.zoom = zoom
        self.size = size

    @staticmethod
    def around(rng: np.random.Generator, mask: np.ndarray, size: int) -> "Placement":
        """A random placement in which the mask's extent fills a random part of the crop."""
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        y0, y1, x0, x1 = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        extent = max(y1 - y0, x1 - x0, 4)
        if rng.random() < 0.7:
            part = np.exp(rng.normal(np.log(0.5), 0.36))
        else:
            part = np.exp(rng.uniform(np.log(0.06), np.log(0.4)))
        part = float(np.clip(part, 0.05, 1.15))
        zoom = float(np.clip(extent / (part * size), 0.12, 2.2 * max(mask.shape) / size))
        spread = size * zoom
        centre = np.array([(x0 + x1 - 1) / 2, (y0 + y1 - 1) / 2])
        centre += rng.normal(0, 0.12, 2) * spread * (1.1 - min(part, 1))
        if part < 0.3:
            centre += rng.uniform(-0.35, 0.35, 2) * spread
        if rng.random() < 0.5:
            angle = rng.normal(0, 0.12)
        else:
            angle = rng.uniform(0, 2 * np.pi)
        stretch = np.exp(rng.normal(0, 0.12, 2))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        linear = turn @ np.array([[stretch[0], rng.normal(0, 0.08)], [0, stretch[1]]]) * zoom
        if rng.random() < 0.5:
            linear[:, 0] *= -1
        if rng.random() < 0.25:
            linear = linear[:, ::-1]
        middle = np.full(2, (size - 1) / 2)
        return Placement(np.column_stack([linear, centre - linear @ middle]), zoom, size)

    @staticmethod
    def of_slice(rng: np.random.Generator, mask: np.ndarray, size: int) -> "Placement":
        """A random placement like that of a whole slice, of which the mask's extent is a small part."""
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        y0, y1, x0, x1 = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        extent, longer = max(y1 - y0, x1 - x0, 4), max(mask.shape)
        part = float(np.exp(rng.uniform(np.log(0.04), np.log(0.6))))
        zoom = float(np.clip(extent / (part * size), 0.25, 1.6 * longer / size))
        spread = size * zoom
        centre = np.array([(x0 + x1 - 1) / 2, (y0 + y1 - 1) / 2])
        if longer < 1.6 * spread:
            middle_of_source = (np.array(mask.shape[::-1]) - 1) / 2
            centre += (middle_of_source - centre) * min(1.0, spread / longer) * rng.uniform(0.5, 1)
        else:
            centre += rng.uniform(-0.3, 0.3, 2) * spread * (1 - extent / spread)
        angle = rng.normal(0, 0.12) if rng.random() < 0.6 else rng.uniform(0, 2 * np.pi)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        linear = turn @ np.diag(np.exp(rng.normal(0, 0.08, 2))) * zoom
        if rng.random() < 0.5:
            linear[:, 0] *= -1
        middle = np.full(2, (size - 1) / 2)
        return Placement(np.column_stack([linear, centre - linear @ middle]), zoom, size)

    def shifted(self, shift: np.ndarray) -> "Placement":
        """The same placement moved by some crop pixels."""
        matrix = self.matrix.copy()
        matrix[:, 2] += shift * self.zoom
        return Placement(matrix, self.zoom, self.size)

    def _used_part(self, shape: tuple[int, int], margin: int) -> tuple[slice, slice]:
        edge = self.size - 1
        corners = self.matrix @ np.array([[0, edge, 0, edge], [0, 0, edge, edge], [1, 1, 1, 1]])
        (left, top), (right, bottom) = corners.min(1).astype(int) - margin, corners.max(1).astype(int) + margin
        height, width = shape
        top, left = int(np.clip(top, 0, height - 1)), int(np.clip(left, 0, width - 1))
        return slice(top, int(np.clip(bottom, top + 1, height))), slice(left, int(np.clip(right, left + 1, width)))

    def cut(self, source: np.ndarray, flag: int, sigma: float = 0.0, border: float = 0.0) -> np.ndarray:
        """The crop, after a Gaussian blur of the source if sigma is above zero."""
        rows, columns = self._used_part(source.shape, 2 + int(4 * sigma))
        part = np.ascontiguousarray(source[rows, columns])
        if sigma > 0:
            part = cv2.GaussianBlur(part, (0, 0), sigma)
        matrix = self.matrix.copy()
        matrix[:, 2] -= (columns.start, rows.start)
        return cv2.warpAffine(
            part, matrix, (self.size, self.size), flags=flag | cv2.WARP_INVERSE_MAP, borderValue=border
        )

    def cut_mask(self, mask: np.ndarray) -> np.ndarray:
        """The crop of a mask, smooth-edged where it is enlarged or reduced."""
        sigma = 0.6 if self.zoom < 0.8 else (0.4 * self.zoom if self.zoom > 1.4 else 0.0)
        return self.cut(mask.astype(np.float32), cv2.INTER_LINEAR, sigma) > 0.5

    def cut_image(self, image: np.ndarray, flag: int) -> np.ndarray:
        """The crop of an image, low-pass filtered as at inference when it is reduced."""
        return self.cut(image, flag, 0.4 * self.zoom if self.zoom > 1.4 else 0.0)
