#!/usr/bin/env python3
"""Judges measurements and comparisons of masks by SimpleITK, scipy, scikit-image and plain numpy.

    measure_peer.py change LABEL OUT            the labels moved and grown a little, for a comparison
    measure_peer.py measure IMAGE LABEL JSON    fails unless the measurements are right
    measure_peer.py compare A B JSON            fails unless the comparison is right

Prints the largest differences as one JSON object. Tolerances stand beside each check.
"""
import itertools
import json
import sys

import numpy as np
import SimpleITK as sitk
from scipy import ndimage
from scipy.spatial import SphericalVoronoi
from scipy.spatial.distance import pdist
from skimage import measure as skimage_measure

WORST = {}


def check(name, found, expected, absolute=0.0, relative=0.0):
    error = abs(found - expected)
    assert error <= absolute + relative * abs(expected), (name, found, expected)
    share = error / abs(expected) if relative and expected else error
    WORST[name] = max(WORST.get(name, 0.0), float(share))


def array(image):
    """Indexed (i, j, k)."""
    return sitk.GetArrayFromImage(image).transpose()


def change(label_path, out):
    labels = sitk.ReadImage(label_path)
    values = sitk.GetArrayFromImage(labels)
    moved = np.roll(values, (0, 1, 2), axis=(0, 1, 2))
    grown = ndimage.grey_dilation(moved, footprint=ndimage.generate_binary_structure(3, 1))
    changed = sitk.GetImageFromArray(np.where(moved > 0, moved, grown).astype(np.uint16))
    changed.CopyInformation(labels)
    sitk.WriteImage(changed, out)


# ---- one segment


def crofton(mask, spacing):
    """Legland's formula; the parts of the sphere exactly, by its Voronoi cells."""
    mask = np.pad(mask, 1)
    steps = np.array([d for d in itertools.product((-1, 0, 1), repeat=3) if d > (0, 0, 0)])
    lengths = np.linalg.norm(steps * spacing, axis=1)
    units = steps * spacing / lengths[:, None]
    parts = SphericalVoronoi(np.vstack([units, -units])).calculate_areas() / (4 * np.pi)
    area = 0.0
    for n, step in enumerate(steps):
        crossings = (mask != np.roll(mask, tuple(step), (0, 1, 2))).sum()
        area += 2 * (2 * parts[n]) * crossings * np.prod(spacing) / lengths[n]
    return area


def outline(flat, spacing):
    """Midpoints between pixels in and out, mm."""
    flat = np.pad(flat, 1)
    points = []
    for axis in (0, 1):
        at = np.argwhere(np.diff(flat.astype(np.int8), axis=axis) != 0).astype(float)
        at[:, axis] += 0.5
        points.append(at)
    return (np.vstack(points) - 1) * spacing


def width_across(flat, spacing, along):
    """The longest line across a direction between points of skimage's contours."""
    across = np.array([-along[1], along[0]])
    pieces = []
    for line in skimage_measure.find_contours(np.pad(flat, 1).astype(float), 0.5):
        line = (line - 1) * spacing
        pieces.append(np.hstack([line[:-1], line[1:]]))
    pieces = np.vstack(pieces)
    s = np.stack([pieces[:, :2] @ along, pieces[:, 2:] @ along], 1)
    t = np.stack([pieces[:, :2] @ across, pieces[:, 2:] @ across], 1)
    best = 0.0
    for place in np.unique(np.round(s, 9)):
        hit = (s.min(1) <= place + 1e-8) & (s.max(1) >= place - 1e-8)
        flat_pieces = hit & (np.abs(s[:, 1] - s[:, 0]) < 1e-8)
        sloped = hit & ~flat_pieces
        part = np.clip((place - s[sloped, 0]) / (s[sloped, 1] - s[sloped, 0]), 0, 1)
        found = np.concatenate(
            [t[flat_pieces].ravel(), t[sloped, 0] + part * (t[sloped, 1] - t[sloped, 0])]
        )
        best = max(best, found.max() - found.min())
    return best


def check_diameters(mask, spacing, image, found):
    lengths = {}
    for k in np.flatnonzero(mask.any((0, 1))):
        lengths[k] = pdist(outline(mask[:, :, k], spacing[:2])).max()
    longest = found["longest"]
    check("longest mm", longest["mm"], max(lengths.values()), absolute=1e-3)
    check("longest of its slice mm", longest["mm"], lengths[found["k"]], absolute=1e-3)
    for end in ("from", "to"):
        place = image.TransformContinuousIndexToPhysicalPoint(longest[end])
        off = np.linalg.norm(np.subtract(place, longest[end + "Lps"]))
        check("end points off mm", off, 0, absolute=1e-2)
    a, b = (np.array(longest[end][:2]) * spacing[:2] for end in ("from", "to"))
    along = (b - a) / np.linalg.norm(b - a)
    c, d = (np.array(found["perpendicular"][end][:2]) * spacing[:2] for end in ("from", "to"))
    check("out of the perpendicular mm", abs((d - c) @ along), 0, absolute=1e-3)
    expected = width_across(mask[:, :, found["k"]], spacing[:2], along)
    check("perpendicular mm", found["perpendicular"]["mm"], expected, absolute=1e-3)


def check_intensity(values, found):
    assert found["voxels"] == values.size and found["paddingVoxels"] == 0
    # Images are float32 here and in the Java; both go on in double.
    scale = max(1.0, np.abs(values).max())
    check("mean", found["mean"], values.mean(), absolute=1e-6 * scale)
    check("sd", found["sd"], values.std(), absolute=1e-6 * scale)
    for key, percent in dict(min=0, p5=5, p25=25, median=50, p75=75, p95=95, max=100).items():
        check(key, found[key], np.percentile(values, percent), absolute=1e-6 * scale)


def measure(image_path, label_path, report):
    image, labels = sitk.ReadImage(image_path), sitk.ReadImage(label_path)
    spacing = np.array(labels.GetSpacing())
    table = areas(spacing)
    whole, all_values = array(labels), array(image).astype(float)
    shape = sitk.LabelShapeStatisticsImageFilter()
    shape.Execute(sitk.Cast(labels, sitk.sitkUInt32))
    assert len(report["segments"]) == len(np.unique(whole)) - 1
    for found in report["segments"]:
        value = found["number"]
        mask = whole == value
        assert found["voxels"] == mask.sum() == shape.GetNumberOfPixels(value)
        ml = shape.GetPhysicalSize(value) / 1000
        check("volume, share", found["volumeMl"], ml, relative=1e-5)
        off = np.linalg.norm(np.subtract(found["centroidLps"], shape.GetCentroid(value)))
        check("centroid off mm", off, 0, absolute=1e-2)
        box = shape.GetBoundingBox(value)
        assert tuple(found["boundingBox"]["first"]) == box[:3]
        last = tuple(box[n] + box[n + 3] - 1 for n in range(3))
        assert tuple(found["boundingBox"]["last"]) == last
        crop = mask[tuple(slice(box[n], box[n] + box[n + 3]) for n in range(3))]
        vertices, faces, _, _ = skimage_measure.marching_cubes(
            np.pad(crop, 1).astype(np.float32), 0.5, spacing=tuple(spacing), method="lorensen"
        )
        mesh = skimage_measure.mesh_surface_area(vertices, faces)
        cells = codes(crop)
        # Where voxels touch along an edge only, scikit-image may join what is cut apart here.
        if np.isin(cells, AMBIGUOUS).any():
            check("mesh surface, ragged, share", found["meshSurfaceMm2"], mesh, relative=0.05)
        else:
            check("mesh surface, share", found["meshSurfaceMm2"], mesh, relative=1e-5)
        by_table = table[cells].sum()
        check("mesh surface (numpy), share", found["meshSurfaceMm2"], by_table, relative=1e-6)
        # The parts of the sphere by 20,000 points there, exactly here.
        check("surface, share", found["surfaceMm2"], crofton(crop, spacing), relative=0.003)
        check_diameters(mask, spacing, labels, found["diameters"])
        check_intensity(all_values[mask], found["intensity"])


# ---- two masks


def polygons(code):
    """The polygons of marching cubes for a code of eight corners, bit i + 2 j + 4 k."""
    if bin(code).count("1") > 4:
        code = 255 - code
    pieces = []
    for axis, side in itertools.product(range(3), (0, 1)):
        others = [a for a in range(3) if a != axis]
        corners = []
        for u, v in ((0, 0), (1, 0), (1, 1), (0, 1)):
            corner = [0, 0, 0]
            corner[axis], corner[others[0]], corner[others[1]] = side, u, v
            corners.append(corner)
        inside = [bool(code >> (c[0] + 2 * c[1] + 4 * c[2]) & 1) for c in corners]
        edges = [tuple(np.add(corners[n], corners[(n + 1) % 4]) / 2) for n in range(4)]
        changes = [n for n in range(4) if inside[n] != inside[(n + 1) % 4]]
        if len(changes) == 2:
            pieces.append([edges[changes[0]], edges[changes[1]]])
        elif len(changes) == 4:
            pieces += [[edges[n - 1], edges[n]] for n in range(4) if inside[n]]
    loops = []
    while pieces:
        loop = pieces.pop()
        while loop[-1] != loop[0]:
            n = next(n for n, piece in enumerate(pieces) if loop[-1] in piece)
            piece = pieces.pop(n)
            loop.append(piece[1] if piece[0] == loop[-1] else piece[0])
        loops.append(np.array(loop[:-1]))
    return loops


def fan(points):
    legs = points[1:] - points[0]
    return np.linalg.norm(np.cross(legs[:-1], legs[1:]), axis=1).sum() / 2


def is_ambiguous(code):
    """Whether a face has two opposite corners set and two not."""
    for axis, side, first in itertools.product(range(3), (0, 1), (0, 1)):
        bits = [side << axis | u << (axis + 1) % 3 | v << (axis + 2) % 3 for u, v in ROUND]
        if [code >> bit & 1 for bit in bits] == [first, 1 - first, first, 1 - first]:
            return True
    return False


ROUND = ((0, 0), (1, 0), (1, 1), (0, 1))
AMBIGUOUS = [code for code in range(256) if is_ambiguous(code)]


def areas(spacing):
    table = np.zeros(256)
    for code in range(256):
        for loop in polygons(code):
            starts = [np.roll(loop, -n, axis=0) for n in range(len(loop))]
            best = max(starts, key=lambda points: round(fan(points), 9))
            table[code] += fan(best * spacing)
    return table


def codes(mask):
    padded = np.pad(mask, 1).astype(int)
    n = [slice(0, -1), slice(1, None)]
    return sum(
        padded[n[i], n[j], n[k]] << (i + 2 * j + 4 * k)
        for i, j, k in itertools.product((0, 1), repeat=3)
    )


def border_image(border, spacing):
    image = sitk.GetImageFromArray(border.transpose().astype(np.uint8))
    image.SetSpacing(tuple(map(float, spacing)))
    return image


def percentile(distances, weights):
    order = np.argsort(distances)
    share = np.cumsum(weights[order]) / weights.sum()
    return distances[order][min(np.searchsorted(share, 0.95), len(order) - 1)]


def surfaces(a, b, spacing, table):
    code = [codes(a), codes(b)]
    border = [(c != 0) & (c != 255) for c in code]
    by_scipy = [ndimage.distance_transform_edt(~x, sampling=spacing) for x in border]
    images = [border_image(x, spacing) for x in border]
    maurer = sitk.SignedMaurerDistanceMap(images[1], False, False, True)
    by_itk = np.abs(array(maurer))[border[0]].max()
    assert abs(by_itk - by_scipy[1][border[0]].max()) < 1e-3
    hausdorff = sitk.HausdorffDistanceImageFilter()
    hausdorff.Execute(images[0], images[1])
    d = [by_scipy[1][border[0]], by_scipy[0][border[1]]]
    w = [table[code[n][border[n]]] for n in (0, 1)]
    return d, w, hausdorff.GetHausdorffDistance()


def check_published(a, b, spacing, found, tolerance):
    """By DeepMind's own package, where it is installed."""
    try:
        import surface_distance
    except ImportError:
        return
    s = surface_distance.compute_surface_distances(a, b, tuple(spacing))
    dice = surface_distance.compute_surface_dice_at_tolerance(s, tolerance + 1e-6)
    check("surface Dice (surface_distance)", found["surfaceDice"], dice, absolute=1e-5)
    hd95 = surface_distance.compute_robust_hausdorff(s, 95)
    check("HD95 (surface_distance) mm", found["hausdorff95Mm"], hd95, absolute=1e-3)


def compare(a_path, b_path, report):
    first, second = sitk.ReadImage(a_path), sitk.ReadImage(b_path)
    spacing = np.array(first.GetSpacing())
    table = areas(spacing)
    tolerance = report["toleranceMm"]
    for found in report["pairs"]:
        value = found["a"]["number"]
        assert value == found["b"]["number"]
        overlap = sitk.LabelOverlapMeasuresImageFilter()
        overlap.Execute(
            sitk.Cast(first == value, sitk.sitkUInt8), sitk.Cast(second == value, sitk.sitkUInt8)
        )
        check("Dice", found["dice"], overlap.GetDiceCoefficient(), absolute=1e-9)
        check("Jaccard", found["jaccard"], overlap.GetJaccardCoefficient(), absolute=1e-9)
        a, b = array(first) == value, array(second) == value
        change = 100.0 * (int(b.sum()) - int(a.sum())) / a.sum()
        check("volume difference, per cent", found["differencePercent"], change, absolute=1e-6)
        at = np.argwhere(a | b)
        box = tuple(slice(low, high + 1) for low, high in zip(at.min(0), at.max(0)))
        a, b = a[box], b[box]
        d, w, hd = surfaces(a, b, spacing, table)
        # Distances are float32 there; spacings are rounded by the header.
        check("HD (SimpleITK) mm", found["hausdorffMm"], hd, absolute=1e-3)
        hd95 = max(percentile(d[n], w[n]) for n in (0, 1))
        check("HD95 (scipy) mm", found["hausdorff95Mm"], hd95, absolute=1e-3)
        total = w[0].sum() + w[1].sum()
        mean = sum((d[n] * w[n]).sum() for n in (0, 1)) / total
        check("mean distance (scipy) mm", found["meanSurfaceDistanceMm"], mean, absolute=1e-3)
        within = sum(w[n][d[n] <= tolerance + 1e-5].sum() for n in (0, 1)) / total
        check("surface Dice (numpy)", found["surfaceDice"], within, absolute=1e-4)
        check_published(a, b, spacing, found, tolerance)
        for one in found["slices"]:
            k = one["k"] - box[2].start
            assert (one["pixelsA"], one["pixelsB"]) == (a[:, :, k].sum(), b[:, :, k].sum())
            assert one["pixelsBoth"] == (a & b)[:, :, k].sum()


def main():
    mode, *paths = sys.argv[1:]
    if mode == "change":
        change(*paths)
        return
    with open(paths[2], encoding="utf-8") as file:
        report = json.load(file)
    {"measure": measure, "compare": compare}[mode](paths[0], paths[1], report)
    print(json.dumps(WORST))


if __name__ == "__main__":
    main()
