"""Golden files of EfficientSAM: the official classes with small widths and random weights.

``python -m parity.efficientsam --code EfficientSAM --out ../src/test/resources/parity/efficientsam``
"""

from __future__ import annotations

import numpy as np
import torch
from torchvision import transforms

from parity import samflow, small
from parity.golden import box, point
from parity.samflow import Case
from parity.weights import enliven_encoder, enliven_heads
from voxelexport import efficientsam as exporter

REFERENCE = ("yformer/EfficientSAM", "d525f622e6f640acf5a0fc37c7ca1f243da5bde0")


class EfficientSamReference(samflow.Reference):
    """The best of three masks by score, as the authors' example takes it, from their module for ONNX: it
    interpolates masks linearly, where their PyTorch module has cubics."""

    feeds_back = False

    def __init__(self, model: torch.nn.Module) -> None:
        from onnx_models import OnnxEfficientSam

        self.model = OnnxEfficientSam(model)

    def encode(self, rgb: np.ndarray) -> torch.Tensor:
        with torch.no_grad():
            return self.model.get_image_embeddings(transforms.ToTensor()(rgb)[None])

    def open(self, case: Case) -> None:
        self.case = case
        self.features = case.features

    def ask(self, prompts: list[dict]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Masks' logits on the slice, scores and low-resolution logits."""
        points, labels = [], []
        for prompt in prompts:
            if prompt["kind"] == "point":
                points.append([prompt["column"], prompt["row"]])
                labels.append(int(prompt["positive"]))
            else:
                points += [prompt["min"], prompt["max"]]
                labels += [2, 3]
        rows, columns = self.case.rows, self.case.columns
        given = torch.tensor([[points]], dtype=torch.float32), torch.tensor([[labels]], dtype=torch.float32)
        with torch.no_grad():
            masks, scores, low = self.model.predict_masks(self.features, *given, True, rows, columns, rows, columns)
        return masks[0, 0].numpy(), scores[0, 0].numpy(), low[0].numpy()

    def answer(
        self, prompts: list[dict], previous: np.ndarray | None, strict: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        masks, scores, low = self.ask(prompts)
        best = int(np.argmax(scores))
        if strict:
            samflow.require_winner(scores)
            for other in {0, 1, 2} - {best}:
                samflow.require_unlike(masks[best] >= 0, masks[other] >= 0)
        return masks[best] >= 0, low[best : best + 1]

    def logits(self, prompts: list[dict], previous: np.ndarray | None) -> np.ndarray:
        return self.ask(prompts)[2][0]


def cases() -> list[Case]:
    """Positive clicks, boxes and both; never more than six tokens."""
    six = [point(40, 70), point(99.5, 120), point(150, 30), point(71, 140), point(20, 20), point(156, 160.25)]
    return [
        Case("clicks", 211, 157, 8, [point(62, 118), point(120, 40), point(31.5, 150.25)]),
        Case("box_then_clicks", 173, 260, 16, [box(40, 30, 200, 140), point(110, 95), point(190, 60)]),
        Case("square_16", 192, 192, 16, [point(70, 104)]),
        Case("large", 1180, 1410, 16, [point(564, 649), point(1409, 0)]),
        Case("six_clicks_same_embedding", 211, 157, 8, six, "formula"),
        Case("box_same_embedding", 173, 260, 8, [box(20.5, 15, 130, 150.75), point(80, 90)], "formula"),
        Case("square_same_embedding", 192, 192, 16, [point(0, 0), box(50, 40, 191, 191)], "formula"),
    ]


def replace_heads(sam: torch.nn.Module, seed: int) -> None:
    """Gives the model a new prompt encoder and mask decoder by a seed."""
    torch.manual_seed(seed)
    sam.prompt_encoder, sam.mask_decoder = heads()
    enliven_heads(sam.prompt_encoder, sam.mask_decoder)
    sam.eval()


def heads() -> tuple[torch.nn.Module, torch.nn.Module]:
    """Prompt encoder and mask decoder of the official classes."""
    from efficient_sam.efficient_sam_decoder import MaskDecoder, PromptEncoder
    from efficient_sam.two_way_transformer import TwoWayTransformer

    activation = torch.nn.GELU
    decoder = MaskDecoder(
        transformer_dim=small.WIDTH,
        transformer=TwoWayTransformer(
            depth=2,
            embedding_dim=small.WIDTH,
            num_heads=4,
            mlp_dim=64,
            activation=activation,
            normalize_before_activation=False,
        ),
        num_multimask_outputs=3,
        activation=activation,
        normalization_type="layer_norm",
        normalize_before_activation=False,
        iou_head_depth=2,
        iou_head_hidden_dim=small.WIDTH,
        upscaling_layer_dims=[8, 4],
    )
    return PromptEncoder(small.WIDTH, image_embedding_size=(64, 64), input_image_size=(1024, 1024)), decoder


def main() -> None:
    options = small.arguments(__doc__)
    from efficient_sam.efficient_sam import EfficientSam
    from efficient_sam.efficient_sam_encoder import ImageEncoderViT

    torch.manual_seed(small.ENCODER_SEED)
    encoder = ImageEncoderViT(
        img_size=1024,
        patch_size=16,
        in_chans=3,
        patch_embed_dim=16,
        normalization_type="layer_norm",
        depth=2,
        num_heads=1,
        mlp_ratio=4.0,
        neck_dims=[small.WIDTH, small.WIDTH],
        act_layer=torch.nn.GELU,
    )
    enliven_encoder(encoder)
    prompts, decoder = heads()
    sam = EfficientSam(encoder, prompts, exporter.MOST_TOKENS, decoder).eval()
    wanted = cases()
    given = small.answers(sam, EfficientSamReference(sam), wanted, encoder.neck[-1], replace_heads)
    model = exporter.profile("efficientsam-small", "EfficientSAM, small random weights")
    exporter.export(sam, model, options.out, half=True)
    samflow.write(options.out, REFERENCE, "parity/efficientsam.py", wanted, given)


if __name__ == "__main__":
    main()
