"""Writes the graph that proves a device: python3 make_probe.py (needs onnx).

Convolutions and nothing else, since every provider has them: 3 to 32 channels, four of 32 to 32, and one to 1, on
192x160 pixels; about 1.2 billion multiplications. Weights are random with a fixed seed, scaled so that neither zeros
nor infinities come out.
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

ROWS, COLUMNS = 192, 160
WIDTH = 32
TARGET = Path(__file__).parent.parent / "src/main/resources/io/github/voxelclick/onnx/probe.onnx"


def main():
    random = np.random.default_rng(20261126)
    nodes, weights = [], []
    channels, current = 3, "image"
    for n, out in enumerate([WIDTH] * 5 + [1]):
        shape = (out, channels, 3, 3)
        kernel = random.standard_normal(shape) * np.sqrt(2 / (9 * channels))
        weights.append(numpy_helper.from_array(kernel.astype(np.float32), f"w{n}"))
        last = n == 5
        name = "answer" if last else f"c{n}"
        nodes.append(helper.make_node("Conv", [current, f"w{n}"], [name], pads=[1, 1, 1, 1]))
        if not last:
            nodes.append(helper.make_node("Relu", [name], [f"r{n}"]))
        channels, current = out, f"r{n}"
    graph = helper.make_graph(
        nodes,
        "probe",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, ROWS, COLUMNS])],
        [helper.make_tensor_value_info("answer", TensorProto.FLOAT, [1, 1, ROWS, COLUMNS])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    model.producer_name = ""
    checker.check_model(model)
    TARGET.write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
