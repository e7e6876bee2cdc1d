"""Packs what training needs into one file that can be moved to a machine with a GPU and no network.

    python -m seednet.bundle --cache DIR --out FILE.tar.xz

The real cases and templates of the cache go in without compression of their own, so that xz finds more:
37 MiB instead of 47. Pseudo-labels and scenes are made again over there (``seednet.sources --packed``).
"""

from __future__ import annotations

import argparse
import io
import tarfile
from pathlib import Path

import numpy as np

FOLDERS = ("real", "templates")


def stored(path: Path) -> bytes:
    """A packed case without compression."""
    with np.load(path) as packed, io.BytesIO() as memory:
        np.savez(memory, **{name: packed[name] for name in packed.files})
        return memory.getvalue()


def bundle(cache: Path, target: Path) -> int:
    """Writes the file; returns how many cases are in it. Nothing of it names a person or a machine."""
    count = 0
    with tarfile.open(target, "w:xz") as archive:
        for folder in FOLDERS:
            for path in sorted((cache / folder).glob("*.npz")):
                content = stored(path)
                entry = tarfile.TarInfo(f"cache/{folder}/{path.name}")
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
                count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="made by seednet.sources")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    count = bundle(options.cache, options.out)
    print(f"{count} cases, {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
