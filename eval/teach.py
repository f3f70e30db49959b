"""Teach the reader: fine-tune all-MiniLM-L6-v2 on `eval/lessons/`, and write `qa/weights/`.

    pip install torch transformers onnx onnxruntime
    python -m eval.teach BASE OUT [--start CHECKPOINT] [--passes 2]

BASE is a folder with the checkpoint of sentence-transformers' all-MiniLM-L6-v2 (Apache 2.0). A
lesson is a passage with questions that it answers, and questions that it only seems to answer. The
loss is that of a choice between some of its sentences and none of them, so that the log odds of
sentences compare, and zero is as likely as not. Nothing of this runs in tests, nightly or at a
user's: it takes most of an hour on two cores.
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

from qa import reader, words

LESSONS = Path(__file__).parent / "lessons"
_SENTENCES = 3  # of a passage, in each choice
_QUESTIONS = 12  # in a batch
_RATE, _HEAD_RATE = 1.5e-4, 5e-4  # of learning: the encoder, and what is put upon it
_WARM_UP = 0.06  # of the steps
_HELD_OUT = 35  # lessons that are not learnt from

_console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Exercise:
    """A question to a passage.

    Attributes:
        question: The question.
        sentences: The passage.
        answers: The numbers of the sentences that answer it; none when nothing does.
        tempting: Where nothing does, the number of the sentence that comes nearest.
    """

    question: str
    sentences: tuple[str, ...]
    answers: tuple[int, ...]
    tempting: int | None = None


def exercises(lessons: Sequence[dict[str, Any]]) -> Iterator[Exercise]:
    """The questions of lessons."""
    for lesson in lessons:
        sentences = tuple(lesson["sentences"])
        for question, answers, _ in lesson["answered"]:
            yield Exercise(question, sentences, tuple(sorted(set(answers))))
        for question, tempting in lesson["unanswered"]:
            yield Exercise(question, sentences, (), tempting)


def lessons() -> list[dict[str, Any]]:
    """All lessons, by file."""
    return [
        json.loads(line)
        for path in sorted(LESSONS.glob("*.jsonl"))
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


def main(arguments: Sequence[str]) -> int:
    """Teach, print what the held-out lessons say after each pass, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.teach")
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--passes", type=int, default=2)
    options = parser.parse_args(arguments)
    _teach(options.base, options.out, options.start, options.passes)
    return 0


def _teach(base: Path, out: Path, start: Path | None, passes: int) -> None:
    import torch
    from transformers import get_linear_schedule_with_warmup

    draw = random.Random(0)  # noqa: S311
    torch.manual_seed(0)
    known = lessons()
    draw.shuffle(known)
    held_out = list(exercises(known[:_HELD_OUT]))
    learnt = list(exercises(known[_HELD_OUT:]))
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
        draw.shuffle(learnt)
        model.train()
        for at in track(range(0, len(learnt), _QUESTIONS), f"pass {number + 1}"):
            loss = _loss(model, learnt[at : at + _QUESTIONS], draw)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
        _report(model, held_out)
        torch.save(model.state_dict(), out.with_suffix(".pt"))
    _export(model, out)


def _model(base: Path) -> Any:
    """The encoder, and on it the log odds from the means over question and sentence."""
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
            return self.scale * alike + self.bias + self.head(both)[:, 0]

    return Reader()


def _loss(model: Any, batch: Sequence[Exercise], draw: random.Random) -> Any:
    """Cross-entropy of the choice between sentences and none of them, whose log odds are 0."""
    import torch

    chosen = [choices(exercise, draw) for exercise in batch]
    odds = _read(model, [(e, i) for e, some in zip(batch, chosen, strict=True) for i in some])
    total, at = torch.zeros(()), 0
    for exercise, some in zip(batch, chosen, strict=True):
        options = torch.cat([torch.zeros(1), odds[at : at + len(some)]])
        total = total - torch.log_softmax(options, 0)[1 if exercise.answers else 0]
        at += len(some)
    return total / len(batch)


def _read(model: Any, pairs: Sequence[tuple[Exercise, int]]) -> Any:
    import torch

    inputs = reader.inputs(
        [(e.question, e.sentences[i], e.sentences[i - 1] if i else "") for e, i in pairs]
    )
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return model(**{name: torch.from_numpy(values) for name, values in inputs.items()})


def _report(model: Any, held_out: Sequence[Exercise]) -> None:
    import torch
    from sklearn.metrics import roc_auc_score

    model.eval()
    sure, right = [], []
    with torch.no_grad():
        for exercise in held_out:
            odds = _read(model, [(exercise, i) for i in range(len(exercise.sentences))])
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
        output_names=["log_odds"],
        dynamic_axes=axes | {"log_odds": {0: "pairs"}},
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
