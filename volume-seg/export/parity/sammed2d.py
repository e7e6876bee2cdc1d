"""Golden files of SAM-Med2D: the official classes with small widths and random weights.

``python -m parity.sammed2d --code SAM-Med2D --out ../src/test/resources/parity/sammed2d``
"""

from __future__ import annotations

import numpy as np

from parity import samflow, small
from voxelexport import sam as layout
from voxelexport import sammed2d as exporter

REFERENCE = ("OpenGVLab/SAM-Med2D", "bfd2b93b1158100c8abd81f61766a2de92c1c175")


class SamMed2dReference(samflow.PredictorReference):
    """The authors' predictor, used as their notebook does: always the best of three masks, and the sigmoid of
    the logits as mask prompt."""

    def ask(self, prompts: list[dict], previous: np.ndarray | None, multimask: bool) -> tuple[np.ndarray, ...]:
        return super().ask(prompts, None if previous is None else 1 / (1 + np.exp(-previous)), multimask)

    def answer(
        self, prompts: list[dict], previous: np.ndarray | None, strict: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        scores: list[np.ndarray] = []
        decoder = self.predictor.model.mask_decoder
        hook = decoder.register_forward_hook(lambda _, given, output: scores.append(output[1][0].numpy()))
        try:
            masks, _, logits = self.ask(prompts, previous, multimask=True)
        finally:
            hook.remove()
        if strict:
            samflow.require_winner(scores[-1])
            samflow.require_unlike(masks[0], self.ask(prompts, previous, multimask=False)[0][0])
        return masks[0].astype(bool), logits


def main() -> None:
    options = small.arguments(__doc__)
    from segment_anything.modeling import MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
    from segment_anything.predictor_sammed import SammedPredictor
    from segment_anything.utils.onnx import SamOnnxModel

    prompts = small.small_prompts(PromptEncoder, side=256, grid=16)
    encoder = small.encoder(side=256, adapter_train=True)
    sam = Sam(encoder, prompts, small.small_decoder(MaskDecoder, TwoWayTransformer)).eval()
    cases = samflow.clicks_and_boxes(large=(512, 431))
    given = small.answers(sam, SamMed2dReference(SammedPredictor(sam)), cases)
    model = exporter.profile("sammed2d-small", "SAM-Med2D, small random weights")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, half=True)
    samflow.write(options.out, REFERENCE, "parity/sammed2d.py", cases, given)


if __name__ == "__main__":
    main()
