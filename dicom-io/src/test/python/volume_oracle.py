"""Tells what other programs make of image files: grid, corners, orientation and sample values.

Reads a request file, one volume per line, tab-separated: ``dicom`` and the files of a series in any
order, or ``enhanced`` and one multi-frame file.
Writes one line per request, tab-separated:

    oracle  ni nj nk  24 numbers  letters  index:value ...

The 24 numbers are the mm LPS of the eight corner voxels' centres, i fastest. The oracle of a DICOM
grid is SimpleITK; where slices are tilted or uneven, which SimpleITK does not represent, it is the
Image Plane formula of PS3.3 C.7.6.2 applied to the first and the last image (``planes``). Sample
values come from pydicom. The oracle of a multi-frame image is highdicom.
"""

import itertools
import sys

import highdicom
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
    stored = [grey(d.pixel_array) for _, d in datasets]
    scale = [
        (
            float(d.get("RescaleSlope") or d.get("DoseGridScaling") or 1),
            float(d.get("RescaleIntercept") or 0),
        )
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


def grey(pixels):
    """The luminance of a colour image."""
    return pixels @ [0.299, 0.587, 0.114] if pixels.ndim == 3 else pixels


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


def enhanced(path):
    dataset = pydicom.dcmread(path)
    if "DoseGridScaling" in dataset:
        dose(path, dataset)
        return
    if "DimensionIndexSequence" not in dataset:  # highdicom insists on it
        planes_of_frames(dataset)
        return
    volume = highdicom.Image.from_dataset(dataset, copy=False).get_volume(
        dtype=np.float64,
        apply_modality_transform=True,
        apply_real_world_transform=False,
        apply_voi_transform=False,
        apply_palette_color_lut=False,
        apply_icc_profile=False,
    )
    # highdicom counts (slice, row, column); ours run (column, row, slice), slices along row x column.
    array, affine = volume.array.transpose(2, 1, 0), volume.affine[:, [2, 1, 0, 3]]
    if np.linalg.det(affine[:3, :3]) < 0:
        array = array[:, :, ::-1]
        affine[:3, 3] += (array.shape[2] - 1) * affine[:3, 2]
        affine[:3, 2] *= -1
    corners = [(affine @ [*c, 1])[:3] for c in corner_indices(array.shape)]
    directions = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    letters = SimpleITK.DICOMOrientImageFilter.GetOrientationFromDirectionCosines(
        directions.ravel().tolist()
    )
    report("highdicom", array.shape, corners, letters, lambda i, j, k: array[i, j, k])


def dose(path, dataset):
    image = SimpleITK.ReadImage(path)
    corners = [image.TransformIndexToPhysicalPoint(c) for c in corner_indices(image.GetSize())]
    letters = SimpleITK.DICOMOrientImageFilter.GetOrientationFromDirectionCosines(
        image.GetDirection()
    )
    stored = dataset.pixel_array

    def value(i, j, k):
        return float(stored[k, j, i]) * float(dataset.DoseGridScaling)

    report("SimpleITK", image.GetSize(), corners, letters, value)


def planes_of_frames(dataset):
    """The Image Plane formula on the functional groups of each frame, all of them per frame."""
    groups = list(dataset.PerFrameFunctionalGroupsSequence)
    orientation = np.array(groups[0].PlaneOrientationSequence[0].ImageOrientationPatient, float)
    row, column = np.split(orientation, 2)
    normal = np.cross(row, column)
    spacing = [float(s) for s in groups[0].PixelMeasuresSequence[0].PixelSpacing]
    places = [np.array(g.PlanePositionSequence[0].ImagePositionPatient, float) for g in groups]
    order = sorted(range(len(groups)), key=lambda f: normal @ places[f])
    scale = [g.PixelValueTransformationSequence[0] for g in groups]

    def value(i, j, k):
        f = order[k]
        stored = float(dataset.pixel_array[f, j, i])
        return stored * float(scale[f].RescaleSlope) + float(scale[f].RescaleIntercept)

    size = (int(dataset.Columns), int(dataset.Rows), len(groups))
    corners = [
        places[order[k]] + i * spacing[1] * row + j * spacing[0] * column
        for i, j, k in corner_indices(size)
    ]
    letters = SimpleITK.DICOMOrientImageFilter.GetOrientationFromDirectionCosines(
        np.column_stack([row, column, normal]).ravel().tolist()
    )
    report("planes", size, corners, letters, value)


def main():
    with open(sys.argv[1], encoding="utf-8") as requests:
        for line in requests:
            kind, *paths = line.rstrip("\n").split("\t")
            if kind == "dicom":
                dicom(paths)
            else:
                enhanced(*paths)


if __name__ == "__main__":
    main()
