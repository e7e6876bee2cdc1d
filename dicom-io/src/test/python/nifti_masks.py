"""Fails unless NIfTI masks lie exactly where they should, as other programs read them.

Reads a request file, tab-separated: ``nifti MASK IMAGE`` or ``dicom MASK FILE FILE ...`` with the
files of a box-shaped series in slice order, or ``series IMAGE FILE FILE ...`` with the same as an image. Every
mask is 1 at voxels (i, j, k) where (i + 2 j + 3 k) % 7 == 0.
"""

import sys

import nibabel
import numpy as np
import SimpleITK


#: What says where an image lies; every bit of it shall be that of the image.
PLACE = (
    "pixdim",
    "qform_code",
    "sform_code",
    "xyzt_units",
    "quatern_b",
    "quatern_c",
    "quatern_d",
    "qoffset_x",
    "qoffset_y",
    "qoffset_z",
    "srow_x",
    "srow_y",
    "srow_z",
)


def pattern(shape):
    i, j, k = np.indices(shape)
    return (i + 2 * j + 3 * k) % 7 == 0


def check_nifti(mask_path, image_path):
    mask, image = nibabel.load(mask_path), nibabel.load(image_path)
    several = int(np.prod(image.shape[3:])) > 1
    assert mask.shape == (image.shape[:3] if several else image.shape), (mask.shape, image.shape)
    assert np.array_equal(mask.affine, image.affine), "affine"
    placed = "qform_code" in image.header  # Analyze has pixdim only, and qfac is not its matter
    for field in PLACE if placed else ():
        assert np.array_equal(mask.header[field], image.header[field], equal_nan=True), field
    assert placed or np.array_equal(mask.header["pixdim"][1:4], image.header["pixdim"][1:4])
    if placed and not several:
        assert np.array_equal(mask.header["dim"], image.header["dim"])
    assert mask.header.sizeof_hdr == (image.header.sizeof_hdr if placed else 348)
    assert mask.get_data_dtype() == np.uint8
    data = np.asanyarray(mask.dataobj)
    assert np.array_equal(data.reshape((data.shape + (1, 1))[:3]), pattern((data.shape + (1, 1))[:3]))


def check_dicom(mask_path, files):
    mask = SimpleITK.ReadImage(mask_path)
    same_grid(mask, read_series(files))
    array = SimpleITK.GetArrayFromImage(mask).transpose()
    assert np.array_equal(array, pattern(array.shape))


def check_series(image_path, files):
    image, series = SimpleITK.ReadImage(image_path), read_series(files)
    same_grid(image, series)
    found = SimpleITK.GetArrayFromImage(image).astype(float)
    expected = SimpleITK.GetArrayFromImage(series).astype(float)
    assert np.abs(found - expected).max() <= 1e-6 * np.abs(expected).max()
    header = nibabel.load(image_path)
    # Near half a turn the 32-bit quaternion is exact to the root of its rounding only.
    assert np.allclose(header.get_qform(), header.get_sform(), rtol=0, atol=1e-3)
    assert int(header.header["qform_code"]) == int(header.header["sform_code"]) == 1
    assert header.header.get_xyzt_units()[0] == "mm"
    assert np.allclose(nibabel.affines.voxel_sizes(header.affine), header.header.get_zooms()[:3])


def read_series(files):
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(files)
    return reader.Execute()


def same_grid(mask, image):
    assert mask.GetSize() == image.GetSize()
    for corner in np.ndindex(2, 2, 2):
        index = [int(c * (n - 1)) for c, n in zip(corner, image.GetSize())]
        a = np.array(mask.TransformIndexToPhysicalPoint(index))
        b = np.array(image.TransformIndexToPhysicalPoint(index))
        assert np.abs(a - b).max() < 1e-3, (index, a, b)


def main():
    failures = 0
    with open(sys.argv[1], encoding="utf-8") as requests:
        for line in requests:
            kind, mask, *paths = line.rstrip("\n").split("\t")
            try:
                if kind == "nifti":
                    check_nifti(mask, paths[0])
                elif kind == "dicom":
                    check_dicom(mask, paths)
                else:
                    check_series(mask, paths)
            except Exception as e:  # every request shall be tried and named
                failures += 1
                print(f"{paths[0]}: {type(e).__name__} {e}", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
