"""Starts training from an exported network: the weights of an ONNX file, batch norm un-folded.

The export folds each batch normalisation into its convolution. Here every convolution takes the
file's weights, and its batch norm the statistics that this convolution has on training examples, so
that the network computes in inference what the file computes. Layers that the file lacks keep their
random weights.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from seednet.model import SeedNet


def folded_convolutions(path: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weights and biases of the file's convolutions, in the order in which they are computed."""
    graph = onnx.load(str(path)).graph
    values = {tensor.name: numpy_helper.to_array(tensor).astype(np.float32) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]]
    return [
        (values[node.input[1]], values[node.input[2]]) for node in graph.node if node.op_type == "Conv"
    ]


def computed_order(net: SeedNet, example: torch.Tensor) -> list[nn.Conv2d]:
    """The network's convolutions in the order in which they are computed in inference."""
    order: list[nn.Conv2d] = []
    hooks = [
        module.register_forward_hook(lambda m, _i, _o: order.append(m))
        for module in net.modules()
        if isinstance(module, nn.Conv2d)
    ]
    with torch.no_grad():
        net.eval()(example)
    for hook in hooks:
        hook.remove()
    return order


def start_from(net: SeedNet, path: Path, examples: np.ndarray) -> int:
    """Loads the file's convolutions that fit; returns how many.

    ``examples`` [N,7,S,S] are inputs as training draws them, for the batch norms' statistics.
    """
    inputs = torch.from_numpy(examples)
    order = computed_order(net, inputs[:1])
    biases: dict[nn.Conv2d, torch.Tensor] = {}
    loaded = 0
    for module, (weight, bias) in zip(order, folded_convolutions(path)):
        if tuple(module.weight.shape) != weight.shape:
            raise ValueError(f"{path.name}: convolution {loaded} has {weight.shape}, expected {tuple(module.weight.shape)}")
        with torch.no_grad():
            module.weight.copy_(torch.from_numpy(weight))
            if module.bias is not None:
                module.bias.copy_(torch.from_numpy(bias))
            else:
                biases[module] = torch.from_numpy(bias)
        loaded += 1
    _unfold(net, biases, inputs)
    return loaded


def _unfold(net: SeedNet, biases: dict[nn.Conv2d, torch.Tensor], inputs: torch.Tensor) -> None:
    """Sets each batch norm so that, with the statistics of the inputs, it only adds the bias."""

    def set_norm(norm: nn.BatchNorm2d, bias: torch.Tensor):
        def hook(_module, arguments):
            values = arguments[0].float()
            mean, variance = values.mean((0, 2, 3)), values.var((0, 2, 3), unbiased=False)
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
            norm.weight.copy_((variance + norm.eps).sqrt())
            norm.bias.copy_(bias + mean)

        return norm.register_forward_pre_hook(hook)

    hooks = []
    for block in net.modules():
        if isinstance(block, nn.Sequential):
            for first, second in zip(block, list(block)[1:]):
                if first in biases and isinstance(second, nn.BatchNorm2d):
                    hooks.append(set_norm(second, biases[first]))
    with torch.no_grad():
        net.eval()(inputs)
    for hook in hooks:
        hook.remove()
    net.train()
