"""Fit whether two sentences with different answers tell of one matter, and choose its threshold.

    python -m eval.teach.matters

Fitted on the dev split of pairs, small corpora and gold set: of each question the sentence that
answers best, beside each one of another article that was read and has another answer marked. They
tell of one matter where their files are on different sides of the question, and the sentence has
the value of its side or is its evidence. A sentence that proves the answer and is on no other side
is left out: it may tell of the same in other words. Prints, cross-validated (ten folds, no corpus
in two of them), how many of these are found while so many others are, and the constants of
`qa/answer/matter.py`. It writes nothing: a figure is moved by hand, and knowingly.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby

import numpy as np
from rich.console import Console

from eval.gold import questions as gold
from eval.gold.questions import GoldSentence
from eval.paths import Paths
from eval.running.indexing import bring_up_to_date
from eval.suites import asking, items, pairs
from eval.suites.items import CorpusQuestion, Item, Pair, Side
from qa.answer import extractive
from qa.answer.comparison import Comparison
from qa.answer.matter import Likeness
from qa.assistant import Assistant
from qa.index.local_embedding import LocalEmbedding
from qa.index.memory import Index
from qa.index.rows import Row
from qa.scoring import matching
from qa.search.conversation import FollowUp
from qa.search.search import search
from qa.settings import Settings

_REGULARISATION = 0.3  # C of the logistic regression, on standardised likenesses
_FOLDS = 10  # of the cross-validation
_LET_THROUGH = (3, 6, 10, 15)  # others, at which what is found is told
_console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Case:
    """Two sentences of which different answers are marked.

    Attributes:
        group: What is asked over one corpus is never on both sides of a cross-validation.
        likeness: What speaks for one matter.
        one: Whether they tell of one.
    """

    group: str
    likeness: Likeness
    one: bool


def main() -> int:
    """Fit, and print."""
    paths = Paths()
    settings = Settings().model_copy(update={"llm": "none"})
    cases = [*_of_suites(paths, settings), *_of_gold(paths, settings)]
    for line in report(cases):
        _console.print(line)
    return 0


def _of_suites(paths: Paths, settings: Settings) -> Iterator[Case]:
    every = [item for name in ("pairs", "corpora") for item in items.load(name, paths, "dev")]
    every.sort(key=lambda item: item.place)
    for place, some in groupby(every, key=lambda item: item.place):
        asked = list(some)
        assistant = asking.assistant_of(asked[0], settings, paths)
        bring_up_to_date(assistant)
        texts = items.texts_of(place, paths) if not isinstance(asked[0], Pair) else {}
        for item in asked:
            sides, evidence = _sided(item, texts)
            yield from _cases(place, assistant.index(), item.question, sides, evidence)


def _sided(item: Item, texts: dict[str, str]) -> tuple[Sequence[Side], Sequence[GoldSentence]]:
    if isinstance(item, Pair):
        return (() if item.agreeing else pairs.sides(item)), ()
    if not isinstance(item, CorpusQuestion):
        return (), ()
    return (() if item.relation == "same" else item.conflict), item.sentences(texts)


def _of_gold(paths: Paths, settings: Settings) -> Iterator[Case]:
    assistant = Assistant(
        settings.model_copy(update={"corpus": paths.corpus, "store": paths.store})
    )
    bring_up_to_date(assistant)
    for question in gold.select(gold.load(paths.gold), split="dev"):
        yield from _cases("seeds", assistant.index(), question.question, (), question.support)


def _cases(
    group: str,
    index: Index,
    question: str,
    sides: Sequence[Side],
    evidence: Sequence[GoldSentence],
) -> Iterator[Case]:
    found = search(index, LocalEmbedding(), question, FollowUp(question))
    weighed = extractive.weigh(found)
    if isinstance(weighed, extractive.Quotation):
        return
    first, compared = weighed.said[0].sentences[0], Comparison(index, found.ranking, weighed.read)
    for other in weighed.read:
        if other not in weighed.scores or index.rows[other].article == index.rows[first].article:
            continue
        likeness = compared.likeness(first, other)
        if likeness is not None:
            one, two = index.rows[first], index.rows[other]
            proves = any(
                s.overlaps(two.file, two.start, two.start + len(two.text)) for s in evidence
            )
            differ = _differ(one, two, sides, proves=proves)
            if differ or not proves:
                yield Case(group, likeness, differ)


def _differ(first: Row, other: Row, sides: Sequence[Side], *, proves: bool) -> bool:
    """Whether two sentences give the values of different sides."""
    own = [side for side in sides if first.file in side.files]
    theirs = [side for side in sides if other.file in side.files and side not in own]
    said = any(matching.holds_any(other.text, side.spellings) for side in theirs)
    return bool(own and theirs) and (said or proves)


def report(cases: Sequence[Case]) -> Iterator[str]:
    """What the fit is worth, and the constants."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    likeness = np.array([astuple(case.likeness) for case in cases])
    one = np.array([case.one for case in cases])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_REGULARISATION, max_iter=3000))
    sure = cross_val_predict(
        model,
        likeness,
        one,
        groups=[case.group for case in cases],
        cv=GroupKFold(_FOLDS),
        method="predict_proba",
    )[:, 1]
    yield f"{len(cases)} pairs of sentences, {int(one.sum())} of one matter"
    others = np.sort(sure[~one])[::-1]
    for most in _LET_THROUGH:
        least = others[most]
        yield f"above {least:.2f}: {int((sure[one] > least).sum())}, and {most} others"
    model.fit(likeness, one)
    scale, logistic = model[0], model[-1]
    slopes = logistic.coef_[0] / scale.scale_
    yield f"INTERCEPT = {float(logistic.intercept_[0] - slopes @ scale.mean_):.2f}"
    yield f"WEIGHTS = ({', '.join(f'{slope:.2f}' for slope in slopes)})"


if __name__ == "__main__":
    sys.exit(main())
