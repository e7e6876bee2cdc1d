"""Golden files for SimpleClick: ``python -m parity.simpleclick --code CLONE --out DIR``.

The network is the official plain ViT at its true 448 pixels and patches of 16, 32 channels and 8
blocks, taught for a moment (see `clickscenes`); answers come from the official ``BasePredictor`` with
``ZoomIn`` and mirror image, without BRS.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import onnx
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from parity import clickgolden, clickscenes, golden
from voxelexport import half, isegmcode, simpleclick

REPOSITORY = "uncbiag/SimpleClick"
COMMIT = "f33112e"
SEED = 3
BIAS = 0.03
"""Added to the logits: masks of a network that was hardly taught are small."""


def network(weights: Path | None) -> torch.nn.Module:
    """The small network, with weights that float16 holds."""
    from isegm.model.is_plainvit_model import PlainVitModel

    side = (simpleclick.SIDE, simpleclick.SIDE)
    torch.manual_seed(SEED)
    small = PlainVitModel(
        use_disks=True,
        norm_radius=5,
        with_prev_mask=True,
        backbone_params=dict(
            img_size=side,
            patch_size=(16, 16),
            in_chans=3,
            embed_dim=32,
            depth=8,
            num_heads=2,
            mlp_ratio=2,
            qkv_bias=True,
        ),
        neck_params=dict(in_dim=32, out_dims=[8, 16, 24, 32]),
        head_params=dict(
            in_channels=[8, 16, 24, 32],
            in_index=[0, 1, 2, 3],
            dropout_ratio=0.0,
            num_classes=1,
            loss_decode=None,
            align_corners=False,
            upsample="x1",
            channels=16,
        ),
        random_split=False,
    )

    def loss(image: torch.Tensor, points: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return binary_cross_entropy_with_logits(small(image, points)["instances"], mask)

    if weights is not None and weights.exists():
        small.load_state_dict(torch.load(weights))
    else:
        clickscenes.teach(small, loss, SEED, 250, (2, *side), rate=4e-3)
        clickscenes.teach(small, loss, SEED + 1, 350, (2, *side), rate=2e-3, first=0.9)
        if weights is not None:
            torch.save(small.state_dict(), weights)
    small.head.conv_seg.bias.data += BIAS
    half.round_to_half(small)
    return small.eval()


def cases(writer: golden.Golden, model: torch.nn.Module) -> None:
    from isegm.inference.predictors import get_predictor

    def case(name: str, *size: int) -> clickgolden.Case:
        predictor = get_predictor(
            model,
            "NoBRS",
            torch.device("cpu"),
            prob_thresh=simpleclick.THRESHOLD,
            zoom_in_params={"skip_clicks": -1, "target_size": (simpleclick.SIDE, simpleclick.SIDE)},
        )
        return clickgolden.Case(writer, predictor, simpleclick.THRESHOLD, name, size)

    wide = case("five clicks on a wide slice", 340, 520, 8)
    wide.click(clickgolden.BAR)
    wide.click((0.845, 0.6))
    wide.click(clickgolden.CENTRE)
    wide.click(clickgolden.OUTSIDE, positive=False)
    wide.click(clickgolden.END)

    small = case("a small slice, 16 bit", 211, 157, 16)
    small.click(clickgolden.CENTRE)
    small.click(clickgolden.DARK, positive=False)

    start = case("previous mask", 290, 260, 16)
    start.begin_with(clickgolden.start_mask(290, 260))
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
    model = simpleclick.prepare(network(arguments.weights))
    writer = golden.Golden(arguments.out, REPOSITORY, COMMIT, "parity/simpleclick.py")
    image, points, _ = clickscenes.batch(clickscenes.numbers(SEED), 2, simpleclick.SIDE, simpleclick.SIDE)
    clickgolden.matters(model, image, points)
    with torch.no_grad():
        wanted = model(image, points)["instances"]
    cases(writer, model)
    simpleclick.export(model, arguments.out, "simpleclick-small", "SimpleClick ViT32 (golden)")
    file = arguments.out / "simpleclick-small.onnx"
    onnx.save(half.shorten_names(half.store_as_half(onnx.load(str(file)))), str(file))
    clickgolden.agrees(str(file), {"image": image, "points": points}, [wanted])
    writer.write()


if __name__ == "__main__":
    main()
