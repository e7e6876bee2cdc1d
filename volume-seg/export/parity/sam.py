"""Golden files of SAM: the official classes with small widths and random weights.

``python -m parity.sam --code segment-anything --out ../src/test/resources/parity/sam``

Without ``--code`` by the package segment-anything, whose version 1.0 is the repository at 7c52401: what answers here
is the same there but for comments and names.
"""

from __future__ import annotations

from parity import samflow, small
from voxelexport import sam as exporter

REFERENCE = ("facebookresearch/segment-anything", "dca509fe793f601edb92606367a655c15ac00fdf")


def main() -> None:
    options = small.arguments(__doc__, "segment-anything")
    from segment_anything import SamPredictor
    from segment_anything.modeling import MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
    from segment_anything.utils.onnx import SamOnnxModel

    prompts = small.small_prompts(PromptEncoder, side=1024, grid=64)
    sam = Sam(small.encoder(seed=options.seed), prompts, small.small_decoder(MaskDecoder, TwoWayTransformer)).eval()
    cases = samflow.varied(samflow.clicks_and_boxes(large=(1180, 1410)), options.seed)
    given = small.answers(sam, samflow.PredictorReference(SamPredictor(sam)), cases, start=options.seed)
    model = exporter.profile("sam-small", "SAM, small random weights")
    exporter.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, half=True)
    made_by = small.made_by(options, "parity/sam.py")
    samflow.write(options.out, small.reference(options, *REFERENCE), made_by, cases, given)


if __name__ == "__main__":
    main()
