"""What every exporter shares: reading weights, exporting a graph, storing it in half size, and proof that
ONNX Runtime computes what PyTorch computes."""

from __future__ import annotations

import argparse
import inspect
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
"""The newest operator set that ONNX Runtime 1.12 and later read."""

TOLERANCE = 1e-4
"""Largest difference between ONNX Runtime and PyTorch, as a part of the spread of the output's values."""

LARGEST_FILE = 2_000_000_000
"""Protocol buffers end at 2 GiB, and the plugin reads models of one file only."""

SMALLEST_HALF = 32
"""Tensors with fewer values are left as they are: a Cast costs more bytes than it saves."""


def arguments(description: str, types: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command line that all exporters have; ``--type`` only where a family has several sizes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--code", type=Path, required=True, help="folder with the official repository")
    parser.add_argument("--checkpoint", type=Path, required=True, help="the official weights")
    parser.add_argument("--out", type=Path, required=True, help="folder for the ONNX files and profile.json")
    parser.add_argument("--half", action="store_true", help="store weights as 16-bit numbers: half the size")
    if types:
        parser.add_argument("--type", choices=types, default=types[0], help="size of the model")
    return parser


def use_code(folder: Path) -> None:
    """Makes the official repository's packages importable."""
    if not folder.is_dir():
        raise SystemExit(f"No folder {folder}: --code must name a copy of the official repository")
    sys.path.insert(0, str(folder.resolve()))


def load_weights(model: torch.nn.Module, checkpoint: Path) -> None:
    """Loads a checkpoint that holds weights, bare or under "model" or "state_dict"; every name must match."""
    found = torch.load(checkpoint, map_location="cpu", **_if_known(torch.load, weights_only=True))
    for key in ("model", "state_dict"):
        if isinstance(found.get(key), Mapping):
            found = found[key]
    found = {name.removeprefix("module."): value for name, value in found.items()}
    model.load_state_dict(found)
    model.eval()


def fold_batch_norms(model: torch.nn.Module) -> None:
    """Folds batch norms into convolutions by the official classes' own ``fuse``, where they have it; the
    exporter of ONNX would fold them later, after weights were rounded."""
    for name, child in model.named_children():
        if hasattr(child, "fuse"):
            setattr(model, name, child.fuse())
        else:
            fold_batch_norms(child)


def round_to_half(model: torch.nn.Module) -> None:
    """Rounds all weights to what 16 bits can hold, so that storing them so changes nothing."""
    fold_batch_norms(model)
    for tensor in model.state_dict().values():
        if tensor.dtype == torch.float32:
            tensor.copy_(tensor.half().float())
    model.train().eval()  # TinyViT keeps a copy of weights, made on this turn


def export(
    module: torch.nn.Module,
    inputs: Mapping[str, torch.Tensor],
    outputs: Sequence[str],
    path: Path,
    dynamic: Mapping[str, Mapping[int, str]] | None = None,
    half: bool = False,
) -> None:
    """Writes a module as one ONNX file.

    Constants are not folded: position codes then stay a few operators instead of megabytes, and ONNX Runtime
    folds them when it opens the file.

    Args:
        inputs: An example of each input, in the module's order.
        outputs: A name for each output.
        dynamic: Inputs' axes whose length may change.
        half: Weights that 16 bits can hold exactly are stored so.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer's remarks on Python numbers, right for fixed sizes
        raw = Path(folder) / "raw.onnx"  # may come with many data files beside it
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(raw),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: dict(axes) for name, axes in (dynamic or {}).items()},
            opset_version=OPSET,
            do_constant_folding=False,
            **_if_known(torch.onnx.export, dynamo=False),
        )
        graph = onnx.load(str(raw))
    if half:
        store_as_half(graph)
    size = graph.ByteSize()
    if size > LARGEST_FILE:
        raise SystemExit(f"{path.name} would have {size} bytes, one file may have {LARGEST_FILE}: use --half")
    onnx.save(graph, str(path))


def _if_known(function: object, **options: object) -> dict[str, object]:
    """Those options that this version of a function has."""
    known = inspect.signature(function).parameters
    return {name: value for name, value in options.items() if name in known}


def store_as_half(model: onnx.ModelProto) -> None:
    """Stores weights that 16 bits can hold as such, each followed by a Cast to 32 bits."""
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        with np.errstate(over="ignore"):
            small = values.astype(np.float16)
        if values.size < SMALLEST_HALF or not np.array_equal(small.astype(np.float32), values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(small, name + ".half"))
        casts.append(helper.make_node("Cast", [name + ".half"], [name], to=TensorProto.FLOAT))
    nodes = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(casts + nodes)


def open_graph(path: Path) -> onnxruntime.InferenceSession:
    """Opens a graph as the plugin does, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def check(path: Path, module: torch.nn.Module, examples: Sequence[Mapping[str, torch.Tensor]]) -> float:
    """Compares ONNX Runtime with PyTorch on examples; raises if they differ by more than `TOLERANCE`.

    Returns:
        The largest difference, as a part of the output's spread.
    """
    session = open_graph(path)
    worst = 0.0
    for example in examples:
        with torch.no_grad():
            wanted = module(*example.values())
        wanted = wanted if isinstance(wanted, (tuple, list)) else [wanted]
        taken = {one.name for one in session.get_inputs()}
        given = {name: value.numpy() for name, value in example.items() if name in taken}
        for output, torch_value, value in zip(session.get_outputs(), wanted, session.run(None, given)):
            torch_value = torch_value.numpy()
            if value.shape != torch_value.shape:
                raise SystemExit(f"{path.name}: {output.name} is {value.shape}, PyTorch gives {torch_value.shape}")
            spread = float(np.ptp(torch_value)) or 1.0
            difference = float(np.abs(value - torch_value).max()) / spread
            if not difference <= TOLERANCE:
                raise SystemExit(f"{path.name}: {output.name} differs from PyTorch by {difference:.2e} of its spread")
            worst = max(worst, difference)
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, differs from PyTorch by at most {worst:.1e}")
    return worst
