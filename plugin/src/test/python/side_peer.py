#!/usr/bin/env python3
"""Where in the patient a DICOM Segmentation lies, by pydicom and numpy.

    side_peer.py SERIES SEG     centre of its voxels minus centre of the series' voxels, LPS, mm
"""
import glob
import sys

import numpy as np
import pydicom


def places(orientation, position, spacing, columns, rows):
    """LPS of pixels; PS3.3 C.7.6.2.1.1: first value of spacing between rows, second between columns."""
    across = np.array(orientation[:3], float) * float(spacing[1])
    down = np.array(orientation[3:], float) * float(spacing[0])
    return np.array(position, float) + np.outer(columns, across) + np.outer(rows, down)


images = [pydicom.dcmread(name) for name in glob.glob(sys.argv[1] + "/*.dcm")]
everywhere = []
for image in images:
    rows, columns = np.indices((image.Rows, image.Columns)).reshape(2, -1)
    everywhere.append(
        places(
            image.ImageOrientationPatient,
            image.ImagePositionPatient,
            image.PixelSpacing,
            columns,
            rows,
        )
    )

seg = pydicom.dcmread(sys.argv[2])
shared = seg.SharedFunctionalGroupsSequence[0]
orientation = shared.PlaneOrientationSequence[0].ImageOrientationPatient
spacing = shared.PixelMeasuresSequence[0].PixelSpacing
frames = seg.pixel_array.reshape(-1, seg.Rows, seg.Columns)
inside = []
for frame, groups in zip(frames, seg.PerFrameFunctionalGroupsSequence):
    rows, columns = np.nonzero(frame)
    position = groups.PlanePositionSequence[0].ImagePositionPatient
    inside.append(places(orientation, position, spacing, columns, rows))

away = np.concatenate(inside).mean(axis=0) - np.concatenate(everywhere).mean(axis=0)
print(" ".join(f"{part:.3f}" for part in away))
