"""SAM-Med2D (OpenGVLab/SAM-Med2D): clicks, boxes and a previous mask on medical slices of 256 x 256.

``python -m voxelexport.sammed2d --code SAM-Med2D --checkpoint sam-med2d_b.pth --out sam-med2d``
"""

from __future__ import annotations

from argparse import Namespace

from voxelexport import graphs
from voxelexport import sam as layout

SIDE = 256


def profile(identifier: str, name: str) -> dict:
    """SAM's graphs, but a slice stretched without interpolation, always the best of the three masks that the
    second to fourth token give, and a previous mask of probabilities (the authors train and predict so)."""
    made = layout.profile(identifier, name, side=SIDE, low=SIDE // 4)
    section = made["sam"]
    section["image"].update(resize="stretch", interpolation="nearest")
    del section["image"]["rounding"]
    section["previous"]["values"] = "probabilities"
    section["mask"].update({"choose": "best", "first": 1, "frame": "stretched", "via": SIDE})
    return made


def main() -> None:
    options = graphs.arguments(__doc__.splitlines()[0]).parse_args()
    graphs.use_code(options.code)
    from segment_anything import sam_model_registry
    from segment_anything.utils.onnx import SamOnnxModel

    sam = sam_model_registry["vit_b"](Namespace(image_size=SIDE, sam_checkpoint=None, encoder_adapter=True))
    graphs.load_weights(sam, options.checkpoint)
    model = profile("sam-med2d-b", "SAM-Med2D ViT-B")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, options.half)


if __name__ == "__main__":
    main()
