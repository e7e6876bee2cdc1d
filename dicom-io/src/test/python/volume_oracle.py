"""Tells what other programs make of image files: grid, corners, orientation and sample values.

Reads a request file, one volume per line: the files of a DICOM series in any order, tab-separated.
Writes one line per request, tab-separated:

    oracle  ni nj nk  24 numbers  letters  index:value ...

The 24 numbers are the mm LPS of the eight corner voxels' centres, i fastest. The oracle of a DICOM
grid is SimpleITK; where slices are tilted or uneven, which SimpleITK does not represent, it is the
Image Plane formula of PS3.3 C.7.6.2 applied to the first and the last image (``planes``). Sample
values come from pydicom.
"""

import itertools
import sys

import numpy as np
import pydicom
import SimpleITK

SAMPLES = 61


def sample_indices(size):
    """Indices spread over the volume, the same as in the Java test."""
    ni, nj, nk = size
    for n in range(SAMPLES):
        yield (n * 7919) % ni, (n * 104729) % nj, (n * 1299709) % nk


def corner_indices(size):
    return [(i, j, k) for k, j, i in itertools.product(*((0, n - 1) for n in reversed(size)))]


def report(oracle, size, corners, letters, value):
    numbers = [repr(float(c)) for c in np.asarray(corners).ravel()]
    values = [f"{i},{j},{k}:{float(value(i, j, k))!r}" for i, j, k in sample_indices(size)]
    print("\t".join([oracle, *map(str, size), *numbers, letters, *values]))


def dicom(paths):
    datasets = [(p, pydicom.dcmread(p)) for p in paths]
    orientation = np.array(datasets[0][1].ImageOrientationPatient, float)
    normal = np.cross(orientation[:3], orientation[3:])
    datasets.sort(key=lambda d: float(normal @ np.array(d[1].ImagePositionPatient, float)))
    first = datasets[0][1]
    size = (int(first.Columns), int(first.Rows), len(datasets))
    planes = np.array([d.ImagePositionPatient for _, d in datasets], float)
    stored = [d.pixel_array for _, d in datasets]
    scale = [
        (float(d.get("RescaleSlope") or 1), float(d.get("RescaleIntercept") or 0))
        for _, d in datasets
    ]

    def value(i, j, k):
        return float(stored[k][j, i]) * scale[k][0] + scale[k][1]

    if is_box(planes, normal):
        image = read_with_itk([p for p, _ in datasets])
        corners = [image.TransformIndexToPhysicalPoint(c) for c in corner_indices(size)]
        letters = SimpleITK.DICOMOrientImageFilter.GetOrientationFromDirectionCosines(
            image.GetDirection()
        )
        report("SimpleITK", image.GetSize(), corners, letters, value)
        return
    row, column = np.split(orientation, 2)
    row_spacing, column_spacing = (float(s) for s in first.PixelSpacing)
    corners = [
        planes[k] + i * column_spacing * row + j * row_spacing * column
        for i, j, k in corner_indices(size)
    ]
    # The letters of a box that stands on the same slices.
    letters = SimpleITK.DICOMOrientImageFilter.GetOrientationFromDirectionCosines(
        np.column_stack([row, column, normal]).ravel().tolist()
    )
    report("planes", size, corners, letters, value)


def is_box(planes, normal):
    """Whether slices are even (2 %) and stacked along their normal: what SimpleITK can hold."""
    if len(planes) == 1:
        return True
    steps = np.diff(planes, axis=0)
    along = steps @ normal
    aside = steps - np.outer(along, normal)
    even = np.abs(along - np.median(along)).max() <= 0.02 * np.median(along)
    return bool(even) and np.abs(aside.sum(axis=0)).max() < 1e-3 * len(planes)


def read_with_itk(paths):
    if len(paths) == 1:
        return SimpleITK.ReadImage(paths[0])
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(paths)
    return reader.Execute()


def main():
    with open(sys.argv[1], encoding="utf-8") as requests:
        for line in requests:
            dicom(line.rstrip("\n").split("\t"))


if __name__ == "__main__":
    main()
