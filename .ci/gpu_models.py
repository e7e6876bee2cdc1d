#!/usr/bin/env python3
"""SAM ViT-B with random weights, in float32 and float16, small enough to carry: speed does not ask for the right
weights. All large weights of a graph share one file of random numbers that is as long as the largest of them.

gpu_models.py OUT [EXPORTED]   EXPORTED: a folder that volume-seg/export made of ViT-B; without it that is done here,
                               which takes minutes and needs the package segment-anything.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

EXPORT = Path(__file__).resolve().parent.parent / "volume-seg" / "export"
LARGE = 1024
TYPES = {TensorProto.FLOAT: np.float32, TensorProto.FLOAT16: np.float16}


def share(model, name, out):
    """Writes a graph whose large weights are the beginning of one file; few different values, so that it packs."""
    longest = 0
    for tensor in model.graph.initializer:
        size = int(np.prod(tensor.dims)) if tensor.dims else 1
        if tensor.data_type not in TYPES or size < LARGE:
            continue
        width = np.dtype(TYPES[tensor.data_type]).itemsize
        longest = max(longest, size * width)
        dtype, dims = tensor.data_type, list(tensor.dims)
        tensor_name = tensor.name
        tensor.Clear()
        tensor.name, tensor.data_type = tensor_name, dtype
        tensor.dims.extend(dims)
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", name + ".bin"), ("offset", "0"), ("length", str(size * width))):
            entry = tensor.external_data.add()
            entry.key, entry.value = key, value
    kind = TYPES[dtype_of(model)]
    few = (np.random.default_rng(1).integers(-64, 65, longest // np.dtype(kind).itemsize) / 2000).astype(kind)
    (out / (name + ".bin")).write_bytes(few.tobytes())
    (out / name).write_bytes(model.SerializeToString())
    print(f"{name}: {(out / name).stat().st_size / 1e6:.1f} MB and {few.nbytes / 1e6:.1f} MB of weights")


def dtype_of(model):
    return next(t.data_type for t in model.graph.initializer if t.data_location == TensorProto.EXTERNAL)


def exported(folder):
    import torch
    from segment_anything import sam_model_registry
    import segment_anything

    torch.manual_seed(1)
    weights = folder / "vit_b.pth"
    torch.save(sam_model_registry["vit_b"]().state_dict(), weights)
    code = Path(segment_anything.__file__).parent.parent
    command = [sys.executable, "-m", "voxelexport.sam", "--code", str(code), "--checkpoint", str(weights)]
    subprocess.run(command + ["--type", "vit_b", "--out", str(folder / "sam")], cwd=EXPORT, check=True)
    return folder / "sam"


def main(out, given=None):
    from onnxruntime.transformers.float16 import convert_float_to_float16

    with tempfile.TemporaryDirectory() as scratch:
        source = Path(given) if given else exported(Path(scratch))
        profile = json.loads((source / "profile.json").read_text())
        graphs = profile["graphs"]
        for precision in ("fp32", "fp16"):
            folder = Path(out) / f"sam-vit-b-{precision}"
            folder.mkdir(parents=True)
            if precision == "fp32":
                shutil.copy(source / graphs["decoder"], folder / "decoder.onnx")
            else:
                # One file of two names, which an archive holds once.
                os.link(Path(out) / "sam-vit-b-fp32" / "decoder.onnx", folder / "decoder.onnx")
            encoder = onnx.load(source / graphs["encoder"])
            if precision == "fp16":
                encoder = convert_float_to_float16(encoder, keep_io_types=True, disable_shape_infer=True)
            share(encoder, "encoder.onnx", folder)
            named = {"id": f"sam-vit-b-{precision}", "graphs": {"encoder": "encoder.onnx", "decoder": "decoder.onnx"}}
            (folder / "profile.json").write_text(json.dumps({**profile, **named}, indent=2))


if __name__ == "__main__":
    main(*sys.argv[1:])
