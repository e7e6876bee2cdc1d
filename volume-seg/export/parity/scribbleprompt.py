"""Golden files for ScribblePrompt-UNet: ``python -m parity.scribbleprompt --code CLONE --out DIR``.

The network is the official U-Net of 12 channels instead of 192, taught for a moment; the channels are
made by the official ``rescale_inputs`` and ``prepare_inputs``, answers read as in the authors' demo.
Slices are scaled to 0..1 by their least and largest grey, as the README asks for (the demo divides by
255). Scribbles are drawn by a rule of ours, because the demo leaves the brush to people.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, interpolate

from parity import clickgolden, clickscenes, golden
from voxelexport import half, scribbleprompt

REPOSITORY = "halleewong/ScribblePrompt"
COMMIT = "182c449"
SEED = 5
BIAS = 1.0
"""Added to the logits: masks of a network that was hardly taught are small."""
SIDE = scribbleprompt.SIDE


def line(points: list[list[float]], rows: int, columns: int) -> np.ndarray:
    """Pixels whose centre is no farther from a polyline than a scribble reaches, float32."""
    reach = scribbleprompt.SCRIBBLE_RADIUS * max(1.0, max(rows, columns) / SIDE)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float64)
    near = np.zeros((rows, columns), bool)
    for (x0, y0), (x1, y1) in zip(points[:1] + points, points):
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / length, 0, 1) if length > 0 else np.zeros_like(x)
        near |= (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2 <= reach * reach
    return near.astype(np.float32)


def network(weights: Path | None) -> torch.nn.Module:
    """The small network, with weights that float16 holds."""
    torch.manual_seed(SEED)
    small = scribbleprompt.network((12, 12, 12, 12))
    rng = clickscenes.numbers(SEED + 1)

    def loss(image: torch.Tensor, points: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        channels = torch.zeros(len(image), scribbleprompt.CHANNELS, SIDE, SIDE)
        channels[:, 0] = image[:, 0]
        channels[:, 4] = (image[:, 3] - 0.5) * 12 * (image[:, 3].amax((1, 2), keepdim=True) > 0)
        for n in range(len(image)):
            inside = np.argwhere(mask[n, 0].numpy() > 0)
            kind = rng.integers(0, 4)
            if kind == 0 and len(inside):
                (y0, x0), (y1, x1) = inside.min(0), inside.max(0)
                channels[n, 1, y0:y1, x0:x1] = 1
            for p, (row, column, order) in enumerate(points[n].int().tolist()):
                if order >= 0 and kind > 0:
                    reach = 0 if kind == 1 else 2
                    channel = 2 if p < clickscenes.MOST_CLICKS else 3
                    top, left = max(row - reach, 0), max(column - 3 * reach, 0)
                    channels[n, channel, top : row + reach + 1, left : column + 3 * reach + 1] = 1
        return binary_cross_entropy_with_logits(small(channels), mask)

    if weights is not None and weights.exists():
        small.load_state_dict(torch.load(weights))
    else:
        clickscenes.teach(small, loss, SEED, 400, (2, SIDE, SIDE), first=0.8)
        if weights is not None:
            torch.save(small.state_dict(), weights)
    small.final_conv.conv[0].bias.data += BIAS
    half.round_to_half(small)
    return small.eval()


class _Case:
    """One slice, asked step by step as in the demo."""

    def __init__(self, writer: golden.Golden, model: torch.nn.Module, name: str, *size: int) -> None:
        self.writer = writer
        self.model = model
        self.rows, self.columns, bits = size
        grey = clickgolden.seen(*size)[..., 0].astype(np.float32)
        self.image = (grey - grey.min()) / (grey.max() - grey.min())
        self.steps = writer.case(name, *size)
        self.prompts: list[dict] = []
        self.logits: torch.Tensor | None = None

    def at(self, place: tuple[float, float]) -> list[float]:
        return [float(int(place[0] * self.columns)), float(int(place[1] * self.rows))]

    def click(self, place: tuple[float, float], positive: bool = True) -> None:
        self._ask(golden.point(*self.at(place), positive))

    def box(self, low: tuple[float, float], high: tuple[float, float]) -> None:
        self._ask(golden.box(*self.at(low), *self.at(high)))

    def scribble(self, places: list[tuple[float, float]], positive: bool = True) -> None:
        points = [self.at(p) for p in places]
        self._ask({"kind": "scribble", "points": points, "positive": positive})

    def _ask(self, prompt: dict) -> None:
        self.prompts.append(prompt)
        channels = self.channels()
        with torch.no_grad():
            self.logits = self.model(channels)
        probabilities = interpolate(
            torch.sigmoid(self.logits), size=(self.rows, self.columns), mode="bilinear"
        )
        mask = probabilities[0, 0].numpy() > 0.5
        print(f"{self.writer.cases[-1]['name']} {len(self.prompts)}: covers {mask.mean():.3f}", flush=True)
        self.writer.step(self.steps, self.prompts, mask, self.logits[0, 0].numpy())

    def channels(self) -> torch.Tensor:
        """What the network is given, made by the official code."""
        from scribbleprompt.models.unet import prepare_inputs, rescale_inputs

        clicks = [p for p in self.prompts if p["kind"] == "point"]
        boxes = [p for p in self.prompts if p["kind"] == "box"][-1:]
        scribbles = np.zeros((2, self.rows, self.columns), np.float32)
        for p in self.prompts:
            if p["kind"] == "scribble":
                drawn = scribbles[0 if p["positive"] else 1]
                np.maximum(drawn, line(p["points"], self.rows, self.columns), out=drawn)
        given = {
            "img": torch.from_numpy(self.image)[None, None],
            "point_coords": torch.tensor([[[c["column"], c["row"]] for c in clicks]]) if clicks else None,
            "point_labels": torch.tensor([[int(c["positive"]) for c in clicks]]) if clicks else None,
            "scribbles": torch.from_numpy(scribbles)[None],
            "box": torch.tensor([[[*b["min"], *b["max"]] for b in boxes]]).int() if boxes else None,
            "mask_input": self.logits,
        }
        return prepare_inputs(rescale_inputs(given)).float()


def cases(writer: golden.Golden, model: torch.nn.Module) -> _Case:
    tall = _Case(writer, model, "clicks on a tall slice", 211, 157, 8)
    tall.click(clickgolden.CENTRE)
    tall.click(clickgolden.OUTSIDE, positive=False)
    tall.click(clickgolden.END)

    wide = _Case(writer, model, "a box and clicks on a wide slice, 16 bit", 173, 260, 16)
    wide.box((0.1, 0.35), (0.7, 0.8))
    wide.click(clickgolden.DARK, positive=False)

    square = _Case(writer, model, "scribbles on a square slice", 192, 192, 8)
    square.scribble([(0.3, 0.6), (0.42, 0.52), (0.55, 0.56)])
    square.scribble([(0.1, 0.9), (0.6, 0.86)], positive=False)

    large = _Case(writer, model, "all on a large slice", 402, 500, 16)
    large.scribble([(0.25, 0.6), (0.5, 0.54)])
    large.box((0.08, 0.33), (0.72, 0.8))
    large.scribble([(0.6, 0.3), (0.7, 0.5), (0.62, 0.86)], positive=False)
    return large


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="a clone of the official repository")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="a file to keep the taught weights in")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    scribbleprompt.use(arguments.code)
    model = network(arguments.weights)
    writer = golden.Golden(arguments.out, REPOSITORY, COMMIT, "parity/scribbleprompt.py")
    channels = cases(writer, model).channels()
    with torch.no_grad():
        wanted = model(channels)
        for channel in range(scribbleprompt.CHANNELS):
            other = channels.clone()
            other[:, channel] = 0
            moved = float((model(other) - wanted).abs().max() / (wanted.max() - wanted.min()))
            print(f"channel {channel} moves the logits by {moved:.2f} of their spread")
            if moved < 0.02:
                raise SystemExit(f"channel {channel} does not matter to this network: choose another seed")
    scribbleprompt.export(model, arguments.out, "scribbleprompt-small", "ScribblePrompt U-Net 12 (golden)")
    file = arguments.out / "scribbleprompt-small.onnx"
    onnx.save(half.shorten_names(half.store_as_half(onnx.load(str(file)))), str(file))
    clickgolden.agrees(str(file), {"input": channels}, [wanted])
    writer.write()


if __name__ == "__main__":
    main()
