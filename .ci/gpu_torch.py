#!/usr/bin/env python3
"""The same encoders through PyTorch: gpu_torch.py FILE RUNS adds lines of the kind that DeviceSpeed writes."""
import statistics
import sys
import time

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


def modules():
    """Name, module, shape of the image."""
    from seednet.model import SeedNet

    yield "seednet-v1, graph alone", SeedNet(), (1, 7, 128, 128)
    try:
        from segment_anything import sam_model_registry
    except ImportError as missing:
        print(f"PyTorch: no SAM here ({missing}).")
        return
    yield "sam-vit-b, encoder alone", sam_model_registry["vit_b"]().image_encoder, (1, 3, 1024, 1024)


def main(file, runs):
    torch.manual_seed(1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    name = torch.cuda.get_device_name() if device == "cuda" else f"cpu ({torch.get_num_threads()} threads)"
    with open(file, "a", encoding="utf-8") as out:
        for model, module, shape in modules():
            for kind in (torch.float32, torch.float16) if device == "cuda" else (torch.float32,):
                ms = median_ms(module.to(device, kind).eval(), torch.randn(shape, device=device, dtype=kind), runs)
                words = (f"PyTorch {torch.__version__} on {name}", model, str(kind).split(".")[1], f"{ms:.4g}", "ms")
                print("\t".join(words))
                out.write("\t".join(words) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
