"""Judges what we made of image and segmentation files by what other programs make of them.

Reads a request file of tab-separated lines: for each file ``file KIND PATH REASON`` (KIND dicom, nifti or
seg; REASON our sentence when we refused it, else empty), then what we read of it:

    volume DUMP ni nj nk CHANNELS PLACED   per slice nine float64 (mm LPS of pixel (0,0), of one step along i,
                                           of one along j), then the slice's float64 samples, modality
                                           values, i fastest; PLACED is 1 where we claim the place is known
    segment DUMP ni nj nk NUMBER           the same with a byte per voxel

Prints one line per file: PATH VERDICT READERS DETAIL. VERDICT is equal, close (within what lossy decoding
allows), differs, refused or nothing (no reader had anything to compare).
"""
import os
import sys

import nibabel
import numpy as np
import pydicom
import SimpleITK
from pydicom.pixels import apply_color_lut, apply_modality_lut

SimpleITK.ProcessObject.SetGlobalWarningDisplay(False)

LOSSY = {
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.53",
    "1.2.840.10008.1.2.4.55",
    "1.2.840.10008.1.2.4.81",
    "1.2.840.10008.1.2.4.91",
}
PLACE_MM = 1e-3


class Slice:
    """One slice: its samples and, where known, its place."""

    def __init__(self, pixels, plane):
        self.pixels = pixels
        self.plane = plane


def our_slices(parts):
    dump, ni, nj, nk, channels, placed = parts
    ni, nj, nk, channels = int(ni), int(nj), int(nk), int(channels)
    words = np.fromfile(dump, "<f8").reshape(nk, 9 + ni * nj * channels)
    shape = (nj, ni) if channels == 1 else (nj, ni, channels)
    return [Slice(w[9:].reshape(shape), w[:9] if placed == "1" else None) for w in words]


def group(dataset, frame, name):
    """A functional group's item: per frame, then shared."""
    for key, index in (("PerFrameFunctionalGroupsSequence", frame), ("SharedFunctionalGroupsSequence", 0)):
        items = dataset.get(key)
        if items and index < len(items) and name in items[index] and len(items[index][name].value):
            return items[index][name].value[0]
    return None


def plane(dataset, frame):
    position = group(dataset, frame, "PlanePositionSequence") or dataset
    orientation = group(dataset, frame, "PlaneOrientationSequence") or dataset
    measures = group(dataset, frame, "PixelMeasuresSequence") or dataset
    try:
        origin = np.array(position.ImagePositionPatient, float)
        cosines = np.array(orientation.ImageOrientationPatient, float)
        row, column = (float(v) for v in measures.PixelSpacing)
    except (AttributeError, TypeError, ValueError):
        return None
    if len(origin) != 3 or len(cosines) != 6:
        return None
    if "GridFrameOffsetVector" in dataset and len(dataset.GridFrameOffsetVector) > frame:
        # PS3.3 C.8.8.3.2: offsets along the normal from the first plane
        origin = origin + np.cross(cosines[:3], cosines[3:]) * float(dataset.GridFrameOffsetVector[frame])
    return np.concatenate([origin, cosines[:3] * column, cosines[3:] * row])


def modality(dataset, frame, pixels):
    item = group(dataset, frame, "PixelValueTransformationSequence")
    if item is not None:
        return pixels * float(item.RescaleSlope) + float(item.RescaleIntercept)
    if "ModalityLUTSequence" in dataset and len(dataset.ModalityLUTSequence):
        return apply_modality_lut(pixels, dataset).astype(float)
    slope = float(dataset.get("RescaleSlope") or dataset.get("DoseGridScaling") or 1)
    return pixels * slope + float(dataset.get("RescaleIntercept") or 0)


def colours(dataset, pixels):
    """RGB of 8 bits; pydicom has converted YCbCr already."""
    photometric = dataset.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        rgb = apply_color_lut(pixels, dataset)
        return (rgb >> 8 * rgb.dtype.itemsize - 8)[..., :3]
    return pixels >> 8 * pixels.dtype.itemsize - 8


def by_pydicom(path):
    dataset = pydicom.dcmread(path, force=True)
    if not hasattr(dataset, "file_meta") or "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta = getattr(dataset, "file_meta", None) or pydicom.dataset.FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = (
            pydicom.uid.ImplicitVRLittleEndian
            if dataset.original_encoding[0]
            else pydicom.uid.ExplicitVRLittleEndian
        )
    pixels = dataset.pixel_array
    samples = dataset.get("SamplesPerPixel", 1)
    colour = samples > 1 or dataset.get("PhotometricInterpretation") == "PALETTE COLOR"
    many = pixels.ndim > (3 if samples > 1 else 2)
    frames = pixels if many else pixels[None]
    slices = []
    for n, frame in enumerate(frames):
        values = colours(dataset, frame) if colour else modality(dataset, n, frame.astype(float))
        slices.append(Slice(np.asarray(values, float), plane(dataset, n)))
    return slices


def by_simpleitk(path):
    image = SimpleITK.ReadImage(path)
    array = SimpleITK.GetArrayFromImage(image).astype(float)
    if image.GetNumberOfComponentsPerPixel() == 1 and array.ndim == 2:
        array = array[None]
    return [Slice(a, None) for a in array]


def by_gdcm(path):
    import gdcm

    reader = gdcm.ImageReader()
    reader.SetFileName(path)
    if not reader.Read() or not reader.GetImage().GetBuffer():
        raise ValueError("no image")
    return []


def by_nibabel(path):
    image = nibabel.load(path)
    data = np.asanyarray(image.dataobj)
    if data.dtype.fields:
        data = np.stack([data[c] for c in "RGB"], axis=-1)
        channels = 3
    else:
        channels = 1
    unit = {1: 1000.0, 3: 0.001}.get(int(image.header["xyzt_units"]) & 7, 1.0) if "xyzt_units" in image.header else 1.0
    space = data.shape[:-1] if channels == 3 else data.shape
    space = (space + (1, 1, 1))[:3] + (int(np.prod(space[3:])),)
    data = data.reshape(space + ((3,) if channels == 3 else ()))
    affine = image.affine * unit
    lps = np.diag([-1.0, -1.0, 1.0])
    slices = []
    for t in range(space[3]):
        for k in range(space[2]):
            place = np.concatenate(
                [lps @ (affine @ [0, 0, k, 1])[:3], lps @ affine[:3, 0], lps @ affine[:3, 1]]
            )
            slices.append(Slice(np.swapaxes(data[:, :, k, t], 0, 1).astype(float), place))
    return slices


def tolerance(path, kind):
    if kind != "dicom":
        return 1e-6
    dataset = pydicom.dcmread(path, force=True, stop_before_pixels=True)
    slope = abs(float(dataset.get("RescaleSlope") or 1))
    colour = dataset.get("SamplesPerPixel", 1) > 1
    syntax = getattr(dataset, "file_meta", {}).get("TransferSyntaxUID", "")
    if syntax in LOSSY:
        return (3 if colour else 1) * slope
    return 1 if colour else 1e-6


def compare(ours, theirs, allowed):
    """Finds the oracle's slice for each of ours; each of theirs is used once."""
    left = list(range(len(theirs)))
    worst = 0.0
    placed = True
    for mine in ours:
        best, found = None, None
        for n in left:
            if theirs[n].pixels.shape != mine.pixels.shape:
                continue
            both_nan = np.isnan(mine.pixels) & np.isnan(theirs[n].pixels)
            with np.errstate(invalid="ignore"):
                d = np.abs(np.where(both_nan | (mine.pixels == theirs[n].pixels), 0, mine.pixels - theirs[n].pixels))
            difference = float(np.nan_to_num(d, nan=np.inf).max())
            scale = max(1.0, float(np.abs(np.nan_to_num(theirs[n].pixels, posinf=0, neginf=0)).max()))
            difference = difference if difference > allowed * scale or allowed >= 1 else 0.0
            far = off(mine.plane, theirs[n].plane)
            rank = (difference, far)
            if best is None or rank < best:
                best, found = rank, n
        if found is None:
            return "differs", "no frame of that size"
        left.remove(found)
        worst = max(worst, best[0])
        placed = placed and best[1] <= PLACE_MM
    if worst > allowed:
        return "differs", f"samples differ by up to {worst:g}"
    if not placed:
        return "differs", "slices lie elsewhere"
    rest = f", {len(left)} of {len(theirs)} frames not shown" if left else ""
    return ("close" if worst > 0 else "equal"), (f"within {worst:g}" if worst else "") + rest


def off(mine, theirs):
    if mine is None or theirs is None:
        return 0.0
    return float(np.abs(mine - theirs).max())


def survives(read, path):
    """Whether a reader gives pixels; in a process of its own, since GDCM ends the whole on some files."""
    child = os.fork()
    if child == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        try:
            read(path)
        except BaseException:  # whatever a reader throws, it cannot read the file
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


READERS = {
    "dicom": {"pydicom": by_pydicom, "SimpleITK": by_simpleitk, "GDCM": by_gdcm},
    "nifti": {"nibabel": by_nibabel, "SimpleITK": by_simpleitk},
    "seg": {"pydicom": by_pydicom, "GDCM": by_gdcm},
}


def segment_frames(path):
    """Segment number, place and pixels of each frame, as pydicom decodes them."""
    dataset = pydicom.dcmread(path)
    pixels = dataset.pixel_array
    frames = pixels if pixels.ndim == 3 else pixels[None]
    labels = dataset.SegmentationType == "LABELMAP"
    top = float(dataset.get("MaximumFractionalValue", 255)) if dataset.SegmentationType == "FRACTIONAL" else 1
    for n, frame in enumerate(frames):
        place = plane(dataset, n)
        if labels:
            for number in np.unique(frame[frame != dataset.get("PixelPaddingValue", 0)]):
                yield int(number), place, frame == number
        else:
            item = group(dataset, n, "SegmentIdentificationSequence")
            number = int(item.ReferencedSegmentNumber) if item is not None else 1
            yield number, place, frame >= top * 0.5


def judge_segments(path, segments):
    ours = {}
    for dump, ni, nj, nk, number in segments:
        ni, nj, nk = int(ni), int(nj), int(nk)
        raw = np.fromfile(dump, np.uint8)
        planes = raw[: nk * 72].view("<f8").reshape(nk, 9)
        ours[int(number)] = (planes, raw[nk * 72 :].reshape(nk, nj, ni).astype(bool))
    expected = {n: np.zeros_like(m) for n, (_, m) in ours.items()}
    outside = 0
    for number, place, frame in segment_frames(path):
        if not frame.any():
            continue
        if number not in ours:
            return "differs", f"segment {number} was not read"
        planes, mask = ours[number]
        if frame.shape != mask.shape[1:] or (place is None and len(planes) > 1):
            return "nothing", "lies on another grid, or on none"
        k = 0 if place is None else int(np.argmin(np.abs(planes - place).max(axis=1)))
        if place is not None and np.abs(planes[k] - place).max() > PLACE_MM:
            outside += 1
        else:
            expected[number][k] |= frame
    for number, (_, mask) in ours.items():
        if not np.array_equal(mask, expected[number]):
            return "differs", f"segment {number}: {(mask ^ expected[number]).sum()} voxels"
    if outside and not any(m.any() for m in expected.values()):
        return "nothing", "lies outside the volume"
    return "equal", f"{outside} frames outside the volume" if outside else ""


def judge(kind, path, reason, volumes, segments):
    readers = [name for name, read in READERS[kind].items() if survives(read, path)]
    if reason:
        return "refused", readers, reason
    if kind == "seg":
        verdict, detail = judge_segments(path, segments)
        return verdict, readers, detail
    ours = [s for v in volumes for s in our_slices(v)]
    best = ("nothing", "no oracle reads it")
    for name in readers:
        theirs = READERS[kind][name](path)
        if theirs:
            found = compare(ours, theirs, tolerance(path, kind))
            if found[0] != "differs":
                # Lossy decoders differ by rounding: one independent decoder that agrees is enough.
                return found[0], readers, f"{name} {found[1]}".strip()
            best = found if best[0] == "nothing" else best
    return best[0], readers, best[1]


def main():
    files = []
    with open(sys.argv[1], encoding="utf-8") as requests:
        for line in requests:
            what, *parts = line.rstrip("\n").split("\t")
            if what == "file":
                files.append((*parts, [], []))
            else:
                files[-1][3 if what == "volume" else 4].append(parts)
    for kind, path, reason, volumes, segments in files:
        verdict, readers, detail = judge(kind, path, reason, volumes, segments)
        print("\t".join([path, verdict, ", ".join(readers), detail]), flush=True)


if __name__ == "__main__":
    main()
