"""Writes the golden files by which the Java side proves that it does the same.

    python -m seednet.golden --model FILE.onnx --out DIR
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import cv2
import numpy as np

from seednet import infer
from seednet.export import sha256
from seednet.geometry import cut

WIDTH, HEIGHT = 93, 71
SEED = 20


def phantom(shift: float) -> np.ndarray:
    """An asymmetric synthetic slice: an ellipse, a touching neighbour, texture and noise.

    Values are multiples of 1/255, which keeps the files small.
    """
    ys, xs = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    u, v = (xs + shift) / WIDTH, (ys + 0.5 * shift) / HEIGHT
    organ = ((u - 0.36) / 0.17) ** 2 + ((v - 0.45) / 0.24) ** 2 < 1
    neighbour = (((u - 0.62) / 0.12) ** 2 + ((v - 0.52) / 0.2) ** 2 < 1) & ~organ
    body = ((u - 0.47) / 0.43) ** 2 + ((v - 0.5) / 0.44) ** 2 < 1
    image = 0.05 + 0.35 * body + 0.25 * organ + 0.16 * neighbour
    rng = np.random.default_rng(SEED)
    noise = rng.standard_normal((HEIGHT, WIDTH)).astype(np.float32)
    image = image + 0.03 * noise + 0.05 * cv2.GaussianBlur(noise, (0, 0), 2)
    return (np.rint(image.clip(0, 1) * 255) / 255).astype(np.float32)


def prompt_json(prompt: infer.Prompt) -> dict:
    """A prompt as it stands in the situation's JSON."""
    if isinstance(prompt, infer.Box):
        return {"type": "box", "x0": prompt.x0, "y0": prompt.y0, "x1": prompt.x1, "y1": prompt.y1}
    if isinstance(prompt, infer.Point):
        return {"type": "point", "positive": prompt.positive, "x": prompt.x, "y": prompt.y}
    return {"type": "scribble", "positive": prompt.positive, "points": [list(p) for p in prompt.points]}


class Writer:
    """Collects one situation after another in the target folder; equal arrays are stored once."""

    def __init__(self, out: Path) -> None:
        self.out, self.stored, self.situations = out, {}, []
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("*.f32.gz"):
            old.unlink()

    def floats(self, name: str, values: np.ndarray) -> str:
        """Writes gzipped little-endian float32, row by row; returns the file's name."""
        raw = np.ascontiguousarray(values).astype("<f4").tobytes()
        if raw not in self.stored:
            self.stored[raw] = f"{name}.f32.gz"
            (self.out / self.stored[raw]).write_bytes(gzip.compress(raw, 9, mtime=0))
        return self.stored[raw]

    def inputs(self, name: str, view: infer.SliceView, previous: np.ndarray | None) -> dict:
        """The description of what is given."""
        entry = {"name": name, "width": view.image.shape[1], "height": view.image.shape[0]}
        entry["image"] = self.floats(f"{name}-image", view.image)
        entry["prompts"] = [prompt_json(p) for p in view.given]
        if previous is not None:
            entry["previous"] = self.floats(f"{name}-previous", previous)
        if view.neighbour is not None:
            entry["neighbour"] = self.floats(f"{name}-neighbour", view.neighbour)
            entry["neighbourMask"] = self.floats(f"{name}-neighbour-mask", view.neighbour_mask)
        return entry

    def result(
        self, name: str, view: infer.SliceView, seen: infer.Seen, previous: np.ndarray | None = None
    ) -> np.ndarray:
        """Adds a situation with the probability slice and judgements that must come out; returns the slice."""
        expected = seen.probability
        entry = self.inputs(name, view, previous)
        entry["expected"] = self.floats(f"{name}-expected", expected)
        entry["expectedMaskPixels"] = int((expected > infer.THRESHOLD).sum())
        entry["fit"], entry["presence"] = seen.fit, seen.presence
        self.situations.append(entry)
        return expected

    def tensor(self, name: str, view: infer.SliceView, window: infer.Window, previous: np.ndarray) -> None:
        """Adds a situation with the network's input for a window, all seven channels."""
        entry = self.inputs(name, view, previous)
        entry["window"] = {"cx": window.cx, "cy": window.cy, "size": window.size}
        entry["tensor"] = self.floats(f"{name}-tensor", view.tensor(window, previous))
        self.situations.append(entry)


def write(model: Path, out: Path) -> None:
    """All situations, and golden.json that describes them."""
    network = infer.onnx_network(str(model))
    writer = Writer(out)
    image, following = phantom(0), phantom(2.5)

    view = infer.SliceView(image, [infer.Point(31, 30, True)])
    first = writer.result("first-click", view, infer.answer(network, view, None))

    scribble = infer.Scribble(((24.0, 25.5), (35.2, 41.0), (30.0, 44.0)), True)
    later = infer.SliceView(image, [*view.given, infer.Point(58, 37, False), scribble])
    second = writer.result("later-prompts", later, infer.answer(network, later, first), first)

    boxed = infer.SliceView(image, [infer.Box(40, 3, 80, 30), infer.Box(15.6, 14.3, 50.5, 48.8)])
    writer.result("box", boxed, infer.answer(network, boxed, None))

    mask = (second > infer.THRESHOLD).astype(np.float32)
    carried = infer.carry(network, following, image, mask)
    writer.result("propagation", infer.SliceView(following, [], image, mask), carried)

    everything = infer.SliceView(following, [*later.given, *boxed.given], image, mask)
    writer.tensor("all-channels", everything, infer.Window(40.3, 28.9, 101.0), first)

    description = {
        "model": model.name,
        "modelSha256": sha256(model),
        "crop": infer.CROP,
        "blurred": blurred(),
        "situations": writer.situations,
    }
    (out / "golden.json").write_text(json.dumps(description, indent=1) + "\n")
    total = sum(f.stat().st_size for f in out.iterdir())
    print(f"{len(writer.situations)} situations, {total / 1000:.0f} kB")


def blurred() -> dict:
    """A reduced window (zoom above 1.4) of an image that a formula gives, at some crop pixels."""
    width, height = 301, 217
    ys, xs = np.mgrid[:height, :width]
    image = ((7 * xs + 13 * ys + xs * ys) % 251 / 250).astype(np.float32)
    window = infer.Window(140.25, 97.5, 282.0)
    crop = cut(image, window, infer.CROP)
    places = [(u, v) for v in (0, 15, 40, 63, 100, 110) for u in (0, 1, 33, 64, 97, 127)]
    return {
        "formula": "((7*x + 13*y + x*y) % 251) / 250",
        "width": width,
        "height": height,
        "window": {"cx": window.cx, "cy": window.cy, "size": window.size},
        "samples": [{"u": u, "v": v, "value": float(crop[v, u])} for u, v in places],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.model, options.out)


if __name__ == "__main__":
    main()
