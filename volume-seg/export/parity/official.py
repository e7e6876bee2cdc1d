"""Runs the authors' scripts as they are: those that are no packages and want files."""

from __future__ import annotations

import ast
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import MagicMock

import numpy as np
import torch

from parity.samflow import Case, Reference


def definitions(script: Path, **known: object) -> dict:
    """A script's functions and classes, without running the rest of it.

    Args:
        known: What the script has imported or set before; functions see later changes in what is returned.
    """
    tree = ast.parse(script.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    names = dict(known)
    exec(compile(tree, str(script), "exec"), names)
    return names


def run_script(script: Path, *arguments: str) -> dict:
    """Runs a script as from the command line, without drawing; returns its variables."""
    plots = MagicMock()
    plots.subplots.return_value = MagicMock(), MagicMock()
    drawing = {"matplotlib": MagicMock(pyplot=plots), "matplotlib.pyplot": plots}
    before = sys.argv, {name: sys.modules.get(name) for name in drawing}
    sys.argv = [str(script), *arguments]
    sys.modules.update(drawing)
    try:
        return runpy.run_path(str(script))
    finally:
        sys.argv = before[0]
        for name, module in before[1].items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


@contextmanager
def fixed_output(module: torch.nn.Module, output: torch.Tensor) -> Iterator[None]:
    """Lets a module return one value without computing."""
    module.forward = lambda _: output
    try:
        yield
    finally:
        del module.forward


class BoxReference(Reference):
    """Code that answers one box with one mask."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.model = model

    def segment(self, corners: np.ndarray) -> np.ndarray:
        """The authors' mask for a box (x0, y0, x1, y1) on the slice at hand."""
        raise NotImplementedError

    def open(self, case: Case) -> None:
        self.case = case
        self.features = case.features

    def answer(
        self, prompts: list[dict], previous: np.ndarray | None, strict: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        found: list[torch.Tensor] = []
        hook = self.model.mask_decoder.register_forward_hook(lambda _, given, output: found.append(output[0]))
        try:
            mask = self.segment(np.array(prompts[-1]["min"] + prompts[-1]["max"]))
        finally:
            hook.remove()
        return mask.astype(bool), found[-1][0].numpy()

    def logits(self, prompts: list[dict], previous: np.ndarray | None) -> np.ndarray:
        return self.answer(prompts, previous, strict=False)[1][0]
