"""MedSAM (bowang-lab/MedSAM): boxes on CT, MR and other medical slices.

``python -m voxelexport.medsam --code MedSAM --checkpoint medsam_vit_b.pth --out medsam``
"""

from __future__ import annotations

from voxelexport import graphs
from voxelexport import profile as profiles
from voxelexport import sam as layout


def profile(identifier: str, name: str) -> dict:
    """SAM's graphs, but a stretched slice scaled to 0..1, boxes alone, and always the first mask, of which the
    probabilities, not the logits, are brought to the slice's size.

    The graph's previous mask is never used: MedSAM was trained without one.
    """
    made = layout.profile(identifier, name)
    made["intensity"] = profiles.MEDSAM_INTENSITY
    section = made["sam"]
    section["image"] = {
        "input": "input_image",
        "layout": "nchw",
        "resize": "stretch",
        "interpolation": "skimage-cubic",
        "scaling": "min-max",
    }
    section["prompts"].update(padding="never", clicks="none")
    section["previous"]["unused"] = True
    section["mask"].update(choose="first", frame="stretched", resample="probabilities")
    return made


def main() -> None:
    options = graphs.arguments(__doc__.splitlines()[0]).parse_args()
    graphs.use_code(options.code)
    from segment_anything import sam_model_registry
    from segment_anything.utils.onnx import SamOnnxModel

    # Unlike its relatives', this builder cannot do without a checkpoint, so it loads it itself.
    sam = sam_model_registry["vit_b"](checkpoint=options.checkpoint)
    model = profile("medsam-vit-b", "MedSAM ViT-B")
    layout.export(sam, SamOnnxModel(sam, return_single_mask=False), model, options.out, options.half)


if __name__ == "__main__":
    main()
