"""Prompts: drawing them into channels, and simulating the user who gives them."""

from __future__ import annotations

import cv2
import numpy as np

CLICK_RADIUS = 3
SCRIBBLE_RADIUS = 1


def round_half_up(value: float) -> int:
    """Nearest whole number, halves upwards (Java's ``Math.round``)."""
    return int(np.floor(value + 0.5))


def draw_disk(channel: np.ndarray, u: float, v: float, radius: int = CLICK_RADIUS) -> None:
    """Sets the pixels with ``du² + dv² <= radius²`` round the rounded position to 1."""
    column, row = round_half_up(u), round_half_up(v)
    height, width = channel.shape
    for dv in range(-radius, radius + 1):
        y = row + dv
        if not 0 <= y < height:
            continue
        reach = int(np.sqrt(radius * radius - dv * dv))
        first, last = max(column - reach, 0), min(column + reach, width - 1)
        if first <= last:
            channel[y, first : last + 1] = 1


def draw_scribble(channel: np.ndarray, points: list[tuple[float, float]]) -> None:
    """Stamps disks of radius 1 along the polyline, at most half a pixel apart."""
    if len(points) == 1:
        draw_disk(channel, *points[0], SCRIBBLE_RADIUS)
    for (u0, v0), (u1, v1) in zip(points, points[1:]):
        steps = max(1, int(np.ceil(2 * np.hypot(u1 - u0, v1 - v0))))
        for step in range(steps + 1):
            t = step / steps
            draw_disk(channel, u0 + t * (u1 - u0), v0 + t * (v1 - v0), SCRIBBLE_RADIUS)


def draw_outside_box(channel: np.ndarray, u0: float, v0: float, u1: float, v1: float) -> None:
    """1 outside the box, 0 inside; corners belong to the box.

    A box tells little about which of its pixels belong to the object but is sure about those
    outside, so the outside is what the network is given.
    """
    channel[:] = 1
    height, width = channel.shape
    left, right = max(round_half_up(u0), 0), min(round_half_up(u1), width - 1)
    top, bottom = max(round_half_up(v0), 0), min(round_half_up(v1), height - 1)
    if left <= right and top <= bottom:
        channel[top : bottom + 1, left : right + 1] = 0


ELLIPSE_PROBABILITY = 0.7


def draw_ellipse(channel: np.ndarray, u0: float, v0: float, u1: float, v1: float) -> None:
    """The ellipse that touches the box's sides, as the probability to begin with; 0 elsewhere.

    Among all outlines in a box it is the best guess that knows nothing of the image, so the network
    only has to learn what the image says beyond it.
    """
    height, width = channel.shape
    du = (np.arange(width) - (u0 + u1) / 2) / ((u1 - u0 + 1) / 2)
    dv = (np.arange(height) - (v0 + v1) / 2) / ((v1 - v0 + 1) / 2)
    channel[:] = np.where(du * du + (dv * dv)[:, None] <= 1, ELLIPSE_PROBABILITY, 0)


def depth(region: np.ndarray) -> np.ndarray:
    """Distance of each region pixel to the outside; the image border counts as outside."""
    padded = np.pad(region.astype(np.uint8), 1)
    return cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]


def pick_point(rng: np.random.Generator, region: np.ndarray, central: float) -> tuple[int, int]:
    """A point ``(x, y)`` of a non-empty region: near its deepest place, or anywhere not at the rim."""
    distance = depth(region)
    if rng.random() < central:
        index = int((distance * rng.uniform(0.75, 1, distance.shape)).argmax())
    else:
        index = int(rng.choice(np.flatnonzero(distance > 0.35 * distance.max())))
    y, x = divmod(index, region.shape[1])
    return x, y


def error_components(predicted: np.ndarray, truth: np.ndarray) -> list[tuple[int, bool, np.ndarray]]:
    """Connected errors, largest first: area, whether object was missed, and the pixels."""
    found = []
    for error, missed in ((truth & ~predicted, True), (predicted & ~truth, False)):
        count, components, stats, _ = cv2.connectedComponentsWithStats(error.astype(np.uint8))
        for index in range(1, count):
            found.append((int(stats[index, cv2.CC_STAT_AREA]), missed, components == index))
    found.sort(key=lambda entry: -entry[0])
    return found


def correct(
    rng: np.random.Generator,
    predicted: np.ndarray,
    truth: np.ndarray,
    positive: np.ndarray,
    negative: np.ndarray,
) -> bool:
    """Draws the next click of a human-like user; false when nothing is left to correct."""
    errors = error_components(predicted, truth)
    if not errors or errors[0][0] < 2:
        return False
    chosen = errors[0]
    if rng.random() > 0.75:
        areas = np.array([area for area, _, _ in errors], float)
        chosen = errors[int(rng.choice(len(errors), p=areas / areas.sum()))]
    x, y = pick_point(rng, chosen[2], 0.6)
    draw_disk(positive if chosen[1] else negative, x, y)
    return True


def best_next_click(
    predicted: np.ndarray, truth: np.ndarray, used: list[tuple[int, int]]
) -> tuple[int, int, bool] | None:
    """The evaluation's perfect user: deepest point ``(x, y)`` of the largest error, and its sign."""
    errors = error_components(predicted, truth)
    if not errors:
        return None
    _, missed, region = errors[0]
    distance = depth(region)
    for x, y in used:
        distance[y, x] = 0
    if distance.max() <= 0:
        return None
    y, x = divmod(int(distance.argmax()), region.shape[1])
    return x, y, missed


def smooth_field(rng: np.random.Generator, size: int, amplitude: float) -> np.ndarray:
    """A smooth random field with about the given standard deviation."""
    cells = int(rng.integers(3, 10))
    coarse = rng.normal(0, amplitude, (cells, cells)).astype(np.float32)
    return cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)


def displace(image: np.ndarray, dx: np.ndarray, dy: np.ndarray, flag: int) -> np.ndarray:
    """The image sampled at each pixel's position plus ``(dx, dy)``."""
    size = image.shape[0]
    grid_x, grid_y = np.meshgrid(np.arange(size, dtype=np.float32), np.arange(size, dtype=np.float32))
    return cv2.remap(image, grid_x + dx, grid_y + dy, flag)


def roughen(rng: np.random.Generator, mask: np.ndarray) -> np.ndarray:
    """A plausible imperfect mask: warped, and perhaps grown or shrunk a little."""
    size, amplitude = mask.shape[0], rng.uniform(0.3, 2.2)
    out = displace(
        mask.astype(np.uint8),
        smooth_field(rng, size, amplitude),
        smooth_field(rng, size, amplitude),
        cv2.INTER_NEAREST,
    )
    if rng.random() < 0.4:
        width = int(rng.choice([3, 3, 5]))
        element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
        out = (cv2.dilate if rng.random() < 0.5 else cv2.erode)(out, element)
    return out > 0


def ring_around(mask: np.ndarray, gap: int, width: int) -> np.ndarray:
    """Pixels more than ``gap`` and at most ``width`` pixels outside the mask."""
    plain = mask.astype(np.uint8)
    outer = cv2.dilate(plain, np.ones((2 * width + 1,) * 2, np.uint8)) > 0
    return outer & ~(cv2.dilate(plain, np.ones((2 * gap + 1,) * 2, np.uint8)) > 0)


def draw_free_curve(rng: np.random.Generator, region: np.ndarray, channel: np.ndarray) -> None:
    """A hand-like curve between random points of the region."""
    rows, columns = np.nonzero(region)
    if len(rows) < 3:
        return
    knots = int(rng.integers(2, 5))
    chosen = rng.integers(0, len(rows), knots)
    t = np.linspace(0, knots - 1, 16)
    u = np.interp(t, np.arange(knots), columns[chosen]) + rng.normal(0, 0.8, 16)
    v = np.interp(t, np.arange(knots), rows[chosen]) + rng.normal(0, 0.8, 16)
    draw_scribble(channel, list(zip(u, v)))
