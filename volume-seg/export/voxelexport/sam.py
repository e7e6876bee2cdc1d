"""SAM (facebookresearch/segment-anything), and the export of all families that kept its classes.

``python -m voxelexport.sam --code segment-anything --checkpoint sam_vit_b_01ec64.pth --type vit_b --out sam-vit-b``
"""

from __future__ import annotations

from pathlib import Path

import torch

from voxelexport import graphs
from voxelexport import profile as profiles

NAMES = {"vit_b": "SAM ViT-B", "vit_l": "SAM ViT-L", "vit_h": "SAM ViT-H"}


def profile(identifier: str, name: str, side: int = 1024, low: int = 256) -> dict:
    """SAM's profile.

    Args:
        side: Of the encoder's input.
        low: Side of the previous mask and of the mask that comes out.
    """
    return profiles.sam_layout(
        identifier,
        name,
        side,
        image={
            "input": "input_image",
            "layout": "nchw",
            "resize": "longest",
            "rounding": "nearest",
            "interpolation": "pil-bilinear",
            "scaling": "mean-std",
            "mean": profiles.MEAN,
            "std": profiles.STD,
        },
        prompts={
            "points": "point_coords",
            "labels": "point_labels",
            "space": "model",
            "padding": "clicks",
            "clicks": "both",
            "box": "corners",
        },
        previous={"mask": "mask_input", "flag": "has_mask_input", "side": low},
        size="orig_im_size",
        mask={"output": "low_res_masks", "scores": "iou_predictions", "choose": "sam", "frame": "padded"},
    )


def prompts_example(sam: torch.nn.Module, clicks: int, box: bool, previous: bool, seed: int) -> dict[str, torch.Tensor]:
    """Inputs of the decoder with random values: clicks, then a box or the padding point."""
    random = torch.Generator().manual_seed(seed)
    encoder = sam.prompt_encoder
    rows, columns = encoder.image_embedding_size
    side = encoder.input_image_size[0]
    labels = torch.randint(0, 2, (clicks,), generator=random).tolist() + ([2, 3] if box else [-1])
    points = torch.rand(1, len(labels), 2, generator=random) * side
    if not box:
        points[:, -1] = 0
    flag = float(previous)
    return {
        "image_embeddings": torch.randn(1, encoder.embed_dim, rows, columns, generator=random),
        "point_coords": points,
        "point_labels": torch.tensor([labels], dtype=torch.float32),
        "mask_input": flag * 8 * torch.randn(1, 1, 4 * rows, 4 * columns, generator=random),
        "has_mask_input": torch.tensor([flag]),
        "orig_im_size": torch.tensor([side * 0.75, side * 1.0]),
    }


def export(sam: torch.nn.Module, decoder: torch.nn.Module, model: dict, out: Path, half: bool) -> None:
    """Exports and checks both graphs and writes the profile.

    Args:
        sam: Built from the official classes.
        decoder: The repository's own ``SamOnnxModel`` around it, for all four masks.
        model: The profile.
    """
    if half:
        graphs.round_to_half(sam)
    encoder_file, decoder_file = profiles.graph_files(model, out)
    side = model["side"]
    images = [{"input_image": torch.randn(1, 3, side, side, generator=torch.Generator().manual_seed(n))} for n in (1, 2)]
    graphs.export(sam.image_encoder, images[0], ["image_embeddings"], encoder_file, half=half)
    graphs.check(encoder_file, sam.image_encoder, images[:1] if side > 512 else images)

    example = prompts_example(sam, 3, False, True, 3)
    graphs.export(
        decoder,
        example,
        ["masks", "iou_predictions", "low_res_masks"],
        decoder_file,
        dynamic={"point_coords": {1: "points"}, "point_labels": {1: "points"}},
        half=half,
    )
    others = [prompts_example(sam, 1, False, False, 4), prompts_example(sam, 0, True, False, 5)]
    graphs.check(decoder_file, decoder, [example, *others, prompts_example(sam, 2, True, True, 6)])
    profiles.write(model, out)


def main() -> None:
    options = graphs.arguments(__doc__.splitlines()[0], list(NAMES)).parse_args()
    graphs.use_code(options.code)
    from segment_anything import sam_model_registry
    from segment_anything.utils.onnx import SamOnnxModel

    sam = sam_model_registry[options.type]()
    graphs.load_weights(sam, options.checkpoint)
    model = profile("sam-" + options.type.replace("_", "-"), NAMES[options.type])
    export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, options.half)


if __name__ == "__main__":
    main()
