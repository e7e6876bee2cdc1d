#!/usr/bin/env python3
"""Judges the SUV of segments on a PET series that voxelclick measured, by pydicom and plain numpy.

    suv_peer.py SERIES SEG JSON       fails unless the measurements are right

SUV come from the attributes of PS3.3 C.8.9 (units of Bq/ml, decay corrected to the start of the
series); SUVpeak is sought among all voxels of the segment by their distances. Prints what was found.
"""
import glob
import json
import math
import sys

import numpy as np
import pydicom

RADIUS_MM = (3 / (4 * math.pi)) ** (1 / 3) * 10


def seconds(time):
    time = str(time)
    return int(time[:2]) * 3600 + int(time[2:4]) * 60 + float(time[4:])


def factor(head):
    assert head.Units == "BQML" and head.DecayCorrection == "START"
    dose = head.RadiopharmaceuticalInformationSequence[0]
    elapsed = seconds(head.SeriesTime) - seconds(dose.RadiopharmaceuticalStartTime)
    assert elapsed > 0
    left = float(dose.RadionuclideTotalDose) * 2 ** (-elapsed / float(dose.RadionuclideHalfLife))
    return 1000 * float(head.PatientWeight) / left


def position(item):
    return tuple(round(float(x), 3) for x in item.ImagePositionPatient)


def main(series, seg_path, report_path):
    images = [pydicom.dcmread(f) for f in glob.glob(series + "/*")]
    images.sort(key=lambda i: float(i.ImagePositionPatient[2]))
    head = images[0]
    scale = factor(head)
    suv = scale * np.array(
        [i.pixel_array * float(i.RescaleSlope) + float(i.RescaleIntercept) for i in images]
    )
    z = [float(i.ImagePositionPatient[2]) for i in images]
    rows, columns = (float(s) for s in head.PixelSpacing)
    assert [float(x) for x in head.ImageOrientationPatient] == [1, 0, 0, 0, 1, 0]
    k, j, i = np.meshgrid(z, np.arange(head.Rows) * rows, np.arange(head.Columns) * columns,
                          indexing="ij")
    seg = pydicom.dcmread(seg_path)
    slices = {position(image): n for n, image in enumerate(images)}
    masks = {}
    for frame, groups in zip(seg.pixel_array, seg.PerFrameFunctionalGroupsSequence):
        number = groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        mask = masks.setdefault(number, np.zeros(suv.shape, bool))
        mask[slices[position(groups.PlanePositionSequence[0])]] |= frame > 0
    with open(report_path, encoding="utf-8") as file:
        report = json.load(file)
    assert len(report["segments"]) == len(masks) > 0
    for found in report["segments"]:
        mask = masks[found["number"]]
        values, told = suv[mask], found["suv"]
        assert found["voxels"] == values.size
        assert abs(told["factor"] - scale) < 1e-12 * scale
        expected = dict(mean=values.mean(), sd=values.std(), min=values.min(), max=values.max(),
                        p5=np.percentile(values, 5), median=np.percentile(values, 50),
                        p95=np.percentile(values, 95))
        for key, value in expected.items():
            assert abs(told[key] - value) < 1e-6 * values.max(), (key, told[key], value)
        peak = (-1.0, 0, ())
        for at in np.argwhere(mask):
            c = tuple(at)
            inside = (k - k[c]) ** 2 + (j - j[c]) ** 2 + (i - i[c]) ** 2 <= RADIUS_MM**2
            peak = max(peak, (suv[inside].mean(), int(inside.sum()), tuple(int(n) for n in at)))
        assert abs(told["peak"]["mean"] - peak[0]) < 1e-6 * values.max(), (told["peak"], peak)
        assert told["peak"]["voxels"] == peak[1]
        assert tuple(told["peak"]["centre"][::-1]) == peak[2]
        print(f"segment {found['number']}: SUVmax {told['max']:.3f}, SUVmean {told['mean']:.3f},"
              f" SUVpeak {told['peak']['mean']:.3f} of {peak[1]} voxels; factor {scale:.6g}")


if __name__ == "__main__":
    main(*sys.argv[1:])
