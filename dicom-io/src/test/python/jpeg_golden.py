"""Makes the small JPEG codestreams of the unit tests, and what dcmtk decodes them to.

Usage: python jpeg_golden.py FOLDER
Needs numpy, pydicom and dcmtk's dcmcjpeg and dcmdjpeg. For each codestream NAME.jpg there is a
NAME.raw: rows of unsigned little-endian samples, of 8 or 16 bits, colour as RGB side by side.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy
import pydicom
from pydicom.encaps import generate_frames
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage, generate_uid

ROWS, COLUMNS = 11, 21

GREY_8 = ["+be"]
GREY_12 = ["+bt"]

CASES = {
    "baseline": (8, 1, ["+eb"]),
    "extended-8": (8, 1, ["+ee", *GREY_8]),
    "spectral-8": (8, 1, ["+es", *GREY_8]),
    "progressive-8": (8, 1, ["+ep", *GREY_8]),
    "extended-12": (12, 1, ["+ee", *GREY_12]),
    "spectral-12": (12, 1, ["+es", *GREY_12]),
    "progressive-12": (12, 1, ["+ep", *GREY_12]),
    "colour-444": (8, 3, ["+eb", "+s4"]),
    "colour-422": (8, 3, ["+eb", "+n2"]),
    "colour-411": (8, 3, ["+eb", "+n1"]),
    "colour-rgb": (8, 3, ["+eb", "+cr"]),
}


def picture(bits, samples):
    """A slope, a bright corner and a sharp edge, other in each colour, no two rows alike."""
    y, x, s = numpy.mgrid[0:ROWS, 0:COLUMNS, 0:samples]
    top = (1 << bits) - 1
    value = top * (0.1 + 0.5 * x / COLUMNS + 0.2 * y / ROWS) + top * 0.08 * numpy.sin(x * (s + 1))
    value = numpy.where(x + 2 * y > 34, top * (0.97 - 0.3 * s), value)
    value = numpy.where((x > 3) & (x < 7) & (y > 2 + s), 0.02 * top, value)
    return numpy.clip(value, 0, top).astype("<u2" if bits > 8 else "u1")


def native(bits, samples):
    pixels = picture(bits, samples)
    image = pydicom.Dataset()
    image.file_meta = pydicom.dataset.FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.SOPClassUID = SecondaryCaptureImageStorage
    image.SOPInstanceUID = generate_uid(entropy_srcs=[str(bits), str(samples)])
    image.Rows, image.Columns = ROWS, COLUMNS
    image.SamplesPerPixel = samples
    image.PhotometricInterpretation = "MONOCHROME2" if samples == 1 else "RGB"
    if samples == 3:
        image.PlanarConfiguration = 0
    image.BitsAllocated = 8 * pixels.itemsize
    image.BitsStored, image.HighBit = bits, bits - 1
    image.PixelRepresentation = 0
    value = pixels.tobytes()
    image.PixelData = value + b"\0" * (len(value) % 2)
    return image


def make(name, bits, samples, options, target):
    with tempfile.TemporaryDirectory() as folder:
        source, encoded, decoded = (f"{folder}/{part}.dcm" for part in ("in", "jpeg", "out"))
        native(bits, samples).save_as(source, enforce_file_format=True)
        subprocess.run(["dcmcjpeg", *options, source, encoded], check=True)
        subprocess.run(["dcmdjpeg", encoded, decoded], check=True)
        codestream = next(generate_frames(pydicom.dcmread(encoded).PixelData, number_of_frames=1))
        image = pydicom.dcmread(decoded)
        size = ROWS * COLUMNS * samples * (2 if image.BitsAllocated > 8 else 1)
        (target / f"{name}.jpg").write_bytes(codestream)
        (target / f"{name}.raw").write_bytes(image.PixelData[:size])


for name, (bits, samples, options) in CASES.items():
    make(name, bits, samples, options, pathlib.Path(sys.argv[1]))
