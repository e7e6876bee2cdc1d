"""Golden files of MedSAM: boxes, answered by the authors' ``MedSAM_Inference.py``.

``python -m parity.medsam --code MedSAM --out ../src/test/resources/parity/medsam``
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from parity import samflow, small
from parity.official import BoxReference, fixed_output, run_script
from voxelexport import medsam as exporter
from voxelexport import sam as layout

REFERENCE = ("bowang-lab/MedSAM", "d71e8a1a99ad751840a22a7fa3ecfb4166fb1488")


class MedSamReference(BoxReference):
    """The whole script encodes and confirms; while seeds are tried, its decoding function answers alone."""

    def __init__(self, model: torch.nn.Module, script: Path) -> None:
        super().__init__(model)
        self.script = script
        self.inference = None

    def run(self, rgb: np.ndarray, corners: list[float]) -> dict:
        """The script's variables after a slice and a box."""
        from segment_anything import sam_model_registry

        sam_model_registry["vit_b"] = lambda checkpoint: self.model
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "slice.png"
            Image.fromarray(rgb).save(picture)
            text = str([int(corner) for corner in corners])
            return run_script(self.script, "-i", str(picture), "-o", folder, "--box", text, "--device", "cpu")

    def encode(self, rgb: np.ndarray) -> torch.Tensor:
        names = self.run(rgb, [0, 0, 9, 9])
        self.inference = names["medsam_inference"]
        return names["image_embedding"]

    def segment(self, corners: np.ndarray) -> np.ndarray:
        rows, columns = self.case.rows, self.case.columns
        scaled = corners[None] / np.array([columns, rows, columns, rows]) * 1024
        return self.inference(self.model, self.features, scaled, rows, columns)

    def confirm(self, case: samflow.Case, mask: np.ndarray) -> None:
        """Compares a mask with what the whole script makes of the case's last box."""
        with fixed_output(self.model.image_encoder, case.features):
            found = self.run(case.rgb(), case.prompts[-1]["min"] + case.prompts[-1]["max"])["medsam_seg"]
        if not np.array_equal(found.astype(bool), mask):
            raise SystemExit(f"{case.name}: the script's mask is another one")


def main() -> None:
    options = small.arguments(__doc__)
    from segment_anything.modeling import MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
    from segment_anything.utils.onnx import SamOnnxModel

    prompts = small.small_prompts(PromptEncoder, side=1024, grid=64)
    sam = Sam(small.encoder(), prompts, small.small_decoder(MaskDecoder, TwoWayTransformer)).eval()
    cases = samflow.boxes_only(large=(1180, 1410))
    reference = MedSamReference(sam, options.code / "MedSAM_Inference.py")
    given = small.answers(sam, reference, cases)
    for case, steps in zip(cases, given):
        reference.confirm(case, steps[-1][0])
    model = exporter.profile("medsam-small", "MedSAM, small random weights")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, half=True)
    samflow.write(options.out, REFERENCE, "parity/medsam.py", cases, given)


if __name__ == "__main__":
    main()
