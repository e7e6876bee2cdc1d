"""Pseudo-labels: regions of a real image between its edges, by watershed and merging.

They teach where a structure can end in real images, whatever it is called.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

SCALES = ((1.0, 0.03), (2.0, 0.08))
"""Smoothing in pixels, and difference of mean (of the display range) up to which regions are joined."""

LEAST_PIXELS = 40
MOST_REGIONS = 3000


def regions(image: np.ndarray, sigma: float, joined_below: float, edge_ratio: float) -> np.ndarray:
    """Labels 1… of an image [slice,row,column] in [0, 1]; 0 is what is too small.

    ``edge_ratio`` is the slice distance in pixel sizes: across thick slices nothing is smoothed.
    """
    across = 0.0 if edge_ratio > 2 or image.shape[0] < 3 else sigma / max(edge_ratio, 1.0)
    smooth = ndimage.gaussian_filter(image, (across, sigma, sigma))
    steps = [ndimage.gaussian_gradient_magnitude(s, 1.0) for s in smooth]
    edges = np.stack(steps)
    quiet = edges < np.percentile(edges, 30)
    quiet |= edges == ndimage.minimum_filter(edges, (1, 5, 5))
    per_slice = np.zeros((3, 3, 3), bool)
    per_slice[1] = True
    markers, _ = ndimage.label(quiet, per_slice if across == 0 else np.ones((3, 3, 3), bool))
    levels = (smooth * 65000).clip(0, 65000).astype(np.uint16)  # SciPy floods by the steps between pixels
    linked = ndimage.generate_binary_structure(3, 1)
    if across == 0:
        linked = linked & per_slice
    flooded = ndimage.watershed_ift(levels, markers.astype(np.int32), linked)
    return without_specks(merge(flooded, smooth, joined_below, across > 0))


def merge(labels: np.ndarray, image: np.ndarray, below: float, across: bool) -> np.ndarray:
    """Joins touching regions whose means differ by less than a limit, the most alike first."""
    count = int(labels.max()) + 1
    sizes = np.bincount(labels.ravel(), minlength=count).astype(float)
    sums = np.bincount(labels.ravel(), image.ravel(), minlength=count)
    pairs = []
    for axis in (0, 1, 2) if across else (1, 2):
        first = np.moveaxis(labels, axis, 0)[:-1].ravel()
        second = np.moveaxis(labels, axis, 0)[1:].ravel()
        differ = first != second
        pairs.append(np.unique(np.sort(np.stack([first[differ], second[differ]], 1), 1), axis=0))
    touching = np.unique(np.concatenate(pairs), axis=0)
    means = sums / np.maximum(sizes, 1)
    order = np.argsort(np.abs(means[touching[:, 0]] - means[touching[:, 1]]))
    parent = np.arange(count)

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in touching[order]:
        a, b = root(int(a)), root(int(b))
        small = min(sizes[a], sizes[b]) < LEAST_PIXELS
        if a != b and abs(sums[a] / sizes[a] - sums[b] / sizes[b]) < (2.5 if small else 1.0) * below:
            parent[b] = a
            sizes[a] += sizes[b]
            sums[a] += sums[b]
    return np.array([root(n) for n in range(count)])[labels]


def without_specks(labels: np.ndarray) -> np.ndarray:
    """Renumbers regions as 1, 2, …; those too small, and the largest of all, become 0."""
    sizes = np.bincount(labels.ravel())
    keep = np.flatnonzero(sizes >= LEAST_PIXELS)
    keep = keep[keep != sizes.argmax()]
    keep = keep[np.argsort(-sizes[keep])][:MOST_REGIONS]
    numbers = np.zeros(len(sizes), np.uint16)
    numbers[keep] = np.arange(1, len(keep) + 1)
    return numbers[labels]
