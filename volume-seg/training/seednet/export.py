"""Writes the averaged weights of one or more checkpoints as ONNX, and checks it against PyTorch.

    python -m seednet.export --checkpoint FILE [FILE …] --onnx FILE
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from seednet.model import INPUT_CHANNELS, WIDTHS, SeedNet

OPSET = 16
TRACE_SIZE = 128
STORED_AS_HALF_FROM = 64
"""Tensors with fewer values stay fp32."""


class WithSigmoid(torch.nn.Module):
    """What is exported: probabilities instead of logits."""

    def __init__(self, net: SeedNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        logits, judged = self.net(x)
        return torch.sigmoid(logits), torch.sigmoid(judged)


def load_average(*checkpoints: str | Path) -> SeedNet:
    """The network with the averaged (EMA) weights, those of several processes once more averaged."""
    loaded = [torch.load(path, map_location="cpu") for path in checkpoints]
    states = [one["ema"] for one in loaded]
    mean = {
        name: sum(state[name].float() for state in states) / len(states)
        if values.dtype.is_floating_point
        else values
        for name, values in states[0].items()
    }
    net = SeedNet(loaded[0].get("widths", WIDTHS))
    net.load_state_dict(mean)
    return net.to(memory_format=torch.contiguous_format).eval()


def store_half(model: onnx.ModelProto) -> None:
    """Stores weights as fp16 with a cast to fp32 each, which ONNX Runtime folds when loading."""
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= STORED_AS_HALF_FROM:
            name = tensor.name
            graph.initializer.remove(tensor)
            graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
            casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for index, cast in enumerate(casts):
        graph.node.insert(index, cast)


def export(net: SeedNet, target: Path, half: bool) -> None:
    """Writes the ONNX file; batch, height and width stay free."""
    axes = {0: "N", 2: "H", 3: "W"}
    example = torch.rand(1, INPUT_CHANNELS, TRACE_SIZE, TRACE_SIZE)
    torch.onnx.export(
        WithSigmoid(net).eval(),
        example,
        str(target),
        opset_version=OPSET,
        input_names=["input"],
        output_names=["prob", "judged"],
        dynamic_axes={"input": axes, "prob": axes, "judged": {0: "N"}},
        do_constant_folding=True,
    )
    model = onnx.load(str(target))
    if half:
        store_half(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def phantom_inputs() -> np.ndarray:
    """Network inputs as they occur: clicks, a box and a neighbour on the golden phantom."""
    from seednet import infer
    from seednet.golden import phantom

    image, beside = phantom(0), phantom(2.5)
    views = [
        infer.SliceView(image, [infer.Point(31, 30, True)]),
        infer.SliceView(image, [infer.Point(58, 37, True), infer.Point(31, 30, False)]),
        infer.SliceView(image, [infer.Box(16, 14, 50, 49)]),
        infer.SliceView(beside, [], image, image > 0.55),
    ]
    windows = [infer.whole_slice(image.shape), infer.Window(40, 33, 46)]
    return np.stack([view.tensor(window, None) for view in views for window in windows])


def compare(net: SeedNet, target: Path, inputs: np.ndarray) -> tuple[float, int]:
    """Largest difference of probabilities to PyTorch, and how many mask pixels differ."""
    from seednet.infer import onnx_network

    with torch.no_grad():
        expected = torch.sigmoid(net(torch.from_numpy(inputs))[0]).numpy()
    actual, _ = onnx_network(str(target))(inputs)
    return float(np.abs(actual - expected).max()), int(((actual > 0.5) != (expected > 0.5)).sum())


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_digest(onnx_file: Path) -> None:
    """Writes the file's SHA-256 beside it, and prints it."""
    digest = sha256(onnx_file)
    onnx_file.with_suffix(".sha256").write_text(f"{digest}  {onnx_file.name}\n")
    print(f"{onnx_file.name}: {onnx_file.stat().st_size / 1e6:.2f} MB, sha256 {digest}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True, nargs="+")
    parser.add_argument("--onnx", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="store weights as fp32 instead of fp16")
    options = parser.parse_args()
    net = load_average(*options.checkpoint)
    export(net, options.onnx, half=not options.full)
    difference, pixels = compare(net, options.onnx, phantom_inputs())
    write_digest(options.onnx)
    print(f"against PyTorch: largest difference {difference:.2e}, mask pixels that differ {pixels}")


if __name__ == "__main__":
    main()
