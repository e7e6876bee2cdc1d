"""Makes the golden files of the interpolations (`io.github.voxelclick.resample`).

Each interpolation is the one of the library that model authors resize slices with. Sources are slices of
`parity.images`, so only results are stored. Needs Pillow, scikit-image, OpenCV and PyTorch:

    python -m parity.resample --out DIR
"""

from __future__ import annotations

import argparse
import json
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import PIL
import scipy
import skimage
import torch
from PIL import Image
from skimage.transform import resize
from torch.nn.functional import interpolate

from . import images

Size = tuple[int, int]
"""Rows and columns."""


def checksums() -> list[dict]:
    """CRC-32 of what `parity.images` makes, by which `ParityImages` is known to make the same."""
    made = {
        "image8": [(157, 211), (384, 512), (1, 1), (1, 9), (301, 3)],
        "image16": [(157, 211), (1180, 1410), (1, 1)],
        "seen16": [(157, 211)],
        "embedding": [(32, 64, 64, 0), (8, 16, 12, 2), (256, 64, 64, 1)],
    }
    makers = {
        "image8": images.image8,
        "image16": images.image16,
        "seen16": lambda *size: images.seen(images.image16(*size), images.WINDOW16),
        "embedding": images.embedding,
    }
    return [
        {"maker": maker, "arguments": list(given), "crc32": zlib.crc32(makers[maker](*given).tobytes())}
        for maker, all_given in made.items()
        for given in all_given
    ]


def of_each_type() -> dict[str, np.ndarray]:
    """An array of every type that `NpzReader` reads."""
    numbers = np.array([[0, 1, 2], [100, 127, 126]])
    types = {
        f"type_{name}": numbers.astype(name)
        for name in ("uint8", "int16", "int32", "int64", "float32", "float64", "bool")
    }
    types["type_int16"] = types["type_int16"] * -3
    types["type_float64"] = types["type_float64"] / 3
    types["type_scalar"] = np.float32(2.5).reshape(())
    types["type_packed"] = np.packbits([1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1])
    return types


def clipped(rows: int, columns: int) -> np.ndarray:
    """A slice seen in a narrow window: with flat parts, black and white."""
    return np.clip((images.image8(rows, columns).astype(np.int64) - 100) * 4, 0, 255).astype(np.uint8)


def floats(rows: int, columns: int) -> np.ndarray:
    """A slice in numbers like Hounsfield units."""
    return images.image16(rows, columns).astype(np.float32)


SOURCES = {"image8": images.image8, "clipped": clipped, "floats": floats}


def with_opencv(flag: int) -> Callable[[np.ndarray, Size], np.ndarray]:
    """OpenCV's answer, as 8-bit or float images."""
    return lambda plane, to: cv2.resize(plane, (to[1], to[0]), interpolation=flag)


def with_pillow(plane: np.ndarray, to: Size) -> np.ndarray:
    """Pillow's answer, in its modes L or F."""
    return np.asarray(Image.fromarray(plane).resize((to[1], to[0]), Image.Resampling.BILINEAR))


def with_skimage(**more: str) -> Callable[[np.ndarray, Size], np.ndarray]:
    """scikit-image's answer; 8-bit images end with ``astype``, as in MedSAM's inference."""

    def answer(plane: np.ndarray, to: Size) -> np.ndarray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SciPy has doubts about MedSAM's mode
            out = resize(plane, to, order=3, preserve_range=True, anti_aliasing=True, **more)
        return out.astype(plane.dtype)

    return answer


def with_torch(**more: bool) -> Callable[[np.ndarray, Size], np.ndarray]:
    """PyTorch's answer; 8-bit images go through floats and are rounded."""

    def answer(plane: np.ndarray, to: Size) -> np.ndarray:
        tensor = torch.from_numpy(plane.astype(np.float32))[None, None]
        out = interpolate(tensor, to, mode="bilinear", **more)
        return (out.round() if plane.dtype == np.uint8 else out)[0, 0].numpy().astype(plane.dtype)

    return answer


REFERENCES = {
    "pil-bilinear": with_pillow,
    "cv-linear": with_opencv(cv2.INTER_LINEAR),
    "cv-area": with_opencv(cv2.INTER_AREA),
    "nearest": with_opencv(cv2.INTER_NEAREST),
    "skimage-cubic": with_skimage(),
    "skimage-cubic-constant": with_skimage(mode="constant"),
    "torch-bilinear": with_torch(align_corners=False),
    "torch-bilinear-antialias": with_torch(align_corners=False, antialias=True),
    "torch-bilinear-corners": with_torch(align_corners=True),
}

SIZES: list[tuple[Size, Size]] = [
    ((61, 83), (74, 101)),  # grows a little
    ((61, 83), (25, 34)),  # shrinks
    ((100, 60), (37, 131)),  # shrinks and grows
    ((60, 100), (131, 37)),  # the other way round
    ((96, 128), (48, 64)),  # by two, for which OpenCV has rules of its own
    ((96, 120), (32, 40)),  # by three
    ((96, 120), (48, 30)),  # by two and four
    ((48, 64), (128, 96)),  # to its side's double and more
    ((31, 1), (50, 7)),
    ((1, 31), (7, 50)),
    ((31, 1), (9, 1)),
    ((1, 1), (5, 3)),
    ((3, 301), (40, 20)),
    ((301, 3), (5, 64)),
    ((57, 43), (57, 43)),  # as it is
    ((57, 43), (57, 90)),  # along one axis
    ((29, 23), (1, 1)),
    ((211, 157), (20, 17)),  # shrinks much
    ((2, 2), (33, 41)),
    ((384, 512), (768, 1024)),
    ((1180, 1410), (857, 1024)),
    ((512, 512), (1024, 1024)),
]


def kept(count: int, stride: int) -> list[int]:
    """Which rows or columns of a result are stored: every so many, and the last."""
    return sorted({*range(0, count, stride), count - 1})


def stride(size: Size, most: int) -> int:
    """Every how many pixels a result is stored: odd, so that all phases come up."""
    step = 1
    while len(kept(size[0], step)) * len(kept(size[1], step)) > most:
        step += 2
    return step


def cases(arrays: dict[str, np.ndarray], most_bytes: int, most_floats: int) -> list[dict]:
    """Resizes every source to every size by every interpolation; results go into the arrays."""
    told = []
    for size, to in SIZES:
        for source, make in SOURCES.items():
            if source == "clipped" and max(size) > 128:
                continue
            plane = make(*size)
            step = stride(to, most_floats if source == "floats" else most_bytes)
            case = {"source": source, "from": list(size), "to": list(to), "stride": step}
            number = len(told)
            for name, reference in REFERENCES.items():
                answer = reference(plane, to)
                if answer.shape != to or answer.dtype != plane.dtype:
                    raise ValueError(f"{name}: {answer.shape} {answer.dtype} for {case}")
                arrays[f"{name}.{number}"] = answer[np.ix_(kept(to[0], step), kept(to[1], step))]
            told.append(case)
    return told


def main() -> None:
    """Writes ``cases.json`` and ``arrays.npz``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most-bytes", type=int, default=700, help="8-bit pixels kept per result")
    parser.add_argument("--most-floats", type=int, default=70, help="float pixels kept per result")
    given = parser.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    arrays = of_each_type()
    golden = {
        "made_by": "parity/resample.py",
        "libraries": {m.__name__: m.__version__ for m in (PIL, cv2, scipy, skimage, torch)},
        "images": checksums(),
        "interpolations": list(REFERENCES),
        "cases": cases(arrays, given.most_bytes, given.most_floats),
    }
    (given.out / "cases.json").write_text(compact(golden) + "\n", encoding="utf-8")
    np.savez_compressed(given.out / "arrays.npz", **arrays)


def compact(golden: dict) -> str:
    """JSON with one line per entry of a list."""
    lines = []
    for key, value in golden.items():
        if isinstance(value, list):
            entries = ",\n  ".join(json.dumps(entry) for entry in value)
            lines.append(f" {json.dumps(key)}: [\n  {entries}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    main()
