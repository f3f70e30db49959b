"""Teach the verifier, on statements with evidence.

    python -m eval.teach.entailment BASE CHECKPOINT GROUPS OUT [--passes 2]
        [--start VERIFIER [--share 0.5]] [--others 0.25]

BASE is the folder of `python -m eval.teach`, CHECKPOINT what that wrote beside its ONNX file, or
that file itself, GROUPS what `python -m eval.teach.entailments` wrote (several files may be given,
joined with a comma), OUT a folder. VERIFIER is one to go on from, as this wrote it:
`entailment.onnx`. A pass takes all that was written for it, and a share of the other groups.

The loss is that of the choice between the three classes; of the pieces that an edit put in, or that
a true statement has, whether they are said; and a margin between a true statement and the others of
its group.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from torch.nn import functional

from eval.teach.entailment_model import CLASSES, EntailmentModel
from eval.teach.export import export_entailment
from eval.teach.groups import COMPATIBLE, Group, Row, itself, told, written
from eval.teach.model import ReaderModel
from eval.teach.recovery import loaded, restore
from qa.answer import reader
from qa.neural import wordpieces

# Chosen by hand; the held-out groups say what they are worth.
_SEED = 0
_RATE, _HEAD_RATE = 2e-4, 6e-4  # of learning: the layers, and what is put upon them
_DECAY, _NORM = 0.01, 1.0  # of the weights; of the gradient, at most
_WARM_UP = 0.03  # of the steps
_PIECES = 2600  # in a batch, padded
_LOT = 600  # groups that are put in batches by their length
_TARGETS = (*CLASSES, "not", COMPATIBLE)  # "not": neither or opposes
_WRITTEN = ("said", "told")  # how the kinds of what was written for it begin
_ITSELF = 0.3  # share of these whose sentence is learnt as a statement on itself
_HELD_OUT = 400  # groups, the last of them, that are not learnt from
_TOUCHED = 0.5  # weight of the pieces' loss
_MARGIN, _MARGIN_WEIGHT = 2.0, 0.3  # log odds between true and edited; of that loss

_console = Console(highlight=False, soft_wrap=True)


def main(arguments: Sequence[str]) -> int:
    """Teach, tell how well it does on what was held out, and write `entailment.onnx`."""
    parser = argparse.ArgumentParser(prog="python -m eval.teach.entailment")
    for name in ("base", "checkpoint"):
        parser.add_argument(name, type=Path)
    parser.add_argument("groups")
    parser.add_argument("out", type=Path)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--start", type=Path, help="a verifier to go on from")
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the new in the weights written"
    )
    parser.add_argument(
        "--others", type=float, default=1.0, help="share of the groups that were not written"
    )
    options = parser.parse_args(arguments)
    draw = random.Random(_SEED)  # noqa: S311
    torch.manual_seed(_SEED)
    lower = loaded(options.base, options.checkpoint)
    model = EntailmentModel(loaded(options.base, options.checkpoint))
    if options.start:
        restore(model, options.start)
    started = {name: value.clone() for name, value in model.state_dict().items()}
    groups = [
        json.loads(line)
        for name in options.groups.split(",")
        for line in Path(name).read_text(encoding="utf-8").splitlines()
    ]
    learnt, held_out = groups[:-_HELD_OUT], groups[-_HELD_OUT:]
    own = [group for group in learnt if group[0]["kind"].startswith(_WRITTEN)]
    rest = [group for group in learnt if not group[0]["kind"].startswith(_WRITTEN)]
    learnt = own + draw.sample(rest, int(options.others * len(rest)))
    learnt += itself(draw.sample(own, int(_ITSELF * len(own))))
    _teach(lower, model, learnt, held_out, options, draw)
    _console.print("in other words,", _told(lower, model, written(held_out=True)))
    _console.print("two articles,", _told(lower, model, told(held_out=True), "opposes"))
    taught = model.state_dict()
    model.load_state_dict({n: started[n].lerp(taught[n], options.share) for n in taught})
    torch.save(model.state_dict(), options.out / "entailment.pt")
    export_entailment(model, options.out / "entailment.onnx")
    return 0


def _teach(
    lower: ReaderModel,
    model: EntailmentModel,
    learnt: Sequence[Group],
    held_out: Sequence[Group],
    options: argparse.Namespace,
    draw: random.Random,
) -> None:
    steps = [batch for _ in range(options.passes) for batch in batches(learnt, draw)]
    layers = list(model.layers.parameters())
    head = [p for name, p in model.named_parameters() if not name.startswith("layers.")]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}], weight_decay=_DECAY
    )
    warm = max(1, int(_WARM_UP * len(steps)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min((at + 1) / warm, max(0.02, 1 - at / len(steps)))
    )
    lower.eval()
    began, mean_loss = time.monotonic(), 0.0
    for number, batch in enumerate(steps):
        model.train()
        loss = _loss(lower, model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), _NORM)
        optimiser.step()
        rate.step()
        optimiser.zero_grad()
        mean_loss += (loss.item() - mean_loss) * 0.02
        if number % 100 == 0:
            _console.print(
                f"{number} of {len(steps)}, {time.monotonic() - began:.0f} s: {mean_loss:.3f}"
            )
        if number % 1000 == 999:
            torch.save(model.state_dict(), options.out / "entailment.pt")
            _console.print(_told(lower, model, held_out))
    _console.print(_told(lower, model, held_out))


def batches(learnt: Sequence[Group], draw: random.Random) -> Iterator[list[Group]]:
    """Groups in a new order, those of like length together."""
    order = draw.sample(learnt, len(learnt))
    for at in range(0, len(order), _LOT):
        lot = sorted(order[at : at + _LOT], key=_length)
        made: list[list[Group]] = [[]]
        for group in lot:
            if (sum(map(len, made[-1])) + len(group)) * _length(group) > _PIECES and made[-1]:
                made.append([])
            made[-1].append(group)
        draw.shuffle(made)
        yield from made


def _length(group: Group) -> int:
    return max(
        sum(len(wordpieces.cut(row[name]).ids) for name in ("statement", "sentence", "before")) + 4
        for row in group
    )


def _loss(lower: ReaderModel, model: EntailmentModel, batch: Sequence[Group]) -> Any:
    rows = [row for group in batch for row in group]
    classes, pieces = _read(lower, model, rows)
    odds = classes.log_softmax(1)
    target = torch.tensor([_TARGETS.index(r["label"]) for r in rows])
    joined = [odds[:, some].logsumexp(1, keepdim=True) for some in (slice(1, 3), slice(0, 2))]
    apart = torch.cat([odds, *joined], 1)
    total = functional.nll_loss(apart, target)
    said = odds[:, 0] - odds[:, 1:].logsumexp(1)
    firsts, others, at = [], [], 0
    for group in batch:
        first = at if group[0]["label"] == "says" else None
        for i, row in enumerate(group):
            if first is not None and i and row["label"] != "says":
                firsts.append(first)
                others.append(at + i)
        at += len(group)
    if others:
        margin = functional.softplus(said[others] - said[firsts] + _MARGIN).sum()
        total = total + _MARGIN_WEIGHT * margin / len(rows)
    return total + _TOUCHED * _touched(pieces, batch)


def _touched(pieces: Any, batch: Sequence[Group]) -> Any:
    """The loss of the pieces whose part is known: those of true statements, and those put in."""
    odds, wanted, at = [], [], 0
    for group in batch:
        true = wordpieces.cut(group[0]["statement"]).ids if group[0]["label"] == "says" else None
        for row in group:
            ids = wordpieces.cut(row["statement"]).ids[: reader.QUESTION]
            own = pieces[at, 1 : 1 + len(ids)].logsumexp(1)
            if row["label"] == "says":
                odds.append(own)
                wanted.append(torch.zeros(len(ids)))
            elif true is not None and _is_edit(row, group[0]):
                changed = torch.zeros(len(ids))
                matcher = SequenceMatcher(None, true, ids, autojunk=False)
                for kind, _, _, first, last in matcher.get_opcodes():
                    if kind != "equal":
                        changed[first:last] = 1
                if changed.sum() and changed.sum() <= len(ids) / 2:
                    odds.append(own)
                    wanted.append(changed)
            at += 1
    if not odds:
        return torch.zeros(())
    return functional.binary_cross_entropy_with_logits(torch.cat(odds), torch.cat(wanted))


def _is_edit(row: Row, true: Row) -> bool:
    """Whether a statement was made of a true one by an edit, and not written anew."""
    return row["sentence"] == true["sentence"] and not row["kind"].startswith("said")


def _read(lower: ReaderModel, model: EntailmentModel, rows: Sequence[Row]) -> Any:
    texts = [(row["statement"], row["sentence"], row["before"]) for row in rows]
    inputs = {n: torch.from_numpy(v) for n, v in reader.inputs(texts).items()}
    masks = {name: inputs[name] for name in ("attention_mask", "qmask", "smask")}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        with torch.no_grad():
            states = lower(**inputs)[2]
        return model(states, **masks)


def _told(
    lower: ReaderModel, model: EntailmentModel, held_out: Sequence[Group], wanted: str = "says"
) -> str:
    """Of what was held out: how many are right, and those of a class and others told apart."""
    model.eval()
    by_kind: dict[str, list[float]] = {}
    true: list[float] = []
    false: list[float] = []
    with torch.no_grad():
        for at in range(0, len(held_out), 8):
            rows = [row for group in held_out[at : at + 8] for row in group]
            odds = _read(lower, model, rows)[0].log_softmax(1)
            one = odds[:, CLASSES.index(wanted)]
            said = (one - torch.log1p(-one.exp())).tolist()
            for row, value in zip(rows, said, strict=True):
                (true if row["label"] == wanted else false).append(value)
                by_kind.setdefault(row["kind"], []).append(
                    float((value > 0) == (row["label"] == wanted))
                )
    pairs = sum(t > f for t in true for f in false) / max(1, len(true) * len(false))
    kinds = ", ".join(f"{k} {sum(v) / len(v):.2f}" for k, v in sorted(by_kind.items()))
    return f"held out: area {pairs:.3f}; right by kind: {kinds}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
