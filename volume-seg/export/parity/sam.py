"""Golden files of SAM: the official classes with small widths and random weights.

``python -m parity.sam --code segment-anything --out volume-seg/src/test/resources/parity/sam``
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import torch

from parity import samflow
from parity.weights import Watch, enliven_heads, enliven_encoder
from voxelexport import graphs
from voxelexport import sam as exporter

REFERENCE = ("facebookresearch/segment-anything", "dca509fe793f601edb92606367a655c15ac00fdf")

WIDTH = 32
"""Channels of the embedding."""

ENCODER_SEED = 5

FITS = 2
"""How often the heads are set: each time, the masks that are fed back change."""


def arguments(text: str) -> argparse.Namespace:
    """The command line that all makers of golden files have."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=text.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="the official repository at the recorded commit")
    parser.add_argument("--out", type=Path, required=True, help="the model's folder of golden files")
    options = parser.parse_args()
    graphs.use_code(options.code)
    return options


def encoder(side: int = 1024) -> torch.nn.Module:
    """SAM's image encoder with one window block and one global block."""
    from segment_anything.modeling import ImageEncoderViT

    torch.manual_seed(ENCODER_SEED)
    made = ImageEncoderViT(
        depth=2,
        embed_dim=16,
        img_size=side,
        mlp_ratio=4,
        norm_layer=partial(torch.nn.LayerNorm, eps=1e-6),
        num_heads=1,
        patch_size=16,
        qkv_bias=True,
        use_rel_pos=True,
        global_attn_indexes=[1],
        window_size=14,
        out_chans=WIDTH,
    )
    enliven_encoder(made)
    return made


def replace_heads(sam: torch.nn.Module, seed: int, tokens: int = 4) -> None:
    """Gives a model a new prompt encoder and mask decoder of the same classes, by a seed."""
    old = sam.prompt_encoder
    torch.manual_seed(seed)
    sam.prompt_encoder = type(old)(
        embed_dim=WIDTH,
        image_embedding_size=old.image_embedding_size,
        input_image_size=old.input_image_size,
        mask_in_chans=16,
    )
    sam.mask_decoder = small_decoder(type(sam.mask_decoder), type(sam.mask_decoder.transformer))
    enliven_heads(sam.prompt_encoder, sam.mask_decoder)
    sam.eval()


def small_decoder(decoder: type, transformer: type) -> torch.nn.Module:
    """A mask decoder of the given classes."""
    return decoder(
        num_multimask_outputs=3,
        transformer=transformer(depth=2, embedding_dim=WIDTH, mlp_dim=64, num_heads=4),
        transformer_dim=WIDTH,
        iou_head_depth=3,
        iou_head_hidden_dim=WIDTH,
    )


def answers(sam: torch.nn.Module, predictor: object, cases: list[samflow.Case]) -> list:
    """Encodes all slices, then searches a seed for the heads."""
    graphs.round_to_half(sam)
    samflow.encode(predictor, cases, (WIDTH, *sam.prompt_encoder.image_embedding_size))

    def attempt(seed: int) -> list:
        replace_heads(sam, seed)
        reference = samflow.Reference(predictor)
        for _ in range(FITS):
            with Watch(sam.mask_decoder) as watch:
                samflow.play(reference, cases, strict=False)
            watch.set_heads()
        graphs.round_to_half(sam)
        return samflow.play(reference, cases)

    return samflow.search(attempt)


def main() -> None:
    options = arguments(__doc__)
    from segment_anything import SamPredictor
    from segment_anything.modeling import MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
    from segment_anything.utils.onnx import SamOnnxModel

    grid = (64, 64)
    prompts = PromptEncoder(WIDTH, image_embedding_size=grid, input_image_size=(1024, 1024), mask_in_chans=16)
    sam = Sam(encoder(), prompts, small_decoder(MaskDecoder, TwoWayTransformer))
    sam.eval()
    cases = samflow.clicks_and_boxes(large=(1180, 1410))
    given = answers(sam, SamPredictor(sam), cases)
    model = exporter.profile("sam-small", "SAM, small random weights")
    exporter.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, half=True)
    samflow.write(options.out, REFERENCE, "parity/sam.py", cases, given)


if __name__ == "__main__":
    main()
