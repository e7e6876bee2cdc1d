"""Golden files of SAM 2.1 for single images, answered by the official ``SAM2ImagePredictor``.

``python -m parity.sam2 --code sam2 --out ../src/test/resources/parity/sam2.1``
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from parity.golden import Golden
from parity.images import embedding
from parity.samflow import Case, changes, choose, clicks_and_boxes, search
from parity.weights import Unfit, enliven_decoder, enliven_encoder, require_change
from voxelexport import graphs, sam2

REFERENCE = ("facebookresearch/sam2", "2b90b9f5ceec907a1c18123530e92e794ad901a4")
SIDE = 1024
WIDTH = 32
"""Channels of the coarse map; the official models have 256."""

TRUNK = 8
"""Channels of the trunk's first stage; the official models have 96 to 144."""

CERTAIN = 0.001
"""By how much the stability of a single mask has to miss its threshold, so that rounding changes no choice."""

SPREAD = (6.0, 12.0, 12.0, 12.0)
"""Standard deviation of the tokens' logits: the single mask then is stable for some prompts and not for others,
and the best of three exceeds what may be fed back."""

PART = 0.25
"""Part of the pixels that are foreground when the logits are set."""

SCORE_SPREAD = 1.0
"""Standard deviation, before the sigmoid, of the scores around one half: which mask is best depends on prompts."""

ROUNDS = 3

CONSTANT = 8.0
"""Value of the masks' first channel, which shifts the logits; much larger than the map that is added to it."""

FINE_SPREAD = 0.8
"""Standard deviation of the fine maps, about that of `parity.images.embedding`."""

LARGE = (1180, 1410)


def build(seed: int) -> torch.nn.Module:
    """A narrow SAM 2.1 with all parts that images need, random weights."""
    from sam2.modeling.backbones.hieradet import Hiera
    from sam2.modeling.backbones.image_encoder import FpnNeck, ImageEncoder
    from sam2.modeling.position_encoding import PositionEmbeddingSine
    from sam2.modeling.sam2_base import SAM2Base
    from sam2.modeling.sam2_utils import MLP
    from sam2.modeling.sam.transformer import TwoWayTransformer

    torch.manual_seed(seed)
    trunk = Hiera(
        embed_dim=TRUNK,
        num_heads=1,
        stages=(1, 1, 2, 1),
        global_att_blocks=(3,),
        window_pos_embed_bkg_spatial_size=(7, 7),
    )
    neck = FpnNeck(
        PositionEmbeddingSine(WIDTH),
        WIDTH,
        trunk.channel_list,
        fpn_top_down_levels=[2, 3],
        fpn_interp_model="nearest",
    )
    model = SAM2Base(
        ImageEncoder(trunk, neck, scalp=1),
        memory_attention=torch.nn.Identity(),
        memory_encoder=torch.nn.Identity(),
        image_size=SIDE,
        directly_add_no_mem_embed=True,
        use_high_res_features_in_sam=True,
        multimask_output_in_sam=True,
        iou_prediction_use_sigmoid=True,
        pred_obj_scores=True,
        pred_obj_scores_mlp=True,
        # What build_sam2 adds to each configuration unless it is told not to.
        sam_mask_decoder_extra_args={
            "dynamic_multimask_via_stability": True,
            "dynamic_multimask_stability_delta": 0.05,
            "dynamic_multimask_stability_thresh": 0.98,
        },
    )
    decoder = model.sam_mask_decoder
    # SAM2Base fixes these two widths, which would make up most of the file.
    decoder.transformer = TwoWayTransformer(depth=2, embedding_dim=WIDTH, num_heads=8, mlp_dim=2 * WIDTH)
    decoder.iou_prediction_head = MLP(WIDTH, WIDTH, 4, 3, sigmoid_output=True)
    enliven(model)
    return model.eval()


def enliven(model: torch.nn.Module) -> None:
    """Makes every part count that starts at or near zero."""
    decoder = model.sam_mask_decoder
    enliven_encoder(model.image_encoder)
    enliven_decoder(decoder)
    with torch.no_grad():
        model.no_mem_embed.normal_(0, 0.3)
        decoder.conv_s0.weight[0] = 0  # enliven_decoder makes the finest map's first channel a constant
        decoder.conv_s0.bias[0] = 0
        for mlp in decoder.output_hypernetworks_mlps:
            # Masks that don't depend on the tokens alone vary less in size from prompt to prompt.
            mlp.layers[-1].weight.mul_(0.5)
            mlp.layers[-1].bias[1:].normal_(0, 0.25)


class Reference:
    """The official predictor, used as its example notebook does: the best of three masks for a lone click,
    the single mask afterwards, with the logits chosen before as mask prompt."""

    def __init__(self, model: torch.nn.Module) -> None:
        from sam2.sam2_image_predictor import SAM2ImagePredictor

        self.decoder = model.sam_mask_decoder
        self.predictor = SAM2ImagePredictor(model)
        self.fallbacks: list[bool] = []
        self.clamped = 0

    def encode(self, case: Case) -> dict:
        """What the predictor keeps of a slice."""
        if case.embedding == "encoder":
            self.predictor.set_image(case.rgb())
            return self.predictor._features
        low = SIDE // 4
        sizes = [(WIDTH, low // 4), (WIDTH // 8, low), (WIDTH // 4, low // 2)]
        maps = [torch.from_numpy(embedding(c, s, s, salt=place)) for place, (c, s) in enumerate(sizes)]
        return {"image_embed": maps[0], "high_res_feats": maps[1:]}

    def open(self, case: Case, features: dict) -> None:
        """Turns to a slice whose features are known."""
        self.predictor._orig_hw = [(case.rows, case.columns)]
        self.predictor._features = features
        self.predictor._is_image_set = True

    def ask(self, prompts: list[dict], previous: np.ndarray | None, multimask: bool) -> tuple[np.ndarray, ...]:
        """The predictor's masks, scores and low-resolution logits."""
        points = [p for p in prompts if p["kind"] == "point"]
        boxes = [p for p in prompts if p["kind"] == "box"]
        return self.predictor.predict(
            point_coords=np.array([[p["column"], p["row"]] for p in points]) if points else None,
            point_labels=np.array([int(p["positive"]) for p in points]) if points else None,
            box=np.array(boxes[-1]["min"] + boxes[-1]["max"]) if boxes else None,
            mask_input=previous,
            multimask_output=multimask,
        )

    def single(self, prompts: list[dict], previous: np.ndarray | None) -> tuple[np.ndarray, ...]:
        """The single mask, stable or not."""
        self.decoder.dynamic_multimask_via_stability = False
        try:
            return self.ask(prompts, previous, False)
        finally:
            self.decoder.dynamic_multimask_via_stability = True

    def answer(self, prompts: list[dict], previous: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, int]:
        """Mask, bool [rows, columns], logits, [1, side, side], and the mask token that they came from."""
        lone_click = len(prompts) == 1 and prompts[0]["kind"] == "point"
        masks, scores, logits = self.ask(prompts, previous, lone_click)
        part = float(masks[np.argmax(scores)].mean())
        if not 0.05 < part < 0.6:
            raise Unfit(f"the mask covers {part:.3f}")
        first, _, first_logits = self.single(prompts, previous)
        token, expected = 0, first[0]
        if lone_click or not self.stable(first_logits[0]):
            three, three_scores, _ = self.ask(prompts, previous, True)
            best = choose(three_scores)
            if np.mean(three[best] == first[0]) > 0.95:
                raise Unfit("the best of three masks equals the single one")
            token, expected = 1 + best, three[best]
        chosen = int(np.argmax(scores))
        if not np.array_equal(masks[chosen], expected):
            raise AssertionError("the predictor chose another mask than expected")
        if not lone_click:
            self.fallbacks.append(token > 0)
        self.clamped += int((np.abs(logits[chosen]) == sam2.LARGEST_LOGIT).sum())
        return masks[chosen].astype(bool), logits[chosen : chosen + 1], token

    def stable(self, logits: np.ndarray) -> bool:
        """Whether the single mask is used; refuses weights that make it a close decision."""
        delta, threshold = self.decoder.dynamic_multimask_stability_delta, self.decoder.dynamic_multimask_stability_thresh
        stability = float((logits > delta).sum() / max(1, (logits > -delta).sum()))
        if abs(stability - threshold) < CERTAIN:
            raise Unfit(f"a stability of {stability:.4f}")
        return stability >= threshold

    def try_changes(self, prompts: list[dict], previous: np.ndarray | None, case: Case) -> None:
        """Refuses weights that overlook a prompt, a part of one, the previous mask, or a map."""

        def logits(changed: list[dict], mask: np.ndarray | None) -> torch.Tensor:
            return torch.from_numpy(self.single(changed, mask)[2][0])

        now = logits(prompts, previous)
        for number, prompt in enumerate(prompts):
            for what, other in changes(prompt, case):
                require_change(what, now, logits(prompts[:number] + [other] + prompts[number + 1 :], previous))
        if previous is not None:
            require_change("previous mask", now, logits(prompts, None))
            require_change("previous mask's sign", now, logits(prompts, -previous))
        features = self.predictor._features
        maps = [features["image_embed"], *features["high_res_feats"]]
        for place in range(3):
            turned = [m.flip(-1) if n == place else m for n, m in enumerate(maps)]
            self.predictor._features = {"image_embed": turned[0], "high_res_feats": turned[1:]}
            changed = logits(prompts, previous)
            self.predictor._features = features
            require_change(sam2.EMBEDDING[place], now, changed)


def level(model: torch.nn.Module, features: dict) -> None:
    """Gives the two fine maps, which convolutions without normalisation make, the spread of the made-up ones."""
    decoder = model.sam_mask_decoder
    with torch.no_grad():
        for convolution, fine in zip((decoder.conv_s0, decoder.conv_s1), features["high_res_feats"]):
            factor = FINE_SPREAD / float(fine.std())
            convolution.weight.mul_(factor)
            convolution.bias.mul_(factor)


def settle(reference: Reference, cases: list[Case], features: list[dict]) -> None:
    """Scales and shifts the mask tokens' logits and scores by what the cases give, some times over, since what is
    fed back changes with them."""
    decoder = reference.decoder
    quality = decoder.iou_prediction_head.layers[-1]
    with torch.no_grad():
        decoder.output_upscaling[3].bias[0] = CONSTANT
    for _ in range(ROUNDS):
        found, scores = [], []
        for case, maps in zip(cases, features):
            reference.open(case, maps)
            previous = None
            for count in range(1, len(case.prompts) + 1):
                _, first_score, single = reference.single(case.prompts[:count], previous)
                _, three_scores, three = reference.ask(case.prompts[:count], previous, True)
                scores.append(np.concatenate([first_score, three_scores]))
                found.append(np.concatenate([single, three]))
                previous = three[:1] if count == 1 else single
        logits = np.stack(found)
        with torch.no_grad():
            for token, mlp in enumerate(decoder.output_hypernetworks_mlps):
                values = logits[:, token, ::4, ::4]
                factor = SPREAD[token] / float(np.mean(np.std(values, axis=(1, 2))))
                shift = float(np.mean(np.quantile(values, 1 - PART, axis=(1, 2))))
                last = mlp.layers[-1]
                last.bias[0] -= shift / CONSTANT
                last.weight.mul_(factor)
                last.bias.mul_(factor)
                before_sigmoid = torch.logit(torch.from_numpy(np.stack(scores)[:, token]), 1e-6)
                factor = SCORE_SPREAD / float(before_sigmoid.std())
                quality.weight[token] *= factor
                quality.bias[token] = factor * (quality.bias[token] - before_sigmoid.mean())


def attempt(seed: int, cases: list[Case]) -> tuple[torch.nn.Module, list]:
    """The model of a seed and the answers to all cases; raises `Unfit`."""
    model = build(seed)
    graphs.round_to_half(model)
    reference = Reference(model)
    level(model, reference.encode(cases[0]))
    features = [reference.encode(case) for case in cases]
    settle(reference, cases, features)
    graphs.round_to_half(model)
    answers = []
    for case, maps in zip(cases, features):
        reference.open(case, maps)
        steps: list[tuple[np.ndarray, np.ndarray, int]] = []
        for count in range(1, len(case.prompts) + 1):
            previous = steps[-1][1] if steps else None
            steps.append(reference.answer(case.prompts[:count], previous))
        answers.append(steps)
    if len(set(reference.fallbacks)) < 2:
        raise Unfit(f"single masks are all {'un' if reference.fallbacks[0] else ''}stable")
    if not reference.clamped:
        raise Unfit("no logit is clamped")
    if len({token for steps in answers for _, _, token in steps} - {0}) < 2:
        raise Unfit("always the same of three masks")
    for case, maps, steps in zip(cases, features, answers):
        reference.open(case, maps)
        for count in range(1, len(case.prompts) + 1):
            reference.try_changes(case.prompts[:count], steps[count - 2][1] if count > 1 else None, case)
    print(f"{sum(reference.fallbacks)} of {len(reference.fallbacks)} single masks unstable, {reference.clamped} logits clamped")
    return model, answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", type=Path, required=True, help="folder with the official repository")
    parser.add_argument("--out", type=Path, required=True, help="folder for the golden files")
    options = parser.parse_args()
    graphs.use_code(options.code)
    torch.set_num_threads(1)

    cases = clicks_and_boxes(LARGE)
    model, answers = search(lambda seed: attempt(seed, cases))
    description = sam2.profile("sam2.1-small-width", "SAM 2.1, small width", model.sam_mask_decoder, SIDE)
    sam2.export(model, description, options.out, half=True)
    golden = Golden(options.out, *REFERENCE, "parity/sam2.py")
    for case, given in zip(cases, answers):
        steps = golden.case(case.name, case.rows, case.columns, case.bits, case.embedding)
        for count, (mask, logits, token) in enumerate(given, start=1):
            golden.step(steps, case.prompts[:count], mask, logits[0])
            steps[-1]["token"] = token
    golden.write()


if __name__ == "__main__":
    main()
