"""MobileSAM (ChaoningZhang/MobileSAM): SAM with a small encoder.

``python -m voxelexport.mobilesam --code MobileSAM --checkpoint mobile_sam.pt --out mobilesam``
"""

from __future__ import annotations

from voxelexport import graphs
from voxelexport import sam as layout

profile = layout.profile
"""MobileSAM is fed and read as SAM is."""


def main() -> None:
    options = graphs.arguments(__doc__.splitlines()[0]).parse_args()
    graphs.use_code(options.code)
    from mobile_sam import sam_model_registry
    from mobile_sam.utils.onnx import SamOnnxModel

    sam = sam_model_registry["vit_t"]()
    graphs.load_weights(sam, options.checkpoint)
    model = profile("mobilesam", "MobileSAM")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, options.half)


if __name__ == "__main__":
    main()
