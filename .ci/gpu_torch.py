#!/usr/bin/env python3
"""The same encoders through PyTorch: gpu_torch.py FILE RUNS adds lines of the kind that DeviceSpeed writes.

Whatever one of them fails at is told in a line of its own, and the others are measured.
"""
import functools
import importlib
import statistics
import sys
import time
import types
from pathlib import Path

import torch


def median_ms(module, image, runs):
    def once():
        start = time.perf_counter()
        module(image)
        if image.is_cuda:
            torch.cuda.synchronize()
        return (time.perf_counter() - start) * 1e3

    with torch.inference_mode():
        for _ in range(3 if image.is_cuda else 1):
            once()
        return statistics.median(once() for _ in range(runs))


def seednet():
    from seednet.model import SeedNet

    return SeedNet()


def sam_encoder():
    """SAM's ViT-B. Without the package's own __init__, which asks for torchvision; the encoder does not."""
    package = types.ModuleType("segment_anything")
    package.__path__ = [str(Path(__file__).resolve().parent / "segment_anything")]
    sys.modules.setdefault("segment_anything", package)
    vit = importlib.import_module("segment_anything.modeling.image_encoder").ImageEncoderViT
    # As build_sam_vit_b has it.
    return vit(
        depth=12,
        embed_dim=768,
        img_size=1024,
        mlp_ratio=4,
        norm_layer=functools.partial(torch.nn.LayerNorm, eps=1e-6),
        num_heads=12,
        patch_size=16,
        qkv_bias=True,
        use_rel_pos=True,
        global_attn_indexes=[2, 5, 8, 11],
        window_size=14,
        out_chans=256,
    )


# Name, module, shape of the image. A propagated slice is seen twice, once mirrored.
MODULES = (
    ("seednet-v1, graph alone", seednet, (1, 7, 128, 128)),
    ("seednet-v1, graph alone, two windows", seednet, (2, 7, 128, 128)),
    ("seednet-v1, graph alone, both directions", seednet, (4, 7, 128, 128)),
    ("sam-vit-b, encoder alone", sam_encoder, (1, 3, 1024, 1024)),
)

# Name, type, whether float32 products may use TF32, as ONNX Runtime's CUDA provider does unless told otherwise.
ON_CUDA = (("float32", torch.float32, False), ("float32, TF32", torch.float32, True), ("float16", torch.float16, True))
ON_CPU = (("float32", torch.float32, False),)


def place():
    """The device, and what to call it."""
    if torch.cuda.is_available():
        try:
            torch.zeros(8, device="cuda").sum().item()
            return "cuda", torch.cuda.get_device_name()
        except RuntimeError as refused:
            print(f"PyTorch cannot use the card: {first_line(refused)}; it is measured on the CPU.")
    elif torch.version.cuda is None:
        print("This PyTorch is built without CUDA; it is measured on the CPU.")
    else:
        print(f"This PyTorch (for CUDA {torch.version.cuda}) finds no card that it can use; it is measured on the CPU.")
    return "cpu", f"cpu ({torch.get_num_threads()} threads)"


def first_line(failure):
    return f"{type(failure).__name__}: {failure}".splitlines()[0]


def main(file, runs):
    torch.manual_seed(1)
    device, name = place()
    print(f"PyTorch {torch.__version__}, cuDNN {torch.backends.cudnn.version()}")
    with open(file, "a", encoding="utf-8") as out:

        def row(*words):
            line = "\t".join((f"PyTorch {torch.__version__} on {name}", *words))
            print(line, flush=True)
            out.write(line + "\n")
            out.flush()  # whoever ends this early keeps what there is

        for model, make, shape in MODULES:
            for kind, dtype, tf32 in ON_CUDA if device == "cuda" else ON_CPU:
                try:
                    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
                    module = make().to(device, dtype).eval()
                    image = torch.randn(shape, device=device).to(dtype)
                    ms = median_ms(module, image, runs * (4 if device == "cuda" else 1))
                    row(model, kind, f"{ms:.4g}", "ms")
                except Exception as failure:  # whatever a driver may think of: the others count
                    row(model, f"{kind}: {first_line(failure)}", "", "")
                finally:
                    module = image = None
                    if device == "cuda":
                        torch.cuda.empty_cache()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
