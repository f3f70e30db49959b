"""Teach the reader: fine-tune all-MiniLM-L6-v2 on `eval/lessons/`, and write `qa/weights/`.

    pip install torch transformers onnx onnxruntime
    python -m eval.teach BASE OUT [--start CHECKPOINT [--share 0.7]] [--passes 2]

BASE is a folder with the checkpoint of sentence-transformers' all-MiniLM-L6-v2 (Apache 2.0). A
lesson is a passage with questions that it answers, and questions that it only seems to answer. The
loss is that of a choice between some of its sentences and none of them, so that the log odds of
sentences compare, and zero is as likely as not; to it is added, where a sentence answers, the loss
of a choice between its pieces of words, of which those of the short answer are right. Nothing of
this runs in tests, nightly or at a user's: it takes hours on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from qa.answer import reader
from qa.text import words

LESSONS = Path(__file__).parent / "lessons"
_SENTENCES = 3  # of a passage, in each choice
_QUESTIONS = 12  # in a batch
_ALIKE = 40  # batches; in each such lot the exercises are put in batches by the length of sentences
_PLACE_WEIGHT = 0.3  # of finding the short answer, beside finding the sentence
_RATE, _HEAD_RATE = 1.5e-4, 5e-4  # of learning: the encoder, and what is put upon it
_NOWHERE = 3.5  # what places add up to before they are taught: 33 pieces, each 0
_WARM_UP = 0.06  # of the steps
_HELD_OUT = "held-out.jsonl"  # lessons that are not learnt from

_console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Exercise:
    """A question to a passage.

    Attributes:
        question: The question.
        sentences: The passage.
        answers: The numbers of the sentences that answer it; none when nothing does.
        short: What the answer is, in the words of one of these sentences.
        tempting: Where nothing does, the number of the sentence that comes nearest.
    """

    question: str
    sentences: tuple[str, ...]
    answers: tuple[int, ...]
    short: str = ""
    tempting: int | None = None


def exercises(lessons: Sequence[dict[str, Any]]) -> Iterator[Exercise]:
    """The questions of lessons."""
    for lesson in lessons:
        sentences = tuple(lesson["sentences"])
        for question, answers, short in lesson["answered"]:
            yield Exercise(question, sentences, tuple(sorted(set(answers))), short)
        for question, tempting in lesson["unanswered"]:
            yield Exercise(question, sentences, (), tempting=tempting)


def lessons(*, held_out: bool) -> list[dict[str, Any]]:
    """The lessons to learn from, by file, or those to be examined on."""
    return [
        json.loads(line)
        for path in sorted(LESSONS.glob("*.jsonl"))
        if (path.name == _HELD_OUT) == held_out
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def choices(exercise: Exercise, draw: random.Random) -> list[int]:
    """Sentences to choose from: the right or tempting one, then others that share its words."""
    first = exercise.tempting
    if first is None:
        first = draw.choice(exercise.answers)
    asked = set(words.split(exercise.question))
    chosen = [first]
    rest = [i for i in range(len(exercise.sentences)) if i != first and i not in exercise.answers]
    while rest and len(chosen) < _SENTENCES:
        shared = [0.5 + len(asked & set(words.split(exercise.sentences[i]))) for i in rest]
        chosen.append(rest.pop(draw.choices(range(len(rest)), shared)[0]))
    return chosen


def places(exercise: Exercise, sentence: int) -> list[int]:
    """The pieces of a sentence, numbered within it, that make up the short answer."""
    start = exercise.sentences[sentence].lower().find(exercise.short.lower())
    if sentence not in exercise.answers or not exercise.short or start < 0:
        return []
    stop = start + len(exercise.short)
    pieces = reader.pieces(exercise.sentences[sentence]).offsets[: reader.SENTENCE]
    return [i for i, (first, last) in enumerate(pieces) if first < stop and last > start]


def batches(learnt: Sequence[Exercise], draw: random.Random) -> list[list[Exercise]]:
    """Exercises in a new order, long ones together: what stands beside them is not padded."""
    order = draw.sample(learnt, len(learnt))
    lot = _QUESTIONS * _ALIKE
    made = []
    for at in range(0, len(order), lot):
        alike = sorted(order[at : at + lot], key=_length)
        made += [alike[i : i + _QUESTIONS] for i in range(0, len(alike), _QUESTIONS)]
    draw.shuffle(made)
    return made


def _length(exercise: Exercise) -> float:
    return sum(map(len, exercise.sentences)) / len(exercise.sentences)


def main(arguments: Sequence[str]) -> int:
    """Teach, print what the held-out lessons say after each pass, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.teach")
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--share", type=float, default=1.0, help="of what is new; rest: as it was")
    parser.add_argument("--passes", type=int, default=2)
    options = parser.parse_args(arguments)
    if options.share != 1 and options.start is None:
        parser.error(f"--share {options.share}: there is nothing to average with; give --start")
    _teach(options.base, options.out, options.start, options.share, options.passes)
    return 0


def _teach(base: Path, out: Path, start: Path | None, share: float, passes: int) -> None:
    import torch
    from transformers import get_linear_schedule_with_warmup

    draw = random.Random(0)  # noqa: S311
    torch.manual_seed(0)
    held_out = list(exercises(lessons(held_out=True)))
    learnt = list(exercises(lessons(held_out=False)))
    model = _model(base)
    if start is not None:
        model.load_state_dict(torch.load(start))
    for weights in model.encoder.embeddings.parameters():
        weights.requires_grad = False
    head = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    steps = passes * math.ceil(len(learnt) / _QUESTIONS)
    schedule = get_linear_schedule_with_warmup(optimiser, int(_WARM_UP * steps), steps)
    for number in range(passes):
        model.train()
        for batch in track(batches(learnt, draw), f"pass {number + 1}"):
            loss = _loss(model, batch, draw)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
        _report(model, held_out)
        torch.save(model.state_dict(), out.with_suffix(".pt"))
    if start is not None and share != 1:
        before, after = torch.load(start), model.state_dict()
        model.load_state_dict({n: share * after[n] + (1 - share) * before[n] for n in after})
        _report(model, held_out)
    _export(model, out)


def _model(base: Path) -> Any:
    """The encoder, and on it the log odds: from means over question and sentence, and from places.

    A place is a piece of the sentence, judged by itself and beside the question's mean; what a long
    sentence says in passing is lost in its mean.
    """
    import torch
    from transformers import AutoModel

    class Reader(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
            size = self.encoder.config.hidden_size
            self.head = torch.nn.Sequential(
                torch.nn.Linear(4 * size, 256),
                torch.nn.GELU(),
                torch.nn.Dropout(0.1),
                torch.nn.Linear(256, 1),
            )
            torch.nn.init.zeros_(self.head[3].weight)
            torch.nn.init.zeros_(self.head[3].bias)
            self.scale = torch.nn.Parameter(torch.tensor(8.0))
            self.bias = torch.nn.Parameter(torch.tensor(-4.5))
            self.place = torch.nn.Sequential(
                torch.nn.Linear(2 * size, 192),
                torch.nn.GELU(),
                torch.nn.Dropout(0.1),
                torch.nn.Linear(192, 1),
            )
            self.gain = torch.nn.Parameter(torch.tensor(0.3))

        def forward(
            self,
            input_ids: Any,
            attention_mask: Any,
            token_type_ids: Any,
            qmask: Any,
            smask: Any,
        ) -> Any:
            states = self.encoder(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state.float()
            asked, said = (
                (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
                for mask in (qmask, smask)
            )
            alike = torch.cosine_similarity(asked, said, dim=-1)
            both = torch.cat([asked, said, asked * said, (asked - said).abs()], -1)
            here = self.place(torch.cat([states, states * asked[:, None, :]], -1))[..., 0]
            here = here + (smask - 1) * 1e4  # none outside the sentence
            anywhere = self.gain * (here.logsumexp(1) - _NOWHERE)
            odds = self.scale * alike + self.bias + self.head(both)[:, 0] + anywhere
            return odds, here

    return Reader()


def _loss(model: Any, batch: Sequence[Exercise], draw: random.Random) -> Any:
    """Cross-entropy of both choices: of a sentence or none, whose log odds are 0; of a place."""
    import torch

    chosen = [choices(exercise, draw) for exercise in batch]
    inputs = _inputs([(e, i) for e, some in zip(batch, chosen, strict=True) for i in some])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        odds, here = model(**inputs)
    total, found, at = torch.zeros(()), [], 0
    for exercise, some in zip(batch, chosen, strict=True):
        options = torch.cat([torch.zeros(1), odds[at : at + len(some)]])
        total = total - torch.log_softmax(options, 0)[1 if exercise.answers else 0]
        if right := places(exercise, some[0]):
            said = here[at][inputs["smask"][at] > 0]
            found.append(torch.log_softmax(said, 0)[right].logsumexp(0))
        at += len(some)
    place = -sum(found) / max(1, len(found))
    return total / len(batch) + _PLACE_WEIGHT * place


def _inputs(pairs: Sequence[tuple[Exercise, int]]) -> dict[str, Any]:
    import torch

    inputs = reader.inputs(
        [(e.question, e.sentences[i], e.sentences[i - 1] if i else "") for e, i in pairs]
    )
    return {name: torch.from_numpy(values) for name, values in inputs.items()}


def _report(model: Any, held_out: Sequence[Exercise]) -> None:
    import torch
    from sklearn.metrics import roc_auc_score

    model.eval()
    sure, right = [], []
    with torch.no_grad():
        for exercise in held_out:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds, _ = model(**_inputs([(exercise, i) for i in range(len(exercise.sentences))]))
            sure.append(odds.logsumexp(0).item())
            if exercise.answers:
                right.append(odds.argmax().item() in exercise.answers)
    area = roc_auc_score([bool(exercise.answers) for exercise in held_out], sure)
    _console.print(
        f"held out: answered or not, area under the curve {area:.3f}; "
        f"the right sentence first {sum(right) / len(right):.3f}"
    )


def _export(model: Any, out: Path) -> None:
    """Write the model as ONNX, its weights in 8 bits."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.eval()
    inputs = reader.inputs([("Who led?", "She led it.", ""), ("When?", "On Monday.", "It began.")])
    whole = out.with_suffix(".f32.onnx")
    axes: dict[str, dict[int, str]] = {name: {0: "pairs", 1: "pieces"} for name in inputs}
    torch.onnx.export(
        model,
        tuple(torch.from_numpy(values) for values in inputs.values()),
        str(whole),
        input_names=list(inputs),
        output_names=["log_odds", "places"],
        dynamic_axes=axes | {"log_odds": {0: "pairs"}, "places": {0: "pairs", 1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        whole,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
