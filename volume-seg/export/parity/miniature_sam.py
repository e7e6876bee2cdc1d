"""Makes miniature models of the SAM kind with the true signatures of each family, and what they must answer.

    python -m parity.miniature_sam --profiles src/main/resources/…/models --out src/test/resources/miniature

The graphs know nothing; they only make every input change the answer, and differently: a swapped x and y,
H and W, label or corner, a padding point too many or few, a lost mask or another mask chosen shows. The
answers are computed here by each family's own rules, written down once more from the model contracts, not
from the profiles.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from parity.golden import Golden, box, point
from parity.images import WINDOW16, image8, image16, seen

MEAN = np.array([123.675, 116.28, 103.53])
STD = np.array([58.395, 57.12, 57.375])
OPSET = 17


class Graph:
    """Builds an ONNX graph line by line."""

    def __init__(self) -> None:
        self.nodes: list = []
        self.constants: list = []
        self.count = 0

    def const(self, value, dtype=np.float32) -> str:
        self.count += 1
        name = f"c{self.count}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def op(self, kind: str, *inputs, name: str | None = None, **attributes) -> str:
        self.count += 1
        given = [i if isinstance(i, str) else self.const(i) for i in inputs]
        out = name or f"t{self.count}"
        self.nodes.append(helper.make_node(kind, given, [out], **attributes))
        return out

    def save(self, path: Path, inputs: list, outputs: list) -> None:
        def infos(specs):
            return [helper.make_tensor_value_info(n, t, s) for n, t, s in specs]

        graph = helper.make_graph(self.nodes, path.stem, infos(inputs), infos(outputs), self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
        onnx.checker.check_model(model)
        onnx.save(model, path)


F32, I64 = TensorProto.FLOAT, TensorProto.INT64


class Family:
    """What tells a family from the others; see the model contracts."""

    def __init__(self, name: str, **kinds) -> None:
        self.name = name
        self.side = kinds.get("side", 1024)
        self.cells = kinds.get("cells", 64)
        """Rows and columns of the embedding."""
        self.low = kinds.get("low", 256)
        """Rows and columns of the masks; 0 means those of the slice."""
        self.image = kinds.get("image", "input_image")
        self.points = kinds.get("points", ("point_coords", "point_labels"))
        self.rank = kinds.get("rank", 3)
        self.label_type = kinds.get("label_type", F32)
        self.previous = kinds.get("previous", 256)
        """Rows and columns of the previous mask; 0 without one."""
        self.trained = kinds.get("trained", True)
        """Whether the model was trained with the previous mask."""
        self.size = kinds.get("size", F32)
        self.outputs = kinds.get("outputs", ("low_res_masks", "iou_predictions"))
        self.masks = kinds.get("masks", 4)
        self.extra = kinds.get("extra", {})
        """Further embeddings and their shapes."""
        self.resize = kinds.get("resize", "pil")
        self.padded = kinds.get("padded", True)
        self.scale = kinds.get("scale", "mean")
        self.pad_token = kinds.get("pad_token", "clicks")
        self.prompts = kinds.get("prompts", "pnb")
        """p positive clicks, n negative clicks, b boxes."""
        self.choose = kinds.get("choose", "sam")
        self.truncate = kinds.get("truncate", False)


FAMILIES = [
    Family("sam"),
    Family("mobilesam"),
    Family("medsam", resize="cubic", padded=False, scale="minmax", pad_token="never", prompts="b", trained=False,
           choose="first"),
    Family("litemedsam", side=256, resize="area", scale="minmax", pad_token="never", prompts="b", trained=False,
           choose="first", truncate=True),
    Family("litemedsam-neurodesk", side=256, resize="area", scale="minmax", pad_token="never", prompts="b",
           choose="first", truncate=True, previous=0, size=I64, masks=1,
           points=("batched_point_coords", "batched_point_labels")),
    Family("sam-med2d", side=256, cells=16, low=64, previous=64, resize="nearest", padded=False, choose="best"),
    Family("efficientsam", image="batched_images", low=0, previous=0, resize="none", padded=False, scale="unit",
           pad_token="never", prompts="pb", choose="best", rank=4, size=I64, masks=3,
           points=("batched_point_coords", "batched_point_labels"), outputs=("output_masks", "iou_predictions")),
    Family("edgesam", image="image", previous=0, size=0, pad_token="never", outputs=("masks", "scores")),
    Family("hq-sam", extra={"interm_embeddings": [4, 1, 64, 64, 768]}, masks=1),
    Family("nanosam", image="image", size=0, pad_token="never"),
    Family("sam-transformers", image="pixel_values", previous=0, size=0, pad_token="never", prompts="pn",
           choose="best", rank=4, label_type=I64, masks=3, points=("input_points", "input_labels"),
           outputs=("pred_masks", "iou_scores"), extra={"image_positional_embeddings": [1, 256, 64, 64]}),
]


def encoder(f: Family, path: Path) -> None:
    """Channel means over cells; the first embedding repeats them over 256 channels."""
    g = Graph()
    if f.resize == "none":
        cells = g.op("Resize", f.image, "", "", g.const([1, 3, f.cells, f.cells], np.int64), mode="linear",
                     coordinate_transformation_mode="half_pixel")
        shape = [None, 3, None, None]
    else:
        k = f.side // f.cells
        cells = g.op("AveragePool", f.image, kernel_shape=[k, k], strides=[k, k])
        shape = [1, 3, f.side, f.side]
    grey = g.op("ReduceMean", cells, axes=[1], keepdims=1)
    g.op("Expand", grey, g.const([1, 256, f.cells, f.cells], np.int64), name="image_embeddings")
    outputs = [("image_embeddings", F32, [1, 256, f.cells, f.cells])]
    for name, dims in f.extra.items():
        part = g.op("ReduceMean", grey, axes=[1, 2, 3], keepdims=0)
        g.op("Expand", part, g.const(dims, np.int64), name=name)
        outputs.append((name, F32, dims))
    g.save(path, [(f.image, F32, shape)], outputs)


def decoder(f: Family, path: Path) -> None:
    """Blobs at clicks, a plateau in the box, the previous mask and the image, added up."""
    g = Graph()
    points, labels = f.points
    lead = [1] * (f.rank - 2)
    inputs = [("image_embeddings", F32, [1, 256, f.cells, f.cells])]
    inputs += [(n, F32, dims) for n, dims in f.extra.items()]
    inputs += [(points, F32, lead + ["n", 2]), (labels, f.label_type, lead + ["n"])]
    xy = g.op("Reshape", points, g.const([-1, 2], np.int64))
    x, y = (g.op("Reshape", g.op("Gather", xy, g.const(i, np.int64), axis=1), g.const([-1, 1, 1], np.int64))
            for i in range(2))
    label = g.op("Cast", g.op("Reshape", labels, g.const([-1, 1, 1], np.int64)), to=F32)
    if f.size:
        inputs.append(("orig_im_size", f.size, [2]))
        size = g.op("Cast", "orig_im_size", to=F32)
        rows = g.op("Gather", size, g.const(0, np.int64), axis=0)
        columns = g.op("Gather", size, g.const(1, np.int64), axis=0)
    if f.low:
        step = f.side / f.low
        at = (np.arange(f.low) + 0.5) * step
        gx, gy = g.const(at[None, None, :]), g.const(at[None, :, None])
        unit = g.const(f.side / 1024)
    else:
        gx = g.op("Reshape", g.op("Range", 0.0, columns, 1.0), g.const([1, 1, -1], np.int64))
        gy = g.op("Reshape", g.op("Range", 0.0, rows, 1.0), g.const([1, -1, 1], np.int64))
        unit = g.op("Div", columns, 1024.0)
    dx, dy = (g.op("Div", g.op("Sub", a, b), unit) for a, b in ((gx, x), (gy, y)))

    def of_label(value: float) -> str:
        return g.op("Cast", g.op("Equal", label, value), to=F32)

    def squared(d: str, width: float) -> str:
        scaled = g.op("Div", d, width)
        return g.op("Mul", scaled, scaled)

    blob = g.op("Exp", g.op("Neg", g.op("Add", squared(dx, 260.0), squared(dy, 130.0))))
    sign = g.op("Sub", g.op("Mul", of_label(1), 7.0), g.op("Mul", of_label(0), 9.0))
    total = g.op("ReduceSum", g.op("Mul", blob, sign), g.const([0], np.int64), keepdims=1)

    def corner(value: float, away: float) -> str:
        inside = g.op("Mul", g.op("Sigmoid", g.op("Mul", dx, away / 6)), g.op("Sigmoid", g.op("Mul", dy, away / 12)))
        return g.op("ReduceSum", g.op("Mul", inside, of_label(value)), g.const([0], np.int64), keepdims=1)

    total = g.op("Add", total, g.op("Mul", g.op("Mul", corner(2, 1.0), corner(3, -1.0)), 10.0))
    padding = g.op("ReduceSum", of_label(-1), g.const([0], np.int64), keepdims=1)
    total = g.op("Sub", total, g.op("Mul", padding, 0.8))
    grey = g.op("Reshape", g.op("Gather", "image_embeddings", g.const(7, np.int64), axis=1),
                g.const([1, 1, f.cells, f.cells], np.int64))
    if f.low:
        sizes = g.const([1, 1, f.low, f.low], np.int64)
    else:
        whole = g.op("Cast", size, to=I64)
        sizes = g.op("Concat", g.const([1, 1], np.int64), whole, axis=0)
    grey = g.op("Resize", grey, "", "", sizes, mode="linear", coordinate_transformation_mode="half_pixel")
    grey = g.op("Squeeze", grey, g.const([0], np.int64))
    total = g.op("Add", total, g.op("Mul", grey, 2.0 if f.scale != "mean" else 0.9))
    for name in f.extra:
        mean = g.op("ReduceMean", name, axes=list(range(len(f.extra[name]))), keepdims=0)
        total = g.op("Add", total, g.op("Mul", mean, 0.6))
    if f.previous:
        inputs += [("mask_input", F32, [1, 1, f.previous, f.previous]), ("has_mask_input", F32, [1])]
        before = g.op("Mul", g.op("Squeeze", "mask_input", g.const([0], np.int64)), 0.35)
        total = g.op("Add", total, g.op("Mul", g.op("Sub", before, 0.5), "has_mask_input"))
    if f.size:
        total = g.op("Add", total, g.op("Sub", g.op("Mul", rows, 0.002), g.op("Mul", columns, 0.001)))
    tokens = np.arange(f.masks, dtype=np.float32)[:, None, None]
    masks = g.op("Add", g.op("Sub", total, 3.0), tokens * 0.7)
    out, scores = f.outputs
    lead = [1] * (f.rank - 2)
    g.op("Unsqueeze", masks, g.const(list(range(len(lead))), np.int64), name=out)
    quality = np.array([0.2, 0.5, 0.9, 0.4][: f.masks], np.float32).reshape(lead + [f.masks])
    g.op("Identity", quality, name=scores)
    side = f.low or None
    g.save(path, inputs, [(out, F32, lead + [f.masks, side, side]), (scores, F32, lead + [f.masks])])


class Reference:
    """Answers as the family's authors would."""

    def __init__(self, f: Family, folder: Path, image: np.ndarray) -> None:
        self.f = f
        self.encoder = onnxruntime.InferenceSession(str(folder / "encoder.onnx"))
        self.decoder = onnxruntime.InferenceSession(str(folder / "decoder.onnx"))
        self.rows, self.columns = image.shape
        self.tensors = self.encoder.run(None, {f.image: self.prepared(image)})
        self.names = [o.name for o in self.encoder.get_outputs()]
        self.before: np.ndarray | None = None

    def prepared(self, grey: np.ndarray) -> np.ndarray:
        f, longest = self.f, max(grey.shape)
        rgb = np.repeat(grey[:, :, None], 3, 2)
        if f.resize == "none":
            self.covered = (self.rows, self.columns)
            return (rgb / 255.0).astype(np.float32).transpose(2, 0, 1)[None]
        exact = [s * f.side / longest for s in grey.shape]
        rows, columns = (int(e) if f.name == "nanosam" else int(e + 0.5) for e in exact)
        if not f.padded:
            rows = columns = f.side
        self.covered = (rows, columns)
        if f.resize == "pil":
            resized = np.array(Image.fromarray(rgb).resize((columns, rows), Image.BILINEAR))
        else:
            how = {"area": cv2.INTER_AREA, "nearest": cv2.INTER_NEAREST, "cubic": cv2.INTER_CUBIC}[f.resize]
            resized = cv2.resize(rgb, (columns, rows), interpolation=how)
        values = resized.astype(np.float64)
        if f.scale == "mean":
            values = (values - MEAN) / STD
        else:
            values = (values - values.min()) / max(values.max() - values.min(), 1e-8)
        whole = np.zeros((f.side, f.side, 3), np.float32)
        whole[:rows, :columns] = values
        return whole.transpose(2, 0, 1)[None]

    def answer(self, prompts: list[dict]) -> tuple[np.ndarray, np.ndarray]:
        f = self.f
        xy, labels = [], []
        for p in prompts:
            if p["kind"] == "point":
                xy.append((p["column"], p["row"]))
                labels.append(1 if p["positive"] else 0)
        boxes = [p for p in prompts if p["kind"] == "box"]
        scale = np.array([self.covered[1] / self.columns, self.covered[0] / self.rows])
        if f.resize == "none":
            scale = np.ones(2)
        if f.truncate:
            scale = np.full(2, f.side / max(self.rows, self.columns))
        if not boxes and f.pad_token == "clicks":
            xy.append((0, 0))
            labels.append(-1)
        if boxes:
            xy += [tuple(boxes[-1]["min"]), tuple(boxes[-1]["max"])]
            labels += [2, 3]
        coordinates = np.array(xy, np.float64) * scale
        if f.truncate:
            coordinates = coordinates.astype(int)
        lead = (1,) * (f.rank - 2)
        given = dict(zip(self.names, self.tensors))
        given[f.points[0]] = coordinates.astype(np.float32).reshape(*lead, -1, 2)
        dtype = np.int64 if f.label_type == I64 else np.float32
        given[f.points[1]] = np.array(labels, dtype).reshape(*lead, -1)
        lone = len(prompts) == 1 and not boxes
        if f.previous:
            use = f.trained and self.before is not None
            mask = self.before if use else np.zeros((f.previous, f.previous), np.float32)
            if use and f.name == "sam-med2d":
                mask = 1 / (1 + np.exp(-mask))
            given["mask_input"] = mask[None, None]
            given["has_mask_input"] = np.array([1 if use else 0], np.float32)
        if f.size:
            given["orig_im_size"] = np.array([self.rows, self.columns], np.int64 if f.size == I64 else np.float32)
        masks, scores = (a.reshape(-1, *a.shape[f.rank - 1 :]) for a in self.decoder.run(list(f.outputs), given))
        masks = masks.reshape(f.masks, *masks.shape[-2:])
        scores = scores.reshape(-1)
        if f.choose == "first" or f.masks == 1:
            chosen = 0
        elif f.choose == "best" or f.masks == 3:
            chosen = int(scores.argmax())
        else:
            chosen = 1 + int(scores[1:].argmax()) if lone else 0
        self.before = masks[chosen]
        return self.on_slice(masks[chosen]) > 0, masks[chosen]

    def on_slice(self, logits: np.ndarray) -> np.ndarray:
        f = self.f
        if f.low == 0:
            return logits

        def bilinear(a: np.ndarray, rows: int, columns: int) -> np.ndarray:
            return cv2.resize(a, (columns, rows), interpolation=cv2.INTER_LINEAR)

        if f.name == "medsam":
            return bilinear(1 / (1 + np.exp(-logits)), self.rows, self.columns) - 0.5
        whole = bilinear(logits, f.side, f.side)
        if not f.padded:
            return bilinear(whole, self.rows, self.columns)
        return bilinear(np.ascontiguousarray(whole[: self.covered[0], : self.covered[1]]), self.rows, self.columns)


def cases(f: Family, folder: Path) -> None:
    """Clicks, then a box, then both, on slices of different sizes."""
    golden = Golden(folder, "VoxelClick's model contracts", "sections 1 to 4", "volume-seg/export/parity/miniature_sam.py")
    for rows, columns, bits in ((211, 157, 8), (173, 260, 16), (96, 96, 8)):
        image = image8(rows, columns) if bits == 8 else seen(image16(rows, columns), WINDOW16)
        r, c = rows, columns
        clicks = [point(c // 3, r // 2), point(c // 2, 2 * r // 3), point(c // 3, int(0.62 * r), False)]
        first_box = box(c // 5, r // 3, 3 * c // 4, 4 * r // 5)
        sequences = {}
        if "p" in f.prompts:
            sequences["clicks"] = clicks if "n" in f.prompts else clicks[:2]
        if "b" in f.prompts:
            sequences["box"] = [first_box]
        if "p" in f.prompts and "b" in f.prompts:
            sequences["box_then_clicks"] = [first_box, *(clicks[1:] if "n" in f.prompts else clicks[1:2])]
        for name, sequence in sequences.items():
            steps = golden.case(f"{name} on {rows} rows of {columns}, {bits} bits", rows, columns, bits)
            reference = Reference(f, folder, image)
            for n in range(1, len(sequence) + 1):
                mask, logits = reference.answer(sequence[:n])
                golden.step(steps, sequence[:n], mask, logits)
    golden.write()


def bright(folder: Path) -> None:
    """A model that takes whatever is bright, for tests that need a sensible mask."""
    f = Family("bright", side=256, scale="unit")
    encoder(f, folder / "encoder.onnx")
    g = Graph()
    grey = g.op("Gather", "image_embeddings", g.const([7], np.int64), axis=1)
    mask = g.op("Resize", grey, "", "", g.const([1, 1, 256, 256], np.int64), mode="linear",
                coordinate_transformation_mode="half_pixel")
    logits = g.op("Mul", g.op("Sub", mask, 0.5), 20.0)
    for name in ("point_coords", "point_labels", "mask_input", "has_mask_input", "orig_im_size"):
        none = g.op("Mul", g.op("Squeeze", g.op("ReduceSum", name, keepdims=0)), 0.0)
        logits = g.op("Add", logits, none)
    g.op("Concat", logits, logits, logits, logits, axis=1, name="low_res_masks")
    g.op("Identity", np.array([[0.6, 0.7, 0.8, 0.9]], np.float32), name="iou_predictions")
    inputs = [("image_embeddings", F32, [1, 256, 64, 64]), ("point_coords", F32, [1, "n", 2]),
              ("point_labels", F32, [1, "n"]), ("mask_input", F32, [1, 1, 256, 256]), ("has_mask_input", F32, [1]),
              ("orig_im_size", F32, [2])]
    g.save(folder / "decoder.onnx", inputs, [("low_res_masks", F32, [1, 4, 256, 256]), ("iou_predictions", F32, [1, 4])])


def bright_network(folder: Path) -> None:
    """The same as a network that runs for every click."""
    g = Graph()
    grey = g.op("Gather", "image", g.const([0], np.int64), axis=1)
    logits = g.op("Mul", g.op("Sub", grey, 0.5), 20.0)
    none = g.op("Mul", g.op("ReduceSum", "points", keepdims=0), 0.0)
    g.op("Add", logits, none, name="logits")
    g.save(folder / "network.onnx", [("image", F32, ["n", 4, "h", "w"]), ("points", F32, ["n", "clicks", 3])],
           [("logits", F32, ["n", 1, "h", "w"])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    for f in FAMILIES:
        folder = given.out / f.name
        folder.mkdir(parents=True, exist_ok=True)
        encoder(f, folder / "encoder.onnx")
        decoder(f, folder / "decoder.onnx")
        shutil.copyfile(given.profiles / f"{f.name}.json", folder / "profile.json")
        cases(f, folder)
        print(f.name, "ok")
    folder = given.out / "bright"
    folder.mkdir(exist_ok=True)
    bright(folder)
    profile = json.loads((given.profiles / "sam.json").read_text(encoding="utf-8"))
    profile["side"] = 256
    profile["sam"]["image"].update({"scaling": "unit"})
    (folder / "profile.json").write_text(json.dumps(profile, indent=1) + "\n", encoding="utf-8")
    folder = given.out / "bright-network"
    folder.mkdir(exist_ok=True)
    bright_network(folder)
    shutil.copyfile(given.profiles / "ritm.json", folder / "profile.json")


if __name__ == "__main__":
    main()
