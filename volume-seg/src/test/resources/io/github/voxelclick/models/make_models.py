"""Writes the miniature ONNX models that the tests run: python3 make_models.py (needs onnx 1.12).

similarity   SeedNet's signature; finds pixels as bright as those under positive clicks, scribbles, the
             probability so far or the neighbour's mask, not under negative clicks, not outside a box
channels     SeedNet's signature; a different weight for each channel, so that none can be mistaken
judging      SeedNet's signature with judgements: finds what is bright; fit is the mean of the image,
             presence that of the neighbour's mask
fixed_batch  takes one window at a time
wrong_rank, wrong_name, wrong_type, two_inputs   do not fit SeedNet's profile
slow         thirty convolutions, about a second
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

SIDE = 128
HERE = Path(__file__).parent


def constant(name, values, dtype=np.float32):
    return numpy_helper.from_array(np.array(values, dtype), name)


def save(name, nodes, initialisers, inputs, outputs):
    graph = helper.make_graph(nodes, name, inputs, outputs, initialisers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    model.producer_name = ""
    checker.check_model(model)
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString())


def tensor(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def node(kind, inputs, output, **attributes):
    return helper.make_node(kind, inputs.split(), [output] if isinstance(output, str) else output, **attributes)


INPUT = [tensor("input", ["n", 7, SIDE, SIDE])]
PROB = [tensor("prob", ["n", 1, SIDE, SIDE])]
ONES = np.ones((1, 1, 1, 1))


def similarity():
    nodes = [
        node("Split", "input", ["image", "pos", "neg", "box", "prev", "nimage", "nmask"], axis=1),
        node("Add", "pos prev", "here"),
        node("Mul", "image here", "a"),
        node("Mul", "nimage nmask", "b"),
        node("Add", "a b", "lit"),
        node("Add", "here nmask", "seed"),
        node("ReduceSum", "lit axes", "sum", keepdims=1),
        node("ReduceSum", "seed axes", "area", keepdims=1),
        node("Max", "area one", "some"),
        node("Div", "sum some", "level"),
        node("Sub", "image level", "d"),
        node("Abs", "d", "e"),
        node("Mul", "e steep", "f"),
        node("Sub", "one f", "g"),
        node("Add", "neg box", "no"),
        node("Sub", "g no", "h"),
        node("Clip", "h zero_scalar one_scalar", "prob"),
    ]
    initialisers = [
        constant("axes", [2, 3], np.int64),
        constant("one", ONES),
        constant("steep", 4 * ONES),
        constant("zero_scalar", 0),
        constant("one_scalar", 1),
    ]
    save("similarity", nodes, initialisers, INPUT, PROB)


def channels():
    weights = constant("weights", np.array([0.4, 0.2, 0.1, 0.05, 0.025, 0.0125, 0.00625]).reshape(1, 7, 1, 1))
    save("channels", [node("Conv", "input weights", "prob")], [weights], INPUT, PROB)


def judging():
    nodes = [
        node("Split", "input", ["image", "pos", "neg", "box", "prev", "nimage", "nmask"], axis=1),
        node("Identity", "image", "prob"),
        node("ReduceMean", "image", "fit", axes=[2, 3], keepdims=0),
        node("ReduceMean", "nmask", "presence", axes=[2, 3], keepdims=0),
        node("Concat", "fit presence", "judged", axis=1),
    ]
    save("judging", nodes, [], INPUT, [*PROB, tensor("judged", ["n", 2])])


def misfits():
    weights = constant("weights", np.ones((1, 7, 1, 1)))
    conv = node("Conv", "input weights", "prob")
    save("fixed_batch", [conv], [weights], [tensor("input", [1, 7, SIDE, SIDE])], [tensor("prob", [1, 1, SIDE, SIDE])])
    save("wrong_rank", [node("Identity", "input", "prob")], [], [tensor("input", ["n", 7, SIDE])], [tensor("prob", ["n", 7, SIDE])])
    save("wrong_name", [node("Conv", "image weights", "prob")], [weights], [tensor("image", ["n", 7, SIDE, SIDE])], PROB)
    save(
        "wrong_type",
        [node("Cast", "input", "f", to=TensorProto.FLOAT), node("Conv", "f weights", "prob")],
        [weights],
        [tensor("input", ["n", 7, SIDE, SIDE], TensorProto.INT64)],
        PROB,
    )
    two = [node("Conv", "input weights", "a"), node("Mul", "a size", "prob")]
    save("two_inputs", two, [weights], [*INPUT, tensor("size", [1])], PROB)


def slow():
    nodes = [
        node("ConstantOfShape", "first_shape", "first", value=helper.make_tensor("v", TensorProto.FLOAT, [1], [0.1])),
        node("ConstantOfShape", "shape", "w", value=helper.make_tensor("v", TensorProto.FLOAT, [1], [0.001])),
        node("ConstantOfShape", "last_shape", "last", value=helper.make_tensor("v", TensorProto.FLOAT, [1], [0.01])),
        node("Conv", "input first", "x0", pads=[1, 1, 1, 1]),
    ]
    for n in range(30):
        nodes += [node("Conv", f"x{n} w", f"c{n}", pads=[1, 1, 1, 1]), node("Relu", f"c{n}", f"x{n + 1}")]
    nodes.append(node("Conv", "x30 last", "prob"))
    initialisers = [
        constant("first_shape", [96, 7, 3, 3], np.int64),
        constant("shape", [96, 96, 3, 3], np.int64),
        constant("last_shape", [1, 96, 1, 1], np.int64),
    ]
    save("slow", nodes, initialisers, INPUT, PROB)


for make in (similarity, channels, judging, misfits, slow):
    make()
