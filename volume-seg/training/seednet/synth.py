"""Synthetic 3-D label volumes: anatomy-like scenes without any anatomy.

Everything is drawn from the seed. Only labels are made here; intensities are drawn anew for each
training sample in ``sample``.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

SHAPE = (40, 160, 160)
MAX_LABELS = 240
KINDS = ("organs", "abutting", "noise", "cells")
KIND_SHARES = (0.58, 0.18, 0.12, 0.12)


def smooth_noise(
    rng: np.random.Generator, shape: tuple[int, ...], cells: tuple[float, ...], channels: int = 1
) -> np.ndarray:
    """[channels, *shape] of noise that varies over the given number of cells; deviation 1."""
    grid = [max(2, int(round(c))) + 1 for c in cells]
    coarse = torch.from_numpy(rng.standard_normal((1, channels, *grid)).astype(np.float32))
    fine = F.interpolate(coarse, size=shape, mode="trilinear", align_corners=True)[0].numpy()
    return fine / (fine.std() + 1e-6)


def random_rotation(rng: np.random.Generator) -> np.ndarray:
    """A rotation matrix drawn uniformly (QR of a Gaussian matrix)."""
    q, r = np.linalg.qr(rng.standard_normal((3, 3)))
    return (q * np.sign(np.diag(r))).astype(np.float32)


class Scene:
    """A label volume in the making, with coordinates from -1 to 1 in plane and warped slightly."""

    def __init__(self, rng: np.random.Generator, shape: tuple[int, int, int]) -> None:
        self.rng = rng
        self.shape = shape
        self.half_depth = float(rng.uniform(0.15, 0.8))
        self.labels = np.zeros(shape, np.uint8)
        self.next_label = 1
        axes = [
            np.linspace(-limit, limit, n, dtype=np.float32)
            for n, limit in zip(shape, (self.half_depth, 1.0, 1.0))
        ]
        self.axes = axes
        position = np.stack(np.meshgrid(*axes, indexing="ij"))
        warp = rng.uniform(0, 0.12)
        for cells, amplitude in ((3, warp), (7, 0.45 * warp), (16, 0.15 * warp * rng.random())):
            position = position + amplitude * self.noise(cells, 3)
        self.position = position.astype(np.float32)

    def noise(self, cells: float, channels: int = 1) -> np.ndarray:
        """Smooth noise with equally large cells in all directions."""
        return smooth_noise(self.rng, self.shape, (max(1.0, cells * self.half_depth), cells, cells), channels)

    def fractal(self, cells: float, octaves: int, persistence: float = 0.55) -> np.ndarray:
        """Noise with detail at several scales, deviation 1."""
        total = sum(persistence**o * self.noise(cells * 2**o)[0] for o in range(octaves))
        return total / total.std()

    def paint(self, where: np.ndarray) -> None:
        """Gives these voxels a new label."""
        if self.next_label < MAX_LABELS:
            self.labels[where] = self.next_label
            self.next_label += 1

    def blob(self, centre, radii, rotation=None, power: float = 2.0, roughness: float = 0.0, cells: float = 6):
        """A function that is below 1 inside a deformed (super-)ellipsoid."""
        delta = self.position - np.asarray(centre, np.float32)[:, None, None, None]
        if rotation is not None:
            delta = np.einsum("ij,jzyx->izyx", rotation, delta)
        delta = np.abs(delta / np.asarray(radii, np.float32)[:, None, None, None])
        field = np.sqrt((delta**2).sum(0)) if power == 2 else (delta**power).sum(0) ** (1 / power)
        if roughness > 0:
            field = field + roughness * self.noise(cells)[0]
        return field

    def random_centre(self, reach: float = 0.8) -> np.ndarray:
        """A place in the volume, or a little above or below it."""
        return self.rng.uniform(-1, 1, 3) * (1.1 * self.half_depth, reach, reach)

    def add_body(self) -> None:
        """A trunk through all slices, mostly with a layer of fat."""
        rng = self.rng
        centre = (0, rng.normal(0, 0.05), rng.normal(0, 0.05))
        radii = (3, rng.uniform(0.55, 1.0), rng.uniform(0.7, 1.1))
        field = self.blob(centre, radii, None, rng.uniform(1.8, 3), 0.04, 4)
        self.paint(field < 1)
        if rng.random() < 0.7:
            self.paint(field < 1 - rng.uniform(0.03, 0.15))

    def add_organ(self, scale: float) -> None:
        """A deformed ellipsoid; some have a wall, lesions, or several parts."""
        rng = self.rng
        radii = (scale * np.exp(rng.normal(0, 0.35, 3))).clip(0.025, 0.8)
        roughness = rng.choice([0, 0.1, 0.2, 0.35]) * rng.random()
        field = self.blob(
            self.random_centre(),
            radii,
            random_rotation(rng),
            float(rng.choice([1.4, 2, 2, 2, 3, 6])),
            roughness,
            rng.uniform(4, 14),
        )
        self.paint(field < 1)
        kind = rng.random()
        if kind < 0.28:
            self.paint(field < 1 - rng.uniform(0.08, 0.35))
        elif kind < 0.42:
            self.paint((field < 0.95) & (self.fractal(12, 2) > rng.uniform(1, 2)))
        elif kind < 0.52:
            self.paint((field < 1) & (self.noise(3)[0] > rng.normal(0, 0.5)))

    def add_abutting_pair(self) -> None:
        """Two or three organs pressed against each other, sharing a smooth border."""
        rng = self.rng
        scale = np.exp(rng.uniform(np.log(0.12), np.log(0.4)))
        centre = self.random_centre(0.6) * (0.5, 1, 1)
        radii = (scale * np.exp(rng.normal(0, 0.25, 3))).clip(0.06, 0.6)
        first = self.blob(centre, radii, random_rotation(rng), 2.0, rng.uniform(0, 0.15), 6)
        placed = [first]
        for _ in range(int(rng.integers(1, 3))):
            direction = rng.standard_normal(3) * (0.4, 1, 1)
            direction /= np.linalg.norm(direction)
            other_radii = (scale * np.exp(rng.normal(0, 0.35, 3))).clip(0.06, 0.6)
            gap = rng.uniform(0.7, 0.98) * (radii.mean() + other_radii.mean())
            placed.append(
                self.blob(centre + gap * direction, other_radii, random_rotation(rng), 2.0, rng.uniform(0, 0.15), 6)
            )
        nearest = np.argmin(placed, 0)
        for index, field in enumerate(placed):
            self.paint((field < 1) & (nearest == index))

    def add_vessel(self) -> None:
        """A bent tube with perhaps a wall and branches."""
        rng = self.rng
        root = self.random_centre()
        heading = rng.standard_normal(3) * (3 if rng.random() < 0.5 else 1, 1, 1)
        radius = float(np.exp(rng.uniform(np.log(0.015), np.log(0.12))))
        beads: list[tuple[np.ndarray, float]] = []
        for branch in range(int(rng.choice([1, 1, 1, 2, 3]))):
            beads += self._walk(root, heading, radius, branch)
        self._paint_beads(beads, 1.0)
        if rng.random() < 0.25:
            self._paint_beads(beads, rng.uniform(0.5, 0.85))

    def _walk(self, root: np.ndarray, heading: np.ndarray, radius: float, branch: int):
        rng = self.rng
        direction = heading + (rng.standard_normal(3) * 0.7 if branch else 0)
        direction = direction / np.linalg.norm(direction)
        place = root.copy() if branch else root - direction * rng.uniform(0.2, 1)
        radius = radius * (rng.uniform(0.5, 0.9) if branch else 1)
        bend, step = rng.uniform(0, 1.8), max(0.35 * radius, 0.012)
        turn = rng.standard_normal(3) * bend
        beads = []
        for count in range(int(rng.uniform(0.3, 2.2) / step)):
            if count % 12 == 0:
                turn = rng.standard_normal(3) * bend
            direction = direction + turn * step
            direction /= np.linalg.norm(direction)
            place = place + direction * step
            radius = float(np.clip(radius * np.exp(rng.normal(0, 0.03)), 0.012, 0.2))
            beads.append((place.copy(), radius))
        return beads

    def _paint_beads(self, beads, factor: float) -> None:
        tube = np.zeros(self.shape, bool)
        for place, radius in beads:
            reach = radius * factor
            spans = [
                slice(*np.searchsorted(axis, (p - reach, p + reach)))
                for axis, p in zip(self.axes, place)
            ]
            parts = [(axis[s] - p) ** 2 for axis, s, p in zip(self.axes, spans, place)]
            if all(part.size for part in parts):
                squared = parts[0][:, None, None] + parts[1][:, None] + parts[2]
                tube[tuple(spans)] |= squared < reach * reach
        self.paint(tube)

    def add_sheet(self) -> None:
        """A curved plate, such as a muscle or a fascia."""
        rng = self.rng
        normal = rng.standard_normal(3).astype(np.float32)
        normal /= np.linalg.norm(normal)
        centre = self.random_centre()
        offset = np.einsum("i,izyx->zyx", normal, self.position) - float(normal @ centre)
        field = np.abs(offset + 0.05 * self.noise(4)[0])
        extent = self.blob(centre, np.full(3, 0.5 * rng.uniform(0.4, 1.5)))
        self.paint((field < rng.uniform(0.012, 0.08)) & (extent < 1))

    def add_objects(self, count: int) -> None:
        """Organs, vessels and sheets, on the whole getting smaller."""
        for index in range(count):
            kind = self.rng.random()
            if kind < 0.55:
                scale = np.exp(self.rng.uniform(np.log(0.04), np.log(0.45)))
                self.add_organ(scale * (1 - 0.5 * index / max(count, 1)))
            elif kind < 0.88:
                self.add_vessel()
            else:
                self.add_sheet()

    def fill_with_noise_regions(self) -> None:
        """Each voxel goes to the largest of several noise fields."""
        rng = self.rng
        cells, octaves, persistence = rng.uniform(2, 8), int(rng.integers(1, 4)), rng.uniform(0.3, 0.65)
        fields = [self.fractal(cells, octaves, persistence) + rng.normal(0, 0.3) for _ in range(rng.integers(4, 12))]
        self.labels = (np.argmax(fields, 0) + 1).astype(np.uint8)
        self.next_label = len(fields) + 1

    def fill_with_cells(self) -> None:
        """Voronoi cells with wavy borders, perhaps only inside a blob."""
        rng = self.rng
        count = int(rng.integers(8, 60))
        centres = rng.uniform(-1.05, 1.05, (count, 3)) * (self.half_depth, 1, 1)
        weights = rng.uniform(0, 0.25, count) ** 2
        place = self.position + rng.uniform(0, 0.06) * self.noise(10, 3)
        best = np.full(self.shape, np.inf, np.float32)
        for index, centre in enumerate(centres):
            squared = ((place - centre.astype(np.float32)[:, None, None, None]) ** 2).sum(0) - weights[index]
            closer = squared < best
            best[closer] = squared[closer]
            self.labels[closer] = index + 1
        self.next_label = count + 1
        if rng.random() < 0.5:
            field = self.blob((0, 0, 0), rng.uniform(0.5, 1, 3), random_rotation(rng), 2.0, 0.1, 4)
            self.labels[field > 1] = 0


def make_labels(seed: int, shape: tuple[int, int, int] = SHAPE) -> tuple[str, np.ndarray]:
    """Kind and label volume (uint8, 0 = nothing) of the scene with this seed."""
    rng = np.random.default_rng([seed, 0x5EED])
    kind = str(rng.choice(KINDS, p=KIND_SHARES))
    scene = Scene(rng, shape)
    if kind == "noise":
        scene.fill_with_noise_regions()
        scene.add_objects(int(rng.integers(0, 10)))
    elif kind == "cells":
        scene.fill_with_cells()
        scene.add_objects(int(rng.integers(0, 10)))
    else:
        if rng.random() < 0.75:
            scene.add_body()
        scene.add_objects(int(rng.integers(5, 22)))
        if kind == "abutting":
            for _ in range(int(rng.integers(1, 4))):
                scene.add_abutting_pair()
    return kind, scene.labels
