#!/usr/bin/env python3
"""Reads a BINARY DICOM SEG with other people's software and compares it with a truth.

Needs pydicom and numpy; highdicom for truth.json, nibabel for NIfTI.

    verify_seg.py SEG --truth truth.json               identical voxels, by pydicom and by highdicom
    verify_seg.py SEG --truth label.nii.gz [--value V] Dice in world space, by pydicom and nibabel

truth.json names one file of bytes (0 or 1, column fastest, then row, then slice) per segment:

    {"size": [i, j, k], "sopInstanceUids": ["of slice 0", ...],
     "segments": [{"number": 1, "file": "1.raw"}, ...]}

A NIfTI label is sampled at its own voxel centres: each belongs to the nearest plane of the SEG if
that is at most half a slice distance away, and to the nearest pixel there. What lies outside the
label file (a cropped label) is counted but does not enter Dice. With --value V every segment is
compared with the voxels of value V; without, segment n with the voxels of value n, and an only
segment with all voxels that are not 0.

Prints JSON: {"equal", "minDice", "segments": [{"number", "label", "voxels", "truthVoxels",
"voxelsOnTruthGrid", "equal", "dice"}]}. Exit code 0 when all is equal (truth.json) or at least
--min-dice (NIfTI), else 1.
"""
import argparse
import json
import pathlib
import sys

import numpy as np
import pydicom


def frames_of(seg):
    """Yields (segment number, position, source instance, pixels) of every frame, by pydicom alone."""
    pixels = seg.pixel_array
    if pixels.ndim == 2:
        pixels = pixels[np.newaxis]
    shared = seg.SharedFunctionalGroupsSequence[0]
    for item, frame in zip(seg.PerFrameFunctionalGroupsSequence, pixels, strict=True):
        position = getattr(item, "PlanePositionSequence", None) or shared.PlanePositionSequence
        source = item.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
        number = item.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        yield number, np.array(position[0].ImagePositionPatient, float), source, frame > 0


def dice(a, b):
    total = int(a.sum()) + int(b.sum())
    return 1.0 if total == 0 else 2.0 * int((a & b).sum()) / total


def compare_with_raw(seg, path, truth_file):
    """Compares voxel by voxel, once with frames placed by hand and once with highdicom's."""
    import highdicom

    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    ni, nj, nk = truth["size"]
    slice_of = {uid: k for k, uid in enumerate(truth["sopInstanceUids"])}
    labels = {s.SegmentNumber: s.SegmentLabel for s in seg.SegmentSequence}
    by_hand = {number: np.zeros((nk, nj, ni), bool) for number in labels}
    for number, _position, source, frame in frames_of(seg):
        by_hand[number][slice_of[source]] |= frame

    numbers = sorted(labels)
    by_highdicom = highdicom.seg.segread(path).get_pixels_by_source_instance(
        source_sop_instance_uids=truth["sopInstanceUids"],
        segment_numbers=numbers,
        combine_segments=False,
        assert_missing_frames_are_empty=True,
        ignore_spatial_locations=False,
    )
    results = []
    expected_numbers = [s["number"] for s in truth["segments"]]
    for segment in truth["segments"]:
        number = segment["number"]
        raw = np.fromfile(truth_file.parent / segment["file"], np.uint8).reshape(nk, nj, ni) > 0
        hand = by_hand.get(number, np.zeros_like(raw))
        other = (
            by_highdicom[..., numbers.index(number)] > 0 if number in labels else np.zeros_like(raw)
        )
        results.append(
            {
                "number": number,
                "label": labels.get(number, ""),
                "voxels": int(hand.sum()),
                "truthVoxels": int(raw.sum()),
                "voxelsOnTruthGrid": int(hand.sum()),
                "equal": bool(np.array_equal(hand, raw) and np.array_equal(other, raw)),
                "dice": min(dice(hand, raw), dice(other, raw)),
            }
        )
    return results, expected_numbers == numbers


def sampler(seg):
    """Returns a function: (segment number, N points in mm LPS) -> N booleans."""
    shared = seg.SharedFunctionalGroupsSequence[0]
    measures = shared.PixelMeasuresSequence[0]
    row_spacing, column_spacing = (float(v) for v in measures.PixelSpacing)
    gap = float(measures.SpacingBetweenSlices)
    cosines = np.array(
        shared.PlaneOrientationSequence[0].ImageOrientationPatient, float
    ).reshape(2, 3)
    normal = np.cross(cosines[0], cosines[1])
    planes = {}
    for number, position, _source, frame in frames_of(seg):
        planes.setdefault(number, []).append((float(normal @ position), position, frame))

    def sample(number, points):
        ordered = sorted(planes.get(number, []), key=lambda plane: plane[0])
        found = np.zeros(len(points), bool)
        if not ordered:
            return found
        heights = np.array([plane[0] for plane in ordered])
        height = points @ normal
        after = np.clip(np.searchsorted(heights, height), 1, max(1, len(heights) - 1))
        after = np.minimum(after, len(heights) - 1)
        before = np.maximum(after - 1, 0)
        nearest = np.where(
            np.abs(heights[before] - height) <= np.abs(heights[after] - height), before, after
        )
        near_enough = np.abs(heights[nearest] - height) <= gap / 2
        for n, (_height, position, frame) in enumerate(ordered):
            chosen = np.flatnonzero(near_enough & (nearest == n))
            offset = points[chosen] - position
            column = np.rint(offset @ cosines[0] / column_spacing).astype(int)
            row = np.rint(offset @ cosines[1] / row_spacing).astype(int)
            inside = (
                (column >= 0) & (column < frame.shape[1]) & (row >= 0) & (row < frame.shape[0])
            )
            found[chosen[inside]] = frame[row[inside], column[inside]]
        return found

    return sample


def compare_with_nifti(seg, truth_file, value):
    """Compares in world space on the grid of the label file."""
    import nibabel

    image = nibabel.load(truth_file)
    label = np.asarray(image.dataobj)
    label = label.reshape(label.shape[:3])
    index = np.indices(label.shape).reshape(3, -1).T
    ras = index @ image.affine[:3, :3].T + image.affine[:3, 3]
    points = ras * (-1, -1, 1)
    sample = sampler(seg)
    voxels = {s.SegmentNumber: 0 for s in seg.SegmentSequence}
    for number, _position, _source, frame in frames_of(seg):
        voxels[number] += int(frame.sum())
    results = []
    for segment in seg.SegmentSequence:
        number = segment.SegmentNumber
        if value is not None:
            truth = label == value
        elif len(voxels) == 1:
            truth = label != 0
        else:
            truth = label == number
        found = sample(number, points).reshape(label.shape)
        results.append(
            {
                "number": number,
                "label": segment.SegmentLabel,
                "voxels": voxels[number],
                "truthVoxels": int(truth.sum()),
                "voxelsOnTruthGrid": int(found.sum()),
                "equal": bool(np.array_equal(found, truth)) and voxels[number] == found.sum(),
                "dice": dice(found, truth),
            }
        )
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seg")
    parser.add_argument("--truth", required=True, type=pathlib.Path)
    parser.add_argument("--value", type=int)
    parser.add_argument("--min-dice", type=float)
    arguments = parser.parse_args()
    seg = pydicom.dcmread(arguments.seg)
    if arguments.truth.suffix == ".json":
        results, complete = compare_with_raw(seg, arguments.seg, arguments.truth)
    else:
        results, complete = compare_with_nifti(seg, arguments.truth, arguments.value), True
    report = {
        "equal": bool(complete and all(r["equal"] for r in results)),
        "minDice": min((r["dice"] for r in results), default=0.0),
        "segments": [{**r, "equal": bool(r["equal"])} for r in results],
    }
    print(json.dumps(report))
    if arguments.min_dice is not None:
        sys.exit(0 if report["minDice"] >= arguments.min_dice else 1)
    sys.exit(0 if report["equal"] or arguments.truth.suffix != ".json" else 1)


if __name__ == "__main__":
    main()
