"""Training examples: a window of a slice with its target, a neighbour slice, and first prompts.

The sampler is deterministic: the same sources, size and seed give the same sequence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import cv2
import numpy as np

from seednet import align, lesions, prompts, scan
from seednet.placement import Placement
from seednet.scan import Textures
from seednet.sources import RELATIVE_SCALE, LabelVolume

REAL, PSEUDO, SCENE, RECOLOURED, LESION = "real", "pseudo", "scene", "recoloured", "lesion"
SHARES = {REAL: 0.42, PSEUDO: 0.15, SCENE: 0.20, RECOLOURED: 0.07, LESION: 0.16}
"""Real images with labels and with pseudo-labels; synthetic scenes; real label maps with synthetic
intensities; lesion-like blobs in real images."""

ON_IMAGES = (REAL, PSEUDO)

MIN_AREA = 24
MOST_TRIES = 2000
NEIGHBOUR_SHARE = 0.33
VANISHED_SHARE = 0.22
"""Of the examples with a neighbour mask: how many have nothing left to find."""

GAPS = (1, 1, 1, 1, 2, 2, 3, 4, 5)
MAX_MISALIGNMENT = 4.0
ALIGNED_SHARE = 0.85
"""Of the examples with a neighbour mask: how many have it aligned first, as at inference."""


LEAST_CONTRASTS = (0.035, 0.06, 0.1, 0.15, 0.25)
"""Painted scenes: least difference of density between the target and what touches it."""

CT_WINDOWS = {"soft": (-160.0, 240.0), "bone": (-200.0, 700.0), "lung": (-1100.0, 200.0), "wide": (-500.0, 900.0)}


@dataclass
class Pair:
    """A window and the same window of a neighbour slice; images in [0, 1], masks boolean."""

    image: np.ndarray
    neighbour: np.ndarray
    target: np.ndarray
    neighbour_target: np.ndarray


@dataclass
class Choice:
    """A structure in a slice, and the neighbour slice that goes with it."""

    volume: LabelVolume
    axis: int
    label: int
    index: int
    neighbour_index: int

    def slices(self, array: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return array.take(self.index, self.axis), array.take(self.neighbour_index, self.axis)


def connected_part(
    rng: np.random.Generator, target: np.ndarray, neighbour: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One connected component of the neighbour's mask, and what overlaps it in the target's slice."""
    count, components, stats, _ = cv2.connectedComponentsWithStats(neighbour.astype(np.uint8))
    if count <= 2:
        part = neighbour
    else:
        areas = stats[1:, cv2.CC_STAT_AREA].astype(float)
        part = components == 1 + int(rng.choice(count - 1, p=areas / areas.sum()))
    _, components = cv2.connectedComponents(target.astype(np.uint8))
    touched = np.unique(components[part & target])
    return np.isin(components, touched[touched > 0]), part


class Sampler:
    """Draws training examples from real volumes and synthetic scenes."""

    def __init__(
        self, real: list[LabelVolume], pseudo: list[LabelVolume], scenes: list[LabelVolume], seed: int
    ) -> None:
        self.rng = np.random.default_rng(seed)
        self.real = real
        self.pools = {
            REAL: real,
            PSEUDO: pseudo,
            LESION: real,
            SCENE: scenes,
            RECOLOURED: [volume for volume in real if volume.labels.shape[0] > 1],
        }
        self.odds = {
            kind: np.array([v.weight for v in pool]) / max(sum(v.weight for v in pool), 1e-9)
            for kind, pool in self.pools.items()
        }
        shares = np.array([SHARES[kind] if pool else 0 for kind, pool in self.pools.items()])
        self.shares = shares / shares.sum()
        self.textures = Textures(self.rng)

    def _draw_volume(self, kind: str) -> LabelVolume:
        return self.pools[kind][int(self.rng.choice(len(self.pools[kind]), p=self.odds[kind]))]

    def choose(self, kind: str, vanished: bool) -> Choice | None:
        """A structure and two slices; with ``vanished`` one that the target's slice lacks."""
        rng = self.rng
        volume = self._draw_volume(kind)
        axis = int(rng.choice(volume.axes))
        areas = volume.areas(axis)
        count = areas.shape[1]
        gap = int(rng.choice(GAPS)) * int(rng.choice((-1, 1)))
        if count == 1:
            gap = 0
        elif abs(gap) >= count:
            return None
        neighbour_indices = np.arange(max(0, -gap), min(count, count - gap))
        there, here = areas[1:, neighbour_indices], areas[1:, neighbour_indices + gap]
        pixels = volume.labels.size // count
        usable = (there >= MIN_AREA) & (there < 0.6 * pixels)
        usable &= (here == 0) if vanished else (here >= MIN_AREA // 2)
        labels = np.flatnonzero(usable.any(1))
        if not len(labels):
            return None
        weight = areas[1 + labels].max(1) ** 0.4
        label = int(rng.choice(labels, p=weight / weight.sum()))
        index = int(rng.choice(np.flatnonzero(usable[label])))
        neighbour = int(neighbour_indices[index])
        return Choice(volume, axis, label + 1, neighbour + gap, neighbour)

    def _masks(self, choice: Choice, kind: str) -> tuple[np.ndarray, np.ndarray]:
        """Masks of target and neighbour: the label, sometimes joined with one it touches."""
        rng = self.rng
        here, there = choice.slices(choice.volume.labels)
        mask, neighbour = here == choice.label, there == choice.label
        if kind not in ON_IMAGES and rng.random() < 0.12 and mask.any():
            around = np.unique(there[cv2.dilate(neighbour.astype(np.uint8), np.ones((5, 5))) > 0])
            around = around[(around != choice.label) & (around > 0)]
            if len(around):
                other = rng.choice(around)
                mask, neighbour = mask | (here == other), neighbour | (there == other)
        if rng.random() < 0.85:
            mask, neighbour = connected_part(rng, mask, neighbour)
        return mask, neighbour

    def pair(
        self,
        kind: str,
        size: int,
        vanished: bool = False,
        place: Callable[[np.random.Generator, np.ndarray, int], Placement] = Placement.around,
    ) -> Pair:
        """One example of the kind, ready but for its prompts; ``place`` draws where its crop lies."""
        rng = self.rng
        if kind == LESION:
            return self._lesion(size, vanished)
        for _ in range(MOST_TRIES):
            choice = self.choose(kind, vanished)
            if choice is None:
                vanished = vanished and rng.random() < 0.9
                continue
            mask, neighbour = self._masks(choice, kind)
            if neighbour.sum() >= MIN_AREA and (vanished or mask.sum() >= MIN_AREA // 2):
                break
        else:
            raise ValueError(f"{MOST_TRIES} tries found no usable structure in the volumes of kind {kind}")
        centre_on = mask if mask.sum() >= 12 and rng.random() < 0.6 else neighbour
        placement = place(rng, centre_on, size)
        shift = np.zeros(2)
        if rng.random() < 0.3:
            angle = rng.uniform(0, 2 * np.pi)
            shift = rng.uniform(0, MAX_MISALIGNMENT) * np.array([np.cos(angle), np.sin(angle)])
        beside = placement.shifted(shift)
        target, neighbour_target = placement.cut_mask(mask), beside.cut_mask(neighbour)
        if kind in ON_IMAGES:
            image, neighbour_image = self._real_images(choice, placement, beside, target)
        else:
            image, neighbour_image = self._painted_images(choice, placement, beside, target, neighbour_target)
        if choice.index == choice.neighbour_index:
            neighbour_image, neighbour_target = self._moved(neighbour_image, neighbour_target)
        image, neighbour_image = scan.as_scanned(rng, image, neighbour_image)
        return Pair(image, neighbour_image, target, neighbour_target)

    def _lesion(self, size: int, vanished: bool) -> Pair:
        rng, gap = self.rng, int(self.rng.choice(GAPS))
        for _ in range(MOST_TRIES):
            found = lesions.lesion_pair(rng, self._real_background(size), self.textures.draw(rng, size, gap), gap, vanished)
            here, there, mask, beside = found
            if beside.sum() >= MIN_AREA and (vanished or mask.sum() >= MIN_AREA // 2):
                break
        else:
            raise ValueError(f"{MOST_TRIES} tries drew no lesion of {MIN_AREA} pixels in a crop of {size}")
        here, there = scan.as_scanned(rng, here, there)
        return Pair(here, there, mask, beside)

    def _moved(self, image: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Stands in for the neighbour of a single slice: the slice, smoothly deformed."""
        rng, size = self.rng, image.shape[0]
        amplitude = rng.uniform(0.3, 3)
        dx, dy = (prompts.smooth_field(rng, size, amplitude) for _ in range(2))
        moved = prompts.displace(image, dx, dy, cv2.INTER_LINEAR)
        return moved, prompts.displace(mask.astype(np.uint8), dx, dy, cv2.INTER_NEAREST) > 0

    def _real_images(self, choice, placement, beside, target) -> tuple[np.ndarray, np.ndarray]:
        rng = self.rng
        flag = cv2.INTER_LINEAR if rng.random() < 0.7 else cv2.INTER_CUBIC
        here, there = (s.astype(np.float32) for s in choice.slices(choice.volume.image))
        low, high = self._display_range(choice, here)
        here, there = ((s - low) / (high - low) for s in (here, there))
        return placement.cut_image(here, flag), beside.cut_image(there, flag)

    def _display_range(self, choice: Choice, values: np.ndarray) -> tuple[float, float]:
        """A display window that a user could have chosen for this structure."""
        rng = self.rng
        if not choice.volume.hounsfield:
            return rng.uniform(-0.01, 0.03) * RELATIVE_SCALE, rng.uniform(0.85, 1.05) * RELATIVE_SCALE
        labels = choice.volume.labels.take(choice.index, choice.axis)
        inside = values[labels == choice.label]
        density = float(inside.mean()) if inside.size else 0.0
        names = ["soft", "soft", "soft", "wide"]
        if density < -300:
            names = ["lung", "lung", "lung", "wide"]
        elif density > 150:
            names = ["bone", "bone", "soft", "wide"]
        low, high = CT_WINDOWS[str(rng.choice(names))]
        width = (high - low) * np.exp(rng.normal(0, 0.2))
        middle = (low + high) / 2 + rng.normal(0, 0.06) * width
        return middle - width / 2, middle + width / 2

    def _painted_images(self, choice, placement, beside, target, neighbour_target):
        """Label maps filled with random densities and textures."""
        rng, size = self.rng, placement.size
        here, there = choice.slices(choice.volume.labels)
        maps = [
            p.cut(s.astype(np.float32), cv2.INTER_NEAREST).astype(np.int64)
            for p, s in ((placement, here), (beside, there))
        ]
        count = int(max(m.max() for m in maps)) + 1
        density = self._densities(count, choice.label, maps[1], neighbour_target)
        gap = abs(choice.index - choice.neighbour_index)
        strength = np.abs(rng.normal(0, 0.05, count)) * (rng.random(count) < 0.8)
        coarse, fine = (self.textures.draw(rng, size, gap) for _ in range(2))
        uses_coarse = rng.random(count) < 0.5
        overlay = self._real_background(size) if rng.random() < 0.25 else None
        overlay_strength = (rng.random(count) < 0.6) * 0.6
        images = []
        for which, labels in enumerate(maps):
            texture = np.where(uses_coarse[labels], coarse[which], fine[which])
            image = density[labels] + strength[labels] * texture
            if overlay is not None:
                image = image + overlay_strength[labels] * (overlay[which] - overlay[which].mean())
            images.append(image.astype(np.float32))
        if rng.random() < 0.18:
            images = self._on_real_background((target, neighbour_target), coarse)
        sigma = abs(rng.normal(0, 0.8))
        if sigma > 0.25:
            images = [cv2.GaussianBlur(i, (0, 0), sigma) for i in images]
        return images[0], images[1]

    def _densities(self, count: int, label: int, labels: np.ndarray, target: np.ndarray) -> np.ndarray:
        """A density per label in which the target differs, perhaps little, from what touches it."""
        rng = self.rng
        style = rng.random()
        if style < 0.35:
            palette = rng.random(int(rng.integers(3, 10)))
            density = palette[rng.integers(0, len(palette), count)] + rng.normal(0, 0.03, count)
        elif style < 0.6:
            density = 0.5 + rng.uniform(-0.22, 0.22, count)
            density[0] = rng.choice([0.0, 0.3, rng.random()])
        else:
            density = rng.random(count)
        ring = cv2.dilate(target.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
        around = np.unique(labels[ring & ~target])
        around = around[around != label]
        least = rng.choice(LEAST_CONTRASTS)
        for _ in range(12):
            if not len(around) or label >= count or np.abs(density[around] - density[label]).min() > least:
                break
            density[label] = rng.random()
        return density

    def _real_background(self, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Windows of two nearby slices of a real image, in about [0, 1]."""
        rng = self.rng
        volume = self._draw_volume(REAL)
        axis = int(rng.choice(volume.axes))
        count = volume.image.shape[axis]
        first = int(rng.integers(count // 5, max(count - count // 5, count // 5 + 1)))
        second = min(first + int(rng.integers(1, 3)), count - 1)
        here, there = (volume.image.take(i, axis).astype(np.float32) for i in (first, second))
        low, high = CT_WINDOWS["wide"] if volume.hounsfield else (0.0, float(RELATIVE_SCALE))
        zoom = np.exp(rng.uniform(np.log(0.35), np.log(1.2))) * max(here.shape) / size
        angle = rng.uniform(0, 2 * np.pi)
        linear = zoom * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        centre = rng.uniform(0.3, 0.7, 2) * here.shape[::-1]
        matrix = np.column_stack([linear, centre - linear @ np.full(2, size / 2)])
        placement = Placement(matrix, float(zoom), size)
        cut = [placement.cut((s - low) / (high - low), cv2.INTER_LINEAR).clip(0, 1) for s in (here, there)]
        return cut[0], cut[1]

    def _on_real_background(self, targets, texture) -> list[np.ndarray]:
        """Only the target, blended into a real image."""
        rng = self.rng
        background = self._real_background(targets[0].shape[0])
        opacity, contrast = rng.uniform(0.5, 1), rng.choice((-1, 1)) * rng.uniform(0.08, 0.45)
        base = float(background[1][targets[1]].mean()) if targets[1].any() else 0.5
        images = []
        for mask, behind, grain in zip(targets, background, texture):
            cover = opacity * cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 0.8)
            images.append(behind * (1 - cover) + cover * (base + contrast + 0.05 * grain))
        return images

    def first_prompts(self, pair: Pair, use_neighbour: bool) -> np.ndarray:
        """The network's input [7,S,S] before its first pass."""
        rng, size = self.rng, pair.image.shape[0]
        channels = np.zeros((7, size, size), np.float32)
        channels[0] = pair.image
        empty = not pair.target.any()
        if (use_neighbour or empty) and pair.neighbour_target.sum() >= 8:
            neighbour, mask = pair.neighbour, pair.neighbour_target
            if rng.random() < 0.5:
                rough = prompts.roughen(rng, mask)
                mask = rough if rough.any() else mask
            if rng.random() < ALIGNED_SHARE:
                neighbour, moved = align.align(pair.image, neighbour, mask)
                mask = moved if moved.any() else mask
            channels[5], channels[6] = neighbour, mask
            if empty or rng.random() < 0.8:
                return channels
        if empty:
            return channels
        kind = rng.random()
        if kind < 0.50:
            self._first_clicks(pair.target, channels)
        elif kind < 0.88:
            self._first_box(pair.target, channels)
        elif kind < 0.95:
            self._first_scribble(pair.target, channels)
        else:
            rough = prompts.roughen(rng, prompts.roughen(rng, pair.target))
            channels[4] = rough * rng.uniform(0.7, 1)
            if not prompts.correct(rng, rough, pair.target, channels[1], channels[2]):
                prompts.draw_disk(channels[1], *prompts.pick_point(rng, pair.target, 0.5))
        return channels

    def _first_clicks(self, target: np.ndarray, channels: np.ndarray) -> None:
        rng = self.rng
        prompts.draw_disk(channels[1], *prompts.pick_point(rng, target, 0.6))
        while rng.random() < 0.15:
            prompts.draw_disk(channels[1], *prompts.pick_point(rng, target, 0))
        if rng.random() < 0.12:
            ring = prompts.ring_around(target, 2, int(rng.integers(5, 21)))
            if ring.any():
                prompts.draw_disk(channels[2], *prompts.pick_point(rng, ring, 0))

    def _first_box(self, target: np.ndarray, channels: np.ndarray) -> None:
        rng = self.rng
        rows, columns = np.flatnonzero(target.any(1)), np.flatnonzero(target.any(0))
        corners = np.array([columns[0], rows[0], columns[-1], rows[-1]], float)
        extent = np.array([np.ptp(columns) + 1, np.ptp(rows) + 1] * 2)
        grown = rng.uniform(-0.02, 0.07) * extent * (-1, -1, 1, 1)
        corners += grown + rng.normal(0, 0.03, 4) * extent + rng.normal(0, 0.7, 4)
        corners[2:] = np.maximum(corners[2:], corners[:2] + 1)
        prompts.draw_outside_box(channels[3], *corners)
        prompts.draw_ellipse(channels[4], *corners)
        if rng.random() < 0.2:
            prompts.draw_disk(channels[1], *prompts.pick_point(rng, target, 0.5))

    def _first_scribble(self, target: np.ndarray, channels: np.ndarray) -> None:
        rng = self.rng
        distance = prompts.depth(target)
        prompts.draw_free_curve(rng, distance > 0.3 * distance.max(), channels[1])
        channels[1] *= target
        if channels[1].sum() < 3:
            prompts.draw_disk(channels[1], *prompts.pick_point(rng, target, 0.5))
        if rng.random() < 0.5:
            prompts.draw_free_curve(rng, prompts.ring_around(target, 3, 15), channels[2])
            channels[2] *= cv2.dilate(target.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0

    def example(self, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Input [7,S,S] (float32) and target [S,S] (bool)."""
        rng = self.rng
        kind = str(rng.choice(list(self.pools), p=self.shares))
        use_neighbour = rng.random() < NEIGHBOUR_SHARE
        vanished = use_neighbour and rng.random() < VANISHED_SHARE
        pair = self.pair(kind, size, vanished)
        return self.first_prompts(pair, use_neighbour), pair.target

    def batch(self, count: int, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Inputs [N,7,S,S] and targets [N,S,S]."""
        drawn = [self.example(size) for _ in range(count)]
        return np.stack([x for x, _ in drawn]), np.stack([y for _, y in drawn])
