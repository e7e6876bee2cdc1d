"""Golden steps of the predictors that RITM, SimpleClick and FocalClick share (``isegm.inference``).

A step also holds the part of the slice that was looked at, ``roi`` as the reference counts it (first
and last row, first and last column; null for the whole slice), ``probabilities`` of every
``stride``-th row and column, which are what these models feed back, and ``logits`` of the network for
the image that is not mirrored. A case may begin with a prompt of kind ``mask``, whose pixels are an
array of packed bits; a scribble is of kind ``scribble`` with ``points`` [column, row].
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
import torch

from parity import golden, images

CENTRE = (0.402, 0.559)
END = (0.56, 0.52)
BAR = (0.835, 0.52)
DARK = (0.275, 0.455)
OUTSIDE = (0.45, 0.85)
"""Places in `images.image8`, (x, y) as parts of the columns and rows: in the ellipse's middle and
towards its end, in the bar, in the dark disc, and below the ellipse."""


def seen(rows: int, columns: int, bits: int) -> np.ndarray:
    """A slice as these models get it, uint8 [rows, columns, 3]."""
    grey = images.image8(rows, columns)
    if bits == 16:
        grey = images.seen(images.image16(rows, columns), images.WINDOW16)
    return np.ascontiguousarray(np.repeat(grey[..., None], 3, axis=2))


def at(place: tuple[float, float], rows: int, columns: int, positive: bool = True) -> dict:
    """A click at a place, on a whole pixel as the authors' programs give it."""
    return golden.point(int(place[0] * columns), int(place[1] * rows), positive)


def start_mask(rows: int, columns: int) -> np.ndarray:
    """A mask to begin with: an upright rectangle over the ellipse's middle, bool [rows, columns]."""
    mask = np.zeros((rows, columns), bool)
    mask[int(0.42 * rows) : int(0.72 * rows), int(0.28 * columns) : int(0.5 * columns)] = True
    return mask


class Case:
    """One slice on which a predictor is asked step by step."""

    def __init__(self, writer: golden.Golden, predictor, threshold: float, name: str, size: Sequence[int]):
        from isegm.inference.clicker import Clicker

        self.writer = writer
        self.predictor = predictor
        self.threshold = threshold
        self.rows, self.columns, bits = size
        self.steps = writer.case(name, self.rows, self.columns, bits)
        self.prompts: list[dict] = []
        self.clicker = Clicker()
        self.start: np.ndarray | None = None
        predictor.set_input_image(seen(self.rows, self.columns, bits))

    def begin_with(self, mask: np.ndarray) -> None:
        """The previous mask that the first click refines."""
        name = f"start{len(self.writer.cases)}"
        self.writer.arrays[name] = np.packbits(mask.ravel())
        self.prompts.append({"kind": "mask", "array": name})
        self.start = mask

    def click(self, place: tuple[float, float], positive: bool = True) -> None:
        """Clicks, asks the reference and notes its answer."""
        from isegm.inference.clicker import Click

        prompt = at(place, self.rows, self.columns, positive)
        self.prompts.append(prompt)
        self.clicker.add_click(
            Click(is_positive=positive, coords=(int(prompt["row"]), int(prompt["column"])))
        )
        caught: list[torch.Tensor] = []
        original = self.predictor._get_prediction

        def catching(*arguments):
            answer = original(*arguments)
            caught.append(answer[0] if isinstance(answer, tuple) else answer)
            return answer

        self.predictor._get_prediction = catching
        probabilities = self._ask()
        self.predictor._get_prediction = original
        number = sum(len(c["steps"]) for c in self.writer.cases)
        mask = probabilities > self.threshold
        print(
            f"{self.writer.cases[-1]['name']} {len(self.prompts)}: covers {mask.mean():.3f}, "
            f"roi {self._roi()}, looks {len(caught)}",
            flush=True,
        )
        self.writer.step(self.steps, self.prompts, mask)
        step = self.steps[-1]
        step["roi"] = self._roi()
        self._noted(step)
        for key, values in (("probabilities", probabilities), ("logits", caught[-1][0, 0].numpy())):
            step[key] = f"{key}{number}"
            self.writer.arrays[step[key]] = np.ascontiguousarray(
                values[:: golden.STRIDE, :: golden.STRIDE], np.float32
            )

    def _noted(self, step: dict) -> None:
        """Adds what else is worth comparing."""

    def _ask(self) -> np.ndarray:
        with torch.no_grad():
            if self.start is None:
                return self.predictor.get_prediction(self.clicker)
            start = torch.from_numpy(self.start.astype(np.float32))[None, None]
            self.start = None
            return self._from_start(start)

    def _from_start(self, start: torch.Tensor) -> np.ndarray:
        # Twice, as the authors' demo does it: the second look may zoom into what the first one found.
        # Later clicks build on the answer before; the demo would feed the first mask for ever.
        self.predictor.get_prediction(self.clicker, prev_mask=start)
        return self.predictor.get_prediction(self.clicker, prev_mask=start)

    def _roi(self) -> list[int] | None:
        roi = self.predictor.zoom_in._object_roi
        return None if roi is None else [int(v) for v in roi]


def agrees(file: str, inputs: dict[str, torch.Tensor], wanted: Sequence[torch.Tensor]) -> None:
    """Checks that ONNX Runtime gives what PyTorch gives, within 1e-4 of the spread."""
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    found = session.run(None, {name: value.numpy() for name, value in inputs.items()})
    for name, ours, theirs in zip((o.name for o in session.get_outputs()), found, wanted, strict=True):
        theirs = theirs.numpy()
        worst = float(np.abs(ours - theirs).max() / (theirs.max() - theirs.min()))
        print(f"{file} {name} {list(ours.shape)}: ONNX Runtime differs by {worst:.1e} of the spread")
        if not worst <= 1e-4:
            raise SystemExit(f"the exported graph gives another {name}")


def matters(network, image: torch.Tensor, points: torch.Tensor) -> None:
    """Checks that the answer depends on every part of the question."""
    half = points.shape[1] // 2
    other = {
        "labels": (image, torch.cat([points[:, half:], points[:, :half]], 1)),
        "rows and columns": (image, points[..., [1, 0, 2]]),
        "previous mask": (torch.cat([image[:, :3], 0.9 - 0.8 * image[:, 3:]], 1), points),
        "image": (torch.cat([image[:, :3].flip(2), image[:, 3:]], 1), points),
    }
    with torch.no_grad():
        plain = network(image, points)["instances"]
        spread = float(plain.max() - plain.min())
        for what, question in other.items():
            moved = float((network(*question)["instances"] - plain).abs().max()) / spread
            print(f"another {what} moves the logits by {moved:.2f} of their spread")
            if moved < 0.05:
                raise SystemExit(f"the {what} do not matter to this network: choose another seed")
