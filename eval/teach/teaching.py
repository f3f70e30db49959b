"""The training loop of the reader: passes over the lessons, each examined on the held-out ones.

The loss is that of a choice between some sentences of a passage and none of them, so that the log
odds of sentences compare, and zero is as likely as not; to it is added, where a sentence answers,
the loss of a choice between its pieces of words, of which those of the short answer are right; and
where it only seems to answer, a margin to a question that it does answer.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from torch.nn import functional
from transformers import get_linear_schedule_with_warmup

from eval.teach.batches import QUESTIONS, answer_pieces, batches, choices
from eval.teach.export import export
from eval.teach.lessons import Exercise, asked, exercises, lessons
from eval.teach.model import SHARED, ReaderModel
from eval.teach.recovery import loaded
from qa.answer import reader

# Chosen by hand; the held-out lessons say what they are worth.
_SEED = 0
_RATE, _HEAD_RATE = 1.5e-4, 5e-4  # of learning: the encoder, and what is put upon it
_DECAY = 0.01  # of the weights, a step and unit of the rate
_WARM_UP = 0.06  # of the steps
_NORM = 1.0  # of the gradient, at most
_STEP = 16  # pieces: rows are padded to a multiple, so that few shapes have to be compiled for
_MARGIN, _MARGIN_WEIGHT = 1.0, 0.5  # log odds between what is answered and what only seems so
_PIECES_WEIGHT = 0.3  # of finding the short answer, beside finding the sentence

_console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Course:
    """What is learnt, and from where.

    Attributes:
        start: A reader to go on from, a checkpoint or an ONNX file.
        share: Of the new weights in their average with those of `start`; 1 is no average.
        passes: How often each exercise is learnt from.
        others: Share of the lessons in a pass, beside all of `eval/lessons/asked`.
        upper: Leave the layers as they are that the marker of spans and the verifier share.
    """

    start: Path | None = None
    share: float = 1.0
    passes: int = 2
    others: float = 1.0
    upper: bool = False


def teach(base: Path, out: Path, course: Course) -> None:
    """Teach, print what the held-out lessons say after each pass, and write the weights.

    Args:
        base: The checkpoint of all-MiniLM-L6-v2.
        out: Where the ONNX file goes; beside it goes a checkpoint, `.pt`, after each pass.
        course: What is learnt, and from where.
    """
    draw = random.Random(_SEED)  # noqa: S311
    torch.manual_seed(_SEED)
    held_out = [list(exercises(lessons(held_out=True))), list(chain(*asked(held_out=True)))]
    learnt, written = list(exercises(lessons(held_out=False))), asked(held_out=False)
    others = int(course.others * len(learnt))
    model = ReaderModel(base) if course.start is None else loaded(base, course.start)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    _hold(model, SHARED if course.upper else 0)
    optimiser = _optimiser(model)
    steps = course.passes * (len(written) + math.ceil(others / QUESTIONS))
    schedule = get_linear_schedule_with_warmup(optimiser, int(_WARM_UP * steps), steps)
    for number in range(course.passes):
        model.train()
        mixed = [*written, *batches(draw.sample(learnt, others), draw)]
        for at, batch in enumerate(draw.sample(mixed, len(mixed))):
            loss = _step(model, batch, draw, optimiser, schedule)
            if at % 100 == 0:
                _console.print(f"pass {number + 1}: {at} of {len(mixed)}: {loss:.3f}")
        _examine(model, held_out)
        torch.save(model.state_dict(), out.with_suffix(".pt"))
    if course.share != 1:
        _average(model, before, course.share)
        _examine(model, held_out)
    export(model, out)


def _hold(model: ReaderModel, layers: int) -> None:
    """Keep the embeddings and so many layers above them as they are."""
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[:layers]):
        for weights in part.parameters():
            weights.requires_grad = False


def _optimiser(model: ReaderModel) -> Any:
    head = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}],
        weight_decay=_DECAY,
    )


def _step(
    model: ReaderModel, batch: Sequence[Exercise], draw: random.Random, optimiser: Any, rate: Any
) -> float:
    loss = _loss(model, batch, draw)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), _NORM)
    optimiser.step()
    rate.step()
    optimiser.zero_grad()
    return float(loss)


def _average(model: ReaderModel, before: dict[str, Any], share: float) -> None:
    """Give the model the mean of its weights and those before, its own at this share."""
    after = model.state_dict()
    model.load_state_dict({n: share * after[n] + (1 - share) * before[n] for n in after})


def _loss(model: ReaderModel, batch: Sequence[Exercise], draw: random.Random) -> Any:
    """Cross-entropy of both choices: of a sentence or none, whose log odds are 0; of a piece."""
    chosen = [choices(exercise, draw) for exercise in batch]
    inputs = _inputs([(e, i) for e, some in zip(batch, chosen, strict=True) for i in some])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        odds, pieces, _ = model(**inputs)
    total, found, at = torch.zeros(()), [], 0
    rows: list[int] = []
    for exercise, some in zip(batch, chosen, strict=True):
        rows.append(at)
        options = torch.cat([torch.zeros(1), odds[at : at + len(some)]])
        total = total - torch.log_softmax(options, 0)[1 if exercise.answers else 0]
        if right := answer_pieces(exercise, some[0]):
            said = pieces[at][inputs["smask"][at] > 0]
            found.append(torch.log_softmax(said, 0)[right].logsumexp(0))
        at += len(some)
    place = -sum(found) / max(1, len(found))
    less, more = torch.tensor(_seeming(batch, chosen, rows), dtype=torch.long).reshape(-1, 2).T
    margin = functional.softplus(odds[less] - odds[more] + _MARGIN).sum()
    return (total + _MARGIN_WEIGHT * margin) / len(batch) + _PIECES_WEIGHT * place


def _seeming(
    batch: Sequence[Exercise], chosen: Sequence[list[int]], rows: Sequence[int]
) -> list[tuple[int, int]]:
    """Rows where a sentence only seems to answer, each with one that the same sentence answers."""
    places = [
        (exercise, (exercise.sentences, some[0]), row)
        for exercise, some, row in zip(batch, chosen, rows, strict=True)
    ]
    answered = {place: row for exercise, place, row in places if exercise.answers}
    return [
        (row, answered[place])
        for exercise, place, row in places
        if exercise.tempting is not None and place in answered
    ]


def _inputs(pairs: Sequence[tuple[Exercise, int]]) -> dict[str, Any]:
    inputs = reader.inputs(
        [(e.question, e.sentences[i], e.sentences[i - 1] if i else "") for e, i in pairs]
    )
    return {
        name: functional.pad(torch.from_numpy(found), (0, -found.shape[1] % _STEP))
        for name, found in inputs.items()
    }


def _examine(model: ReaderModel, held_out: Sequence[Sequence[Exercise]]) -> None:
    """Say what each part of what is held out tells of the model."""
    model.eval()
    for part, exercised in zip(("lessons", "asked"), held_out, strict=True):
        _console.print(f"held out, {part}: {_examined(model, exercised)}")


def _examined(model: ReaderModel, held_out: Sequence[Exercise]) -> str:
    from sklearn.metrics import roc_auc_score

    sure, right = [], []
    with torch.no_grad():
        for exercise in held_out:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = model(**_inputs([(exercise, i) for i in range(len(exercise.sentences))]))[0]
            sure.append(odds.logsumexp(0).item())
            if exercise.answers:
                right.append(odds.argmax().item() in exercise.answers)
    area = roc_auc_score([bool(exercise.answers) for exercise in held_out], sure)
    return (
        f"answered or not, area under the curve {area:.3f}; "
        f"the right sentence first {sum(right) / len(right):.3f}"
    )
