"""Batches for training, with the simulated user between passes: in this process, or in many others.

A round is a batch of examples that the network sees one to six times. After each pass the feed gets
the network's probabilities, lets the simulated user click and hands the batch out again. Worker
processes take turns in a fixed order, so that the sequence of batches depends only on the seed. A new
batch takes twenty times as long as a refined one: so that nobody waits for the worker that has to make
one, each makes the examples of its next round while the network sees this one.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

import cv2
import numpy as np
import torch
from torch import multiprocessing

from seednet import prompts, sources
from seednet.model import INPUT_CHANNELS
from seednet.sample import Sampler

PASS_ODDS = (0.28, 0.26, 0.18, 0.12, 0.09, 0.07)
"""How often an example is used for 1, 2, … passes; each pass is trained on."""

KEEP_PREVIOUS = 0.85


@dataclass
class Pass:
    """A batch as the network is to see it: ``x`` [N,7,S,S], ``target`` [N,S,S] bool, and which pass it is."""

    x: np.ndarray
    target: np.ndarray
    number: int
    answer: Callable[[np.ndarray], None]
    """Takes the probabilities [N,S,S] of this pass."""


class Rounds:
    """One sampler and the round that it is in."""

    def __init__(self, sampler: Sampler, batch: int, sizes: tuple[int, ...]) -> None:
        self.sampler, self.batch, self.sizes = sampler, batch, sizes
        # Of its own: when examples are made ahead must not change what the simulated user does.
        self.user = np.random.default_rng(int(sampler.rng.integers(2**63)))
        self.left = 0
        self.passes = 0
        self.drawn: list[tuple[np.ndarray, np.ndarray]] = []

    def prepare(self) -> bool:
        """Makes one more example of the next round; False when all of them are there."""
        rng = self.sampler.rng
        if not self.passes:
            self.size = int(rng.choice(self.sizes))
            self.passes = 1 + int(rng.choice(len(PASS_ODDS), p=PASS_ODDS))
        if len(self.drawn) == self.batch:
            return False
        self.drawn.append(self.sampler.example(self.size))
        return True

    def advance(self, probability: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, int]:
        """The next pass: the batch refined by the last pass's probabilities, or a new one."""
        if self.left == 0:
            while self.prepare():
                pass
            self.x, self.target = (np.stack(arrays) for arrays in zip(*self.drawn))
            self.left, self.number = self.passes, 0
            self.passes, self.drawn = 0, []
        else:
            assert probability is not None, "a refined pass needs the last one's probabilities"
            self.number += 1
            self._refine(probability)
        self.left -= 1
        return self.x, self.target, self.number

    def _refine(self, probability: np.ndarray) -> None:
        """The simulated user's next click, and the previous mask, into the inputs."""
        for channels, truth, values in zip(self.x, self.target, probability):
            prompts.correct(self.user, values > 0.5, truth, channels[1], channels[2])
            channels[4] = values if self.user.random() < KEEP_PREVIOUS else 0


def make_sampler(cache: Path, seed: int) -> Sampler:
    """A sampler over all that is in the cache."""
    real = sources.load_real(cache)
    return Sampler(real, sources.load_pseudo(cache, real), sources.load_scenes(cache), seed)


def local_feed(sampler: Sampler, batch: int, sizes: tuple[int, ...]) -> Iterator[Pass]:
    """Endless passes, made in this process as they are asked for."""
    rounds, last = Rounds(sampler, batch, sizes), None

    def answer(probability: np.ndarray) -> None:
        nonlocal last
        last = probability

    while True:
        yield Pass(*rounds.advance(last), answer)


@dataclass
class Buffers:
    """Memory that a worker shares with the trainer, for the largest batch."""

    x: torch.Tensor
    target: torch.Tensor
    probability: torch.Tensor

    @staticmethod
    def allocate(batch: int, size: int) -> "Buffers":
        return Buffers(
            torch.zeros(batch * INPUT_CHANNELS * size * size).share_memory_(),
            torch.zeros(batch * size * size, dtype=torch.bool).share_memory_(),
            torch.zeros(batch * size * size).share_memory_(),
        )

    def view(self, batch: int, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Arrays of one batch's shape on the same memory."""
        plane = batch * size * size
        return (
            self.x[: INPUT_CHANNELS * plane].numpy().reshape(batch, INPUT_CHANNELS, size, size),
            self.target[:plane].numpy().reshape(batch, size, size),
            self.probability[:plane].numpy().reshape(batch, size, size),
        )


def _work(cache: str, seed: int, batch: int, sizes: tuple[int, ...], buffers: Buffers, pipe) -> None:
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rounds, size = Rounds(make_sampler(Path(cache), seed), batch, sizes), 0
    while True:
        last = buffers.view(batch, size)[2].copy() if size else None
        x, target, number = rounds.advance(last)
        size = x.shape[-1]
        shared_x, shared_target, _ = buffers.view(batch, size)
        shared_x[:] = x
        shared_target[:] = target
        pipe.send((size, number))
        while not pipe.poll() and rounds.prepare():
            pass
        if pipe.recv() is None:
            return


def worker_feed(
    cache: Path, seed: int, batch: int, sizes: tuple[int, ...], workers: int
) -> Iterator[Pass]:
    """Endless passes, made by worker processes that take turns; they end when this generator is closed."""
    context = multiprocessing.get_context("spawn")
    ends, buffers, processes = [], [], []
    for rank in range(workers):
        mine, theirs = context.Pipe()
        shared = Buffers.allocate(batch, max(sizes))
        process = context.Process(
            target=_work, args=(str(cache), seed + 101 * rank, batch, sizes, shared, theirs), daemon=True
        )
        process.start()
        theirs.close()  # so that the end of a process is seen as the end of its pipe
        ends.append(mine)
        buffers.append(shared)
        processes.append(process)
    try:
        while True:
            for end, shared in zip(ends, buffers):
                try:
                    size, number = end.recv()
                except EOFError as e:
                    raise RuntimeError("a process that makes examples has ended; its error is printed above") from e
                x, target, probability = shared.view(batch, size)

                def answer(values: np.ndarray, end=end, probability=probability) -> None:
                    probability[:] = values
                    end.send(True)

                yield Pass(x, target, number, answer)
    finally:
        for end in ends:
            with contextlib.suppress(OSError):
                end.send(None)
        for process in processes:
            process.join(timeout=10)
