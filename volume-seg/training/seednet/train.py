"""Trains SeedNet on a CPU or a CUDA GPU, from nothing, from a checkpoint or from an ONNX file.

    python -m seednet.train --cache DIR --out DIR --minutes 45 --sizes 96,128 [--resume] [--decay]
    python -m seednet.train --cache DIR --out DIR --minutes 9 --sizes 128,160 --device cuda --batch 96

On the CPU several one-thread processes average their weights: on a shared machine two of them are
faster than one with two threads, which waits whenever another job takes one of its cores. Each process
has its own optimiser state and sampler; every few steps it publishes its weights and moves half-way to
the mean of the others'. On a GPU one process trains, and worker processes make its examples.

With one process (or on one GPU) and ``--steps`` the sequence of examples and steps is determined by the
seed; with more processes, the data of each process are, but not the moments of averaging.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import multiprocessing

from seednet.feed import Pass, local_feed, make_sampler, worker_feed
from seednet.model import WIDTHS, SeedNet
from seednet.warmstart import start_from

JUDGE_WEIGHT = 0.15
WARM_START_EXAMPLES = 96
AVERAGE_EVERY = 15
CHECKPOINT_SECONDS = 150
LOG_SECONDS = 60
WARM_UP_STEPS = 100
FINAL_RATE = 0.02
EMA = 0.999


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    cache: str
    out: str
    minutes: float
    steps: int
    sizes: tuple[int, ...]
    batch: int
    rate: float
    decay: bool
    seed: int
    processes: int
    resume: bool
    bf16: bool
    start: str | None
    device: str
    workers: int
    widths: tuple[int, ...]


def pixel_weights(x: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Clicked disks count five times; inside a box, what is not the object counts three times."""
    object_ = target > 0.5
    weights = 1 + 4 * ((x[:, 1] > 0) & object_) + 4 * ((x[:, 2] > 0) & ~object_)
    boxed = x[:, 3].flatten(1).any(1)[:, None, None]
    return weights + 2 * (boxed & (x[:, 3] == 0) & ~object_)


def judging_loss(judged: torch.Tensor, probability: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The judgements against the mask's true Dice, and against whether there is anything to find."""
    mask = (probability > 0.5).float()
    dice = (2 * (mask * target).sum((1, 2)) + 1) / (mask.sum((1, 2)) + target.sum((1, 2)) + 1)
    truth = torch.stack([dice, target.flatten(1).any(1).float()], 1)
    return F.binary_cross_entropy_with_logits(judged.float(), truth)


def loss(
    logits: torch.Tensor, judged: torch.Tensor, quarter: torch.Tensor, x: torch.Tensor, target: torch.Tensor
) -> torch.Tensor:
    """Cross-entropy, plain and with emphasis on hard pixels, soft Dice, a coarse term and the judgements."""
    logits = logits[:, 0].float()
    probability = torch.sigmoid(logits)
    entropy = F.binary_cross_entropy_with_logits(logits, target, reduction="none") * pixel_weights(x, target)
    with torch.no_grad():
        hardness = (probability - target).abs() + 0.02
        hardness = (hardness / hardness.mean((1, 2), keepdim=True)).clamp(max=12)
    overlap = 2 * (probability * target).sum((1, 2)) + 20
    dice = 1 - overlap / (probability.sum((1, 2)) + target.sum((1, 2)) + 20)
    pixelwise = 0.5 * entropy.mean((1, 2)) + 0.35 * (entropy * hardness).mean((1, 2))
    coarse = F.avg_pool2d(target[:, None], 4)
    judging = judging_loss(judged, probability.detach(), target)
    coarsely = F.binary_cross_entropy_with_logits(quarter.float(), coarse)
    return (pixelwise + dice).mean() + 0.3 * coarsely + JUDGE_WEIGHT * judging


class SharedWeights:
    """The processes' latest weights in shared memory, for averaging without waiting."""

    def __init__(self, processes: int, net: SeedNet) -> None:
        count = sum(p.numel() for p in self._tensors(net))
        self.slots = torch.zeros(processes, count).share_memory_()
        self.stamps = torch.zeros(processes, dtype=torch.float64).share_memory_()

    @staticmethod
    def _tensors(net: SeedNet) -> list[torch.Tensor]:
        return [t for t in net.state_dict().values() if t.dtype.is_floating_point]

    def average(self, rank: int, net: SeedNet, stale_seconds: float = 60) -> None:
        """Publishes this process's weights and sets them to the mean with the others' recent ones."""
        with torch.no_grad():
            tensors = self._tensors(net)
            flat = torch.cat([t.reshape(-1) for t in tensors])
            now = time.time()
            recent = [r for r in range(len(self.stamps)) if r != rank and now - self.stamps[r] < stale_seconds]
            if recent:
                flat = (flat + sum(self.slots[r] for r in recent)) / (1 + len(recent))
            self.slots[rank].copy_(flat)
            self.stamps[rank] = now
            for tensor, part in zip(tensors, flat.split([t.numel() for t in tensors])):
                tensor.copy_(part.view(tensor.shape))


class Progress:
    """Mean Dice by kind of prompt and pass since the last report."""

    def __init__(self) -> None:
        self.sums: dict[str, list[float]] = {}

    def add(self, kinds: list[str], number: int, predicted: np.ndarray, target: np.ndarray) -> None:
        both = (predicted & target).sum((1, 2))
        dice = (2 * both + 1) / (predicted.sum((1, 2)) + target.sum((1, 2)) + 1)
        for kind, value in zip(kinds, dice):
            entry = self.sums.setdefault(f"{kind}{number + 1}", [0.0, 0])
            entry[0] += float(value)
            entry[1] += 1

    def report(self) -> str:
        text = " ".join(f"{kind} {total / count:.3f}" for kind, (total, count) in sorted(self.sums.items()))
        self.sums = {}
        return text


def kinds_of(x: np.ndarray, target: np.ndarray) -> list[str]:
    """For the progress report: gone, propagate, box or click."""
    kinds = []
    for channels, mask in zip(x, target):
        if not mask.any():
            kinds.append("gone")
        elif channels[6].any() and not channels[1].any():
            kinds.append("carry")
        else:
            kinds.append("box" if channels[3].any() else "click")
    return kinds


class Trainer:
    """One of the processes."""

    def __init__(self, options: Options, rank: int, net: SeedNet, shared: SharedWeights) -> None:
        if options.device == "cpu":
            torch.set_num_threads(1)
        cv2.setNumThreads(1)
        self.options, self.rank, self.shared = options, rank, shared
        torch.manual_seed(options.seed * 1000 + rank)
        self.out = Path(options.out)
        self.step, self.images = 0, 0
        self.device = torch.device(options.device)
        # Crops have few sizes, for each of which the fastest convolutions are looked for once.
        torch.backends.cudnn.benchmark = True
        self.net = copy.deepcopy(net).to(self.device, memory_format=torch.channels_last).train()
        self.ema = copy.deepcopy(self.net).eval()
        self._resume()
        averaged = list(zip(self.ema.state_dict().values(), self.net.state_dict().values()))
        self.slow = [slow for slow, _ in averaged if slow.dtype.is_floating_point]
        self.fast = [fast for slow, fast in averaged if slow.dtype.is_floating_point]
        self.counts = [pair for pair in averaged if not pair[0].dtype.is_floating_point]
        self.optimiser = torch.optim.AdamW(
            self.net.parameters(), lr=options.rate, weight_decay=1e-3, betas=(0.9, 0.99)
        )
        self.first_step, self.start = self.step, time.time()

    def feed(self) -> Iterator[Pass]:
        """Examples; another sequence after each resumption."""
        options = self.options
        seed = options.seed * 7919 + self.rank * 101 + self.step
        if options.workers:
            return worker_feed(Path(options.cache), seed, options.batch, options.sizes, options.workers)
        return local_feed(make_sampler(Path(options.cache), seed), options.batch, options.sizes)

    def checkpoint_path(self) -> Path:
        return self.out / f"checkpoint-{self.rank}.pt"

    def _resume(self) -> None:
        if self.options.resume:
            if not self.checkpoint_path().is_file():
                raise FileNotFoundError(f"nothing to resume from: no {self.checkpoint_path()}; train without --resume first")
            state = torch.load(self.checkpoint_path(), map_location="cpu")
            if tuple(state.get("widths", WIDTHS)) != self.net.widths:
                raise ValueError(f"{self.checkpoint_path()} has widths {state.get('widths', WIDTHS)}, not {self.net.widths}")
            self.net.load_state_dict(state["net"])
            self.ema.load_state_dict(state["ema"])
            self.step, self.images = state["step"], state["images"]

    def save(self) -> None:
        """Writes the state to a temporary file, then moves it into place.

        Weights are stored as fp16 and the optimiser's state is left out (a warm-up makes it anew), so
        that a checkpoint of the default network has 11 MB.
        """
        state = {
            "net": stored(self.net.state_dict()),
            "ema": stored(self.ema.state_dict()),
            "step": self.step,
            "images": self.images,
            "widths": self.net.widths,
        }
        temporary = self.checkpoint_path().with_suffix(".tmp")
        torch.save(state, temporary)
        os.replace(temporary, self.checkpoint_path())

    def fraction(self) -> float:
        """How much of the run is done, by steps if they are given, else by the clock."""
        if self.options.steps:
            return (self.step - self.first_step) / self.options.steps
        return (time.time() - self.start) / (60 * self.options.minutes)

    def _rate(self) -> float:
        rate = self.options.rate * min(1.0, (self.step - self.first_step + 1) / WARM_UP_STEPS)
        if self.options.decay:
            cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, self.fraction())))
            rate *= FINAL_RATE + (1 - FINAL_RATE) * cosine
        return rate

    def train_pass(self, x: np.ndarray, target: np.ndarray) -> np.ndarray:
        """One optimiser step; returns the probabilities [N,S,S]."""
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate()
        inputs = torch.from_numpy(x).to(self.device).contiguous(memory_format=torch.channels_last)
        truth = torch.from_numpy(target.astype(np.float32)).to(self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.options.bf16):
            logits, judged, quarter = self.net(inputs)
        value = loss(logits, judged, quarter, inputs, truth)
        if not torch.isfinite(value):
            raise FloatingPointError(f"loss is {value.item()} at step {self.step}")
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 3.0)
        self.optimiser.step()
        self.step += 1
        self.images += len(x)
        if self.step % AVERAGE_EVERY == 0 and self.options.processes > 1:
            self.shared.average(self.rank, self.net)
        self._follow()
        self.last_loss = float(value)
        return torch.sigmoid(logits.detach()[:, 0].float()).cpu().numpy()

    def _follow(self) -> None:
        keep = min(EMA, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            # Together: on a GPU one call for each of hundreds of tensors takes longer than the sums.
            torch._foreach_mul_(self.slow, keep)
            torch._foreach_add_(self.slow, self.fast, alpha=1 - keep)
            for slow, fast in self.counts:
                slow.copy_(fast)

    def run(self) -> None:
        """Trains until the time is up or the steps are done."""
        progress, logged, saved = Progress(), time.time(), time.time()
        feed = self.feed()
        self.start = time.time()
        for given in feed:
            kinds = kinds_of(given.x, given.target)
            probability = self.train_pass(given.x, given.target)
            progress.add(kinds, given.number, probability > 0.5, given.target)
            given.answer(probability)
            if self.fraction() >= 1:
                break
            now = time.time()
            if now - logged > LOG_SECONDS and self.rank == 0:
                logged = now
                print(
                    f"{(now - self.start) / 60:5.1f} min step {self.step} images {self.images} "
                    f"lr {self._rate():.1e} loss {self.last_loss:.3f} | {progress.report()}",
                    flush=True,
                )
            if now - saved > CHECKPOINT_SECONDS:
                saved = now
                self.save()
        feed.close()
        self.save()
        print(f"process {self.rank} ends at step {self.step}, {self.images} images", flush=True)


def stored(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights as a checkpoint keeps them."""
    return {
        name: (values.half() if values.dtype.is_floating_point else values).cpu().contiguous()
        for name, values in state.items()
    }


def work(rank: int, options: Options, net: SeedNet, shared: SharedWeights) -> None:
    """Body of a process."""
    Trainer(options, rank, net, shared).run()


def train(options: Options) -> None:
    """Starts the processes and waits for them."""
    Path(options.out).mkdir(parents=True, exist_ok=True)
    with open(Path(options.out) / "runs.jsonl", "a", encoding="utf-8") as log:
        log.write(json.dumps(asdict(options)) + "\n")
    torch.manual_seed(options.seed)
    net = SeedNet(options.widths)
    if options.start:
        examples, _ = make_sampler(Path(options.cache), options.seed).batch(
            WARM_START_EXAMPLES, max(options.sizes)
        )
        print(f"{start_from(net, Path(options.start), examples)} convolutions of {options.start}", flush=True)
    shared = SharedWeights(options.processes, net)
    if options.processes == 1:
        work(0, options, net, shared)
    else:
        multiprocessing.spawn(work, (options, net, shared), nprocs=options.processes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", required=True, help="made by seednet.sources")
    parser.add_argument("--out", required=True, help="folder for checkpoints")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--steps", type=int, default=0, help="instead of minutes, for a run by the seed alone")
    parser.add_argument("--sizes", default="96", help="crop sizes to draw from, such as 96,96,128")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--decay", action="store_true", help="cosine decay of the rate to 2 %%")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, help="default: 2 on the CPU, 1 on a GPU")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, help="processes that make examples; default: cores on a GPU, else 0")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoints in --out")
    parser.add_argument("--bf16", action="store_true", help="for processors with bf16 instructions")
    parser.add_argument("--start", help="ONNX file whose weights to begin with")
    parser.add_argument(
        "--widths", default=",".join(map(str, WIDTHS)), help="channels from full resolution down (default: %(default)s)"
    )
    given = vars(parser.parse_args())
    gpu = given["device"] != "cpu"
    given["processes"] = given["processes"] or (1 if gpu else 2)
    if given["workers"] is None:
        given["workers"] = os.cpu_count() or 1 if gpu else 0
    if given["workers"] and given["processes"] > 1:
        parser.error("--workers needs --processes 1")
    for numbers in ("sizes", "widths"):
        given[numbers] = tuple(int(s) for s in given[numbers].split(","))
    train(Options(**given))


if __name__ == "__main__":
    main()
