"""SUV by body weight of PET series, from the attributes of PS3.3 C.8.9, with pydicom and numpy.

Input file: per line, separated by tabs, a folder with one series; a file of our SUV as
little-endian doubles, slices upwards by place, or a dash.
Output: per line the folder, the factor, the largest difference of SUV relative to the largest SUV,
and by how much the Decay Factor (0054,1321) of the images, which says itself to which moment decay
was corrected, contradicts the time that was used, in seconds; a dash where there is no such factor.
"""

import datetime
import glob
import logging
import math
import sys
import warnings

import numpy
import pydicom

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def moment(date, time):
    return datetime.datetime.strptime(f"{date} {float(time):013.6f}", "%Y%m%d %H%M%S.%f")


def factor(images):
    head = images[0]
    if head.Units == "GML":
        assert head.get("SUVType", "BW") == "BW"
        return 1.0, None
    assert head.Units == "BQML" and head.DecayCorrection == "START"
    assert {"ATTN", "DECY"} <= set(head.CorrectedImage)
    dose = head.RadiopharmaceuticalInformationSequence[0]
    scan = moment(head.SeriesDate, head.SeriesTime)
    assert all(scan <= moment(i.AcquisitionDate, i.AcquisitionTime) for i in images)
    given = moment(head.SeriesDate, dose.RadiopharmaceuticalStartTime)
    left = math.exp(-math.log(2) * (scan - given).total_seconds() / float(dose.RadionuclideHalfLife))
    return float(head.PatientWeight) * 1000 / (float(dose.RadionuclideTotalDose) * left), scan


def contradiction(images, scan):
    """Seconds between the moment of each image's decay factor and the one that was used."""
    worst = 0.0
    for i in images:
        rate = math.log(2) / float(i.RadiopharmaceuticalInformationSequence[0].RadionuclideHalfLife)
        decay = rate * float(i.ActualFrameDuration) / 1000
        mean = math.log(decay / (1 - math.exp(-decay))) / rate
        since = (moment(i.AcquisitionDate, i.AcquisitionTime) - scan).total_seconds() + mean
        worst = max(worst, abs(since - math.log(float(i.DecayFactor)) / rate))
    return worst


def compare(folder, ours):
    images = [pydicom.dcmread(f) for f in sorted(glob.glob(folder + "/*"))]
    images = [i for i in images if i.Modality == "PT"]
    images.sort(key=lambda i: float(i.ImagePositionPatient[2]))
    scale, scan = factor(images)
    suv = numpy.array(
        [(i.pixel_array * float(i.RescaleSlope) + float(i.RescaleIntercept)) * scale for i in images]
    )
    found = numpy.fromfile(ours, "<f8").reshape(suv.shape)
    error = abs(found - suv).max() / suv.max()
    return scale, error, "-" if scan is None else contradiction(images, scan)


with open(sys.argv[1], encoding="utf-8") as requests:
    for line in requests:
        request = line.rstrip("\n").split("\t")
        print(request[0], *compare(*request), sep="\t", flush=True)
