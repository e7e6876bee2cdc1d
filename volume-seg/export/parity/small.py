"""Small models of SAM's classes, whose heads a seed makes, and the search for a seed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from importlib import metadata
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

APART = 1000
"""How far the seeds of a run are from those of the next ``--seed``; more than are tried."""


def arguments(text: str, package: str | None = None) -> argparse.Namespace:
    """The command line that all makers of golden files have.

    Args:
        package: The Python package that has the authors' code. When it is installed, ``--code`` can be left out, and
            ``--seed`` makes files that are not the committed ones.
    """
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=text.splitlines()[0])
    code = "the official repository at the recorded commit"
    if package:
        code += f"; without it the installed package {package}"
    parser.add_argument("--code", type=Path, required=package is None, help=code)
    parser.add_argument("--out", type=Path, required=True, help="the model's folder of golden files")
    if package:
        seed = "0 makes the committed files, each other number different weights, slices and prompts"
        parser.add_argument("--seed", type=int, default=0, help=seed)
    options = parser.parse_args()
    if package and options.seed < 0:
        parser.error(f"--seed is {options.seed}, expected 0 or more")
    options.package = package
    if options.code is not None:
        graphs.use_code(options.code)
    else:
        package_version(package)
    return options


def package_version(package: str) -> str:
    """The version of a package that is installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        raise SystemExit(f"No package {package}: install it, or name the official repository with --code") from None


def reference(options: argparse.Namespace, repository: str, commit: str) -> tuple[str, str]:
    """Whose code answers: the repository, and the commit or the installed package."""
    if options.code is not None:
        return repository, commit
    return repository, f"as in the package {options.package} {package_version(options.package)}"


def made_by(options: argparse.Namespace, script: str) -> str:
    """The script, and its seed if there is one."""
    return f"{script} --seed {options.seed}" if options.seed else script


def encoder(side: int = 1024, seed: int = 0, **options: object) -> torch.nn.Module:
    """SAM's image encoder with one window block and one global block."""
    from segment_anything.modeling import ImageEncoderViT

    torch.manual_seed(ENCODER_SEED + APART * seed)
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


def search(attempt: Callable[[int], list], start: int = 0) -> list:
    """The answers of the first seed whose weights serve.

    Args:
        start: What ``--seed`` says.
    """
    for seed in range(APART * start + 1, APART * start + SEEDS + 1):
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
    start: int = 0,
) -> list:
    """Encodes all slices, then searches a seed for the heads.

    Args:
        norm: The encoder's last norm, if it is to be set by what the encoder gives.
        renew: Replaces the heads by new ones, by a seed.
        start: What ``--seed`` says.
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

    return search(attempt, start)
