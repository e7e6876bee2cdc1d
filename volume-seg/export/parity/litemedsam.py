"""Golden files of LiteMedSAM: boxes, answered by the functions of ``CVPR24_LiteMedSAM_infer.py``.

``python -m parity.litemedsam --code MedSAM --out ../src/test/resources/parity/litemedsam``
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import cv2
import numpy as np
import torch

from parity import samflow, small
from parity.official import BoxReference, definitions, fixed_output
from voxelexport import litemedsam as exporter
from voxelexport import sam as layout

REFERENCE = ("bowang-lab/MedSAM", "b0fab476e54e631dd412b25e0db9fdf2a2b0f54c")


class LiteMedSamReference(BoxReference):
    """The script's function for 2-D files encodes and confirms; its parts answer while seeds are tried."""

    def __init__(self, model: torch.nn.Module, names: dict) -> None:
        super().__init__(model)
        self.names = names

    def run(self, rgb: np.ndarray, corners: list[float]) -> np.ndarray:
        """What the script writes for a slice and a box."""
        with tempfile.TemporaryDirectory() as folder:
            given = Path(folder) / "2D.npz"
            np.savez(given, imgs=rgb, boxes=np.array([corners]))
            self.names.update(pred_save_dir=folder, save_overlay=False)
            self.names["MedSAM_infer_npz_2D"](str(given))
            return np.load(given)["segs"] > 0

    def encode(self, rgb: np.ndarray) -> torch.Tensor:
        found: list[torch.Tensor] = []
        hook = self.model.image_encoder.register_forward_hook(lambda _, given, output: found.append(output))
        self.run(rgb, [0, 0, 9, 9])
        hook.remove()
        return found[0]

    def segment(self, corners: np.ndarray) -> np.ndarray:
        size = self.case.rows, self.case.columns
        shrunk = self.names["resize_longest_side"](np.zeros((*size, 3), np.uint8)).shape[:2]
        scaled = self.names["resize_box_to_256"](corners, original_size=size)[None]
        return self.names["medsam_inference"](self.model, self.features, scaled, shrunk, size)[0]

    def confirm(self, case: samflow.Case, mask: np.ndarray) -> None:
        """Compares a mask with what the script makes of the case's last box."""
        with fixed_output(self.model.image_encoder, case.features):
            found = self.run(case.rgb(), case.prompts[-1]["min"] + case.prompts[-1]["max"])
        if not np.array_equal(found, mask):
            raise SystemExit(f"{case.name}: the script's mask is another one")


def main() -> None:
    options = small.arguments(__doc__)
    from segment_anything.modeling import MaskDecoder, PromptEncoder, TwoWayTransformer
    from segment_anything.utils.onnx import SamOnnxModel
    from tiny_vit_sam import TinyViT

    names = definitions(
        options.code / "CVPR24_LiteMedSAM_infer.py",
        **{"np": np, "torch": torch, "nn": torch.nn, "F": torch.nn.functional, "cv2": cv2},
        **{"join": os.path.join, "basename": os.path.basename, "device": torch.device("cpu"), "image_size": 256},
    )
    prompts = small.small_prompts(PromptEncoder, side=256, grid=64)
    decoder = small.small_decoder(MaskDecoder, TwoWayTransformer)
    sam = names["MedSAM_Lite"](small.tiny_vit(TinyViT, side=256), decoder, prompts).eval()
    names["medsam_lite_model"] = sam
    cases = samflow.boxes_only(large=(512, 431))
    reference = LiteMedSamReference(sam, names)
    given = small.answers(sam, reference, cases, sam.image_encoder.neck[-1])
    for case, steps in zip(cases, given):
        reference.confirm(case, steps[-1][0])
    model = exporter.profile("litemedsam-small", "LiteMedSAM, small random weights")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, half=True)
    samflow.write(options.out, REFERENCE, "parity/litemedsam.py", cases, given)


if __name__ == "__main__":
    main()
