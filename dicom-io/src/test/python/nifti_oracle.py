"""Tells what nibabel and SimpleITK read from NIfTI files.

Reads a file of paths, one a line. Writes one line for each, tab-separated:

    shape  16 numbers  checksum checksum ...  difference  24 numbers

- shape as ni x nj x nk x volumes; the affine as nibabel gives it, row by row;
- for each volume the CRC-32 of its values as little-endian 64-bit floats (NaN in its usual form, zero
  positive), or of the bytes of its colours, the first index running fastest;
- the largest difference between the finite values of SimpleITK (which turns the others into 0) and of
  nibabel, as a part of the largest value, or "refused" where SimpleITK does not read the file;
- the mm LPS of the eight corner voxels' centres after SimpleITK, i fastest.
"""

import itertools
import sys
import zlib

import nibabel
import numpy as np
import SimpleITK


def is_colour(image):
    return image.get_data_dtype().fields is not None


def values(image):
    """float64 [i, j, k, volume], or uint8 [i, j, k, volume, 3]."""
    if is_colour(image):
        data = np.asanyarray(image.dataobj)
        data = np.stack([data[c] for c in "RGB"], axis=-1)
        return data.reshape(spatial(data.shape[:-1]) + (-1, 3), order="F")
    data = image.get_fdata(dtype=np.float64, caching="unchanged")
    return data.reshape(spatial(data.shape) + (-1,), order="F")


def spatial(shape):
    return (tuple(shape) + (1, 1))[:3]


def checksum(volume):
    if volume.dtype == np.uint8:
        return zlib.crc32(np.ascontiguousarray(volume.transpose(2, 1, 0, 3)))
    numbers = np.ascontiguousarray(volume.T).astype("<f8") + 0.0
    numbers[np.isnan(numbers)] = np.nan
    return zlib.crc32(numbers)


def itk(path, expected):
    """The difference and the corners, or "refused" and nothing."""
    if len(nibabel.load(path).shape) > 4:
        return ["refused"]  # SimpleITK 2.5 overruns its memory
    try:
        image = SimpleITK.ReadImage(path)
    except RuntimeError:
        return ["refused"]
    array = SimpleITK.GetArrayFromImage(image)
    if expected.dtype == np.uint8:
        found = array[..., :3].reshape(expected.shape[2::-1] + (3,)).transpose(2, 1, 0, 3)
        found = found[..., None, :]
    else:
        found = array.astype(np.float64).reshape(expected.T.shape).T
    finite = np.isfinite(expected)
    scale = max(np.abs(expected[finite]).max(initial=0), 1e-300)
    off = np.abs(found[finite].astype(float) - expected[finite]).max(initial=0) / scale
    size = (image.GetSize() + (1, 1))[:3]
    corners = []
    for k, j, i in itertools.product(*((0, n - 1) for n in reversed(size))):
        index = [i, j, k, 0][: image.GetDimension()]
        point = image.TransformIndexToPhysicalPoint(index)
        corners += (tuple(point) + (0.0,))[:3]
    return [repr(float(off)), *map(repr, map(float, corners))]


def main():
    with open(sys.argv[1], encoding="utf-8") as requests:
        for line in requests:
            path = line.rstrip("\n")
            image = nibabel.load(path)
            data = values(image)
            shape = "x".join(map(str, data.shape[:4]))
            sums = " ".join(str(checksum(data[:, :, :, n])) for n in range(data.shape[3]))
            affine = " ".join(repr(float(a)) for a in image.affine.ravel())
            print("\t".join([shape, affine, sums, *itk(path, data)]))


if __name__ == "__main__":
    main()
