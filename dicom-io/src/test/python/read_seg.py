#!/usr/bin/env python3
"""Reads any DICOM SEG with pydicom, and with highdicom where it takes the file, onto its images.

    read_seg.py SEG OUT IMAGE...

Needs pydicom, numpy, highdicom. IMAGE are single-frame DICOM files in slice order. Writes OUT/N.raw
per segment number N: one byte per voxel, column fastest, then row, then slice; 0 or 1, of a
FRACTIONAL object its stored steps. Frames are placed by position, those without one by the image
that they derive from; frames elsewhere are counted only. The images may also be single-frame ones
on the planes of the multi-frame image that a SEG was made on.

Prints JSON: {"segments": [numbers], "outside": frames, "highdicom": "equal", "different" or why it
does not read the file}. Exit code 0 unless highdicom reads something else.
"""
import json
import pathlib
import sys

import numpy as np
import pydicom


def group(seg, f, name):
    shared = seg.SharedFunctionalGroupsSequence[0] if "SharedFunctionalGroupsSequence" in seg else {}
    items = getattr(seg.PerFrameFunctionalGroupsSequence[f], name, None)
    return items or getattr(shared, name, None)


def reference(seg, f):
    return group(seg, f, "DerivationImageSequence")[0].SourceImageSequence[0]


def frame_numbers(seg, images):
    """Of a SEG on a multi-frame image: slice -> frame number; else nothing."""
    numbers = {}
    for f in range(seg.NumberOfFrames):
        if "ReferencedFrameNumber" in reference(seg, f):
            numbers[slice_of(seg, f, images)] = int(reference(seg, f).ReferencedFrameNumber)
    return numbers


def slice_of(seg, f, images):
    positions = group(seg, f, "PlanePositionSequence")
    if positions and "ImagePositionPatient" in images[0]:
        position = np.array(positions[0].ImagePositionPatient, float)
        for k, image in enumerate(images):
            if np.abs(position - np.array(image.ImagePositionPatient, float)).max() < 0.01:
                return k
        return None
    uids = [image.SOPInstanceUID for image in images]
    return uids.index(reference(seg, f).ReferencedSOPInstanceUID)


def by_hand(seg, images):
    pixels = seg.pixel_array.reshape(-1, seg.Rows, seg.Columns)
    shape = (len(images), seg.Rows, seg.Columns)
    masks = {s.SegmentNumber: np.zeros(shape, np.uint8) for s in seg.SegmentSequence}
    outside = 0
    for f, frame in enumerate(pixels):
        k = slice_of(seg, f, images)
        if k is None:
            outside += 1
        elif seg.SegmentationType == "LABELMAP":
            for number, mask in masks.items():
                mask[k] |= frame == number
        else:
            number = group(seg, f, "SegmentIdentificationSequence")[0].ReferencedSegmentNumber
            masks[number][k] |= frame
    return masks, outside


def by_highdicom(path, seg, images, masks):
    import highdicom

    wanted = sorted(n for n in masks if n > 0)
    try:
        read = highdicom.seg.segread(path)
        settings = {
            "segment_numbers": wanted,
            # Apart, highdicom 0.28 loses the numbers of a label map above 255.
            "combine_segments": seg.SegmentationType == "LABELMAP",
            "assert_missing_frames_are_empty": True,
            "ignore_spatial_locations": True,
            "rescale_fractional": False,
        }
        numbers = frame_numbers(seg, images)
        if numbers:
            found = read.get_pixels_by_source_frame(
                source_sop_instance_uid=reference(seg, 0).ReferencedSOPInstanceUID,
                source_frame_numbers=[numbers[k] for k in range(len(images))],
                **settings,
            )
        else:
            found = read.get_pixels_by_source_instance(
                source_sop_instance_uids=[image.SOPInstanceUID for image in images], **settings
            )
    except Exception as refusal:  # what it takes is not ours to judge
        return f"{type(refusal).__name__}: {refusal}"[:200]
    if seg.SegmentationType == "LABELMAP":
        found = np.stack([found == n for n in wanted], axis=-1)
    same = all(np.array_equal(found[..., i], masks[n]) for i, n in enumerate(wanted))
    return "equal" if same else "different"


def main():
    path, out = sys.argv[1], pathlib.Path(sys.argv[2])
    seg = pydicom.dcmread(path)
    images = [pydicom.dcmread(p, stop_before_pixels=True) for p in sys.argv[3:]]
    masks, outside = by_hand(seg, images)
    for number, mask in masks.items():
        mask.tofile(out / f"{number}.raw")
    verdict = by_highdicom(path, seg, images, masks)
    print(json.dumps({"segments": sorted(masks), "outside": outside, "highdicom": verdict}))
    sys.exit(1 if verdict == "different" else 0)


if __name__ == "__main__":
    main()
