"""Compares raw samples, and the colours made of them, with those that pydicom decodes.

Standard input: per line, separated by tabs, a file; the SHA-256 of the samples of all its frames
as little-endian doubles, or a dash and the reason why the file was refused; a file of those
samples, of lossy images only; a file of red, green and blue bytes, of colour images only.
Output: per line the file, a verdict on samples and one on colours (empty for grey images): same,
near <largest difference>, differs in size, refused <reason>, or unread when pydicom cannot read it
either.
"""

import hashlib
import logging
import os
import sys
import warnings

import numpy
import pydicom
from pydicom import uid
from pydicom.pixels import apply_color_lut, convert_color_space, pixel_array

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

JPEG = [uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit, uid.JPEGLossless, uid.JPEGLosslessSV1]


def samples_verdict(image, digest, samples):
    try:
        # Frames of JPEG are RGB already, those of other encodings as stored.
        jpeg = image.file_meta.TransferSyntaxUID in JPEG
        oracle = pixel_array(image, raw=not jpeg).astype("<f8")
    except Exception:
        return "unread"
    if digest.startswith("-"):
        return "refused " + digest[1:].strip()
    if hashlib.sha256(oracle.tobytes()).hexdigest() == digest:
        return "same"
    return near(numpy.fromfile(samples, "<f8"), oracle)


def near(ours, oracle):
    if ours.size != oracle.size:
        return "differs in size"
    return f"near {int(abs(ours - oracle.ravel()).max())}"


def eight_bits(colours, bits):
    return (colours >> max(0, bits - 8)).astype("u1")


def colours_verdict(image, colours):
    if not os.path.exists(colours):
        return ""
    try:
        space = image.PhotometricInterpretation
        stored = pixel_array(image, raw=True)
        if space == "PALETTE COLOR":
            oracle = apply_color_lut(stored, image)
            oracle = eight_bits(oracle, 8 * oracle.itemsize)
        else:
            oracle = eight_bits(stored, image.BitsStored)
            if space.startswith("YBR_FULL"):
                oracle = convert_color_space(oracle, space, "RGB")
    except Exception:
        return "unread"
    verdict = near(numpy.fromfile(colours, "u1").astype("f8"), oracle.astype("f8"))
    return "same" if verdict == "near 0" else verdict


for line in sys.stdin:
    path, digest, samples, colours = line.rstrip("\n").split("\t")
    image = pydicom.dcmread(path, force=True)
    print(
        path,
        samples_verdict(image, digest, samples),
        colours_verdict(image, colours),
        sep="\t",
        flush=True,
    )
