"""LiteMedSAM (bowang-lab/MedSAM, branch LiteMedSAM): boxes on medical slices, with a small encoder of 256 x 256.

``python -m voxelexport.litemedsam --code MedSAM --checkpoint lite_medsam.pth --out litemedsam``
"""

from __future__ import annotations

import torch

from voxelexport import graphs
from voxelexport import profile as profiles
from voxelexport import sam as layout

SIDE = 256


class Parts(torch.nn.Module):
    """The three parts under the names that the checkpoint has."""

    def __init__(self, encoder: torch.nn.Module, prompts: torch.nn.Module, decoder: torch.nn.Module) -> None:
        super().__init__()
        self.image_encoder = encoder
        self.prompt_encoder = prompts
        self.mask_decoder = decoder


def profile(identifier: str, name: str) -> dict:
    """SAM's graphs; slices shrunk by areas, scaled to 0..1 and then padded; boxes alone, in whole numbers, both
    axes scaled by the same factor; always the first mask."""
    made = layout.profile(identifier, name, side=SIDE, low=SIDE)
    made["intensity"] = profiles.MEDSAM_INTENSITY
    section = made["sam"]
    section["image"] = {
        "input": "input_image",
        "layout": "nchw",
        "resize": "longest",
        "rounding": "nearest",
        "interpolation": "cv-area",
        "scaling": "min-max",
    }
    section["prompts"].update(padding="never", clicks="none", scale="longest", rounding="truncate")
    section["previous"]["unused"] = True
    section["mask"].update(choose="first")
    return made


def build() -> torch.nn.Module:
    """The model with the published widths."""
    from segment_anything.modeling import MaskDecoder, PromptEncoder, TwoWayTransformer
    from tiny_vit_sam import TinyViT

    encoder = TinyViT(
        img_size=SIDE,
        embed_dims=[64, 128, 160, 320],
        depths=[2, 2, 6, 2],
        num_heads=[2, 4, 5, 10],
        window_sizes=[7, 7, 14, 7],
        drop_path_rate=0.0,
    )
    prompts = PromptEncoder(256, image_embedding_size=(64, 64), input_image_size=(SIDE, SIDE), mask_in_chans=16)
    transformer = TwoWayTransformer(depth=2, embedding_dim=256, mlp_dim=2048, num_heads=8)
    return Parts(encoder, prompts, MaskDecoder(transformer_dim=256, transformer=transformer))


def main() -> None:
    options = graphs.arguments(__doc__.splitlines()[0]).parse_args()
    graphs.use_code(options.code)
    from segment_anything.utils.onnx import SamOnnxModel

    sam = build()
    graphs.load_weights(sam, options.checkpoint)
    model = profile("litemedsam", "LiteMedSAM")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, options.half)


if __name__ == "__main__":
    main()
