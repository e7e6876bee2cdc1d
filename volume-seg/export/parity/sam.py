"""Golden files of SAM: the official classes with small widths and random weights.

``python -m parity.sam --code segment-anything --out ../src/test/resources/parity/sam``
"""

from __future__ import annotations

from parity import samflow, small
from voxelexport import sam as exporter

REFERENCE = ("facebookresearch/segment-anything", "dca509fe793f601edb92606367a655c15ac00fdf")


def main() -> None:
    options = small.arguments(__doc__)
    from segment_anything import SamPredictor
    from segment_anything.modeling import MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
    from segment_anything.utils.onnx import SamOnnxModel

    prompts = small.small_prompts(PromptEncoder, side=1024, grid=64)
    sam = Sam(small.encoder(), prompts, small.small_decoder(MaskDecoder, TwoWayTransformer)).eval()
    cases = samflow.clicks_and_boxes(large=(1180, 1410))
    given = small.answers(sam, samflow.PredictorReference(SamPredictor(sam)), cases)
    model = exporter.profile("sam-small", "SAM, small random weights")
    exporter.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, half=True)
    samflow.write(options.out, REFERENCE, "parity/sam.py", cases, given)


if __name__ == "__main__":
    main()
