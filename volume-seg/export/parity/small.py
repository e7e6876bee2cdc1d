"""Small models of SAM's classes, whose heads a seed makes, and the search for a seed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch

from parity import samflow
from parity.weights import Unfit, Watch, enliven_encoder, enliven_heads
from voxelexport import graphs

WIDTH = 32
"""Channels of the embedding."""

ENCODER_SEED = 5

FITS = 2
"""How often the heads are set: each time, the masks that are fed back change."""

SEEDS = 200
"""Seeds that are tried at most."""


def arguments(text: str) -> argparse.Namespace:
    """The command line that all makers of golden files have."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=text.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="the official repository at the recorded commit")
    parser.add_argument("--out", type=Path, required=True, help="the model's folder of golden files")
    options = parser.parse_args()
    graphs.use_code(options.code)
    return options


def encoder(side: int = 1024, **options: object) -> torch.nn.Module:
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
        **options,
    )
    enliven_encoder(made)
    return made


def tiny_vit(tiny: type, side: int) -> torch.nn.Module:
    """TinyViT with its four stages, one block each."""
    torch.manual_seed(ENCODER_SEED)
    made = tiny(
        img_size=side,
        in_chans=3,
        embed_dims=[8, 16, 16, 32],
        depths=[1, 1, 1, 1],
        num_heads=[1, 1, 1, 1],
        window_sizes=[7, 7, 14, 7],
        mlp_ratio=2.0,
        drop_rate=0.0,
        drop_path_rate=0.0,
        use_checkpoint=False,
        mbconv_expand_ratio=2.0,
        local_conv_size=3,
        layer_lr_decay=0.8,
    )
    # The class knows by its published widths that the last stage keeps the resolution.
    made.layers[2].downsample.conv2.c.stride = (1, 1)
    # It fixes its neck at 256 channels; this is the same neck with fewer.
    norm = type(made.neck[1])
    made.neck = torch.nn.Sequential(
        torch.nn.Conv2d(32, WIDTH, kernel_size=1, bias=False),
        norm(WIDTH),
        torch.nn.Conv2d(WIDTH, WIDTH, kernel_size=3, padding=1, bias=False),
        norm(WIDTH),
    )
    enliven_encoder(made)
    return made


def small_prompts(prompts: type, side: int, grid: int) -> torch.nn.Module:
    """A prompt encoder of the given class for a square input and a square embedding."""
    return prompts(WIDTH, image_embedding_size=(grid, grid), input_image_size=(side, side), mask_in_chans=16)


def small_decoder(decoder: type, transformer: type) -> torch.nn.Module:
    """A mask decoder of the given classes."""
    return decoder(
        num_multimask_outputs=3,
        transformer=transformer(depth=2, embedding_dim=WIDTH, mlp_dim=64, num_heads=4),
        transformer_dim=WIDTH,
        iou_head_depth=3,
        iou_head_hidden_dim=WIDTH,
    )


def replace_heads(sam: torch.nn.Module, seed: int) -> None:
    """Gives a model a new prompt encoder and mask decoder of the same classes, by a seed."""
    old = sam.prompt_encoder
    torch.manual_seed(seed)
    sam.prompt_encoder = small_prompts(type(old), old.input_image_size[0], old.image_embedding_size[0])
    sam.mask_decoder = small_decoder(type(sam.mask_decoder), type(sam.mask_decoder.transformer))
    enliven_heads(sam.prompt_encoder, sam.mask_decoder)
    sam.eval()


def fit_heads(decoder: torch.nn.Module, reference: samflow.Reference, cases: list[samflow.Case]) -> None:
    """Sets the heads by what the reference answers to the very cases."""
    for _ in range(FITS):
        with Watch(decoder) as watch:
            samflow.play(reference, cases, strict=False)
        watch.set_heads()


def search(attempt: Callable[[int], list]) -> list:
    """The answers of the first seed whose weights serve."""
    for seed in range(1, SEEDS + 1):
        try:
            answers = attempt(seed)
        except Unfit as reason:
            print(f"seed {seed}: {reason}")
            continue
        print(f"seed {seed} serves")
        return answers
    raise SystemExit(f"None of {SEEDS} seeds serves")


def standardise(norm: torch.nn.Module, features: list[torch.Tensor]) -> None:
    """Sets an encoder's last norm so that each channel varies about 0, or slices hardly differ in TinyViT's."""
    values = torch.cat([one.flatten(2) for one in features], dim=2)[0]
    with torch.no_grad():
        norm.bias.copy_((norm.bias - values.mean(dim=1)) / values.std(dim=1))
        norm.weight.div_(values.std(dim=1))


def answers(
    sam: torch.nn.Module,
    reference: samflow.Reference,
    cases: list[samflow.Case],
    norm: torch.nn.Module | None = None,
    renew: Callable[[torch.nn.Module, int], None] = replace_heads,
) -> list:
    """Encodes all slices, then searches a seed for the heads.

    Args:
        norm: The encoder's last norm, if it is to be set by what the encoder gives.
        renew: Replaces the heads by new ones, by a seed.
    """
    graphs.round_to_half(sam)
    if norm is not None:
        standardise(norm, [reference.encode(case.rgb()) for case in cases if case.embedding == "encoder"])
        graphs.round_to_half(sam)
    samflow.encode(reference, cases, (WIDTH, *sam.prompt_encoder.image_embedding_size))

    def attempt(seed: int) -> list:
        renew(sam, seed)
        fit_heads(sam.mask_decoder, reference, cases)
        graphs.round_to_half(sam)
        return samflow.play(reference, cases)

    return search(attempt)
