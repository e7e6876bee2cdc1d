"""Weights of an ONNX file in half the space."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def round_to_half(module) -> None:
    """Rounds a PyTorch module's weights and buffers to what float16 can hold, in place."""
    for tensor in list(module.parameters()) + list(module.buffers()):
        if tensor.is_floating_point():
            tensor.data.copy_(tensor.data.half().float())


def store_as_half(model: onnx.ModelProto, least: int = 16) -> onnx.ModelProto:
    """Stores each float32 initialiser that float16 holds exactly as float16 with a cast behind it, so
    that the graph still computes the same in float32. Those of fewer than ``least`` numbers stay."""
    casts = []
    for number, tensor in enumerate(model.graph.initializer):
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        with np.errstate(over="ignore"):
            half = values.astype(np.float16)
        if values.size < least or not np.array_equal(half.astype(np.float32), values):
            continue
        stored = numpy_helper.from_array(half, tensor.name + ".half")
        casts.append(helper.make_node("Cast", [stored.name], [tensor.name], to=TensorProto.FLOAT))
        model.graph.initializer[number].CopyFrom(stored)
    nodes = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(casts + nodes)
    onnx.checker.check_model(model)
    return model


def shorten_names(model: onnx.ModelProto) -> onnx.ModelProto:
    """Numbers everything inside the graph: the names of modules take more room than small weights."""
    graph = model.graph
    kept = {v.name for v in (*graph.input, *graph.output)}
    short: dict[str, str] = {"": ""}

    def name(long: str) -> str:
        return long if long in kept else short.setdefault(long, f"v{len(short)}")

    for node in graph.node:
        node.name = ""
        for names in (node.input, node.output):
            names[:] = [name(n) for n in names]
        if any(a.type == onnx.AttributeProto.GRAPH for a in node.attribute):
            raise ValueError(f"{node.op_type} holds a graph, whose names this does not follow")
    for tensor in graph.initializer:
        tensor.name = name(tensor.name)
    del graph.value_info[:]
    onnx.checker.check_model(model)
    return model
