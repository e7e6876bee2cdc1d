"""Makes fp16 and int8 models of small float32 models of the tests, as users' tools make theirs.

    python -m parity.low_precision --resources ../src/test/resources

fp16: all of both graphs, their inputs and outputs too. int8: the weights of convolutions and matrix products become
int8 with a scale for each output channel and a DequantizeLinear node (QDQ), as quantization of weights alone does.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.transformers.float16 import convert_float_to_float16

SMALLEST = 64  # numbers in a weight that is worth it


def whole(model: onnx.ModelProto) -> onnx.ModelProto:
    """Weights that are kept small as fp16 and cast to float32 in the graph, as float32."""
    graph = model.graph
    weights = {w.name: w for w in graph.initializer}
    for node in list(graph.node):
        if node.op_type == "Cast" and node.input[0] in weights:
            values = numpy_helper.to_array(weights[node.input[0]]).astype(np.float32)
            graph.initializer.append(numpy_helper.from_array(values, node.output[0]))
            graph.node.remove(node)
    used = {name for node in graph.node for name in node.input}
    for w in list(graph.initializer):
        if w.name not in used:
            graph.initializer.remove(w)
    return model


def output_axis(node: onnx.NodeProto, rank: int) -> int:
    """Which dimension of a weight counts what the node gives."""
    if node.op_type == "MatMul":
        return rank - 1
    if node.op_type == "Gemm":
        return 0 if any(a.name == "transB" and a.i == 1 for a in node.attribute) else 1
    return 1 if node.op_type == "ConvTranspose" else 0


def int8(model: onnx.ModelProto) -> onnx.ModelProto:
    graph = model.graph
    weights = {w.name: w for w in graph.initializer}
    axis = {}
    for node in graph.node:
        if node.op_type in ("Conv", "ConvTranspose", "MatMul", "Gemm") and len(node.input) > 1:
            name = node.input[1]
            if name in weights and numpy_helper.to_array(weights[name]).size >= SMALLEST:
                axis[name] = output_axis(node, numpy_helper.to_array(weights[name]).ndim)
    added = []
    for name, along in axis.items():
        values = numpy_helper.to_array(weights[name])
        others = tuple(d for d in range(values.ndim) if d != along)
        scale = np.maximum(np.abs(values).max(axis=others), 1e-9).astype(np.float32) / 127
        shape = [1] * values.ndim
        shape[along] = -1
        whole = np.clip(np.round(values / scale.reshape(shape)), -127, 127).astype(np.int8)
        graph.initializer.remove(weights[name])
        graph.initializer.extend(
            [
                numpy_helper.from_array(whole, name + "_int8"),
                numpy_helper.from_array(scale, name + "_scale"),
                numpy_helper.from_array(np.zeros(len(scale), np.int8), name + "_zero"),
            ]
        )
        inputs = [name + "_int8", name + "_scale", name + "_zero"]
        added.append(helper.make_node("DequantizeLinear", inputs, [name], axis=along))
    for node in reversed(added):
        graph.node.insert(0, node)
    print(len(axis), "weights as int8")
    return model


def fp16(model: onnx.ModelProto) -> onnx.ModelProto:
    return convert_float_to_float16(model, keep_io_types=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resources", type=Path, required=True)
    given = parser.parse_args()
    for model, kind, convert in (
        ("miniature/bright", "fp16", fp16),
        ("parity/scribbleprompt", "int8", int8),
    ):
        source = given.resources / model
        folder = given.resources / "precision" / f"{source.name}-{kind}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "profile.json", folder)
        for file in json.loads((source / "profile.json").read_text())["graphs"].values():
            converted = convert(whole(onnx.load(source / file)))
            onnx.checker.check_model(converted)
            (folder / file).write_bytes(converted.SerializeToString())


if __name__ == "__main__":
    main()
