"""Makes miniature models with the true signatures of SAM 2's exports, and what they must answer.

    python -m parity.miniature_sam2 --profiles src/main/resources/…/models --out src/test/resources/miniature

As in `parity.miniature_sam`: every input changes the answer, and differently, and the answers are computed here
from the model contracts, not from the profiles. Besides, logits exceed what may be fed back, and a negative click
without a box makes the single mask unstable.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import TensorProto
from PIL import Image

from parity.golden import Golden, box, point
from parity.images import WINDOW16, image8, image16, seen
from parity.miniature_sam import F32, I64, MEAN, STD, Graph

I32 = TensorProto.INT32
LIMIT = 32.0
"""Logits are cut off here before they are fed back."""

STEEP = 6.0
"""Scale of the logits; some then exceed `LIMIT`."""

SCORES = (0.95, 0.5, 0.9, 0.4)
"""Of the four tokens; the first must not be compared with the others."""

DELTA, THRESHOLD = 0.05, 0.98
"""The single mask is stable when this part of what lies above -DELTA lies above DELTA."""


@dataclass(frozen=True)
class Export:
    """What tells one exporter's graphs from another's."""

    name: str
    profile: str
    image: str = "image"
    maps: tuple[str, str, str] = ("image_embed", "high_res_feats_0", "high_res_feats_1")
    """Coarse, finest, finer: 256 channels at 1/16 of the side, 32 at 1/4, 64 at 1/8."""
    points: tuple[str, str] = ("point_coords", "point_labels")
    rank: int = 3
    label_type: int = F32
    boxes: bool = False
    """Whether there is an input for boxes, which stays without any."""
    previous: bool = True
    fed_back: bool = True
    size: int = 0
    """Type of the slice's size, 0 without."""
    masks: int = 4
    full: bool = False
    """Whether the masks that count have the slice's pixels."""
    clamped: bool = False
    low_name: str = "masks"
    scores: str = "iou_predictions"
    side: int = 1024

    @property
    def low(self) -> int:
        return self.side // 4


EXPORTS = [
    Export("sam2", "sam2"),
    Export("sam2-samexporter", "sam2", masks=3, clamped=True),
    Export("medsam2", "medsam2", side=512),
    Export("sam2-full-size", "sam2-full-size", fed_back=False, size=I32, masks=1, full=True),
    Export("sam2-cpp", "sam2-cpp", image="input", size=I64, clamped=True, low_name="low_res_masks",
           maps=("image_embeddings", "high_res_features1", "high_res_features2")),
    Export("sam2-transformers", "sam2-transformers", image="pixel_values", rank=4, label_type=I64, boxes=True,
           previous=False, masks=3, points=("input_points", "input_labels"), low_name="pred_masks",
           scores="iou_scores", maps=("image_embeddings.2", "image_embeddings.0", "image_embeddings.1")),
]


def shapes(e: Export) -> list[list[int]]:
    """Of the three maps."""
    return [[1, c, e.side // k, e.side // k] for c, k in ((256, 16), (32, 4), (64, 8))]


def encoder(e: Export, path: Path) -> None:
    """Weighted means of the channels over cells of three sizes, repeated over all channels."""
    g = Graph()
    grey = g.op("Conv", e.image, np.array([0.6, 0.3, 0.1], np.float32).reshape(1, 3, 1, 1))
    for name, shape in zip(e.maps, shapes(e)):
        k = e.side // shape[-1]
        cells = g.op("AveragePool", grey, kernel_shape=[k, k], strides=[k, k])
        g.op("Expand", cells, g.const(shape, np.int64), name=name)
    order = [1, 2, 0] if e.maps[0] != "image_embeddings" else [0, 1, 2]
    g.save(path, [(e.image, F32, [1, 3, e.side, e.side])], [(e.maps[n], F32, shapes(e)[n]) for n in order])


def decoder(e: Export, path: Path) -> None:
    """Blobs at clicks, a plateau in the box, the previous mask and the three maps, added up."""
    g = Graph()
    first = g.const([0], np.int64)
    lead = [1] * (e.rank - 2)
    many = "num_points"
    inputs = [(name, F32, shape) for name, shape in zip(e.maps, shapes(e))]
    inputs += [(e.points[0], F32, [*lead, many, 2]), (e.points[1], e.label_type, [*lead, many])]
    xy = g.op("Reshape", e.points[0], g.const([-1, 2], np.int64))
    x, y = (g.op("Reshape", g.op("Gather", xy, g.const(i, np.int64), axis=1), g.const([-1, 1, 1], np.int64))
            for i in range(2))
    label = g.op("Cast", g.op("Reshape", e.points[1], g.const([-1, 1, 1], np.int64)), to=F32)
    if e.size:
        size = g.op("Cast", "orig_im_size", to=F32)
        rows, columns = (g.op("Gather", size, g.const(n, np.int64), axis=0) for n in range(2))
    if e.full:
        whole = [g.op("Range", 0.0, count, 1.0) for count in (rows, columns)]
        at = [g.op("Mul", g.op("Add", w, 0.5), g.op("Div", float(e.side), c)) for w, c in zip(whole, (rows, columns))]
        gy = g.op("Reshape", at[0], g.const([1, -1, 1], np.int64))
        gx = g.op("Reshape", at[1], g.const([1, 1, -1], np.int64))
        target = g.op("Concat", g.const([1, 1], np.int64), g.op("Cast", size, to=I64), axis=0)
    else:
        cells = ((np.arange(e.low) + 0.5) * e.side / e.low).astype(np.float32)
        gx, gy = g.const(cells[None, None, :]), g.const(cells[None, :, None])
        target = g.const([1, 1, e.low, e.low], np.int64)
    dx, dy = (g.op("Mul", g.op("Sub", a, b), 1024.0 / e.side) for a, b in ((gx, x), (gy, y)))

    def of_label(value: float) -> str:
        return g.op("Cast", g.op("Equal", label, value), to=F32)

    def summed(values: str) -> str:
        return g.op("ReduceSum", values, first, keepdims=1)

    def squared(d: str, width: float) -> str:
        scaled = g.op("Div", d, width)
        return g.op("Mul", scaled, scaled)

    def corner(value: float, away: float) -> str:
        inside = g.op("Mul", g.op("Sigmoid", g.op("Mul", dx, away / 6)), g.op("Sigmoid", g.op("Mul", dy, away / 12)))
        return summed(g.op("Mul", inside, of_label(value)))

    blob = g.op("Exp", g.op("Neg", g.op("Add", squared(dx, 260.0), squared(dy, 130.0))))
    sign = g.op("Sub", g.op("Mul", of_label(1), 9.0), g.op("Mul", of_label(0), 6.0))
    total = summed(g.op("Mul", blob, sign))
    total = g.op("Add", total, g.op("Mul", g.op("Mul", corner(2, 1.0), corner(3, -1.0)), 10.0))
    total = g.op("Sub", total, g.op("Mul", summed(of_label(-1)), 0.8))
    for name, weight in zip(e.maps, (0.5, 0.3, 0.2)):
        one = g.op("Gather", name, g.const([7], np.int64), axis=1)
        one = g.op("Resize", one, "", "", target, mode="linear", coordinate_transformation_mode="half_pixel")
        total = g.op("Add", total, g.op("Mul", g.op("Squeeze", one, first), weight))
    if e.previous:
        inputs += [("mask_input", F32, ["num_labels", 1, e.low, e.low]), ("has_mask_input", F32, ["num_labels"])]
        before = g.op("Mul", g.op("Squeeze", "mask_input", first), 0.35 / STEEP)
        excess = g.op("Relu", g.op("Sub", g.op("ReduceMax", g.op("Abs", "mask_input"), keepdims=0), LIMIT))
        before = g.op("Sub", before, g.op("Add", g.op("Mul", excess, 0.2), 0.5))
        before = g.op("Mul", before, "has_mask_input")
        # Of full size are only the masks that come out, and those are not fed back.
        total = g.op("Add", total, g.op("ReduceMean", before, keepdims=1) if e.full else before)
    if e.size:
        inputs.append(("orig_im_size", e.size, [2]))
        total = g.op("Add", total, g.op("Sub", g.op("Mul", rows, 0.002), g.op("Mul", columns, 0.001)))
    if e.boxes:
        inputs.append(("input_boxes", F32, [1, "num_boxes", 4]))
        count = g.op("Gather", g.op("Shape", "input_boxes"), g.const([1], np.int64), axis=0)
        total = g.op("Sub", total, g.op("Mul", g.op("Cast", count, to=F32), 2.0))

    logits = g.op("Mul", g.op("Sub", total, 3.0), STEEP)
    unsure = g.op("Mul", g.op("Min", summed(of_label(0)), 1.0), g.op("Sub", 1.0, summed(of_label(2))))
    single = g.op("Mul", logits, g.op("Sub", 1.0, g.op("Mul", unsure, 0.99)))
    three = g.op("Add", logits, np.arange(1, 4, dtype=np.float32)[:, None, None] * 3)
    masks = {1: single, 3: three, 4: g.op("Concat", single, three, axis=0)}[e.masks]
    if e.clamped:
        masks = g.op("Clip", masks, g.const(-LIMIT), g.const(LIMIT))
    ones = [1] * (e.rank - 2)
    side = None if e.full else e.low
    low = g.op("Unsqueeze", masks, g.const(list(range(len(ones))), np.int64), name=e.low_name)
    outputs = [(e.low_name, F32, [*ones, e.masks, side, side])]
    if e.low_name == "low_res_masks":
        sizes = g.op("Concat", g.const([1, e.masks], np.int64), g.op("Cast", size, to=I64), axis=0)
        g.op("Resize", low, "", "", sizes, name="masks", mode="linear", coordinate_transformation_mode="half_pixel")
        outputs.insert(0, ("masks", F32, [1, e.masks, None, None]))
    scores = {1: SCORES[:1], 3: SCORES[1:], 4: SCORES}[e.masks]
    g.op("Identity", np.array(scores, np.float32).reshape([*ones, e.masks]), name=e.scores)
    outputs.append((e.scores, F32, [*ones, e.masks]))
    if e.boxes:
        g.op("Identity", np.full((1, 1, 1), 5, np.float32), name="object_score_logits")
        outputs.append(("object_score_logits", F32, [1, 1, 1]))
    g.save(path, inputs, outputs)


class Reference:
    """Answers as section 5 of the model contracts says."""

    def __init__(self, e: Export, folder: Path, image: np.ndarray) -> None:
        self.e = e
        run = onnxruntime.InferenceSession(str(folder / "encoder.onnx"))
        self.decoder = onnxruntime.InferenceSession(str(folder / "decoder.onnx"))
        self.rows, self.columns = image.shape
        self.maps = dict(zip([o.name for o in run.get_outputs()], run.run(None, {e.image: self.prepared(image)})))
        self.before: np.ndarray | None = None
        self.fallbacks = 0
        self.clamped = 0

    def prepared(self, grey: np.ndarray) -> np.ndarray:
        # Pillow resizes float images without rounding and with antialiasing, as PyTorch does.
        unit = Image.fromarray((grey / 255).astype(np.float32))
        resized = np.asarray(unit.resize((self.e.side, self.e.side), Image.BILINEAR), np.float64)
        return ((resized[None] - MEAN[:, None, None] / 255) / (STD[:, None, None] / 255)).astype(np.float32)[None]

    def answer(self, prompts: list[dict]) -> tuple[np.ndarray, np.ndarray]:
        e = self.e
        boxes = [p for p in prompts if p["kind"] == "box"][-1:]
        clicks = [p for p in prompts if p["kind"] == "point"]
        xy = [corner for b in boxes for corner in (b["min"], b["max"])] + [[p["column"], p["row"]] for p in clicks]
        labels = [2, 3] * len(boxes) + [int(p["positive"]) for p in clicks]
        lead = (1,) * (e.rank - 2)
        scale = np.array([e.side / self.columns, e.side / self.rows])
        given = dict(self.maps)
        given[e.points[0]] = (np.array(xy) * scale).astype(np.float32).reshape(*lead, -1, 2)
        given[e.points[1]] = np.array(labels, np.int64 if e.label_type == I64 else np.float32).reshape(*lead, -1)
        if e.previous:
            use = e.fed_back and self.before is not None
            given["mask_input"] = (self.before if use else np.zeros((e.low, e.low), np.float32))[None, None]
            given["has_mask_input"] = np.array([float(use)], np.float32)
        if e.size:
            given["orig_im_size"] = np.array([self.rows, self.columns], np.int64 if e.size == I64 else np.int32)
        if e.boxes:
            given["input_boxes"] = np.zeros((1, 0, 4), np.float32)
        masks, scores = self.decoder.run([e.low_name, e.scores], given)
        masks, scores = masks.reshape(e.masks, *masks.shape[-2:]), scores.ravel()
        chosen = self.choose(masks, scores, lone=len(clicks) == 1 and not boxes)
        logits = masks[chosen]
        self.before = np.clip(logits, -LIMIT, LIMIT)
        self.clamped += int((logits > LIMIT).sum())
        if e.full:
            return logits > 0, logits
        return bilinear(bilinear(logits, self.rows).T, self.columns).T > 0, self.before

    def choose(self, masks: np.ndarray, scores: np.ndarray, lone: bool) -> int:
        if len(masks) < 4:
            return int(scores.argmax())
        stable = (masks[0] > DELTA).sum() >= THRESHOLD * (masks[0] > -DELTA).sum()
        if stable and not lone:
            return 0
        self.fallbacks += int(not lone)
        return 1 + int(scores[1:].argmax())


def bilinear(values: np.ndarray, count: int) -> np.ndarray:
    """As many rows, half-pixel centres, no antialiasing."""
    at = np.clip((np.arange(count) + 0.5) * len(values) / count - 0.5, 0, len(values) - 1)
    low = np.minimum(at.astype(int), len(values) - 2)
    part = (at - low)[:, None]
    return values[low] * (1 - part) + values[low + 1] * part


def cases(e: Export, folder: Path) -> None:
    """Clicks, a negative one among them; a box, then clicks; a click, then a box."""
    about = ("VoxelClick's model contracts", "section 5", "volume-seg/export/parity/miniature_sam2.py")
    golden = Golden(folder, *about)
    fallbacks = clamped = 0
    for rows, columns, bits in ((211, 157, 8), (173, 260, 16)):
        image = image8(rows, columns) if bits == 8 else seen(image16(rows, columns), WINDOW16)
        r, c = rows, columns
        clicks = [point(c // 3, r // 2), point(c // 2, 2 * r // 3), point(c // 3, int(0.66 * r), False)]
        around = box(c // 5, r // 3, 3 * c // 4, 4 * r // 5)
        sequences = {"clicks": clicks, "box, then clicks": [around, *clicks[1:]], "click, then box": [clicks[0], around]}
        for name, sequence in sequences.items():
            steps = golden.case(f"{name} on {rows} rows of {columns}, {bits} bits", rows, columns, bits)
            reference = Reference(e, folder, image)
            for n in range(1, len(sequence) + 1):
                mask, logits = reference.answer(sequence[:n])
                golden.step(steps, sequence[:n], mask, None if e.full else logits)
            fallbacks += reference.fallbacks
            clamped += reference.clamped
    golden.write()
    if e.masks == 4 and not 0 < fallbacks < 8:
        raise SystemExit(f"{e.name}: {fallbacks} unstable single masks")
    if not (clamped or e.clamped or e.full):
        raise SystemExit(f"{e.name}: no logit exceeds {LIMIT}")
    print(f"{e.name}: {fallbacks} unstable single masks, {clamped} logits above {LIMIT}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    for e in EXPORTS:
        folder = given.out / e.name
        folder.mkdir(parents=True, exist_ok=True)
        encoder(e, folder / "encoder.onnx")
        decoder(e, folder / "decoder.onnx")
        shutil.copyfile(given.profiles / f"{e.profile}.json", folder / "profile.json")
        cases(e, folder)


if __name__ == "__main__":
    main()
