"""Makes the golden files of the interpolations (`io.github.voxelclick.resample`).

Each interpolation is the one of the library that model authors resize slices with. Sources are slices of
`parity.images`, so only results are stored. Needs Pillow, scikit-image, OpenCV and PyTorch:

    python -m parity.resample --out DIR
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

import numpy as np

from . import images


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


def main() -> None:
    """Writes ``cases.json`` and ``arrays.npz``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    arrays = of_each_type()
    text = json.dumps({"made_by": "parity/resample.py", "images": checksums()}, indent=1)
    (out / "cases.json").write_text(text + "\n", encoding="utf-8")
    np.savez_compressed(out / "arrays.npz", **arrays)


if __name__ == "__main__":
    main()
