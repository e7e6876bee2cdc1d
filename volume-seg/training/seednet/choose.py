"""Trains what weighs the first looks at a slice, and puts it into an exported network as its third judgement.

    python -m seednet.choose --cache DIR --model FILE.onnx --out FILE.onnx --minutes 30 [--examples FILE …]

A first click is looked at in windows of several sizes, and only one or two of them hold what was meant and little
more. ``fit`` cannot tell which: it was trained on windows that suit their target. Here the network is left as it is;
it looks at slices that were never seen in this way (turned, scaled and with other intensities, or synthetic), in the
windows of ``infer.first_windows``, and a small head learns from the judge's features how well each window's mask fits
on the slice.
"""

from __future__ import annotations

import argparse
import pickle
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
from torch import multiprocessing, nn

from seednet import infer, prompts
from seednet.evaluate import dice
from seednet.export import write_digest
from seednet.feed import make_sampler
from seednet.geometry import paste
from seednet.placement import Placement
from seednet.sample import LESION, ON_IMAGES, PSEUDO, REAL, RECOLOURED, SCENE, Sampler

KINDS = {REAL: 0.69, PSEUDO: 0.15, SCENE: 0.09, RECOLOURED: 0.03, LESION: 0.04}
SIDES = (160, 256, 320)
PAINTED_SIDE = 160
"""Painted textures are no larger than that."""

LEAST_PIXELS = 60
OFF_CENTRE = 0.45
"""Of the clicks: how many lie anywhere but at the rim; the others at the deepest place."""

FEATURES = "/net/judge/Concat_output_0"
SCORES = "/net/judge/score/score.2/Conv_output_0"
HIDDEN = 48
EPOCHS = 25
BATCH = 128
RATE = 2e-3
SHARPNESS = 8.0
"""With which windows weigh while the head learns."""

ERROR_WEIGHT = 0.5


@dataclass
class Example:
    """A first click: the judge's features in each window [windows, features], and the Dice of each window's mask."""

    features: np.ndarray
    dice: np.ndarray


def with_features(path: Path) -> onnxruntime.InferenceSession:
    """The network, with what its judge sees as a further output."""
    model = onnx.load(str(path))
    model.graph.output.append(helper.make_tensor_value_info(FEATURES, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def draw(rng: np.random.Generator, sampler: Sampler, session: onnxruntime.InferenceSession) -> Example | None:
    """One slice with its click; None when what was drawn is too small."""
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    side = int(rng.choice(SIDES)) if kind in ON_IMAGES else PAINTED_SIDE
    pair = sampler.pair(kind, side, place=Placement.of_slice)
    truth = pair.target
    if truth.sum() < LEAST_PIXELS:
        return None
    if rng.random() < OFF_CENTRE:
        x, y = prompts.pick_point(rng, truth, 0)
    else:
        x, y, _ = prompts.best_next_click(np.zeros_like(truth), truth, [])
    view = infer.SliceView(pair.image.astype(np.float32).clip(0, 1), [infer.Point(x, y, True)])
    windows = infer.first_windows(view)
    inputs = np.stack([view.tensor(window, None) for window in windows])
    crops, features = session.run(["prob", FEATURES], {"input": inputs})
    masks = [paste(crop[0], window, truth.shape) > infer.THRESHOLD for crop, window in zip(crops, windows)]
    return Example(features[:, :, 0, 0].astype(np.float16), np.array([dice(m, truth) for m in masks], np.float32))


def collect(rank: int, cache: Path, model: Path, seed: int, minutes: float, out: Path) -> None:
    """Draws examples until the time is up; body of a process."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    rng = np.random.default_rng([seed, rank])
    sampler, session = make_sampler(cache, seed * 1000 + rank), with_features(model)
    examples, end = [], time.time() + 60 * minutes
    while time.time() < end:
        example = draw(rng, sampler, session)
        if example is not None:
            examples.append(example)
    part = out.with_suffix(f".{rank}.pkl")
    part.write_bytes(pickle.dumps(examples))
    print(f"{part}: {len(examples)} first clicks", flush=True)


class Chooser(nn.Module):
    """From standardised features [N,F] the Dice to be expected, 0 to 1."""

    def __init__(self, features: np.ndarray) -> None:
        super().__init__()
        self.mean = torch.from_numpy(features.mean(0))
        self.deviation = torch.from_numpy(features.std(0) + 1e-3)
        self.layers = nn.Sequential(
            nn.Linear(features.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, 1)
        )

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.layers((features - self.mean) / self.deviation))[..., 0]

    def folded(self) -> list[np.ndarray]:
        """Weights and biases of two 1×1 convolutions on features that are not standardised."""
        first, last = self.layers[0], self.layers[3]
        weight = first.weight / self.deviation
        bias = first.bias - weight @ self.mean
        folded = (weight[:, :, None, None], bias, last.weight[:, :, None, None], last.bias)
        return [values.detach().numpy().astype(np.float32) for values in folded]


def learn(examples: list[Example], seed: int) -> Chooser:
    """Maximises the Dice that is to be expected when windows weigh as in ``infer.first_look``."""
    torch.manual_seed(seed)
    most, width = max(len(e.dice) for e in examples), examples[0].features.shape[1]
    features = np.zeros((len(examples), most, width), np.float32)
    truth, there = (np.zeros((len(examples), most), kind) for kind in (np.float32, bool))
    for n, example in enumerate(examples):
        count = len(example.dice)
        features[n, :count], truth[n, :count], there[n, :count] = example.features, example.dice, True
    chooser = Chooser(features[there])
    inputs, dices, mask = (torch.from_numpy(a) for a in (features, truth, there))
    optimiser = torch.optim.AdamW(chooser.parameters(), lr=RATE, weight_decay=1e-2)
    for epoch in range(EPOCHS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        total = 0.0
        for batch in torch.randperm(len(examples)).split(BATCH):
            expected = chooser(inputs[batch])
            weights = torch.softmax((SHARPNESS * expected).masked_fill(~mask[batch], -1e9), 1)
            gained = (weights * dices[batch]).sum(1).mean()
            error = ((expected - dices[batch]).square() * mask[batch]).sum() / mask[batch].sum()
            optimiser.zero_grad()
            (ERROR_WEIGHT * error - gained).backward()
            optimiser.step()
            total += float(gained) * len(batch)
    print(f"{len(examples)} first clicks; mean Dice of a window as weighed: {total / len(examples):.3f}")
    return chooser.eval()


def graft(model: onnx.ModelProto, weights: list[np.ndarray]) -> None:
    """Gives the network a third judgement, or another one in its place; nothing else in it changes."""
    graph = model.graph
    names = [f"choose.{n}.{part}" for n in (0, 2) for part in ("weight", "bias")]
    before = [tensor for tensor in graph.initializer if tensor.name in names]
    for tensor in before:
        graph.initializer.remove(tensor)
    graph.initializer.extend(numpy_helper.from_array(w, name) for w, name in zip(weights, names))
    if before:
        return
    nodes = [
        helper.make_node("Conv", [FEATURES, *names[:2]], ["choose.hidden"], kernel_shape=[1, 1]),
        helper.make_node("Relu", ["choose.hidden"], ["choose.active"]),
        helper.make_node("Conv", ["choose.active", *names[2:]], ["choose.score"], kernel_shape=[1, 1]),
        helper.make_node("Concat", [SCORES, "choose.score"], ["choose.all"], axis=1),
    ]
    at = 1 + max(n for n, node in enumerate(graph.node) if SCORES in node.output)
    for node in graph.node:
        node.input[:] = ["choose.all" if name == SCORES else name for name in node.input]
    for offset, node in enumerate(nodes):
        graph.node.insert(at + offset, node)
    judged = next(output for output in graph.output if output.name == "judged")
    judged.type.tensor_type.shape.dim[1].dim_value = 3
    onnx.checker.check_model(model)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="made by seednet.sources")
    parser.add_argument("--model", type=Path, required=True, help="exported")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=30, help="of drawing first clicks; 0 takes --examples alone")
    parser.add_argument("--examples", type=Path, nargs="*", default=[], help="drawn before with this model")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    parts = list(given.examples)
    if given.minutes > 0:
        task = (given.cache, given.model, given.seed, given.minutes, given.out)
        multiprocessing.spawn(collect, task, nprocs=given.processes)
        parts += [given.out.with_suffix(f".{rank}.pkl") for rank in range(given.processes)]
    chooser = learn([example for part in parts for example in pickle.loads(part.read_bytes())], given.seed)
    model = onnx.load(str(given.model))
    graft(model, chooser.folded())
    onnx.save(model, str(given.out))
    write_digest(given.out)


if __name__ == "__main__":
    main()
