"""Teach the marker of spans, on the lessons and on public reading data.

    python -m eval.teach.spans BASE CHECKPOINT READING OUT [--start SPANS [--share 0.6]]
        [--passes 2] [--others 1] [--steps N]

BASE is the folder of `python -m eval.teach`, CHECKPOINT what that wrote beside its ONNX file, or
that file itself, READING a folder of public data (see `public`), OUT a folder. What the reader says
of a sentence stays as it was. SPANS is a marker to go on from, as this wrote it: `spans.onnx`. A
pass takes all that was written for it (`eval/lessons/asked`), and a share of the other exercises.

The loss is that of a choice between the pieces of a sentence and none of them, once for the first
piece of the answer and once for the last; and of a question that a sentence only seems to answer, a
margin to one that it does answer.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from torch.nn import functional

from eval.teach import pairs, public
from eval.teach.exchanges import Exchanges
from eval.teach.export import export, export_spans
from eval.teach.lessons import Exercise, exercises, lessons
from eval.teach.model import ReaderModel
from eval.teach.pairs import Pair
from eval.teach.recovery import loaded, restore
from eval.teach.span_model import SpanModel
from qa.answer import reader

# Chosen by hand; the held-out lessons and ../shared/bench/squad2 say what they are worth.
_SEED = 0
_RATE, _HEAD_RATE = 1.5e-4, 3e-4  # of learning: the layers, and what is put upon them
_DECAY, _NORM = 0.01, 1.0  # of the weights; of the gradient, at most
_WARM_UP = 0.03  # of the steps
_ANSWERED, _UNANSWERED = 0.6, 0.5  # shares of the lessons' questions, in a pass
_STEP = 16  # pieces: rows are padded to a multiple, so that few shapes have to be compiled for
_MARGIN = 1.0  # log odds between what is answered and what only seems so
_MARGIN_WEIGHT = 0.5  # of that loss

_console = Console(highlight=False, soft_wrap=True)


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
    parser.add_argument(
        "--others", type=float, default=1.0, help="share of the other exercises in a pass"
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
    written = pairs.written(held_out=False)
    steps: list[pairs.Group] = []
    for _ in range(options.passes):
        others = draw.sample(learnt, int(options.others * len(learnt)))
        made = [pairs.of_exercise(exercise, exchanges, draw) for exercise in others]
        steps += pairs.batches([*written, *filter(None, made)], draw)
    steps = steps[: options.steps]
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
    seeming = [(i, i - pair.beside) for i, pair in enumerate(batch) if pair.beside]
    less, more = torch.tensor(seeming, dtype=torch.long).reshape(-1, 2).T
    margin = functional.softplus(sure[less] - sure[more] + _MARGIN).sum()
    return total + _MARGIN_WEIGHT * margin / len(batch)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
