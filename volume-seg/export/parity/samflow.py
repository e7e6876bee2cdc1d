"""The clicks, boxes and slices of the golden files, and the authors' code answering them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from parity.golden import Golden, box, point
from parity.images import WINDOW16, embedding, image8, image16, seen
from parity.weights import Unfit, require_change

MARGIN = 0.005
"""By how much the best score has to be ahead, so that rounding does not change the choice."""

RESIZED = (0.9, 1.2)
"""By what rows and columns are multiplied when cases are varied: what is larger than the model's side stays so."""

MOVED = 0.02
"""By which part of the slice prompts are then moved at most; boxes are larger."""

ALIKE = 0.98
"""If masks agree in more pixels, choosing the wrong one might pass unnoticed."""


@dataclass
class Case:
    """A slice and the prompts that are given one after the other."""

    name: str
    rows: int
    columns: int
    bits: int
    prompts: list[dict]
    embedding: str = "encoder"
    features: torch.Tensor | None = field(default=None, repr=False)

    def rgb(self) -> np.ndarray:
        """What the authors' code is given: uint8 [rows, columns, 3]."""
        if self.bits == 8:
            grey = image8(self.rows, self.columns)
        else:
            grey = seen(image16(self.rows, self.columns), WINDOW16)
        return np.repeat(grey[..., None], 3, axis=2)


def clicks_and_boxes(large: tuple[int, int]) -> list[Case]:
    """Cases for families with both clicks, boxes and a previous mask.

    Args:
        large: Rows and columns of a slice larger than the model's side.
    """
    rows, columns = large
    return [
        Case("clicks", 211, 157, 8, [point(62, 118), point(120, 40, False), point(31.5, 150.25)]),
        Case("box_then_clicks", 173, 260, 16, [box(40, 30, 200, 140), point(110, 95), point(190, 60, False)]),
        Case("square_16", 192, 192, 16, [point(70, 104), point(60, 84, False)]),
        Case("large", rows, columns, 16, [point(columns * 0.4, rows * 0.55), point(columns - 1, 0, False)]),
        Case("clicks_same_embedding", 211, 157, 8, [point(50, 130), point(100, 60), point(20, 20, False)], "formula"),
        Case("box_same_embedding", 173, 260, 8, [box(20.5, 15, 130, 150.75), point(80, 90, False)], "formula"),
        Case("square_same_embedding", 192, 192, 16, [point(0, 0), box(50, 40, 191, 191)], "formula"),
    ]


def varied(cases: list[Case], seed: int) -> list[Case]:
    """The cases on slices of other sizes, with prompts at other places.

    A square slice stays square, and what is on the slice's border stays there.

    Args:
        seed: What ``--seed`` says; 0 leaves all as it is.
    """
    if not seed:
        return cases
    random = np.random.default_rng(seed)

    def moved(value: float, before: int, now: int) -> float:
        if value in (0, before - 1):
            return now - 1 if value else 0
        place = value / before + random.uniform(-MOVED, MOVED)
        return float(np.clip(round(4 * place * now) / 4, 0, now - 1))

    others = []
    for case in cases:
        taller, wider = random.uniform(*RESIZED, size=2)
        rows = round(case.rows * taller)
        columns = rows if case.rows == case.columns else round(case.columns * wider)

        def corner(at: list[float]) -> list[float]:
            return [moved(at[0], case.columns, columns), moved(at[1], case.rows, rows)]

        prompts = []
        for prompt in case.prompts:
            if prompt["kind"] == "point":
                prompts.append(point(*corner([prompt["column"], prompt["row"]]), prompt["positive"]))
            else:
                prompts.append(box(*corner(prompt["min"]), *corner(prompt["max"])))
        others.append(Case(case.name, rows, columns, case.bits, prompts, case.embedding))
    return others


def boxes_only(large: tuple[int, int]) -> list[Case]:
    """Cases for families that take one box."""
    rows, columns = large
    return [
        Case("box_8", 211, 157, 8, [box(20, 60, 130, 190)]),
        Case("box_16", 173, 260, 16, [box(40, 30, 200, 140)]),
        Case("square_16", 192, 192, 16, [box(0, 50, 120, 191)]),
        Case("large", rows, columns, 16, [box(columns // 4, rows // 3, columns - 1, rows - 200)]),
        Case("tall_same_embedding", 211, 157, 8, [box(33, 15, 101, 150)], "formula"),
        Case("wide_same_embedding", 173, 260, 8, [box(20, 77, 130, 150)], "formula"),
        Case("square_same_embedding", 192, 192, 16, [box(91, 0, 180, 102)], "formula"),
    ]


class Reference(ABC):
    """The authors' code answering prompts on a slice."""

    features: torch.Tensor
    """The encoder's output for the slice at hand."""

    feeds_back = True
    """Whether the logits of the step before are given with the next prompt."""

    @abstractmethod
    def encode(self, rgb: np.ndarray) -> torch.Tensor:
        """The encoder's output for a slice, uint8 [rows, columns, 3]."""

    @abstractmethod
    def open(self, case: Case) -> None:
        """Turns to a case whose features are known, without running the encoder."""

    @abstractmethod
    def answer(
        self, prompts: list[dict], previous: np.ndarray | None, strict: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """Mask, bool [rows, columns], and logits, [1, side, side], after the last prompt."""

    @abstractmethod
    def logits(self, prompts: list[dict], previous: np.ndarray | None) -> np.ndarray:
        """Logits of one and the same mask, whatever the scores: [side, side]."""


class PredictorReference(Reference):
    """A predictor with SAM's interface, used as SAM's interactive demo does: the best of three masks for a lone
    click, the single mask afterwards, with the logits chosen before as mask prompt."""

    def __init__(self, predictor: object) -> None:
        self.predictor = predictor

    def encode(self, rgb: np.ndarray) -> torch.Tensor:
        with torch.no_grad():
            self.predictor.set_image(rgb)
        return self.predictor.features

    def open(self, case: Case) -> None:
        encoder = self.predictor.model.image_encoder
        encoder.forward = lambda _: case.features
        try:
            self.predictor.set_image(case.rgb())
        finally:
            del encoder.forward

    @property
    def features(self) -> torch.Tensor:
        return self.predictor.features

    @features.setter
    def features(self, features: torch.Tensor) -> None:
        self.predictor.features = features

    def ask(self, prompts: list[dict], previous: np.ndarray | None, multimask: bool) -> tuple[np.ndarray, ...]:
        """The predictor's masks, scores and low-resolution logits."""
        points = [p for p in prompts if p["kind"] == "point"]
        boxes = [p for p in prompts if p["kind"] == "box"]
        return self.predictor.predict(
            point_coords=np.array([[p["column"], p["row"]] for p in points]) if points else None,
            point_labels=np.array([int(p["positive"]) for p in points]) if points else None,
            box=np.array(boxes[-1]["min"] + boxes[-1]["max"]) if boxes else None,
            mask_input=previous,
            multimask_output=multimask,
        )

    def answer(
        self, prompts: list[dict], previous: np.ndarray | None, strict: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        lone_click = len(prompts) == 1 and prompts[0]["kind"] == "point"
        masks, scores, logits = self.ask(prompts, previous, lone_click)
        best = int(np.argmax(scores))
        if strict and lone_click:
            require_winner(scores)
            require_unlike(masks[best], self.ask(prompts, previous, False)[0][0])
        return masks[best], logits[best : best + 1]

    def logits(self, prompts: list[dict], previous: np.ndarray | None) -> np.ndarray:
        return self.ask(prompts, previous, False)[2][0]


def encode(reference: Reference, cases: list[Case], size: tuple[int, int, int]) -> None:
    """Gives each case the encoder's output for it.

    Args:
        size: Channels, rows and columns of the encoder's output, for cases that do without the encoder.
    """
    for case in cases:
        formula = case.embedding == "formula"
        case.features = torch.from_numpy(embedding(*size)) if formula else reference.encode(case.rgb())


def try_changes(reference: Reference, case: Case, prompts: list[dict], previous: np.ndarray | None) -> None:
    """Refuses weights that overlook a prompt, a part of one, or the previous mask."""

    def logits(changed: list[dict], mask: np.ndarray | None) -> torch.Tensor:
        return torch.from_numpy(reference.logits(changed, mask))

    now = logits(prompts, previous)
    for number, prompt in enumerate(prompts):
        for what, other in changes(prompt, case):
            require_change(what, now, logits(prompts[:number] + [other] + prompts[number + 1 :], previous))
    if previous is not None:
        require_change("previous mask", now, logits(prompts, None))
        require_change("previous mask's sign", now, logits(prompts, -previous))
    reference.features = case.features.flip(-1)
    changed = logits(prompts, previous)
    reference.features = case.features
    require_change("embedding", now, changed)


def require_unlike(chosen: np.ndarray, other: np.ndarray) -> None:
    """Refuses weights for which taking the wrong mask might pass unnoticed."""
    if np.mean(chosen == other) > ALIKE:
        raise Unfit("the chosen mask nearly equals another one")


def require_winner(scores: np.ndarray) -> None:
    """Refuses weights for which rounding might change the choice among several masks."""
    second, first = np.sort(scores)[-2:]
    if first - second < MARGIN:
        raise Unfit("two masks have nearly the same score")


def changes(prompt: dict, case: Case) -> list[tuple[str, dict]]:
    """A prompt with one thing changed, for each thing in it."""
    if prompt["kind"] == "point":
        return [
            ("column", {**prompt, "column": abs(prompt["column"] - case.columns * 0.2)}),
            ("row", {**prompt, "row": abs(prompt["row"] - case.rows * 0.2)}),
            ("label", {**prompt, "positive": not prompt["positive"]}),
        ]
    (x0, y0), (x1, y1) = prompt["min"], prompt["max"]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    moved = {"min": [[x, y0], [x0, y]], "max": [[x, y1], [x1, y]]}
    return [(f"box's {end}", {**prompt, end: corner}) for end, corners in moved.items() for corner in corners]


def play(reference: Reference, cases: list[Case], strict: bool = True) -> list[list[tuple[np.ndarray, np.ndarray]]]:
    """All answers; if strict, raises `Unfit` where a mask is too small or large, or an input goes unheeded."""
    answers = []
    for case in cases:
        reference.open(case)
        steps: list[tuple[np.ndarray, np.ndarray]] = []
        for count in range(1, len(case.prompts) + 1):
            previous = steps[-1][1] if steps and reference.feeds_back else None
            mask, logits = reference.answer(case.prompts[:count], previous, strict)
            if strict and not 0.06 <= mask.mean() <= 0.58:
                raise Unfit(f"{case.name}: the mask covers {mask.mean():.3f}")
            if strict:
                try_changes(reference, case, case.prompts[:count], previous)
            steps.append((mask, logits))
        answers.append(steps)
    return answers


def write(folder: Path, reference: tuple[str, str], script: str, cases: list[Case], answers: list) -> None:
    """Writes ``cases.json`` and ``arrays.npz``.

    Args:
        reference: Repository and commit.
    """
    golden = Golden(folder, *reference, script)
    for case, given in zip(cases, answers):
        steps = golden.case(case.name, case.rows, case.columns, case.bits, case.embedding)
        for count, (mask, logits) in enumerate(given, start=1):
            golden.step(steps, case.prompts[:count], mask, logits[0])
    golden.write()
