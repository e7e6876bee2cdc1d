"""EfficientSAM (yformer/EfficientSAM): positive clicks and boxes.

``python -m voxelexport.efficientsam --code EfficientSAM --checkpoint efficient_sam_vitt.pt --type vitt --out efficientsam``
"""

from __future__ import annotations

from pathlib import Path

import torch

from voxelexport import graphs
from voxelexport import profile as profiles

WIDTHS = {"vitt": (192, 3), "vits": (384, 6)}
"""Channels and heads of the encoder."""

MOST_TOKENS = 6
"""The decoder drops further clicks; a box takes two."""


def profile(identifier: str, name: str) -> dict:
    """Any slice in 0..1, which the graph itself stretches; prompts in its pixels; the best of three masks."""
    return profiles.sam_layout(
        identifier,
        name,
        1024,
        image={"input": "batched_images", "layout": "nchw", "resize": "none", "scaling": "unit"},
        prompts={
            "points": "batched_point_coords",
            "labels": "batched_point_labels",
            "space": "slice",
            "padding": "never",
            "clicks": "positive",
            "box": "corners",
            "mostTokens": MOST_TOKENS,
        },
        size="orig_im_size",
        mask={
            "output": "low_res_masks",
            "scores": "iou_predictions",
            "choose": "best",
            "frame": "stretched",
        },
    )


def prompts_example(sam: torch.nn.Module, labels: list[int], seed: int) -> dict[str, torch.Tensor]:
    """Inputs of the decoder with random values."""
    random = torch.Generator().manual_seed(seed)
    encoder = sam.prompt_encoder
    return {
        "image_embeddings": torch.randn(1, encoder.embed_dim, *encoder.image_embedding_size, generator=random),
        "batched_point_coords": 150 * torch.rand(1, 1, len(labels), 2, generator=random),
        "batched_point_labels": torch.tensor([[labels]], dtype=torch.float32),
        "orig_im_size": torch.tensor([150 + seed, 170], dtype=torch.int64),
    }


def export(sam: torch.nn.Module, model: dict, out: Path, half: bool) -> None:
    """Exports and checks both graphs with the repository's own modules for ONNX, and writes the profile."""
    from onnx_models import OnnxEfficientSamDecoder, OnnxEfficientSamEncoder

    if torch.__version__ < "2":  # it cannot export torch.tile, which here does what repeat does
        torch.onnx.register_custom_op_symbolic("aten::tile", torch.onnx.symbolic_opset9.repeat, 9)
    if half:
        graphs.round_to_half(sam)
    encoder_file, decoder_file = profiles.graph_files(model, out)
    encoder, decoder = OnnxEfficientSamEncoder(sam), OnnxEfficientSamDecoder(sam)
    image, other = ({"batched_images": torch.rand(1, 3, *size)} for size in ((300, 500), (1100, 400)))
    free = {"batched_images": {2: "rows", 3: "columns"}}
    graphs.export(encoder, image, ["image_embeddings"], encoder_file, dynamic=free, half=half)
    graphs.check(encoder_file, encoder, [image, other])

    outputs = ["output_masks", "iou_predictions", "low_res_masks"]
    free = {"batched_point_coords": {2: "points"}, "batched_point_labels": {2: "points"}}
    example = prompts_example(sam, [1, 1, 2, 3], 1)
    graphs.export(decoder, example, outputs, decoder_file, dynamic=free, half=half)
    others = [[1], [2, 3], [1, 2, 3], [1, 1, 1, 1, 1, 1]]
    graphs.check(decoder_file, decoder, [example, *(prompts_example(sam, o, 2 + n) for n, o in enumerate(others))])
    profiles.write(model, out)


def main() -> None:
    options = graphs.arguments(__doc__.splitlines()[0], list(WIDTHS)).parse_args()
    graphs.use_code(options.code)
    from efficient_sam.efficient_sam import build_efficient_sam

    channels, heads = WIDTHS[options.type]
    sam = build_efficient_sam(encoder_patch_embed_dim=channels, encoder_num_heads=heads)
    graphs.load_weights(sam, options.checkpoint)
    name = {"vitt": "EfficientSAM-Ti", "vits": "EfficientSAM-S"}[options.type]
    export(sam, profile(f"efficientsam-{options.type}", name), options.out, options.half)


if __name__ == "__main__":
    main()
