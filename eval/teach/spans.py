"""Teach the marker of spans, on the lessons and on public reading data.

    python -m eval.teach.spans BASE CHECKPOINT READING OUT [--start SPANS [--share 0.6]]
        [--passes 2] [--steps N]

BASE is the folder of `python -m eval.teach`, CHECKPOINT what that wrote beside its ONNX file, or
that file itself, READING a folder of public data (see `public`), OUT a folder. What the reader says
of a sentence stays as it was. SPANS is a marker to go on from, as this wrote it: `spans.onnx`.

The loss is that of a choice between the pieces of a sentence and none of them, once for the first
piece of the answer and once for the last; and of a question that was edited so that its sentence no
longer answers, a margin to the one that it does answer.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from torch.nn import functional

from eval.teach import public
from eval.teach.batches import answer_pieces, choices
from eval.teach.edits import edited
from eval.teach.exchanges import Exchanges
from eval.teach.export import export, export_spans
from eval.teach.lessons import Exercise, exercises, lessons
from eval.teach.model import ReaderModel
from eval.teach.recovery import loaded, restore
from eval.teach.span_model import SpanModel
from qa.answer import reader

# Chosen by hand; the held-out lessons and ../shared/bench/squad2 say what they are worth.
_SEED = 0
_RATE, _HEAD_RATE = 1.5e-4, 3e-4  # of learning: the layers, and what is put upon them
_DECAY, _NORM = 0.01, 1.0  # of the weights; of the gradient, at most
_WARM_UP = 0.03  # of the steps
_PIECES = 1800  # in a batch, padded
_STEP = 16  # pieces: rows are padded to a multiple, so that few shapes have to be compiled for
_LOT = 1200  # exercises that are put in batches by their length
_ANSWERED, _UNANSWERED = 0.6, 0.5  # shares of the lessons' questions, in a pass
_EDITED, _EXCHANGED = 0.35, 0.25  # shares of the answered questions that come with an edited one
_OTHER = 0.25  # and with another sentence
_WITH_BEFORE = 0.25  # of the sentences that answer come with the one before
_MARGIN, _MARGIN_WEIGHT = 1.0, 0.5  # log odds between a question and its edit; of that loss

_console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Pair:
    """A question and a sentence.

    Attributes:
        texts: Question, sentence and the one before, if it is read.
        pieces: Those of the sentence that answer; none where it does not.
        edit_of: Whether the pair before it has the same sentence, and a question that it answers.
    """

    texts: tuple[str, str, str]
    pieces: tuple[int, ...] = ()
    edit_of: bool = False


def main(arguments: Sequence[str]) -> int:
    """Teach, and write `reader.onnx` and `spans.onnx`."""
    parser = argparse.ArgumentParser(prog="python -m eval.teach.spans")
    for name in ("base", "checkpoint", "reading", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--start", type=Path)
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the new in the weights written"
    )
    parser.add_argument("--steps", type=int, help="stop after so many batches")
    options = parser.parse_args(arguments)
    draw = random.Random(_SEED)  # noqa: S311
    torch.manual_seed(_SEED)
    whole = loaded(options.base, options.checkpoint)
    export(whole, options.out / "reader.onnx")
    marker = SpanModel(whole)
    if options.start:
        restore(marker, options.start)
    lower = loaded(options.base, options.checkpoint)
    learnt = _learnt(options.reading, draw)
    exchanges = Exchanges(learnt, lower.embeddings)
    passes = (batches(learnt, exchanges, draw) for _ in range(options.passes))
    steps = [batch for one in passes for batch in one][: options.steps]
    _teach(lower, marker, steps)
    if options.start:
        _blend(marker, SpanModel(loaded(options.base, options.checkpoint)), options)
    torch.save(marker.state_dict(), options.out / "spans.pt")
    export_spans(marker, options.out / "spans.onnx")
    return 0


def _blend(marker: SpanModel, other: SpanModel, options: argparse.Namespace) -> None:
    """Give a marker the average of its weights and of those that it went on from."""
    restore(other, options.start)
    started = other.state_dict()
    taught = marker.state_dict()
    marker.load_state_dict(
        {name: started[name].lerp(taught[name], options.share) for name in taught}
    )


def _learnt(folder: Path, draw: random.Random) -> list[Exercise]:
    own = exercises(lessons(held_out=False))
    kept = [e for e in own if draw.random() < (_ANSWERED if e.answers else _UNANSWERED)]
    return [*kept, *public.exercises(folder, draw)]


def _teach(lower: ReaderModel, marker: SpanModel, steps: Sequence[list[Pair]]) -> None:
    head = [p for name, p in marker.named_parameters() if not name.startswith("layers.")]
    optimiser = torch.optim.AdamW(
        [{"params": marker.layers.parameters(), "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}],
        weight_decay=_DECAY,
    )
    warm = max(1, int(_WARM_UP * len(steps)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min((at + 1) / warm, 1 - at / len(steps))
    )
    lower.eval()
    marker.train()
    for number, batch in enumerate(steps):
        loss = _loss(lower, marker, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(marker.parameters(), _NORM)
        optimiser.step()
        rate.step()
        optimiser.zero_grad()
        if number % 100 == 0:
            _console.print(f"{number} of {len(steps)}: {loss.item():.3f}")


def batches(
    learnt: Sequence[Exercise], exchanges: Exchanges, draw: random.Random
) -> Iterator[list[Pair]]:
    """Pairs in a new order, those of one exercise and those of like length together."""
    order = draw.sample(learnt, len(learnt))
    for at in range(0, len(order), _LOT):
        made = [found for e in order[at : at + _LOT] if (found := pairs(e, exchanges, draw))]
        made.sort(key=_length)
        lot: list[list[Pair]] = [[]]
        for found in made:
            if (len(lot[-1]) + len(found)) * _length(found) > _PIECES and lot[-1]:
                lot.append([])
            lot[-1] += found
        draw.shuffle(lot)
        yield from (batch for batch in lot if batch)


def pairs(exercise: Exercise, exchanges: Exchanges, draw: random.Random) -> list[Pair]:
    """What is learnt from an exercise: its answer, and at times an edit or another sentence."""
    first, *others = choices(exercise, draw)
    sentences = exercise.sentences
    if not exercise.answers:
        return [Pair((exercise.question, sentences[first], sentences[first - 1] if first else ""))]
    pieces = answer_pieces(exercise, first)
    if not pieces:
        return []
    led = sentences[first - 1] if first and draw.random() < _WITH_BEFORE else ""
    made = [Pair((exercise.question, sentences[first], led), tuple(pieces))]
    chance, other = draw.random(), None
    if chance < _EDITED:
        other = edited(exercise.question, " ".join(sentences), exercise.short, draw)
    if chance < _EDITED + _EXCHANGED:
        other = other or exchanges.exchanged(exercise, first, draw)
        made += [Pair((other, sentences[first], led), edit_of=True)] if other else []
    elif chance < _EDITED + _EXCHANGED + _OTHER and others:
        made.append(Pair((exercise.question, sentences[others[0]], "")))
    return made


def _length(found: Sequence[Pair]) -> int:
    longest = max(sum(len(reader.pieces(text).ids) for text in pair.texts) + 4 for pair in found)
    return -(-longest // _STEP) * _STEP


def _loss(lower: ReaderModel, marker: SpanModel, batch: Sequence[Pair]) -> Any:
    """Cross-entropy of both ends, and the margin of edits."""
    inputs = {
        name: functional.pad(torch.from_numpy(found), (0, -found.shape[1] % _STEP))
        for name, found in reader.inputs([pair.texts for pair in batch]).items()
    }
    masks = {name: inputs[name] for name in ("attention_mask", "qmask", "smask")}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        with torch.no_grad():
            states = lower(**inputs)[2]
        first, last, nowhere = marker(states, **masks)
    opens = inputs["smask"].argmax(1)
    ends = [
        [
            0 if not p.pieces else 1 + int(at) + p.pieces[end]
            for p, at in zip(batch, opens, strict=True)
        ]
        for end in (0, -1)
    ]
    total = torch.zeros(())
    for odds, right in zip((first, last), ends, strict=True):
        options = torch.cat([nowhere[:, None], odds], 1)
        total = total + functional.cross_entropy(options, torch.tensor(right)) / 2
    sure = (first.logsumexp(1) + last.logsumexp(1)) / 2 - nowhere
    edits = torch.tensor([i for i, pair in enumerate(batch) if pair.edit_of], dtype=torch.long)
    margin = functional.softplus(sure[edits] - sure[edits - 1] + _MARGIN).sum()
    return total + _MARGIN_WEIGHT * margin / len(batch)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
