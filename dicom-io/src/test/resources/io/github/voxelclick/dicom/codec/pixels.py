"""Compares raw samples with those that pydicom decodes.

Standard input: per line a file, a tab, and the SHA-256 of the samples of all its frames as
little-endian 32-bit integers, or a dash and the reason why the file was refused.
Output: one line per file: same, near <largest difference> (lossy), differs, refused <reason>,
or unread when pydicom cannot read it either. Lossy frames follow the tab as a file of samples.
"""

import hashlib
import logging
import sys
import warnings

import numpy
import pydicom
from pydicom.pixels import pixel_array

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def verdict(path, digest, samples):
    try:
        oracle = pixel_array(pydicom.dcmread(path, force=True), raw=True).astype("<i4")
    except Exception:
        return "unread"
    if digest.startswith("-"):
        return "refused " + digest[1:].strip()
    if hashlib.sha256(oracle.tobytes()).hexdigest() == digest:
        return "same"
    ours = numpy.fromfile(samples, "<i4")
    if ours.size != oracle.size:
        return "differs in size"
    return f"near {abs(ours.astype('i8') - oracle.ravel()).max()}"


for line in sys.stdin:
    path, digest, samples = line.rstrip("\n").split("\t")
    print(path, verdict(path, digest, samples), sep="\t", flush=True)
