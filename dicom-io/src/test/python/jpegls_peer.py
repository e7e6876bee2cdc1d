"""CharLS, by pyjpegls, and libjpeg as peers of the JPEG-LS decoder.

Lines of the request are either `encode<TAB>folder`: write images of all orders of components,
depths and NEAR there, each as k.jls with k.raw, its samples as decoded by CharLS; answers one line
`columns rows components bits file` each. Or `charls` or `libjpeg` and
`<TAB>file.jls<TAB>file.raw`: write there the samples that this one decodes. Samples are
little-endian 32-bit integers, those of a pixel side by side.
"""

import pathlib
import sys

import jpeg_ls
import libjpeg
import numpy


def by_charls(codestream):
    data, info = jpeg_ls.decode_buffer(codestream)
    kind = "<u1" if info["bits_per_sample"] <= 8 else "<u2"
    samples = numpy.frombuffer(bytes(data), kind)
    if info["interleave_mode"] == 0:
        samples = samples.reshape(info["components"], -1).T
    return samples.astype("<i4").tobytes()


def by_libjpeg(codestream):
    return libjpeg.decode(codestream).astype("<i4").tobytes()


def image(columns, rows, components, bits):
    """A slope with flat and noisy parts, by pixel."""
    random = numpy.random.default_rng(bits)
    y, x, c = numpy.mgrid[0:rows, 0:columns, 0:components]
    top = 2**bits - 1
    samples = (x * 3 + y * 2 + c * 5) * top // (5 * (rows + columns))
    samples = samples + random.integers(0, max(2, top // 40), samples.shape)
    samples[rows // 3 : rows // 2, columns // 4 :] = top // 2
    samples[rows // 2, columns // 2] = top
    return samples.clip(0, top).astype("<u1" if bits <= 8 else "<u2")


def encode(folder):
    k = 0
    for bits in range(2, 17):
        for near in (0, 1, 4):
            if near > (2**bits - 1) // 2:
                continue
            for components, order in ((1, 0), (3, 0), (3, 1), (3, 2)):
                columns, rows = 61 + bits, 43
                pixels = image(columns, rows, components, bits)
                planes = pixels if order else numpy.moveaxis(pixels, 2, 0)
                codestream = bytes(
                    jpeg_ls.encode_buffer(
                        numpy.ascontiguousarray(planes).tobytes(),
                        rows, columns, components, bits, near, order,
                    )
                )
                (folder / f"{k}.jls").write_bytes(codestream)
                (folder / f"{k}.raw").write_bytes(by_charls(codestream))
                print(columns, rows, components, bits, k)
                k += 1


for line in open(sys.argv[1], encoding="utf-8"):
    verb, *paths = line.rstrip("\n").split("\t")
    if verb == "encode":
        encode(pathlib.Path(paths[0]))
    else:
        decode = by_charls if verb == "charls" else by_libjpeg
        samples = decode(pathlib.Path(paths[0]).read_bytes())
        pathlib.Path(paths[1]).write_bytes(samples)
