#!/usr/bin/env python3
"""Checks a data set by the rules that nnU-Net version 2 checks before it trains.

Needs nibabel and numpy.

    verify_nnunet.py FOLDER

The rules: dataset.json has channel_names, labels, numTraining and file_ending; labels are 0
(background), 1, 2 … without gaps; every label image has one image for each channel and the
reverse; both have the same size and the same place; label images hold no other values than those
declared; no image has a value that is no number. Prints JSON {"cases", "labels", "values"} and exits 0,
or says what is wrong and exits 1.
"""
import json
import pathlib
import sys

import nibabel
import numpy as np


def check(folder):
    dataset = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    for key in ("channel_names", "labels", "numTraining", "file_ending"):
        assert key in dataset, f"dataset.json has no {key}"
    ending = dataset["file_ending"]
    values = sorted(dataset["labels"].values())
    assert dataset["labels"]["background"] == 0, "background is not 0"
    assert values == list(range(len(values))), f"labels are not consecutive: {values}"
    channels = sorted(int(c) for c in dataset["channel_names"])
    assert channels == list(range(len(channels))), "channels are not consecutive"
    cases = sorted(p.name[: -len(ending)] for p in (folder / "labelsTr").iterdir())
    assert len(cases) == dataset["numTraining"], "numTraining is not the number of label images"
    expected = sorted(f"{case}_{c:04d}{ending}" for case in cases for c in channels)
    found = sorted(p.name for p in (folder / "imagesTr").iterdir())
    assert found == expected, f"images {found} for label images {cases}"
    used = set()
    for case in cases:
        label = nibabel.load(folder / "labelsTr" / (case + ending))
        data = np.asarray(label.dataobj)
        assert np.issubdtype(data.dtype, np.integer), f"{case}: labels of type {data.dtype}"
        present = {int(v) for v in np.unique(data)}
        assert present <= set(values), f"{case}: values {present} of which some are not declared"
        used |= present
        for channel in channels:
            image = nibabel.load(folder / "imagesTr" / f"{case}_{channel:04d}{ending}")
            assert image.shape == label.shape, f"{case}: sizes differ"
            assert np.allclose(image.affine, label.affine), f"{case}: places differ"
            assert np.allclose(
                image.header.get_zooms(), label.header.get_zooms()
            ), f"{case}: spacings differ"
            assert np.isfinite(image.get_fdata()).all(), f"{case}: values that are no numbers"
    return {"cases": len(cases), "labels": dataset["labels"], "values": sorted(used)}


if __name__ == "__main__":
    try:
        print(json.dumps(check(pathlib.Path(sys.argv[1]))))
    except AssertionError as fault:
        print(fault, file=sys.stderr)
        sys.exit(1)
