"""Golden files for RITM: ``python -m parity.ritm --code CLONE --out DIR``.

The network is the official HRNet of width 3 instead of 18, taught for a moment (see `clickscenes`);
answers come from the official ``BasePredictor`` with ``ZoomIn`` and mirror image, without BRS.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import onnx
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from parity import clickgolden, clickscenes, golden
from voxelexport import half, isegmcode, ritm

REPOSITORY = "SamsungLabs/ritm_interactive_segmentation"
COMMIT = "b9b4460"
SEED = 1
SIDE = 160
WHOLE_LONGEST = 240
LEAST_SIDE = 100
"""Less than 400, 800 and 200, because the network was taught small pictures."""
BIAS = 1.5
"""Added to the logits: masks of a network that was hardly taught are small."""


def network(weights: Path | None) -> torch.nn.Module:
    """The small network, with weights that float16 holds.

    :param weights: a file to keep the weights in, or where they are kept already
    """
    from isegm.model.is_hrnet_model import HRNetModel

    torch.manual_seed(SEED)
    small = HRNetModel(
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
        answer = small(image, points)
        return binary_cross_entropy_with_logits(
            answer["instances"], mask
        ) + 0.4 * binary_cross_entropy_with_logits(answer["instances_aux"], mask)

    if weights is not None and weights.exists():
        small.load_state_dict(torch.load(weights))
    else:
        clickscenes.teach(small, loss, SEED, 400, (4, 64, 80))
        clickscenes.teach(small, loss, SEED, 200, (2, 176, 208), rate=2e-3)
        if weights is not None:
            torch.save(small.state_dict(), weights)
    small.feature_extractor.cls_head.bias.data += BIAS
    half.round_to_half(small)
    return small.eval()


def cases(writer: golden.Golden, model: torch.nn.Module) -> None:
    from isegm.inference.predictors import get_predictor

    def case(name: str, *size: int) -> clickgolden.Case:
        predictor = get_predictor(
            model,
            "NoBRS",
            torch.device("cpu"),
            prob_thresh=ritm.THRESHOLD,
            zoom_in_params={"target_size": SIDE, "min_crop_size": LEAST_SIDE},
            predictor_params={"max_size": WHOLE_LONGEST},
        )
        return clickgolden.Case(writer, predictor, ritm.THRESHOLD, name, size)

    wide = case("five clicks on a slice larger than the limit", 270, 410, 8)
    wide.click(clickgolden.BAR)
    wide.click((0.845, 0.6))
    wide.click(clickgolden.CENTRE)
    wide.click(clickgolden.OUTSIDE, positive=False)
    wide.click(clickgolden.END)

    tall = case("a tall slice, 16 bit", 211, 157, 16)
    tall.click(clickgolden.CENTRE)
    tall.click(clickgolden.DARK, positive=False)
    tall.click(clickgolden.BAR)

    square = case("a square slice", 192, 192, 8)
    square.click(clickgolden.CENTRE)
    square.click(clickgolden.END)
    square.click(clickgolden.OUTSIDE, positive=False)

    start = case("previous mask", 173, 260, 16)
    start.begin_with(clickgolden.start_mask(173, 260))
    start.click(clickgolden.END)
    start.click(clickgolden.DARK, positive=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="a clone of the official repository")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="a file to keep the taught weights in")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    isegmcode.use(arguments.code)
    model = network(arguments.weights)
    writer = golden.Golden(arguments.out, REPOSITORY, COMMIT, "parity/ritm.py")
    image, points, _ = clickscenes.batch(clickscenes.numbers(SEED), 2, 88, 120)
    clickgolden.matters(model, image, points)
    with torch.no_grad():
        wanted = model(image, points)["instances"]
    cases(writer, model)
    zoom = {**ritm.ZOOM, "leastSide": LEAST_SIDE}
    ritm.export(model, arguments.out, "ritm-small", "RITM HRNet3 (golden)", SIDE, WHOLE_LONGEST, zoom)
    file = arguments.out / "ritm-small.onnx"
    onnx.save(half.shorten_names(half.store_as_half(onnx.load(str(file)))), str(file))
    clickgolden.agrees(str(file), {"image": image, "points": points}, [wanted])
    writer.write()


if __name__ == "__main__":
    main()
