"""Trains SeedNet on the CPU with several one-thread processes that average their weights.

    python -m seednet.train --cache DIR --out DIR --minutes 45 --sizes 96 [--resume] [--decay]

On a shared machine two one-thread processes are faster than one with two threads, which waits
whenever another job takes one of its cores. Each process has its own optimiser state and sampler;
every few steps it publishes its weights and moves half-way to the mean of the others'. With one process
the run is deterministic by seed; with more, the data of each process are, but not the moments of
averaging.
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

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import multiprocessing

from seednet import prompts, sources
from seednet.model import SeedNet
from seednet.sample import Sampler

PASS_ODDS = (0.35, 0.30, 0.20, 0.15)
"""How often an example is used for 1, 2, 3 or 4 passes; each pass is trained on."""

AVERAGE_EVERY = 15
CHECKPOINT_SECONDS = 150
LOG_SECONDS = 60
WARM_UP_STEPS = 100
FINAL_RATE = 0.02
EMA = 0.999
KEEP_PREVIOUS = 0.85


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    cache: str
    out: str
    minutes: float
    sizes: tuple[int, ...]
    batch: int
    rate: float
    decay: bool
    seed: int
    processes: int
    resume: bool


def pixel_weights(x: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Clicked disks count five times; inside a box, what is not the object counts three times."""
    object_ = target > 0.5
    weights = 1 + 4 * ((x[:, 1] > 0) & object_) + 4 * ((x[:, 2] > 0) & ~object_)
    boxed = x[:, 3].flatten(1).any(1)[:, None, None]
    return weights + 2 * (boxed & (x[:, 3] == 0) & ~object_)


def loss(logits: torch.Tensor, quarter: torch.Tensor, x: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Cross-entropy, plain and with emphasis on hard pixels, plus soft Dice and a coarse auxiliary term."""
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
    return (pixelwise + dice).mean() + 0.3 * F.binary_cross_entropy_with_logits(quarter.float(), coarse)


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
        torch.set_num_threads(1)
        cv2.setNumThreads(1)
        self.options, self.rank, self.shared = options, rank, shared
        torch.manual_seed(options.seed * 1000 + rank)
        self.out = Path(options.out)
        self.step, self.images = 0, 0
        self.net = copy.deepcopy(net).to(memory_format=torch.channels_last).train()
        self.ema = copy.deepcopy(self.net).eval()
        self.optimiser = torch.optim.AdamW(
            self.net.parameters(), lr=options.rate, weight_decay=1e-3, betas=(0.9, 0.99)
        )
        self._resume()
        cache = Path(options.cache)
        seed = options.seed * 7919 + rank * 101 + self.step
        self.sampler = Sampler(sources.load_real(cache), sources.load_scenes(cache), seed)
        self.first_step, self.start = self.step, time.time()

    def checkpoint_path(self) -> Path:
        return self.out / f"checkpoint-{self.rank}.pt"

    def _resume(self) -> None:
        if self.options.resume and self.checkpoint_path().is_file():
            state = torch.load(self.checkpoint_path(), map_location="cpu")
            self.net.load_state_dict(state["net"])
            self.ema.load_state_dict(state["ema"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.images = state["step"], state["images"]

    def save(self) -> None:
        """Writes the state to a temporary file, then moves it into place."""
        state = {
            "net": self.net.state_dict(),
            "ema": self.ema.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "images": self.images,
        }
        temporary = self.checkpoint_path().with_suffix(".tmp")
        torch.save(state, temporary)
        os.replace(temporary, self.checkpoint_path())

    def fraction(self) -> float:
        return (time.time() - self.start) / (60 * self.options.minutes)

    def _rate(self) -> float:
        rate = self.options.rate
        if not self.options.resume:
            rate *= min(1.0, (self.step + 1) / WARM_UP_STEPS)
        if self.options.decay:
            cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, self.fraction())))
            rate *= FINAL_RATE + (1 - FINAL_RATE) * cosine
        return rate

    def train_pass(self, x: np.ndarray, target: np.ndarray) -> np.ndarray:
        """One optimiser step; returns the probabilities [N,S,S]."""
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate()
        inputs = torch.from_numpy(x).contiguous(memory_format=torch.channels_last)
        truth = torch.from_numpy(target.astype(np.float32))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, quarter = self.net(inputs)
        value = loss(logits, quarter, inputs, truth)
        if not torch.isfinite(value):
            raise FloatingPointError(f"loss is {value.item()} at step {self.step}")
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 3.0)
        self.optimiser.step()
        self.step += 1
        self.images += len(x)
        if self.step % AVERAGE_EVERY == 0:
            self.shared.average(self.rank, self.net)
        self._follow()
        self.last_loss = float(value)
        return torch.sigmoid(logits.detach()[:, 0].float()).numpy()

    def _follow(self) -> None:
        keep = min(EMA, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for slow, fast in zip(self.ema.state_dict().values(), self.net.state_dict().values()):
                if slow.dtype.is_floating_point:
                    slow.mul_(keep).add_(fast, alpha=1 - keep)
                else:
                    slow.copy_(fast)

    def refine(self, x: np.ndarray, target: np.ndarray, probability: np.ndarray) -> None:
        """The simulated user's next click, and the previous mask, into the inputs."""
        rng = self.sampler.rng
        for channels, truth, values in zip(x, target, probability):
            prompts.correct(rng, values > 0.5, truth, channels[1], channels[2])
            channels[4] = values if rng.random() < KEEP_PREVIOUS else 0

    def run(self) -> None:
        """Trains until the time is up."""
        progress, logged, saved = Progress(), time.time(), time.time()
        rng = self.sampler.rng
        while self.fraction() < 1:
            size = int(rng.choice(self.options.sizes))
            x, target = self.sampler.batch(self.options.batch, size)
            kinds = kinds_of(x, target)
            passes = 1 + int(rng.choice(len(PASS_ODDS), p=PASS_ODDS))
            for number in range(passes):
                probability = self.train_pass(x, target)
                progress.add(kinds, number, probability > 0.5, target)
                if number + 1 < passes:
                    self.refine(x, target, probability)
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
        self.save()
        print(f"process {self.rank} ends at step {self.step}, {self.images} images", flush=True)


def work(rank: int, options: Options, net: SeedNet, shared: SharedWeights) -> None:
    """Body of a process."""
    Trainer(options, rank, net, shared).run()


def train(options: Options) -> None:
    """Starts the processes and waits for them."""
    Path(options.out).mkdir(parents=True, exist_ok=True)
    with open(Path(options.out) / "runs.jsonl", "a", encoding="utf-8") as log:
        log.write(json.dumps(asdict(options)) + "\n")
    torch.manual_seed(options.seed)
    net = SeedNet()
    shared = SharedWeights(options.processes, net)
    multiprocessing.spawn(work, (options, net, shared), nprocs=options.processes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", required=True, help="made by seednet.sources")
    parser.add_argument("--out", required=True, help="folder for checkpoints")
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--sizes", default="96", help="crop sizes to draw from, such as 96,96,128")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--decay", action="store_true", help="cosine decay of the rate to 2 %%")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoints in --out")
    given = vars(parser.parse_args())
    given["sizes"] = tuple(int(s) for s in given["sizes"].split(","))
    train(Options(**given))


if __name__ == "__main__":
    main()
