#!/usr/bin/env python3
"""Compresses the pixel data of a SEG: compress_seg.py IN OUT TRANSFER_SYNTAX_UID

By pydicom; one-bit pixels, which it does not compress, by highdicom.
"""
import sys

import pydicom
from pydicom.encaps import encapsulate
from pydicom.uid import RLELossless

dataset = pydicom.dcmread(sys.argv[1])
syntax = sys.argv[3]
if dataset.BitsAllocated == 1:
    import highdicom

    frames = dataset.pixel_array.reshape(-1, dataset.Rows, dataset.Columns)
    dataset.PixelData = encapsulate(
        [highdicom.frame.encode_frame(f, syntax, 1, 1, "MONOCHROME2", 0) for f in frames]
    )
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax
else:
    plugin = "pydicom" if syntax == RLELossless else ""
    dataset.compress(syntax, encoding_plugin=plugin)
dataset.save_as(sys.argv[2])
