"""Reference of the inference policy (POLICY.md), which the Java side repeats.

All images given here are already in [0, 1]: see ``display_range`` for how they get there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Callable, Union

import numpy as np

from seednet import prompts
from seednet.align import displacement, warp
from seednet.geometry import Window, cut, paste

CROP = 128
THRESHOLD = 0.5
FIRST_LOOK_SCALES = (1.0, 0.5, 0.35, 0.25, 0.18, 0.125, 0.09)
CHOICE_SHARPNESS = 7.0
MOST_MIRRORED = 3
LATER_ZOOM = 1.6
BOX_ZOOM = 1.3
ELLIPSE_SHARE = 0.2
PROPAGATION_ZOOM = 1.6
SMALLEST_WINDOW = 24.0
LARGEST_WINDOW_PER_SLICE = 1.15
SMALLEST_MASK = 4
STOP_DEVIATIONS = 2.0
STOP_FLOOR = 0.02
LEAST_PRESENCE = 0.35
SUREST = 0.97
SOFT_TISSUE = (-160.0, 240.0)
PERCENTILES = (0.5, 99.5)

Network = Callable[[np.ndarray], "tuple[np.ndarray, np.ndarray]"]
"""[N,7,S,S] float32 to probabilities [N,1,S,S] and judgements [N,3]: the Dice expected in the window (fit); whether
there is anything to find (presence); and, of a window round a first click, the Dice expected on the slice (choice). A
network without a choice gives [N,2]; it goes by the fit."""


@dataclass(frozen=True)
class Point:
    """A click at ``(x, y)`` in slice pixels."""

    x: float
    y: float
    positive: bool


@dataclass(frozen=True)
class Scribble:
    """A polyline of ``(x, y)``."""

    points: tuple[tuple[float, float], ...]
    positive: bool


@dataclass(frozen=True)
class Box:
    """Corner pixels, both inside."""

    x0: float
    y0: float
    x1: float
    y1: float


Prompt = Union[Point, Scribble, Box]


def display_range(volume: np.ndarray, hounsfield: bool) -> tuple[float, float]:
    """Values shown as 0 and 1: soft tissue for CT, else percentiles of the whole volume."""
    if hounsfield:
        return SOFT_TISSUE
    low, high = np.percentile(volume, PERCENTILES)
    return float(low), float(max(high, low + 1e-6))


def normalise(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """To [0, 1], clipped."""
    return ((values.astype(np.float32) - low) / (high - low)).clip(0, 1).astype(np.float32)


def positions(prompt: Prompt) -> list[tuple[float, float]]:
    """The points that a window must contain."""
    if isinstance(prompt, Point):
        return [(prompt.x, prompt.y)]
    if isinstance(prompt, Scribble):
        return list(prompt.points)
    return [(prompt.x0, prompt.y0), (prompt.x1, prompt.y1)]


def window_round(
    shape: tuple[int, int], mask: np.ndarray | None, given: list[Prompt], zoom: float
) -> Window:
    """The square window round a mask and prompts; at least one of them must have a pixel."""
    points = [p for prompt in given for p in positions(prompt)]
    if mask is not None and mask.any():
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        points += [(float(columns[0]), float(rows[0])), (float(columns[-1]), float(rows[-1]))]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    extent = max(max(xs) - min(xs), max(ys) - min(ys)) + 1
    size = min(max(extent * zoom, SMALLEST_WINDOW), LARGEST_WINDOW_PER_SLICE * max(shape))
    return Window((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, size)


def whole_slice(shape: tuple[int, int]) -> Window:
    """The smallest centred window that holds the slice."""
    height, width = shape
    return Window((width - 1) / 2, (height - 1) / 2, float(max(shape)))


@dataclass
class SliceView:
    """What the network can see of a slice: its image, prompts and perhaps a neighbour with a mask."""

    image: np.ndarray
    given: list[Prompt] = field(default_factory=list)
    neighbour: np.ndarray | None = None
    neighbour_mask: np.ndarray | None = None

    def tensor(self, window: Window, previous: np.ndarray | None, crop: int = CROP) -> np.ndarray:
        """The network's input [7,S,S] for a window."""
        channels = np.zeros((7, crop, crop), np.float32)
        channels[0] = cut(self.image, window, crop)
        for prompt in self.given:
            self._draw(prompt, window, channels)
        if previous is not None:
            channels[4] = cut(previous, window, crop)
        if self.neighbour is not None and self.neighbour_mask is not None:
            beside, mask = (cut(a, window, crop) for a in (self.neighbour, self.neighbour_mask))
            dx, dy = displacement(channels[0], beside)
            channels[5] = warp(beside, dx, dy)
            moved = warp(mask, dx, dy) > 0.5
            channels[6] = moved if moved.any() else mask > 0.5
        return channels

    @staticmethod
    def _draw(prompt: Prompt, window: Window, channels: np.ndarray) -> None:
        crop = channels.shape[1]
        corners = [window.to_crop(x, y, crop) for x, y in positions(prompt)]
        if isinstance(prompt, Box):
            (u0, v0), (u1, v1) = corners
            prompts.draw_outside_box(channels[3], u0, v0, u1, v1)
            prompts.draw_ellipse(channels[4], u0, v0, u1, v1)
        elif isinstance(prompt, Point):
            prompts.draw_disk(channels[1 if prompt.positive else 2], *corners[0])
        else:
            prompts.draw_scribble(channels[1 if prompt.positive else 2], corners)


@dataclass
class Seen:
    """The answer to a look: a probability slice, zero outside the window, and what the network says of it."""

    probability: np.ndarray
    fit: float
    presence: float
    choice: float


def look(
    network: Network,
    view: SliceView,
    windows: list[Window],
    previous: np.ndarray | None = None,
    mirrored: bool = False,
) -> list[Seen]:
    """An answer per window; with ``mirrored`` the mean of that to the window and to its mirror image."""
    inputs = np.stack([view.tensor(window, previous) for window in windows])
    count = len(windows)
    if mirrored:
        inputs = np.concatenate([inputs, inputs[..., ::-1]])
    crops, judged = network(inputs)
    crops = crops[:, 0]
    if mirrored:
        crops = (crops[:count] + crops[count:, :, ::-1]) / 2
        judged = (judged[:count] + judged[count:]) / 2
    if judged.shape[1] == 2:
        judged = judged[:, (0, 1, 0)]
    return [
        Seen(paste(values, window, view.image.shape), *(float(j) for j in judgements))
        for values, window, judgements in zip(crops, windows, judged)
    ]


def first_windows(view: SliceView) -> list[Window]:
    """Where a first click is looked at: the whole slice, and smaller and smaller windows round the click."""
    whole = whole_slice(view.image.shape)
    positive = [p for p in view.given if not isinstance(p, Box) and p.positive]
    if not positive:
        return [whole]
    x, y = positions(positive[-1])[-1]
    sizes = [whole.size * scale for scale in FIRST_LOOK_SCALES[1:]]
    return [whole] + [Window(x, y, size) for size in sizes if size >= SMALLEST_WINDOW]


def first_look(network: Network, view: SliceView) -> Seen:
    """First click: the mean over windows of different size; those that are likelier to be right weigh more."""
    windows = first_windows(view)
    seen = look(network, view, windows, mirrored=len(windows) <= MOST_MIRRORED)
    choices = np.array([answer.choice for answer in seen])
    weights = np.exp(CHOICE_SHARPNESS * (choices - choices.max()))
    weights /= weights.sum()
    fit, presence, choice = (
        float(sum(w * getattr(answer, name) for w, answer in zip(weights, seen)))
        for name in ("fit", "presence", "choice")
    )
    probability = np.sum([np.float32(w) * a.probability for w, a in zip(weights, seen)], 0, dtype=np.float32)
    return Seen(probability, fit, presence, choice)


def answer(network: Network, view: SliceView, previous: np.ndarray | None) -> Seen:
    """The answer to the latest prompt; ``previous`` is the probability slice before it, if any."""
    if not view.given:
        raise ValueError("answer needs at least one prompt")
    shape = view.image.shape
    mask = None if previous is None else previous > THRESHOLD
    if mask is not None and mask.any():
        window = window_round(shape, mask, view.given, LATER_ZOOM)
        return look(network, view, [window], previous, mirrored=True)[0]
    boxes = [p for p in view.given if isinstance(p, Box)]
    if boxes:
        seen = look(network, view, [window_round(shape, None, view.given, BOX_ZOOM)], mirrored=True)[0]
        ellipse = np.zeros(shape, np.float32)
        prompts.draw_ellipse(ellipse, boxes[-1].x0, boxes[-1].y0, boxes[-1].x1, boxes[-1].y1)
        mixed = (1 - ELLIPSE_SHARE) * seen.probability + ELLIPSE_SHARE * (ellipse > 0)
        return replace(seen, probability=mixed.astype(np.float32))
    return first_look(network, view)


def segment(network: Network, view: SliceView, previous: np.ndarray | None) -> np.ndarray:
    """The probability slice after the latest prompt."""
    return answer(network, view, previous).probability


def carry(network: Network, image: np.ndarray, neighbour: np.ndarray, neighbour_mask: np.ndarray) -> Seen:
    """The answer for the slice next to one whose mask (not empty) is known."""
    window = window_round(image.shape, neighbour_mask, [], PROPAGATION_ZOOM)
    view = SliceView(image, [], neighbour, neighbour_mask)
    return look(network, view, [window], mirrored=True)[0]


def propagate(
    network: Network, images: np.ndarray, start: int, mask: np.ndarray, first: int, last: int
) -> dict[int, np.ndarray]:
    """Masks by slice index from the start slice both ways, each way until nothing like it is left.

    A direction ends where the mask is almost empty, or where the mean intensity under it is far
    from what the start slice had: the network alone tends to go on past the end of a structure.
    """
    masks = {start: mask}
    inside = images[start][mask]
    mean, tolerance = float(inside.mean()), STOP_DEVIATIONS * (float(inside.std()) + STOP_FLOOR)
    for step, end in ((-1, first), (1, last)):
        current, index, first_odds = mask, start, 0.0
        while index != end:
            carried = carry(network, images[index + step], images[index], current)
            current = carried.probability > THRESHOLD
            sure = min(carried.presence, SUREST)
            first_odds = sure / (1 - sure) if index == start else first_odds
            if current.sum() < SMALLEST_MASK or sure / (1 - sure) < LEAST_PRESENCE * first_odds:
                break
            if abs(float(images[index + step][current].mean()) - mean) > tolerance:
                break
            index += step
            masks[index] = current
    return masks


def onnx_network(path: str, threads: int = 1) -> Network:
    """The exported model in ONNX Runtime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return lambda inputs: tuple(session.run(names, {"input": np.ascontiguousarray(inputs)}))


def torch_network(checkpoint: str) -> Network:
    """The averaged weights of a training checkpoint."""
    import torch

    from seednet.export import load_average

    net = load_average(checkpoint)

    def run(inputs: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            logits, judged = net(torch.from_numpy(np.ascontiguousarray(inputs)))
            return torch.sigmoid(logits).numpy(), torch.sigmoid(judged).numpy()

    return run
