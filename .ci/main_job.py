#!/usr/bin/env python3
"""The main job from outside: runs the command line on the demo's phantom and on real DICOM series, and
judges what it saved with other programs only (dciodvfy, pydicom, highdicom, nibabel).

For each labelled series a simulated reader sets three clicks, each at the centre of the largest error on
the structure's largest slice; then the mask is propagated through the volume. Dice is taken in the
patient's space over the voxels of the label, which may cover a part of the images only. Beside it stands
region growing in three dimensions from the same clicks, with whichever tolerance serves it best.

Needs VOXELCLICK_TEST_DATA and plugin/target/voxelclick.jar. Prints a table; exits 1 when a file is not
valid, not what was saved, or when a Dice falls below its floor.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import highdicom
import nibabel
import numpy as np
import pydicom
from scipy import ndimage

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "dicom-io", "src", "test", "python"))
from verify_seg import dice, frames_of  # noqa: E402
JAR = os.path.join(HERE, "..", "plugin", "target", "voxelclick.jar")
DATA = os.environ["VOXELCLICK_TEST_DATA"]
CLICKS = 3
DEMO_FLOOR = 0.90
RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Case:
    """A series, its label image (folder under labelled/), the structure's value, the least Dice."""

    series: str
    label: str
    value: int
    structure: str
    floor: float


CASES = [
    Case("ct-siemens-j2k-organs", "ct-thorax-abdomen-ts-dicom", 1, "spleen", 0.84),
    Case("ct-siemens-j2k-organs", "ct-thorax-abdomen-ts-dicom", 52, "aorta", 0.83),
    Case("ct-sarcoma-sts002", "ct-sarcoma-sts002", 1, "sarcoma", 0.79),
    Case("mr-t1-sarcoma-sts002", "mr-t1-sarcoma-sts002", 1, "sarcoma", 0.80),
    Case("pet-sarcoma-sts002", "pet-sarcoma-sts002", 1, "sarcoma", 0.65),
]
MODELS = {"sam": "point:+:{i},{j},{k}", "medsam": "box:{k}:{i0},{j0},{i1},{j1}", "ritm": "point:+:{i},{j},{k}"}
"""Models of others with random weights (test resources), and the kind of prompt that each takes."""
SAME_PIXELS = ["explicit-le", "rle", "jpeg-lossless-sv1", "jpeg-lossless-p14"]


def run_segment(path, prompts, propagate, out, *more):
    """Runs the command line; returns its JSON."""
    command = ["java", "-jar", JAR, "segment", path, "--propagate", propagate, "--out", out, "--json"]
    for prompt in prompts:
        command += ["--prompt", prompt]
    done = subprocess.run(command + list(more), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def read_series(folder):
    """The images of a folder, ordered along their normal: data sets, values (k, j, i), index to LPS."""
    images = []
    for name in sorted(os.listdir(folder)):
        image = pydicom.dcmread(os.path.join(folder, name), force=True)
        if "PixelData" in image and "ImagePositionPatient" in image:
            images.append(image)
    cosines = np.array(images[0].ImageOrientationPatient, float)
    normal = np.cross(cosines[:3], cosines[3:])
    images.sort(key=lambda image: normal @ np.array(image.ImagePositionPatient, float))
    values = np.stack(
        [
            image.pixel_array * float(image.get("RescaleSlope", 1)) + float(image.get("RescaleIntercept", 0))
            for image in images
        ]
    )
    row_spacing, column_spacing = (float(v) for v in images[0].PixelSpacing)
    first, last = (np.array(image.ImagePositionPatient, float) for image in (images[0], images[-1]))
    affine = np.eye(4)
    affine[:3, 0] = cosines[:3] * column_spacing
    affine[:3, 1] = cosines[3:] * row_spacing
    affine[:3, 2] = (last - first) / max(len(images) - 1, 1)
    affine[:3, 3] = first
    return images, values, affine


def instance_uid(image):
    """Anonymised files may name their instance in the meta information alone."""
    return image.get("SOPInstanceUID") or image.file_meta.MediaStorageSOPInstanceUID


def read_seg(path, images):
    """The voxels (k, j, i) of a SEG's only segment on the grid of its source images, by pydicom, after
    checking that highdicom reads the same."""
    seg = pydicom.dcmread(path)
    places = [np.round(np.array(image.ImagePositionPatient, float), 3) for image in images]
    slice_of = {tuple(place): k for k, place in enumerate(places)}
    voxels = np.zeros((len(images), seg.Rows, seg.Columns), bool)
    for _number, position, source, frame in frames_of(seg):
        k = slice_of[tuple(np.round(position, 3))]
        assert source == instance_uid(images[k]), "a frame refers to another image than the one below it"
        voxels[k] = frame
    read = highdicom.seg.segread(path).get_pixels_by_source_instance(
        [instance_uid(image) for image in images],
        segment_numbers=[1],
        assert_missing_frames_are_empty=True,
    )
    assert np.array_equal(read[..., 0] != 0, voxels), "highdicom and pydicom read different voxels"
    return voxels


def read_mask(path):
    """A NIfTI mask as (k, j, i)."""
    return np.asarray(nibabel.load(path).dataobj).transpose(2, 1, 0) != 0


def validate(seg, sources):
    """Errors of dciodvfy, and those of dcentvfy that name the SEG: some sources contradict each other."""
    check = subprocess.run(["dciodvfy", "-new", seg], capture_output=True, text=True, check=False)
    errors = [line for line in check.stderr.splitlines() if line.startswith("Error")]
    entity = subprocess.run(["dcentvfy", seg, *sources], capture_output=True, text=True, check=False)
    return errors + [line for line in entity.stderr.splitlines() if line.startswith("Error") and seg in line]


def label_on_grid(label_case, value, shape, affine):
    """The label's structure and the part of the grid that the label covers, both (k, j, i)."""
    label = nibabel.load(os.path.join(DATA, "labelled", label_case, "label.nii.gz"))
    values = np.asarray(label.dataobj)
    index = np.indices(values.shape).reshape(3, -1)
    world = RAS_TO_LPS @ label.affine @ np.vstack([index, np.ones(index.shape[1])])
    i, j, k = np.rint((np.linalg.inv(affine) @ world)[:3]).astype(int)
    inside = (i >= 0) & (i < shape[2]) & (j >= 0) & (j < shape[1]) & (k >= 0) & (k < shape[0])
    truth = np.zeros(shape, bool)
    covered = np.zeros(shape, bool)
    truth[k[inside], j[inside], i[inside]] = values.reshape(-1)[inside] == value
    covered[k[inside], j[inside], i[inside]] = True
    return truth, covered


def next_click(truth, mask, k):
    """The centre of the larger error on slice k: (positive, i, j, k)."""
    missed = ndimage.distance_transform_edt(np.pad(truth[k] & ~mask[k], 1))[1:-1, 1:-1]
    extra = ndimage.distance_transform_edt(np.pad(mask[k] & ~truth[k], 1))[1:-1, 1:-1]
    positive = missed.max() > extra.max()
    error = missed if positive else extra
    if error.max() == 0:
        return None
    j, i = np.unravel_index(error.argmax(), error.shape)
    return bool(positive), int(i), int(j), k


def prompt_of(click):
    positive, i, j, k = click
    return f"point:{'+' if positive else '-'}:{i},{j},{k}"


def grow(values, clicks, truth, covered):
    """The best Dice of region growing over 40 tolerances from the positive clicks."""
    seeds = [(k, j, i) for positive, i, j, k in clicks if positive]
    level = np.mean([values[seed] for seed in seeds])
    spread = np.percentile(values, 99.5) - np.percentile(values, 0.5)
    best = 0.0
    for tolerance in np.geomspace(0.005, 0.5, 40) * spread:
        parts, _ = ndimage.label(np.abs(values - level) <= tolerance)
        grown = np.isin(parts, [parts[seed] for seed in seeds if parts[seed] > 0])
        best = max(best, dice(grown & covered, truth))
    return best


def judge_case(case, folder):
    """Runs one case; returns its row of the table and what is wrong with it."""
    series = os.path.join(DATA, "dicom", case.series)
    images, values, affine = read_series(series)
    truth, covered = label_on_grid(case.label, case.value, values.shape, affine)
    k = int(truth.sum((1, 2)).argmax())
    nifti = os.path.join(folder, "mask.nii.gz")
    clicks = [next_click(truth, np.zeros_like(truth), k)]
    while len(clicks) < CLICKS:
        run_segment(series, map(prompt_of, clicks), "none", nifti)
        click = next_click(truth, read_mask(nifti) & covered, k)
        if click is None:
            break
        clicks.append(click)
    prompts = [prompt_of(click) for click in clicks]
    run_segment(series, prompts, "all", nifti)
    seg = os.path.join(folder, case.series + "-" + case.structure + ".dcm")
    start = time.time()
    result = run_segment(series, prompts, "all", seg, "--label", case.structure)
    seconds = time.time() - start
    voxels = read_seg(seg, images)
    faults = validate(seg, [image.filename for image in images])
    if not np.array_equal(voxels, read_mask(nifti)):
        faults.append("the SEG and the NIfTI mask of the same prompts differ")
    if np.count_nonzero(voxels) != result["voxels"]:
        faults.append(f"{np.count_nonzero(voxels)} voxels read, {result['voxels']} reported")
    found = dice(voxels & covered, truth)
    if found < case.floor:
        faults.append(f"Dice {found:.3f} is below {case.floor}")
    grown = grow(values, clicks, truth, covered)
    row = [case.series, case.structure, " ".join(prompts), f"{found:.3f}", f"{grown:.3f}", f"{seconds:.1f} s"]
    return row + ["0 errors" if not faults else "; ".join(faults)], faults


def judge_encodings(folder):
    """One series in several transfer syntaxes must give one mask. Returns a row and the faults."""
    masks = []
    faults = []
    seconds = 0.0
    for encoding in SAME_PIXELS:
        series = os.path.join(DATA, "dicom", "mr-series-reencoded", encoding)
        images, values, _ = read_series(series)
        prompt = f"point:+:{values.shape[2] // 2},{values.shape[1] // 2},{values.shape[0] // 2}"
        seg = os.path.join(folder, encoding + ".dcm")
        start = time.time()
        run_segment(series, [prompt], "all", seg)
        seconds += time.time() - start
        masks.append(read_seg(seg, images))
        faults += validate(seg, [image.filename for image in images])
    if not all(np.array_equal(masks[0], mask) for mask in masks[1:]):
        faults.append("the masks differ")
    row = ["mr-series-reencoded " + ", ".join(SAME_PIXELS), "prostate (no label)", prompt]
    row += [f"{np.count_nonzero(masks[0])} voxels, all the same", "", f"{seconds / len(masks):.1f} s"]
    return row + ["0 errors" if not faults else "; ".join(faults)], faults


def judge_models(folder):
    """Models of others, whose weights know nothing, do the main job and can be evaluated all the same."""
    series = os.path.join(DATA, "dicom", "mr-series-reencoded", "explicit-le")
    images, values, _ = read_series(series)
    k, j, i = (n // 2 for n in values.shape)
    place = {"i": i, "j": j, "k": k, "i0": i // 2, "j0": j // 2, "i1": i + i // 3, "j1": j + j // 2}
    faults = []
    counts = []
    start = time.time()
    for model, prompt in MODELS.items():
        profile = os.path.join(HERE, "..", "volume-seg", "src", "test", "resources", "parity", model, "profile.json")
        seg = os.path.join(folder, model + ".dcm")
        result = run_segment(series, [prompt.format(**place)], "all", seg, "--model", profile)
        voxels = read_seg(seg, images)
        faults += validate(seg, [image.filename for image in images])
        counts.append(f"{model} {np.count_nonzero(voxels)}")
        if np.count_nonzero(voxels) != result["voxels"] or not voxels.any():
            faults.append(f"{model}: {np.count_nonzero(voxels)} voxels read, {result['voxels']} reported")
        case = os.path.join(DATA, "labelled", "mr-spine-t2-sct")
        command = ["java", "-jar", JAR, "evaluate", "--model", profile, "--image", os.path.join(case, "image.nii.gz")]
        command += ["--labels", os.path.join(case, "label.nii.gz"), "--max-clicks", "1"]
        report = os.path.join(folder, model + ".json")
        done = subprocess.run(command + ["--json", report], capture_output=True, text=True, check=False)
        if done.returncode != 0 or not os.path.exists(report):
            faults.append(f"evaluate with {model} ended with {done.returncode}: {done.stderr}")
    row = ["mr-series-reencoded", "random weights", " ".join(MODELS), ", ".join(counts) + " voxels", ""]
    return row + [f"{time.time() - start:.1f} s", "0 errors" if not faults else "; ".join(faults)], faults


def judge_demo(folder):
    """The demo, as the README runs it, in a folder of its own."""
    start = time.time()
    done = subprocess.run(
        ["java", "-jar", JAR, "demo", "--json"], cwd=folder, capture_output=True, text=True, check=True
    )
    seconds = time.time() - start
    result = json.loads(done.stdout)
    seg = os.path.join(folder, result["seg"])
    truth = nibabel.load(os.path.join(folder, result["truth"]))
    sources = find_sources(seg, folder)
    images, values, affine = read_series(sources)
    if not np.allclose(RAS_TO_LPS @ truth.affine, affine, atol=1e-3):
        sys.exit("truth.nii.gz of the demo is not on the grid of its series")
    truth_voxels = np.asarray(truth.dataobj).transpose(2, 1, 0) != 0
    voxels = read_seg(seg, images)
    faults = validate(seg, [image.filename for image in images])
    found = dice(voxels, truth_voxels)
    if abs(found - result["dice"]) > 5e-4:
        faults.append(f"the demo reports Dice {result['dice']}, pydicom finds {found:.4f}")
    if found < DEMO_FLOOR:
        faults.append(f"Dice {found:.3f} is below {DEMO_FLOOR}")
    row = ["demo", "phantom organ", "one click", f"{found:.3f}", "", f"{seconds:.1f} s"]
    return row + ["0 errors" if not faults else "; ".join(faults)], faults


def find_sources(seg, folder):
    """The folder below the demo's that holds the images which the SEG refers to."""
    series = pydicom.dcmread(seg).ReferencedSeriesSequence[0].SeriesInstanceUID
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            if path.endswith(".dcm") and pydicom.dcmread(path, stop_before_pixels=True).SeriesInstanceUID == series:
                return root
    sys.exit("the demo's SEG refers to a series that the demo did not write")


def main():
    rows = []
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for judge in [judge_demo, judge_encodings, judge_models] + [lambda f, c=case: judge_case(c, f) for case in CASES]:
            row, found = judge(folder)
            rows.append(row)
            faults += [row[0] + ": " + fault for fault in found]
    print("| series | structure | clicks | Dice | region growing | wall time | validators |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
