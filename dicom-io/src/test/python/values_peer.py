"""Values and brightness of images by pydicom's modality and VOI transformations.

Input file: per line, separated by tabs, an image; a file of our values of its first frame as
little-endian doubles; a file of our brightness 0..1 under its first preset, or a dash.
Output: per line the image, the largest difference of the values and of the brightness, or a dash
where pydicom does not read the image.
"""

import logging
import sys
import warnings

import numpy
import pydicom
from pydicom.pixels import apply_modality_lut, apply_voi, apply_windowing, pixel_array

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def brightness(image, values):
    """Their output, from the darkest that is possible to the brightest."""
    if "WindowCenter" in image and image.WindowCenter is not None:
        shown = apply_windowing(values, image)
        ends = apply_windowing(numpy.array([-1e9, 1e9]), image)
        return (shown - ends[0]) / (ends[1] - ends[0])
    bits = image.VOILUTSequence[0].LUTDescriptor[2]
    return apply_voi(values.astype("i4"), image) / (2.0**bits - 1)


def difference(path, theirs):
    ours = numpy.fromfile(path, "<f8")
    return abs(ours - theirs.ravel()).max() if ours.size == theirs.size else "size"


def compare(path, values, shown):
    image = pydicom.dcmread(path, force=True)
    try:
        stored = pixel_array(image, index=0 if image.get("NumberOfFrames", 1) > 1 else None)
    except Exception:
        return "-", "-"
    theirs = apply_modality_lut(stored, image).astype("f8")
    of_values = difference(values, theirs)
    return of_values, "-" if shown == "-" else difference(shown, brightness(image, theirs))


with open(sys.argv[1], encoding="utf-8") as requests:
    for line in requests:
        request = line.rstrip("\n").split("\t")
        print(request[0], *compare(*request), sep="\t", flush=True)
