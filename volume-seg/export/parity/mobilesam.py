"""Golden files of MobileSAM: the official classes with small widths and random weights.

``python -m parity.mobilesam --code MobileSAM --out ../src/test/resources/parity/mobilesam``
"""

from __future__ import annotations

from parity import samflow, small
from voxelexport import mobilesam as exporter
from voxelexport import sam as layout

REFERENCE = ("ChaoningZhang/MobileSAM", "34bbbfdface3c18e5221aa7de6032d7220c6c6a1")


def main() -> None:
    options = small.arguments(__doc__)
    from mobile_sam import SamPredictor
    from mobile_sam.modeling import MaskDecoder, PromptEncoder, Sam, TinyViT, TwoWayTransformer
    from mobile_sam.utils.onnx import SamOnnxModel

    prompts = small.small_prompts(PromptEncoder, side=1024, grid=64)
    encoder = small.tiny_vit(TinyViT, side=1024)
    sam = Sam(encoder, prompts, small.small_decoder(MaskDecoder, TwoWayTransformer)).eval()
    cases = samflow.clicks_and_boxes(large=(1290, 1075))
    given = small.answers(sam, samflow.PredictorReference(SamPredictor(sam)), cases, sam.image_encoder.neck[-1])
    model = exporter.profile("mobilesam-small", "MobileSAM, small random weights")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, half=True)
    samflow.write(options.out, REFERENCE, "parity/mobilesam.py", cases, given)


if __name__ == "__main__":
    main()
