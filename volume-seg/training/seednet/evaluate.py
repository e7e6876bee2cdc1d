"""Measures a model on labelled cases: clicks, box and propagation, beside simple baselines.

    python -m seednet.evaluate --data DIR --model FILE.onnx --json FILE [--markdown FILE]

The cases are those that training may not use. Slices are of constant third index. The simulated
user clicks at the deepest point of the largest error. Region growing is measured twice: with the clicks
that SeedNet's user gave (*), and with a user of its own who keeps the best result so far (**).
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from seednet import infer, prompts, sources

VALIDATION_CASES = (
    "ct-deeplesion-000015_01_01",
    "ct-lung-tumour-pat2",
    "ct-sarcoma-sts008",
    "ct-spleen-msd2",
    "mr-brain-crop-itksnap",
    "mr-glioma-brats0001",
    "mr-lung-lobes-0004",
    "mr-lung-lobes-0006",
    "mr-lung-lobes-0007",
    "mr-prostate-phantom-pyradiomics",
    "mr-spine-t2-sct",
    "mr-t1-sarcoma-sts008",
    "pet-sarcoma-sts008",
)

CLICKS = 10
REPORTED_CLICKS = (1, 3, 5, 10)
SLICES_PER_STRUCTURE = 3
STRUCTURES_PER_CASE = 4
LEAST_AREA = 30
TOLERANCE = 0.1
"""Region growing: largest difference to the clicked pixel, in units of the display range."""

PAST_THE_END = 3
FAR = 3
"""Propagation is judged beyond this many slices from the given mask."""


@dataclass
class Case:
    """Images in [0, 1] and labels, both [slice, row, column]."""

    name: str
    images: np.ndarray
    labels: np.ndarray


def read(folder: Path) -> Case:
    """A case with its display range applied; of a time series, the moment with most labelled voxels."""
    image = np.asarray(sources.read_nifti(folder / "image.nii.gz").dataobj, np.float32)
    labels = np.rint(np.asarray(sources.read_nifti(folder / "label.nii.gz").dataobj)).astype(np.int64)
    if image.ndim == 4:
        moment = int((labels > 0).sum((0, 1, 2)).argmax())
        image, labels = image[..., moment], labels[..., moment]
    hounsfield = folder.name.startswith("ct-") and image.min() < -500
    images = infer.normalise(image, *infer.display_range(image, hounsfield))
    return Case(folder.name, *(np.ascontiguousarray(a.transpose(2, 1, 0)) for a in (images, labels)))


def structures(case: Case) -> list[np.ndarray]:
    """Masks of up to four labels, evenly by volume, that have three slices of some size."""
    masks = []
    for value in np.unique(case.labels[case.labels > 0]):
        mask = case.labels == value
        if (mask.sum((1, 2)) >= LEAST_AREA).sum() >= 3:
            masks.append(mask)
    masks.sort(key=lambda m: -int(m.sum()))
    if len(masks) > STRUCTURES_PER_CASE:
        masks = [masks[i] for i in np.linspace(0, len(masks) - 1, STRUCTURES_PER_CASE).round().astype(int)]
    return masks


def spread(indices: np.ndarray, count: int) -> np.ndarray:
    """Up to ``count`` of the indices, evenly spaced, away from the ends where possible."""
    if len(indices) <= count:
        return indices
    return indices[((np.arange(count) + 0.5) * len(indices) / count).astype(int)]


def dice(a: np.ndarray, b: np.ndarray) -> float:
    """Overlap of two masks; 1 when both are empty."""
    total = int(a.sum()) + int(b.sum())
    return 2 * int((a & b).sum()) / total if total else 1.0


def grow(image: np.ndarray, clicks: list[tuple[int, int, bool]]) -> np.ndarray:
    """Pixels connected with and similar to a positive click; negative clicks change nothing.

    Taking away what is connected with a negative click was tried: it is worse, as that is mostly
    the same region.
    """
    grown = np.zeros(image.shape, bool)
    for x, y, positive in clicks:
        if positive:
            similar = (np.abs(image - image[y, x]) <= TOLERANCE).astype(np.uint8)
            _, components = cv2.connectedComponents(similar, connectivity=4)
            grown |= components == components[y, x]
    return grown


def click_through(truth: np.ndarray, respond) -> tuple[list[float], list[tuple[int, int, bool]]]:
    """Dice after each click of the simulated user, and the clicks."""
    predicted, clicks, scores = np.zeros_like(truth), [], []
    for _ in range(CLICKS):
        click = prompts.best_next_click(predicted, truth, [(x, y) for x, y, _ in clicks])
        if click is not None:
            clicks.append(click)
            predicted = respond(clicks)
        scores.append(dice(predicted, truth))
    return scores, clicks


class SeedNetUser:
    """Answers clicks on one slice with the policy."""

    def __init__(self, network: infer.Network, image: np.ndarray) -> None:
        self.network, self.view, self.probability = network, infer.SliceView(image), None

    def respond(self, clicks: list[tuple[int, int, bool]]) -> np.ndarray:
        x, y, positive = clicks[-1]
        self.view.given.append(infer.Point(x, y, positive))
        self.probability = infer.segment(self.network, self.view, self.probability)
        return self.probability > infer.THRESHOLD


def same_clicks(image: np.ndarray, truth: np.ndarray, clicks: list[tuple[int, int, bool]]) -> list[float]:
    """Dice of region growing after each of the given clicks."""
    scores = [dice(grow(image, clicks[: n + 1]), truth) for n in range(len(clicks))]
    return scores + [scores[-1]] * (CLICKS - len(scores))


def ellipse_in(box: infer.Box, shape: tuple[int, int]) -> np.ndarray:
    """The ellipse that touches the box's sides."""
    ys, xs = np.mgrid[: shape[0], : shape[1]]
    half_width, half_height = (box.x1 - box.x0 + 1) / 2, (box.y1 - box.y0 + 1) / 2
    dx, dy = xs - (box.x0 + box.x1) / 2, ys - (box.y0 + box.y1) / 2
    return (dx / half_width) ** 2 + (dy / half_height) ** 2 <= 1


def measure_slice(network: infer.Network, image: np.ndarray, truth: np.ndarray) -> dict[str, list[float]]:
    """Dice after clicks and from the true box, for SeedNet and the baselines."""
    scores, clicks = click_through(truth, SeedNetUser(network, image).respond)
    rows, columns = np.flatnonzero(truth.any(1)), np.flatnonzero(truth.any(0))
    box = infer.Box(*(float(v) for v in (columns[0], rows[0], columns[-1], rows[-1])))
    boxed = infer.segment(network, infer.SliceView(image, [box]), None) > infer.THRESHOLD
    return {
        "seednet": scores,
        "growSameClicks": same_clicks(image, truth, clicks),
        "growBestSoFar": np.maximum.accumulate(click_through(truth, lambda given: grow(image, given))[0]),
        "box": [dice(boxed, truth), dice(ellipse_in(box, truth.shape), truth)],
    }


def measure_propagation(network: infer.Network, images: np.ndarray, truth: np.ndarray) -> dict[str, float] | None:
    """From the true middle slice both ways, three slices past each end; beside copying the mask."""
    filled = np.flatnonzero(truth.any((1, 2)))
    start = int(filled[np.abs(filled - (filled[0] + filled[-1]) / 2).argmin()])
    first, last = max(0, filled[0] - PAST_THE_END), min(len(truth) - 1, filled[-1] + PAST_THE_END)
    masks = infer.propagate(network, images, start, truth[start], int(first), int(last))
    carried = np.zeros_like(truth)
    for index, mask in masks.items():
        carried[index] = mask
    copied = np.broadcast_to(truth[start], truth.shape)
    judged = np.arange(first, last + 1)
    others = judged[judged != start]
    far = judged[np.abs(judged - start) > FAR]
    far_filled = [i for i in far if truth[i].any()]
    if not far_filled:
        return None
    past = [i for i in judged if not truth[i].any()]
    out = {}
    for name, result in (("seednet", carried), ("copy", copied)):
        out[f"{name}Volume"] = dice(result[others], truth[others])
        out[f"{name}FarVolume"] = dice(result[far], truth[far])
        out[f"{name}FarSlices"] = float(np.mean([dice(result[i], truth[i]) for i in far_filled]))
        out[f"{name}FalseSlices"] = float(sum(result[i].any() for i in past))
    return out


def mean_of(entries: list[dict]) -> dict:
    """Mean of equally keyed numbers or lists of numbers."""
    return {key: np.mean([e[key] for e in entries], 0).tolist() for key in entries[0]}


def measure(network: infer.Network, case: Case) -> dict:
    """Means over slices, then structures."""
    masks = structures(case)
    if not masks:
        raise ValueError(f"{case.name}: no structure has three slices of {LEAST_AREA} pixels")
    by_structure, carried, slices = [], [], 0
    for mask in masks:
        indices = spread(np.flatnonzero(mask.sum((1, 2)) >= LEAST_AREA), SLICES_PER_STRUCTURE)
        slices += len(indices)
        by_structure.append(mean_of([measure_slice(network, case.images[i], mask[i]) for i in indices]))
        propagated = measure_propagation(network, case.images, mask)
        if propagated is not None:
            carried.append(propagated)
    result = {"case": case.name, "structures": len(by_structure), "slices": slices, **mean_of(by_structure)}
    if carried:
        result["propagation"] = mean_of(carried)
    return result


def markdown(results: list[dict]) -> str:
    """The card's tables, the last row being the mean over cases."""
    heads = [f"{n} click{'s' if n > 1 else ''}" for n in REPORTED_CLICKS]
    lines = [
        "| case | slices | " + " | ".join(f"{h}: SeedNet / grow* / grow**" for h in heads) + " | box: SeedNet / ellipse |",
        "|---" * (3 + len(heads)) + "|",
    ]
    keys = ("seednet", "growSameClicks", "growBestSoFar")
    total = {"case": f"**mean of {len(results)}**", "slices": sum(r["slices"] for r in results)}
    total |= mean_of([{k: r[k] for k in (*keys, "box")} for r in results])
    for r in [*results, total]:
        cells = [" / ".join(f"{r[k][n - 1]:.2f}" for k in keys) for n in REPORTED_CLICKS]
        cells.append(" / ".join(f"{v:.2f}" for v in r["box"]))
        lines.append(f"| {r['case']} | {r['slices']} | " + " | ".join(cells) + " |")
    lines += ["", "| case | " + " | ".join(
        f"{text}: SeedNet / copy" for text in (
            "Dice, all slices", "Dice beyond 3 slices, pooled", "beyond 3 slices, mean per slice", "false slices past the ends")
    ) + " |", "|---" * 5 + "|"]
    moved = [r for r in results if "propagation" in r]
    total = {"case": f"**mean of {len(moved)}**", "propagation": mean_of([r["propagation"] for r in moved])}
    for r in [*moved, total]:
        p = r["propagation"]
        cells = [f"{p['seednet' + k]:.2f} / {p['copy' + k]:.2f}" for k in ("Volume", "FarVolume", "FarSlices", "FalseSlices")]
        lines.append(f"| {r['case']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help=f"test data folder (default: ${sources.DATA_VARIABLE})")
    parser.add_argument("--model", required=True, help="ONNX file, or .pt checkpoint")
    parser.add_argument("--cases", nargs="*", default=VALIDATION_CASES)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    load = infer.torch_network if options.model.endswith(".pt") else infer.onnx_network
    network, results, start = load(options.model), [], time.time()
    for name in options.cases:
        results.append(measure(network, read(sources.data_folder(options.data) / "labelled" / name)))
        print(f"{time.time() - start:6.1f} s {name} clicks {[round(v, 2) for v in results[-1]['seednet']]}", flush=True)
    options.json.write_text(json.dumps(results, indent=1) + "\n")
    table = markdown(results)
    if options.markdown:
        options.markdown.write_text(table)
    print(table)


if __name__ == "__main__":
    main()
