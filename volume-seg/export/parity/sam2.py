"""Golden files of SAM 2.1 for single images, answered by the official ``SAM2ImagePredictor``: the official classes
with small widths and random weights.

``python -m parity.sam2 --code sam2 --out ../src/test/resources/parity/sam2.1``

Without ``--code`` by the package sam2, whose version 1.1.0 holds the same files.
"""

from __future__ import annotations

import numpy as np
import torch

from parity import samflow, small
from parity.golden import Golden
from parity.images import embedding
from parity.weights import Unfit, Watch, enliven_encoder, enliven_heads, require_change
from voxelexport import graphs
from voxelexport import sam2 as exporter

REFERENCE = ("facebookresearch/sam2", "2b90b9f5ceec907a1c18123530e92e794ad901a4")
SIDE = 1024

TRUNK = 8
"""Channels of the trunk's first stage; the official models have 96 to 144."""

CERTAIN = 0.001
"""By how much the stability of a single mask has to miss its threshold, so that rounding changes no choice."""

LOUDER = (2.0, 3.0, 3.0, 3.0)
"""By what the tokens' logits are multiplied: the single mask then is stable for some prompts and not for others,
and the best of three exceeds what may be fed back."""

CLEARER = 5.0
"""By what the scores are multiplied before they are squashed: more masks are chosen by them than in SAM."""

CONSTANT = 8.0
"""Value of the masks' first channel, which shifts the logits; much larger than the map that is added to it."""

FINE_SPREAD = 0.8
"""Standard deviation of the fine maps, about that of `parity.images.embedding`."""


class Maps(tuple):
    """The encoder's three outputs, in the profile's order."""

    def flip(self, axis: int) -> Maps:
        return Maps(one.flip(axis) for one in self)


def build(seed: int) -> torch.nn.Module:
    """A narrow SAM 2.1 with all parts that images need, by what ``--seed`` says."""
    from sam2.modeling.backbones.hieradet import Hiera
    from sam2.modeling.backbones.image_encoder import FpnNeck, ImageEncoder
    from sam2.modeling.position_encoding import PositionEmbeddingSine
    from sam2.modeling.sam2_base import SAM2Base

    torch.manual_seed(small.ENCODER_SEED + small.APART * seed)
    trunk = Hiera(
        embed_dim=TRUNK,
        num_heads=1,
        stages=(1, 1, 2, 1),
        global_att_blocks=(3,),
        window_pos_embed_bkg_spatial_size=(7, 7),
    )
    neck = FpnNeck(
        PositionEmbeddingSine(small.WIDTH),
        small.WIDTH,
        trunk.channel_list,
        fpn_top_down_levels=[2, 3],
        fpn_interp_model="nearest",
    )
    enliven_encoder(trunk)
    model = SAM2Base(
        ImageEncoder(trunk, neck, scalp=1),
        memory_attention=torch.nn.Identity(),
        memory_encoder=torch.nn.Identity(),
        image_size=SIDE,
        directly_add_no_mem_embed=True,
        use_high_res_features_in_sam=True,
    )
    with torch.no_grad():
        model.no_mem_embed.normal_(0, 0.3)
    return model.eval()


def replace_heads(model: torch.nn.Module, seed: int) -> None:
    """Gives a model a new prompt encoder and mask decoder, by a seed, but the side convolutions that it had: their
    outputs belong to what is kept of a slice."""
    from sam2.modeling.sam.mask_decoder import MaskDecoder
    from sam2.modeling.sam.transformer import TwoWayTransformer

    torch.manual_seed(seed)
    prompts = small.small_prompts(type(model.sam_prompt_encoder), SIDE, SIDE // 16)
    decoder = MaskDecoder(
        transformer=TwoWayTransformer(depth=2, embedding_dim=small.WIDTH, mlp_dim=64, num_heads=8),
        transformer_dim=small.WIDTH,
        iou_head_hidden_dim=small.WIDTH,
        use_high_res_features=True,
        iou_prediction_use_sigmoid=True,
        pred_obj_scores=True,
        pred_obj_scores_mlp=True,
        # What build_sam2 adds to each configuration unless it is told not to.
        dynamic_multimask_via_stability=True,
        dynamic_multimask_stability_delta=0.05,
        dynamic_multimask_stability_thresh=0.98,
    )
    enliven_heads(prompts, decoder)
    with torch.no_grad():
        decoder.output_upscaling[3].bias[0] = CONSTANT
    decoder.conv_s0, decoder.conv_s1 = model.sam_mask_decoder.conv_s0, model.sam_mask_decoder.conv_s1
    model.sam_prompt_encoder, model.sam_mask_decoder = prompts, decoder
    model.eval()


class HeadsWatch(Watch):
    """`Watch` for a decoder that adds maps while it upscales and squashes its scores."""

    def __init__(self, decoder: torch.nn.Module) -> None:
        super().__init__(decoder)
        upscaling = decoder.output_upscaling
        self._hooks.append(upscaling[-1].register_forward_hook(lambda _, given, out: self._keep(upscaling, given, out)))

    def set_heads(self) -> None:
        scores = self.decoder.iou_prediction_head
        self.seen[scores] = [torch.logit(one) for one in self.seen[scores]]
        super().set_heads()
        with torch.no_grad():
            for factor, mlp in zip(LOUDER, self.decoder.output_hypernetworks_mlps):
                mlp.layers[-1].weight.mul_(factor)
                mlp.layers[-1].bias.mul_(factor)
            last = scores.layers[-1]
            for parameter in last.parameters():
                parameter.mul_(CLEARER)
            last.bias.add_(torch.randn(last.bias.shape))  # two scores that rise and fall together would be equal


class Sam2Reference(samflow.PredictorReference):
    """The official predictor, used as its example notebook does: the best of three masks for a lone click, the
    single mask afterwards, with the logits chosen before as mask prompt."""

    def __init__(self, model: torch.nn.Module) -> None:
        from sam2.sam2_image_predictor import SAM2ImagePredictor

        super().__init__(SAM2ImagePredictor(model))
        self.start()

    def start(self) -> None:
        """Forgets what was chosen."""
        self.tokens: list[int] = []
        self.fallbacks: list[bool] = []
        self.clamped = 0

    def encode(self, rgb: np.ndarray) -> Maps:
        self.predictor.set_image(rgb)
        return self.features

    def open(self, case: samflow.Case) -> None:
        self.predictor.reset_predictor()
        self.predictor._orig_hw = [(case.rows, case.columns)]
        self.features = case.features
        self.predictor._is_image_set = True

    @property
    def features(self) -> Maps:
        kept = self.predictor._features
        return Maps([kept["image_embed"], *kept["high_res_feats"]])

    @features.setter
    def features(self, maps: Maps) -> None:
        self.predictor._features = {"image_embed": maps[0], "high_res_feats": list(maps[1:])}

    def single(self, prompts: list[dict], previous: np.ndarray | None) -> tuple[np.ndarray, ...]:
        """The single mask, stable or not."""
        decoder = self.predictor.model.sam_mask_decoder
        decoder.dynamic_multimask_via_stability = False
        try:
            return self.ask(prompts, previous, False)
        finally:
            decoder.dynamic_multimask_via_stability = True

    def logits(self, prompts: list[dict], previous: np.ndarray | None) -> np.ndarray:
        return self.single(prompts, previous)[2][0]

    def answer(
        self, prompts: list[dict], previous: np.ndarray | None, strict: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        lone_click = len(prompts) == 1 and prompts[0]["kind"] == "point"
        masks, scores, logits = self.ask(prompts, previous, lone_click)
        best = int(np.argmax(scores))
        if strict:
            self.try_choice(prompts, previous, lone_click, masks[best])
            self.clamped += int((np.abs(logits[best]) == exporter.LARGEST_LOGIT).sum())
            self.try_maps(prompts, previous)
        return masks[best].astype(bool), logits[best : best + 1]

    def try_choice(self, prompts: list[dict], previous: np.ndarray | None, lone_click: bool, taken: np.ndarray) -> None:
        """Notes which mask token was taken; refuses weights that make it a close decision."""
        first, _, first_logits = self.single(prompts, previous)
        token, expected = 0, first[0]
        if lone_click or not self.stable(first_logits[0]):
            three, scores, _ = self.ask(prompts, previous, True)
            samflow.require_winner(scores)
            token = 1 + int(np.argmax(scores))
            expected = three[token - 1]
            samflow.require_unlike(expected, first[0])
        if not np.array_equal(taken, expected):
            raise AssertionError("the predictor took another mask than expected")
        self.tokens.append(token)
        if not lone_click:
            self.fallbacks.append(token > 0)

    def stable(self, logits: np.ndarray) -> bool:
        """Whether the single mask is taken."""
        decoder = self.predictor.model.sam_mask_decoder
        delta, threshold = decoder.dynamic_multimask_stability_delta, decoder.dynamic_multimask_stability_thresh
        stability = float((logits > delta).sum() / max(1, (logits > -delta).sum()))
        if abs(stability - threshold) < CERTAIN:
            raise Unfit(f"a stability of {stability:.4f}")
        return stability >= threshold

    def try_maps(self, prompts: list[dict], previous: np.ndarray | None) -> None:
        """Refuses weights that overlook one of the maps."""
        maps = self.features
        now = torch.from_numpy(self.logits(prompts, previous))
        for place, name in enumerate(exporter.EMBEDDING):
            self.features = Maps(one.flip(-1) if n == place else one for n, one in enumerate(maps))
            changed = torch.from_numpy(self.logits(prompts, previous))
            self.features = maps
            require_change(name, now, changed)

    def require_variety(self) -> None:
        """Refuses weights whose answers don't show all rules."""
        unstable = sum(self.fallbacks)
        if not 3 <= unstable <= len(self.fallbacks) - 3:
            raise Unfit(f"{unstable} of {len(self.fallbacks)} single masks are unstable")
        if not self.clamped:
            raise Unfit("no logit is clamped")
        if len(set(self.tokens)) < 3:
            raise Unfit(f"only tokens {sorted(set(self.tokens))} are taken")


def encode(reference: Sam2Reference, model: torch.nn.Module, cases: list[samflow.Case]) -> None:
    """Gives each case the encoder's outputs for it, whose fine maps first get the spread of the made-up ones."""
    decoder = model.sam_mask_decoder
    with torch.no_grad():
        decoder.conv_s0.weight[0] = 0  # enliven_heads wants the masks' first channel to be constant
        decoder.conv_s0.bias[0] = 0
        fine = reference.encode(cases[0].rgb())[1:]
        for convolution, values in zip((decoder.conv_s0, decoder.conv_s1), fine):
            for parameter in convolution.parameters():
                parameter.mul_(FINE_SPREAD / float(values.std()))
    graphs.round_to_half(model)
    low = SIDE // 4
    sizes = [(small.WIDTH, low // 4), (small.WIDTH // 8, low), (small.WIDTH // 4, low // 2)]
    made_up = Maps(torch.from_numpy(embedding(c, s, s, salt=place)) for place, (c, s) in enumerate(sizes))
    for case in cases:
        case.features = made_up if case.embedding == "formula" else reference.encode(case.rgb())


def main() -> None:
    options = small.arguments(__doc__, "sam2")
    model = build(options.seed)
    reference = Sam2Reference(model)
    cases = samflow.varied(samflow.clicks_and_boxes(large=(1180, 1410)), options.seed)
    encode(reference, model, cases)

    def attempt(seed: int) -> list:
        replace_heads(model, seed)
        for _ in range(small.FITS):
            with HeadsWatch(model.sam_mask_decoder) as watch:
                samflow.play(reference, cases, strict=False)
            watch.set_heads()
        graphs.round_to_half(model)
        reference.start()
        answers = samflow.play(reference, cases)
        reference.require_variety()
        return answers

    with torch.no_grad():
        answers = small.search(attempt, options.seed)
    print(f"tokens {reference.tokens}, {sum(reference.fallbacks)} of {len(reference.fallbacks)} single masks unstable")
    profile = exporter.profile("sam2.1-small", "SAM 2.1, small random weights", model.sam_mask_decoder, SIDE)
    exporter.export(model, profile, options.out, half=True)
    golden = Golden(options.out, *small.reference(options, *REFERENCE), small.made_by(options, "parity/sam2.py"))
    tokens = iter(reference.tokens)
    for case, given in zip(cases, answers):
        steps = golden.case(case.name, case.rows, case.columns, case.bits, case.embedding)
        for count, (mask, logits) in enumerate(given, start=1):
            golden.step(steps, case.prompts[:count], mask, logits[0])
            steps[-1]["token"] = next(tokens)
    golden.write()


if __name__ == "__main__":
    main()
