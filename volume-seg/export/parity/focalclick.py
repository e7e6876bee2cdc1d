"""Golden files for FocalClick: ``python -m parity.focalclick --code CLONE --coarse FILE --out DIR``.

The network is the official HRNet (S2) of width 3 instead of 18. Its first stage has the layers of
RITM's, so it takes the weights that `parity.ritm` taught and kept (``--weights``); the refiner is
taught here for a moment. Answers come from the official ``FocalPredictor`` with ClickSEG's ``ZoomIn``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from parity import clickgolden, clickscenes, golden
from voxelexport import focalclick, half, isegmcode

REPOSITORY = "XavierCHEN34/ClickSEG"
COMMIT = "0c801cf"
SEED = 2
SIDE = 160
"""Less than 256, because the network was taught small pictures."""
BIAS = 1.5
"""Added to both stages' logits: masks of a network that was hardly taught are small."""


def _boxes(masks: torch.Tensor) -> torch.Tensor:
    """Somewhat more than each mask, [batch, 5] as torchvision's ``roi_align`` takes boxes."""
    boxes = []
    for number, mask in enumerate(masks[:, 0].numpy()):
        rows, columns = np.nonzero(mask)
        y = (rows.min() - 6, rows.max() + 7) if len(rows) else (0, mask.shape[0])
        x = (columns.min() - 6, columns.max() + 7) if len(rows) else (0, mask.shape[1])
        boxes.append([number, max(x[0], 0), max(y[0], 0), min(x[1], mask.shape[1]), min(y[1], mask.shape[0])])
    return torch.tensor(boxes, dtype=torch.float32)


def network(coarse: Path, weights: Path | None) -> torch.nn.Module:
    """The small network, with weights that float16 holds.

    :param coarse: what RITM's network was taught
    :param weights: a file to keep this network's weights in, or where they are kept already
    """
    from isegm.model.is_hrnet_model import HRNetModel
    from torchvision.ops import roi_align

    torch.manual_seed(SEED)
    small = HRNetModel(
        pipeline_version="s2",
        width=3,
        ocr_width=6,
        small=True,
        with_aux_output=True,
        use_leaky_relu=True,
        use_rgb_conv=False,
        use_disks=True,
        norm_radius=5,
        with_prev_mask=True,
    )

    def loss(image: torch.Tensor, points: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            answer = small(image, points)
        boxes = _boxes(mask)
        size = image.shape[2:]
        cut = roi_align(image[:, :3], boxes, size, aligned=True)
        wanted = (roi_align(mask, boxes, size, aligned=True) > 0.5).float()
        moved = points.clone()
        for n, (_, x0, y0, x1, y1) in enumerate(boxes):
            there = points[n, :, 2] >= 0
            moved[n, there, 0] = (points[n, there, 0] - y0) * size[0] / (y1 - y0)
            moved[n, there, 1] = (points[n, there, 1] - x0) * size[1] / (x1 - x0)
        refined = small.refine(cut, moved, answer["feature"], answer["instances"], boxes)
        return binary_cross_entropy_with_logits(refined["instances_refined"], wanted)

    if weights is not None and weights.exists():
        small.load_state_dict(torch.load(weights))
    else:
        known = set(small.state_dict())
        state = {name: value for name, value in torch.load(coarse).items() if name in known}
        small.load_state_dict(state, strict=False)
        small.eval()
        clickscenes.teach(small.refiner, loss, SEED, 150, (2, SIDE, SIDE), rate=4e-3)
        if weights is not None:
            torch.save(small.state_dict(), weights)
    small.feature_extractor.cls_head.bias.data += BIAS
    small.refiner.refine_pred.bias.data += BIAS
    half.round_to_half(small)
    return small.eval()


class _Case(clickgolden.Case):
    def _from_start(self, start: torch.Tensor) -> np.ndarray:
        # ClickSEG has no demo; its evaluation gives the predictor the mask and asks once.
        self.predictor.set_prev_mask(start[0, 0].numpy())
        return self.predictor.get_prediction(self.clicker)

    def _noted(self, step: dict) -> None:
        step["focus"] = [int(v) for v in self.predictor.focus_roi]


def cases(writer: golden.Golden, model: torch.nn.Module) -> None:
    from isegm.inference.predictors import get_predictor

    def case(name: str, *size: int) -> _Case:
        predictor = get_predictor(
            model,
            "FocalClick",
            torch.device("cpu"),
            prob_thresh=focalclick.THRESHOLD,
            infer_size=SIDE,
            focus_crop_r=focalclick.FOCUS["expansion"],
            zoom_in_params={"target_size": 400, "expansion_ratio": focalclick.ZOOM["expansion"]},
        )
        return _Case(writer, predictor, focalclick.THRESHOLD, name, size)

    wide = case("five clicks on a wide slice", 270, 410, 8)
    wide.click(clickgolden.BAR)
    wide.click((0.845, 0.6))
    wide.click(clickgolden.CENTRE)
    wide.click(clickgolden.OUTSIDE, positive=False)
    wide.click(clickgolden.END)

    tall = case("a tall slice, 16 bit", 211, 157, 16)
    tall.click(clickgolden.CENTRE)
    tall.click(clickgolden.DARK, positive=False)
    tall.click(clickgolden.BAR)

    many = case("more than ten clicks on a square slice", 192, 192, 8)
    for n in range(12):
        if n % 4 == 3:
            many.click((0.3 + 0.03 * n, 0.82), positive=False)
        else:
            many.click((0.3 + 0.025 * n, 0.56))

    start = case("previous mask", 173, 260, 16)
    start.begin_with(clickgolden.start_mask(173, 260))
    start.click(clickgolden.END)
    start.click(clickgolden.DARK, positive=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="a clone of the official repository")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="a file to keep the taught weights in")
    parser.add_argument("--coarse", type=Path, required=True, help="the weights that parity.ritm kept")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    isegmcode.use(arguments.code)
    model = network(arguments.coarse, arguments.weights)
    writer = golden.Golden(arguments.out, REPOSITORY, COMMIT, "parity/focalclick.py")
    image, points, _ = clickscenes.batch(clickscenes.numbers(SEED), 1, SIDE, SIDE)
    clickgolden.matters(model, image, points)
    region = torch.tensor([[20.5, 31.25, 120.75, 140.5]])
    with torch.no_grad():
        answer = model(image, points)
        wanted = answer["instances"], answer["feature"]
        stage = focalclick.Refiner(model)
        refined = stage(image[:, :3], points, wanted[1], wanted[0], region)
    cases(writer, model)
    focalclick.export(model, arguments.out, "focalclick-small", "FocalClick HRNet3 (golden)", SIDE)
    for part in ("", ".refiner"):
        file = str(arguments.out / f"focalclick-small{part}.onnx")
        onnx.save(half.shorten_names(half.store_as_half(onnx.load(file))), file)
    clickgolden.agrees(
        str(arguments.out / "focalclick-small.onnx"), {"image": image, "points": points}, wanted
    )
    question = dict(image=image[:, :3], points=points, feature=wanted[1], logits=wanted[0], region=region)
    clickgolden.agrees(str(arguments.out / "focalclick-small.refiner.onnx"), question, [refined])
    writer.write()


if __name__ == "__main__":
    main()
