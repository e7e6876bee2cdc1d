#!/usr/bin/env python3
"""Which letters belong at the sides of the three views of a DICOM series, by pydicom and numpy.

    orientation_peer.py SERIES     one line per plane: its name, the letters left, right, top, bottom

Only Image Orientation (Patient) and Image Position (Patient) are used. Each axis of the stack shows
the plane whose normal it is nearest to, all three taken together; left and top are where
radiologists expect them. Letters: PS3.3 C.7.6.1.1.1, parts below a tenth left out.
"""
import glob
import itertools
import sys

import numpy as np
import pydicom

PLANES = {  # normal, screen's right, screen's down, in LPS
    "TRANSVERSE": ([0, 0, 1], [1, 0, 0], [0, 1, 0]),
    "CORONAL": ([0, 1, 0], [1, 0, 0], [0, 0, -1]),
    "SAGITTAL": ([1, 0, 0], [0, 1, 0], [0, 0, -1]),
}


def letters(direction):
    named = sorted(zip(np.abs(direction), direction, ("RL", "AP", "FH")), reverse=True)
    return "".join(
        pair[int(part > 0)] for n, (size, part, pair) in enumerate(named) if n == 0 or size >= 0.1
    )


def unit(vector):
    return np.asarray(vector, float) / np.linalg.norm(vector)


images = [pydicom.dcmread(name) for name in glob.glob(sys.argv[1] + "/*.dcm")]
orientation = np.array(images[0].ImageOrientationPatient, float)
row, column = unit(orientation[:3]), unit(orientation[3:])
positions = np.array([image.ImagePositionPatient for image in images], float)
order = positions @ np.cross(row, column)
stack = unit(positions[np.argmax(order)] - positions[np.argmin(order)])
axes = [row, column, stack]

best = max(
    itertools.permutations(PLANES),
    key=lambda names: sum(
        abs(np.dot(axis, PLANES[name][0])) for axis, name in zip(axes, names)
    ),
)
lines = []
for name, normal in zip(best, axes):
    _, right, down = PLANES[name]
    others = [axis for axis in axes if axis is not normal]
    # The axis nearest to the wanted direction, turned round where it runs against it.
    across = max(others, key=lambda a: abs(np.dot(a, right)))
    below = [a for a in others if a is not across][0]
    across = across * np.sign(np.dot(across, right))
    below = below * np.sign(np.dot(below, down))
    lines.append(
        " ".join([name, letters(-across), letters(across), letters(-below), letters(below)])
    )
print("\n".join(sorted(lines)))
