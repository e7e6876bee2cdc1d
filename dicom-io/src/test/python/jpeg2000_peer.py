"""OpenJPEG, by pylibjpeg, as the peer of the JPEG 2000 decoder.

Lines of the request: a folder. Writes DICOM images there that agree with their codestreams or
contradict them in sign and depth, each as k.dcm with k.raw: the samples as pydicom reads them,
little-endian 32-bit integers. Answers one line for each: k and what it is.
"""

import pathlib
import sys
import warnings

import numpy
import pydicom
from openjpeg.utils import encode_array
from pydicom.encaps import encapsulate
from pydicom.pixels import pixel_array

warnings.simplefilter("ignore")
COLUMNS, ROWS = 75, 53


def image(bits, signed, components):
    """A slope with an edge, noise and both extremes."""
    y, x, c = numpy.mgrid[0:ROWS, 0:COLUMNS, 0:components]
    top = 2**bits - 1
    random = numpy.random.default_rng(bits)
    samples = (x * 2 + y * 3 + c * 9) * top // (2 * COLUMNS + 3 * ROWS + 27)
    samples = samples + random.integers(0, max(2, top // 30), samples.shape)
    samples[ROWS // 3 : ROWS // 2, COLUMNS // 3 :] = top
    samples[0, 0] = 0
    samples = samples.clip(0, top) - (2 ** (bits - 1) if signed else 0)
    kind = ("i" if signed else "u") + ("1" if bits <= 8 else "2" if bits <= 16 else "4")
    return numpy.ascontiguousarray(samples.astype(kind).squeeze())


def dataset(codestream, components, allocated, stored, signed):
    ds = pydicom.Dataset()
    ds.file_meta = pydicom.dataset.FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = pydicom.uid.JPEG2000Lossless
    ds.SOPClassUID = pydicom.uid.SecondaryCaptureImageStorage
    ds.SOPInstanceUID = pydicom.uid.generate_uid(None)
    ds.Rows, ds.Columns, ds.SamplesPerPixel = ROWS, COLUMNS, components
    ds.PhotometricInterpretation = "MONOCHROME2" if components == 1 else "RGB"
    if components == 3:
        ds.PlanarConfiguration = 0
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = allocated, stored, stored - 1
    ds.PixelRepresentation = int(signed)
    ds.PixelData = encapsulate([codestream])
    ds["PixelData"].VR = "OB"
    return ds


folder = pathlib.Path(open(sys.argv[1], encoding="utf-8").readline().strip())
k = 0
for bits in (1, 2, 5, 8, 9, 12, 13, 16):
    for signed in (False, True):
        for components in (1, 3):
            if bits == 1 and signed:
                continue
            pixels = image(bits, signed, components)
            codestream = encode_array(
                pixels,
                bits_stored=bits,
                photometric_interpretation=1 if components == 3 else 2,
                codec_format=k % 2,
            )
            allocated = 8 if bits <= 8 else 16
            for stored, sign in ((bits, signed), (bits, not signed), (allocated, signed)):
                if components == 3 and sign != signed:
                    continue  # pydicom corrects the sign of grey images only
                ds = dataset(codestream, components, allocated, stored, sign)
                path = folder / f"{k}.dcm"
                ds.save_as(path, enforce_file_format=True)
                samples = pixel_array(path, raw=True).astype("<i4")
                (folder / f"{k}.raw").write_bytes(samples.tobytes())
                print(k, bits, "bits,", "signed" if signed else "unsigned", components, stored, sign)
                k += 1
