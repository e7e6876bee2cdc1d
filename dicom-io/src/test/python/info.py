"""Lists the series of a folder as `voxelclick info` does, from headers alone, with pydicom.

info.py FOLDER
"""
import glob
import os
import sys
from collections import defaultdict

import pydicom


def main(folder):
    series = defaultdict(list)
    for path in glob.glob(os.path.join(folder, "*")):
        header = pydicom.dcmread(path, stop_before_pixels=True)
        series[header.SeriesInstanceUID].append(header)
    for slices in series.values():
        slices.sort(key=lambda d: d.ImagePositionPatient[2])
        first = slices[0]
        print(f"{first.Modality} {first.Columns}x{first.Rows}x{len(slices)}")


main(sys.argv[1])
