#!/usr/bin/env python3
"""Rasterises an RT Structure Set with other people's software and compares it with a truth.

Needs pydicom, numpy and scikit-image.

    verify_rtstruct.py RTSTRUCT FOLDER truth.json

FOLDER holds the images. Contours are placed by the position, orientation and spacing of the image
that they refer to, filled by skimage.draw.polygon, and combined by exclusive or; the file itself
is read by pydicom. truth.json names one file of bytes (0 or 1, column fastest, then row, then slice) per
region:

    {"size": [i, j, k], "sopInstanceUids": ["of slice 0", ...],
     "segments": [{"number": 1, "file": "1.raw"}, ...]}

Prints JSON: {"equal", "minDice", "offPlaneMm", "regions": [{"number", "name", "voxels",
"truthVoxels", "dice"}]}; minDice over slices of more than 200 pixels. Exit code 0 when all is equal.
"""
import json
import pathlib
import sys

import numpy as np
import pydicom
from skimage.draw import polygon


def plane_of(image):
    """Returns origin, and the rows of a matrix that turns an offset in mm into column, row, height."""
    row_direction, column_direction = np.array(image.ImageOrientationPatient, float).reshape(2, 3)
    row_spacing, column_spacing = (float(v) for v in image.PixelSpacing)
    normal = np.cross(row_direction, column_direction)
    matrix = np.array([row_direction / column_spacing, column_direction / row_spacing, normal])
    return np.array(image.ImagePositionPatient, float), matrix


def dice(a, b):
    total = int(a.sum()) + int(b.sum())
    return 1.0 if total == 0 else 2.0 * int((a & b).sum()) / total


def main():
    structures = pydicom.dcmread(sys.argv[1])
    planes = {}
    for path in pathlib.Path(sys.argv[2]).iterdir():
        try:
            image = pydicom.dcmread(path, stop_before_pixels=True)
        except pydicom.errors.InvalidDicomError:
            continue
        if "ImagePositionPatient" in image:
            planes[str(image.file_meta.MediaStorageSOPInstanceUID)] = plane_of(image)
    truth_file = pathlib.Path(sys.argv[3])
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    ni, nj, nk = truth["size"]
    slice_of = {uid: k for k, uid in enumerate(truth["sopInstanceUids"])}
    names = {int(r.ROINumber): str(r.ROIName) for r in structures.StructureSetROISequence}
    found = {}
    off_plane = 0.0
    for item in structures.ROIContourSequence:
        mask = np.zeros((nk, nj, ni), bool)
        for contour in item.ContourSequence:
            uid = str(contour.ContourImageSequence[0].ReferencedSOPInstanceUID)
            origin, matrix = planes[uid]
            points = np.array(contour.ContourData, float).reshape(-1, 3)
            column, row, height = matrix @ (points - origin).T
            off_plane = max(off_plane, float(np.abs(height).max()))
            rows, columns = polygon(row, column, (nj, ni))
            mask[slice_of[uid], rows, columns] ^= True
        found[int(item.ReferencedROINumber)] = mask
    equal = sorted(found) == sorted(s["number"] for s in truth["segments"])
    least = 1.0
    regions = []
    for segment in truth["segments"]:
        raw = np.fromfile(truth_file.parent / segment["file"], np.uint8).reshape(nk, nj, ni) > 0
        mask = found.get(segment["number"], np.zeros_like(raw))
        equal &= bool(np.array_equal(mask, raw))
        least = min([least] + [dice(a, b) for a, b in zip(mask, raw) if b.sum() > 200])
        regions.append(
            {
                "number": segment["number"],
                "name": names.get(segment["number"], ""),
                "voxels": int(mask.sum()),
                "truthVoxels": int(raw.sum()),
                "dice": dice(mask, raw),
            }
        )
    print(
        json.dumps(
            {"equal": equal, "minDice": least, "offPlaneMm": off_plane, "regions": regions}
        )
    )
    sys.exit(0 if equal else 1)


if __name__ == "__main__":
    main()
