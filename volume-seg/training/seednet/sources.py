"""What is trained on: the permitted real cases and synthetic label volumes, packed into a cache.

Only cases listed here are ever read for training. Cases of the test data that are not listed are
for validation and are refused.

    python -m seednet.sources --data DIR --cache DIR [--scenes 400]
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from seednet import pseudo, synth

DATA_VARIABLE = "VOXELCLICK_TEST_DATA"

LABELLED_FOR_TRAINING = (
    "ct-abdomen-ts-sm",
    "ct-deeplesion-000001_02_01",
    "ct-liver-spine-heart-3slice",
    "ct-sarcoma-sts002",
    "ct-thorax-abdomen-ts-dicom",
    "mr-brain-ch2-aal",
    "mr-brain-freesurfer-a2009s",
    "mr-brain1-pyradiomics",
    "mr-breast-ucsf-br-06",
    "mr-ms-lesions-07",
    "mr-spine-t1-sct",
    "mr-spine-t2s-greymatter-sct",
    "mr-t1-sarcoma-sts002",
    "pet-headneck-qin024",
    "pet-sarcoma-sts002",
)

CASE_WEIGHTS = {
    "ct-abdomen-ts-sm": 6.0,
    "ct-thorax-abdomen-ts-dicom": 8.0,
    "ct-liver-spine-heart-3slice": 2.0,
    "mr-brain-freesurfer-a2009s": 4.0,
    "mr-brain-ch2-aal": 2.0,
    "mr-t2-sarcoma-sts001": 3.0,
    "mr-brain-mni152": 1.0,
}
"""How often a case is drawn, relative to 2 for other volumes. Rich multi-organ cases come up more."""

VOLUME_WEIGHT = 2.0
COHORTS = (
    "ct-head-ich",
    "ct-heart-alcapa",
    "ct-heart-hocm",
    "ct-pelvis-btcv",
    "fundus-idrid",
    "histo-oral-ocdc",
    "micro-blood-krd",
    "micro-nuclei-dsb",
    "micro-plant-maize",
    "micro-sem-axon",
    "mr-heart-hvsmr",
    "mr-heart-scd",
    "mr-kidney-t2",
    "mr-lumbar-spider",
    "mr-ms-flair",
    "mr-npc-t2",
    "oct-faz",
    "oct-octa500",
    "us-breast-usg",
    "us-carotid-ccaus",
    "xr-chest-gbc",
    "xr-hip",
)
"""Beginnings of the names of the two-dimensional cases."""

COHORT_WEIGHT = 1.6
"""Shared by all two-dimensional cases of a cohort."""

TEMPLATE = "ch2.nii.gz"
"""Colin27 with its skull, of Debian's mricron-data; only for pseudo-labels."""

DISPLAY = {True: (-300.0, 500.0), False: (0.0, 1000.0)}
"""Stored values shown as 0 and 1 when pseudo-labels are made, by whether they are Hounsfield units."""

NEAR_ISOTROPIC = 1.6
"""Largest ratio of voxel edges with which a volume is also cut along its other axes."""

RELATIVE_SCALE = 1000
"""Images without a physical unit are stored with their 0.1-99.9 percentiles at 0 and this."""


@dataclass
class LabelVolume:
    """Labels [slice, row, column], perhaps with an image, and the axes that it may be cut along."""

    name: str
    labels: np.ndarray
    image: np.ndarray | None = None
    hounsfield: bool = False
    axes: tuple[int, ...] = (0,)
    weight: float = 1.0
    _areas: dict[int, np.ndarray] = field(default_factory=dict)

    def areas(self, axis: int) -> np.ndarray:
        """[label, slice]: how many pixels of each slice along the axis have the label."""
        if axis not in self._areas:
            count = int(self.labels.max()) + 1
            slices = np.moveaxis(self.labels, axis, 0)
            self._areas[axis] = np.stack([np.bincount(s.ravel(), minlength=count) for s in slices], 1)
        return self._areas[axis]


def cohort(case: str) -> str:
    """The cohort of a two-dimensional case."""
    for name in COHORTS:
        if case.startswith(name):
            return name
    raise ValueError(f"{case}: not in a known cohort; add it to COHORTS")


def training_cases(data: Path) -> list[Path]:
    """The folders of all real cases that may be trained on; an absent one is an error."""
    cases = [data / "labelled" / name for name in LABELLED_FOR_TRAINING]
    cases += sorted(path for path in (data / "train").iterdir() if path.is_dir())
    missing = [str(path) for path in cases if not (path / "label.nii.gz").is_file()]
    if missing:
        raise FileNotFoundError(f"training cases not found: {', '.join(missing)}")
    return cases


def compact(labels: np.ndarray) -> np.ndarray:
    """Renumbers label values as 1, 2, …; 0 stays 0."""
    values = np.union1d([0], labels)
    return np.searchsorted(values, labels).astype(np.uint8 if len(values) < 256 else np.uint16)


def to_stored_units(image: np.ndarray, is_ct: bool) -> tuple[np.ndarray, bool]:
    """Int16 image in Hounsfield units, or else scaled by percentiles; and which of the two."""
    if is_ct and image.min() < -500:
        return image.clip(-1024, 3071).astype(np.int16), True
    low, high = np.percentile(image, (0.1, 99.9))
    scaled = (image - low) / max(high - low, 1e-6) * RELATIVE_SCALE
    return scaled.clip(-200, 1.2 * RELATIVE_SCALE).astype(np.int16), False


def read_nifti(path: Path):
    """A NIfTI file, opened. Where there is only the cache, nibabel need not be installed."""
    import nibabel

    return nibabel.load(path)


def read_case(folder: Path) -> dict[str, np.ndarray]:
    """A case in the form in which it is packed: third array axis first."""
    header = read_nifti(folder / "image.nii.gz")
    image = np.asarray(header.dataobj, np.float32)
    labels = np.asarray(read_nifti(folder / "label.nii.gz").dataobj)
    image, labels = (np.ascontiguousarray(a.transpose(2, 1, 0)) for a in (image, labels))
    stored, hounsfield = to_stored_units(image, folder.name.startswith("ct-"))
    edges = np.array(header.header.get_zooms()[:3])
    isotropic = edges.max() / edges.min() < NEAR_ISOTROPIC and min(image.shape) >= 24
    return {
        "image": stored,
        "labels": compact(np.rint(labels).astype(np.int64)),
        "hounsfield": np.array(hounsfield),
        "axes": np.array((0, 1, 2) if isotropic else (0,)),
    }


def _pack_pseudo(arguments: tuple[Path, Path]) -> None:
    source, target = arguments
    if target.exists():
        return
    with np.load(source) as packed:
        low, high = DISPLAY[bool(packed["hounsfield"])]
        image = ((packed["image"].astype(np.float32) - low) / (high - low)).clip(0, 1)
        ratio = 1.0 if len(packed["axes"]) > 1 else np.inf
    found = {
        f"scale{n}": pseudo.regions(image, *scale, ratio) for n, scale in enumerate(pseudo.SCALES)
    }
    temporary = target.with_suffix(".tmp.npz")
    np.savez_compressed(temporary, **found)
    os.replace(temporary, target)


def _pack_scene(arguments: tuple[int, Path]) -> None:
    seed, target = arguments
    if not target.exists():
        kind, labels = synth.make_labels(seed)
        temporary = target.with_suffix(".tmp.npz")
        np.savez_compressed(temporary, labels=labels, kind=kind)
        os.replace(temporary, target)


def pack(
    data: Path | None, cache: Path, scenes: int, processes: int = 2, templates: Path | None = None
) -> None:
    """Fills the cache; what is already there is kept.

    Without ``data``, scenes and pseudo-labels are made for the real images that are there: so only
    ``real`` and ``templates`` have to go to another machine (``seednet.bundle``).
    """
    for folder in ("real", "scenes", "pseudo", "templates"):
        (cache / folder).mkdir(parents=True, exist_ok=True)
    for folder in training_cases(data) if data is not None else []:
        target = cache / "real" / f"{folder.name}.npz"
        if not target.exists():
            np.savez_compressed(target, **read_case(folder))
    jobs = [(seed, cache / "scenes" / f"{seed:05d}.npz") for seed in range(scenes)]
    if templates is not None and not (cache / "templates" / "mr-brain-ch2.npz").exists():
        image = np.asarray(read_nifti(templates / TEMPLATE).dataobj, np.float32).transpose(2, 1, 0)
        stored, hounsfield = to_stored_units(image, False)
        np.savez_compressed(
            cache / "templates" / "mr-brain-ch2.npz", image=stored, hounsfield=hounsfield, axes=(0, 1, 2)
        )
    images = sorted([*(cache / "real").glob("*.npz"), *(cache / "templates").glob("*.npz")])
    with Pool(processes) as pool:
        pool.map(_pack_scene, jobs, chunksize=4)
        pool.map(_pack_pseudo, [(path, cache / "pseudo" / path.name) for path in images], chunksize=1)


def load_real(cache: Path) -> list[LabelVolume]:
    """All packed real cases, with the weight by which they are drawn."""
    paths = sorted((cache / "real").glob("*.npz"))
    flat: dict[str, int] = {}
    volumes = []
    for path in paths:
        with np.load(path) as packed:
            volume = LabelVolume(
                path.stem,
                packed["labels"],
                packed["image"],
                bool(packed["hounsfield"]),
                tuple(int(a) for a in packed["axes"]),
                CASE_WEIGHTS.get(path.stem, VOLUME_WEIGHT),
            )
        if volume.labels.shape[0] == 1:
            flat[cohort(path.stem)] = flat.get(cohort(path.stem), 0) + 1
        volumes.append(volume)
    for volume in volumes:
        if volume.labels.shape[0] == 1:
            volume.weight = COHORT_WEIGHT / flat[cohort(volume.name)]
    return volumes


def load_pseudo(cache: Path, real: list[LabelVolume]) -> list[LabelVolume]:
    """The pseudo-labels of all packed images, at each scale, with the weight of their case."""
    known = {volume.name: volume for volume in real}
    for path in (cache / "templates").glob("*.npz"):
        with np.load(path) as packed:
            axes = tuple(int(a) for a in packed["axes"])
            known[path.stem] = LabelVolume(
                path.stem, np.zeros(0, np.uint8), packed["image"], bool(packed["hounsfield"]), axes
            )
    volumes = []
    for path in sorted((cache / "pseudo").glob("*.npz")):
        if path.name.endswith(".tmp.npz"):
            continue
        case = known[path.stem]
        with np.load(path) as packed:
            for scale in packed.files:
                labels = packed[scale]
                if labels.any():
                    volumes.append(
                        LabelVolume(path.stem, labels, case.image, case.hounsfield, case.axes, case.weight / 2)
                    )
    return volumes


def load_scenes(cache: Path, limit: int | None = None) -> list[LabelVolume]:
    """The packed synthetic label volumes; scenes count more than mere noise and cells."""
    volumes = []
    for path in sorted((cache / "scenes").glob("*.npz"))[:limit]:
        if path.name.endswith(".tmp.npz"):
            continue
        with np.load(path) as packed:
            weight = 1.0 if str(packed["kind"]) in ("organs", "abutting") else 0.6
            volumes.append(LabelVolume(f"scene-{path.stem}", packed["labels"], weight=weight))
    return volumes


def data_folder(argument: str | None) -> Path:
    """The test data's folder, from the command line or the environment."""
    chosen = argument or os.environ.get(DATA_VARIABLE)
    if not chosen:
        raise SystemExit(f"give --data or set {DATA_VARIABLE} to the folder of the test data")
    return Path(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help=f"test data folder (default: ${DATA_VARIABLE})")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--scenes", type=int, default=400)
    parser.add_argument("--templates", type=Path, help="folder of Debian's mricron-data templates")
    parser.add_argument("--packed", action="store_true", help="the real cases are in the cache already")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    data = None if options.packed else data_folder(options.data)
    pack(data, options.cache, options.scenes, options.processes, options.templates)


if __name__ == "__main__":
    main()
