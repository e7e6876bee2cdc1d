"""Random weights for small models of SAM's kind whose masks look like masks and heed every input."""

from __future__ import annotations

import torch
from torch import nn

SPREAD = 4.0
"""Standard deviation that the logits get: far enough from 0 that rounding moves few pixels."""

PART = 0.25
"""Part of the pixels that are foreground when the logits are set."""

VARIES = 0.8
"""How much prompts change the mixture of channels that is a mask."""

WEAK = 0.2
"""How strongly prompts act on the image's features themselves, compared with new weights."""

DRAWS = 60
"""Mixtures that are tried for each mask."""

CLEAR = 0.015
"""A changed input has to move some logit by at least this part of their spread."""


def enliven_encoder(encoder: nn.Module) -> None:
    """Gives values to what the classes start at, or near, zero: position codes, TinyViT's last norms and
    linear layers."""
    with torch.no_grad():
        for name, parameter in encoder.named_parameters():
            if "pos_embed" in name:
                parameter.normal_(0, 0.2)
            elif "rel_pos" in name or "attention_biases" in name:
                parameter.normal_(0, 0.1)
        for module in encoder.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(0.8, 1.5)
                module.bias.normal_(0, 0.1)
            elif isinstance(module, nn.Linear) and float(module.weight.std()) < 0.05:
                nn.init.xavier_uniform_(module.weight)


def enliven_heads(prompts: nn.Module, decoder: nn.Module) -> None:
    """Makes prompts act on the mask tokens strongly and on the image's features weakly (or all pixels would
    rise or fall together), masks smooth, and their first channel a constant that :class:`Watch` sets."""
    with torch.no_grad():
        for name, module in decoder.transformer.named_modules():
            if name.endswith("image_to_token.out_proj"):
                module.weight.mul_(WEAK)
                module.bias.mul_(WEAK)
            elif "image_to_token" not in name and name.endswith(("q_proj", "k_proj", "v_proj", "out_proj")):
                module.weight.mul_(2.0)
        if hasattr(prompts, "no_mask_embed"):
            for parameter in [prompts.no_mask_embed.weight, *prompts.mask_downscaling[-1].parameters()]:
                parameter.mul_(WEAK)
        growing = [module for module in decoder.modules() if isinstance(module, nn.ConvTranspose2d)]
        for module in growing:
            mean = module.weight.mean(dim=(2, 3), keepdim=True)
            module.weight.copy_(2 * mean + 0.3 * (module.weight - mean))
        growing[-1].weight[:, 0] = 0
        growing[-1].bias[0] = 1
        for mlp in decoder.output_hypernetworks_mlps:
            last_layer(mlp).weight[0] = 0
            last_layer(mlp).bias[0] = 0


def last_layer(mlp: nn.Module) -> nn.Linear:
    """The layer that gives a perceptron's output."""
    return [module for module in mlp.modules() if isinstance(module, nn.Linear)][-1]


def upscaling(decoder: nn.Module) -> nn.Module:
    """The part of a decoder that gives the channels of which masks are mixed."""
    if hasattr(decoder, "output_upscaling"):
        return decoder.output_upscaling
    return decoder.final_output_upscaling_layers[-1]  # EfficientSAM


class Watch:
    """Remembers what a mask decoder's heads gave, to set them by it."""

    def __init__(self, decoder: nn.Module) -> None:
        self.decoder = decoder
        self.seen: dict[nn.Module, list[torch.Tensor]] = {}
        parts = [*decoder.output_hypernetworks_mlps, upscaling(decoder), decoder.iou_prediction_head]
        self._hooks = [part.register_forward_hook(self._keep) for part in parts]

    def _keep(self, part: nn.Module, _: object, output: torch.Tensor) -> None:
        self.seen.setdefault(part, []).append(output)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        for hook in self._hooks:
            hook.remove()

    def set_heads(self) -> None:
        """Sets masks and scores so that they vary about a middle.

        A mask is a fixed mixture of the upscaled channels plus one that the prompts change, so that no prompt
        turns all of it on or off.
        """
        with torch.no_grad():
            channels = torch.cat([one.flatten(2) for one in self.seen[upscaling(self.decoder)]])
            constant, channels = float(channels[0, 0, 0]), channels[:, 1:, ::7]
            for mlp in self.decoder.output_hypernetworks_mlps:
                given = torch.cat(self.seen[mlp])[:, 1:]
                fixed = min((torch.randn(given.shape[1]) for _ in range(DRAWS)), key=Unevenness(given, channels))
                last = last_layer(mlp)
                logits = torch.einsum("ac,acp->ap", _standardise(last, given, fixed, VARIES, slice(1, None)), channels)
                scale = SPREAD / float(logits.std())
                last.weight[1:] *= scale
                last.bias[1:] *= scale
                last.bias[0] = -scale * float(torch.quantile(logits, 1 - PART)) / constant
            scores = self.decoder.iou_prediction_head
            given = torch.cat(self.seen[scores])
            _standardise(last_layer(scores), given, torch.full(given.shape[1:], 0.7), 0.15, slice(None))


class Unevenness:
    """How unlike the parts are that a mixture of channels covers in different answers."""

    def __init__(self, given: torch.Tensor, channels: torch.Tensor) -> None:
        self.changing = VARIES * (given - given.mean(dim=0)) / given.std(dim=0)
        self.channels = channels[:, :, ::16]

    def __call__(self, fixed: torch.Tensor) -> float:
        logits = torch.einsum("ac,acp->ap", self.changing + fixed, self.channels)
        covered = (logits > torch.quantile(logits, 1 - PART)).float().mean(dim=1)
        return float((covered - PART).abs().max())


def _standardise(
    layer: nn.Linear, given: torch.Tensor, middle: torch.Tensor, deviation: float, rows: slice
) -> torch.Tensor:
    """Makes a layer's outputs vary about a middle; returns what it would then have given."""
    mean, scale = given.mean(dim=0), deviation / given.std(dim=0)
    layer.weight[rows] *= scale[:, None]
    layer.bias[rows] = (layer.bias[rows] - mean) * scale + middle
    return (given - mean) * scale + middle


class Unfit(Exception):
    """These weights don't serve; the next seed may."""


def require_change(what: str, logits: torch.Tensor, changed: torch.Tensor) -> None:
    """Refuses weights for which a changed input hardly moves the logits."""
    moved = float((logits - changed).abs().max() / (logits.max() - logits.min()))
    if moved < CLEAR:
        raise Unfit(f"{what} moves the logits by {moved:.4f} of their spread only")
