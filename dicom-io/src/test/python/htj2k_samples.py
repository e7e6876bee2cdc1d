"""Makes the codestreams of Htj2kDecoderTest (htj2k-samples.txt) with OpenJPH.

Needs imagecodecs: python htj2k_samples.py > htj2k-samples.txt
Lines: bits, signed (0 or 1), components, largest error, codestream in hexadecimal.
"""

import imagecodecs
import numpy

COLUMNS, ROWS = 21, 13


def image(bits, signed, components):
    y, x, c = numpy.mgrid[0:ROWS, 0:COLUMNS, 0:components]
    top = 2**bits - 1
    samples = ((x * 7 + y * 13 + c * 31) * top // 400 + (x ^ y)).clip(0, top)
    samples = samples - (2 ** (bits - 1) if signed else 0)
    return samples.astype(("i" if signed else "u") + str(bits // 8)).squeeze()


for bits, signed, components, reversible in (
    (8, 0, 1, True),
    (8, 0, 3, True),
    (8, 1, 1, True),
    (16, 0, 1, True),
    (16, 1, 1, True),
    (16, 0, 1, False),
):
    pixels = image(bits, signed, components)
    codestream = imagecodecs.htj2k_encode(
        pixels, reversible=reversible, level=None if reversible else 0.0005
    )
    decoded = imagecodecs.htj2k_decode(codestream).reshape(pixels.shape)
    error = abs(decoded.astype("i4") - pixels).max()
    print(bits, signed, components, error, codestream.hex())
