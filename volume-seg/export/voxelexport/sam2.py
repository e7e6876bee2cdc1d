"""SAM 2 and SAM 2.1 (facebookresearch/sam2) for single images.

``python -m voxelexport.sam2 --code sam2 --checkpoint sam2.1_hiera_tiny.pt --type sam2.1_hiera_t --out sam2.1-t``

MedSAM2's weights are those of a SAM 2.1 Tiny that looks at 512 pixels: ``--type medsam2``, with Meta's code.

The graphs have the names that samexporter made common. Two things differ from its files: all four mask tokens
come out (its own lack the single one), and unclamped, since the official predictor clamps only what it feeds back.
The padding point is added inside, as in all known files with these names, so that no caller has to tell them
apart. The object score is not used: the official image predictor drops it.
"""

from __future__ import annotations

from pathlib import Path

import torch

from voxelexport import graphs
from voxelexport import profile as profiles

TYPES = {
    f"{version}_hiera_{size}": f"SAM {version.removeprefix('sam')} {name}"
    for version in ("sam2.1", "sam2")
    for size, name in (("t", "Tiny"), ("s", "Small"), ("b+", "Base Plus"), ("l", "Large"))
}

TYPES["medsam2"] = "MedSAM2"

EMBEDDING = ("image_embed", "high_res_feats_0", "high_res_feats_1")
"""What the encoder gives and the decoder takes, in the order of the profile."""

LARGEST_LOGIT = 32
"""``SAM2ImagePredictor._predict`` clamps the logits that it gives back for the next call to this."""


def profile(identifier: str, name: str, decoder: torch.nn.Module, side: int = 1024) -> dict:
    """SAM 2's profile.

    Args:
        decoder: The official mask decoder, which knows when its single mask is too unstable to be used.
        side: Of the encoder's input.
    """
    choice: dict = {"choose": "sam"}
    if decoder.dynamic_multimask_via_stability:
        choice = {
            "choose": "sam2",
            "stabilityDelta": decoder.dynamic_multimask_stability_delta,
            "stabilityThreshold": decoder.dynamic_multimask_stability_thresh,
        }
    low = side // 4
    return profiles.sam_layout(
        identifier,
        name,
        side,
        image={
            "input": "image",
            "layout": "nchw",
            "resize": "stretch",
            # SAM2Transforms resizes numbers, not bytes, by torchvision's Resize, which is antialiased.
            "interpolation": "torch-bilinear-antialias",
            "scaling": "mean-std",
            "mean": profiles.MEAN,
            "std": profiles.STD,
        },
        prompts={
            "points": "point_coords",
            "labels": "point_labels",
            "space": "model",
            "padding": "never",
            "clicks": "both",
            "box": "corners",
            "boxFirst": True,
        },
        previous={"mask": "mask_input", "flag": "has_mask_input", "side": low, "limit": LARGEST_LOGIT},
        mask={"output": "masks", "scores": "iou_predictions", **choice, "frame": "stretched"},
        embedding=EMBEDDING,
    )


class Encoder(torch.nn.Module):
    """Image to the three maps that ``SAM2ImagePredictor.set_image`` keeps."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        finest, finer, coarse = self.model.forward_image(image)["backbone_fpn"]
        if self.model.directly_add_no_mem_embed:
            coarse = coarse + self.model.no_mem_embed.reshape(1, -1, 1, 1)
        return coarse, finest, finer


class Decoder(torch.nn.Module):
    """Maps, clicks, box corners and a previous mask to the logits and scores of all four mask tokens."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.prompts = model.sam_prompt_encoder
        self.masks = model.sam_mask_decoder

    def forward(
        self,
        image_embed: torch.Tensor,
        high_res_feats_0: torch.Tensor,
        high_res_feats_1: torch.Tensor,
        point_coords: torch.Tensor,
        point_labels: torch.Tensor,
        mask_input: torch.Tensor,
        has_mask_input: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        sparse, without = self.prompts(points=(point_coords, point_labels), boxes=None, masks=None)
        dense = has_mask_input * self.prompts.mask_downscaling(mask_input) + (1 - has_mask_input) * without
        masks, scores, _, _ = self.masks.predict_masks(
            image_embeddings=image_embed,
            image_pe=self.prompts.get_dense_pe(),
            sparse_prompt_embeddings=sparse,
            dense_prompt_embeddings=dense,
            repeat_image=False,
            high_res_features=[high_res_feats_0, high_res_feats_1],
        )
        return masks, scores


def prompts_example(
    features: tuple[torch.Tensor, ...], side: int, labels: list[int], previous: bool, seed: int
) -> dict[str, torch.Tensor]:
    """Inputs of the decoder: given features and labels, random points and previous mask."""
    random = torch.Generator().manual_seed(seed)
    return {
        **dict(zip(EMBEDDING, features)),
        "point_coords": torch.rand(1, len(labels), 2, generator=random) * side,
        "point_labels": torch.tensor([labels], dtype=torch.float32),
        "mask_input": float(previous) * 8 * torch.randn(1, 1, side // 4, side // 4, generator=random),
        "has_mask_input": torch.tensor([float(previous)]),
    }


def export(model: torch.nn.Module, description: dict, out: Path, half: bool) -> None:
    """Exports and checks both graphs and writes the profile.

    Args:
        model: A ``SAM2Base``, built from the official classes.
        description: The profile.
    """
    if half:
        graphs.round_to_half(model)
    model.eval()
    encoder_file, decoder_file = profiles.graph_files(description, out)
    side = description["side"]
    encoder, decoder = Encoder(model), Decoder(model)
    image = {"image": torch.randn(1, 3, side, side, generator=torch.Generator().manual_seed(1))}
    graphs.export(encoder, image, EMBEDDING, encoder_file, half=half)
    graphs.check(encoder_file, encoder, [image])

    with torch.no_grad():
        features = encoder(image["image"])
    examples = [
        prompts_example(features, side, labels, previous, seed)
        for seed, (labels, previous) in enumerate([([1, 0, 1], True), ([1], False), ([2, 3], False), ([2, 3, 1, 0], True)])
    ]
    graphs.export(
        decoder,
        examples[0],
        ["masks", "iou_predictions"],
        decoder_file,
        dynamic={"point_coords": {1: "points"}, "point_labels": {1: "points"}},
        half=half,
    )
    graphs.check(decoder_file, decoder, examples)
    profiles.write(description, out)


def main() -> None:
    options = graphs.arguments(__doc__.splitlines()[0], list(TYPES)).parse_args()
    graphs.use_code(options.code)
    from sam2.build_sam import build_sam2

    medsam = options.type == "medsam2"
    version, _, size = ("sam2.1_hiera_t" if medsam else options.type).partition("_hiera_")
    # Its loader refuses weights whose names don't all match.
    model = build_sam2(
        f"configs/{version}/{version}_hiera_{size}.yaml",
        str(options.checkpoint),
        device="cpu",
        hydra_overrides_extra=["++model.image_size=512"] if medsam else [],
    )
    identifier = options.type.replace("_hiera_", "-").replace("+", "-plus")
    name = TYPES[options.type]
    export(model, profile(identifier, name, model.sam_mask_decoder, model.image_size), options.out, options.half)


if __name__ == "__main__":
    main()
