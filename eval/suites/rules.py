"""The rules that the suites' files keep, proved: each problem is told in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from eval.paths import Paths
from eval.suites import items
from eval.suites.items import (
    SUITES,
    CorpusQuestion,
    DraftStatement,
    FalsePremise,
    FormatQuestion,
    Item,
    JudgedStatement,
    Keywords,
    Pair,
)
from qa.scoring import matching

# Items that a suite must hold, at least, of each of its sorts, in all.
MINIMUMS = {
    "inputs": (20, 350),
    "corpora": (10, 250),
    "near": (5, 160),
    "pairs": (10, 120),
    "statements": (2, 600),
    "drafts": (2, 450),
    "formats": (1, 150),
}
LEAST_DRAFTS, LEAST_STATED, LEAST_ERRORS = 40, 400, 10  # drafts, statements, kinds of error
LEAST_FALSE, LEAST_TRUE, LEAST_CORPORA = 30, 15, 10  # kinds, and corpora, of statements
_LEAST_TEST = 0.4  # share of a suite that is kept apart, at least
_OPEN = ("formats",)  # suites of which nothing is kept apart: what can be read, not how well

Texts = Mapping[str, str]


def problems(paths: Paths) -> list[str]:
    """Everything that is wrong with the files of the suites; empty when they keep the rules.

    Raises:
        GoldError: One of them cannot be read.
    """
    # What the scripted language models write is what is judged: its files are looked at there.
    suites = {name: items.load(name, paths) for name in SUITES if name != "writers"}
    every = [item for some in suites.values() for item in some]
    places = sorted({item.place for item in every if not isinstance(item, Pair)})
    texts = {place: items.texts_of(place, paths) for place in places}
    return [
        *(found for name, some in suites.items() for found in wrong_counts(name, some)),
        *repeated(every),
        *split_corpora(every),
        *few_kinds(suites["statements"]),
        *few_drafts(suites["drafts"]),
        *(f"{i.id}: {p}" for i in every for p in faults(i, texts.get(i.place, {}))),
    ]


def wrong_counts(suite: str, some: Sequence[Item]) -> Iterator[str]:
    """Too few items, of all, of a sort or of the split that is kept apart."""
    each, total = MINIMUMS[suite]
    if len(some) < total:
        yield f"{suite}: {len(some)} items, {total} are the least"
    for sort, count in Counter(item.sort for item in some).items():
        if count < each:
            yield f"{suite}: {count} items of the sort '{sort}', {each} are the least"
    kept = sum(item.split == "test" for item in some)
    if suite not in _OPEN and kept < _LEAST_TEST * len(some):
        yield f"{suite}: too few items are kept apart for the split test"


def repeated(every: Sequence[Item]) -> Iterator[str]:
    """Ids that are not unique, and questions that are asked twice over one corpus."""
    for name, count in Counter(item.id for item in every).items():
        if count > 1:
            yield f"{name}: {count} items of this id"
    asked = Counter((item.place, _before(item), item.question) for item in every)
    for (place, _, question), count in asked.items():
        if count > 1:
            yield f"“{question}” is asked {count} times over {place}"


def _before(item: Item) -> str:
    """What an item is read after: the turns before it, or the draft that it stands in."""
    return item.draft if isinstance(item, DraftStatement) else str(item.turns)


def split_corpora(every: Sequence[Item]) -> Iterator[str]:
    """Corpora of which questions are in both splits: what is learnt from one shows in the other."""
    splits: dict[str, set[str]] = {}
    for item in every:
        if isinstance(item, CorpusQuestion | JudgedStatement | DraftStatement):
            corpus = item.corpus.rpartition("/")[2]
            splits.setdefault(corpus, set()).add(item.split)
    for corpus, found in splits.items():
        if len(found) > 1:
            yield f"the corpus {corpus} has questions in both splits"


def few_kinds(some: Sequence[Item]) -> Iterator[str]:
    """Too few kinds of true or of false statements, or too few corpora."""
    judged = [item for item in some if isinstance(item, JudgedStatement)]
    for what, least, found in (
        ("kinds of false statements", LEAST_FALSE, {i.kind for i in judged if not i.is_true}),
        ("kinds of true statements", LEAST_TRUE, {i.kind for i in judged if i.is_true}),
        ("corpora", LEAST_CORPORA, {i.corpus for i in judged}),
    ):
        if len(found) < least:
            yield f"statements: {len(found)} {what}, {least} are the least"


def few_drafts(some: Sequence[Item]) -> Iterator[str]:
    """Too few drafts, statements or kinds of error."""
    found = [item for item in some if isinstance(item, DraftStatement)]
    stated = [item for item in found if item.states]
    false = [item for item in stated if item.piece.verdict != "supported"]
    for what, least, count in (
        ("drafts", LEAST_DRAFTS, len({item.draft for item in found})),
        ("statements", LEAST_STATED, len(stated)),
        ("kinds of error", LEAST_ERRORS, len({item.piece.kind for item in false})),
    ):
        if count < least:
            yield f"drafts: {count} {what}, {least} are the least"


def faults(item: Item, texts: Texts) -> Iterator[str]:
    """What is wrong with one item by itself, its articles given."""
    if not item.question.strip():
        yield "nothing is asked"
    if isinstance(item, CorpusQuestion):
        yield from _corpus_question(item, texts)
    elif isinstance(item, Pair):
        yield from _pair(item)
    elif isinstance(item, JudgedStatement):
        for one in item.evidence:
            yield from _quoted_once(texts, one.file, one.quote)
    elif isinstance(item, FalsePremise) and item.contradicting:
        yield from _quoted_once(texts, item.file, item.contradicting)
    elif isinstance(item, Keywords):
        yield from _keywords(item, texts)
    elif isinstance(item, FormatQuestion):
        yield from _format_question(item, texts)


def _corpus_question(item: CorpusQuestion, texts: Texts) -> Iterator[str]:
    for one in item.evidence:
        yield from _quoted_once(texts, one.file, one.quote)
    if item.refusable == bool(item.required and item.evidence):
        yield "what is answered needs required facts and evidence, what is refused has neither"
    quoted = "\n".join(one.quote for one in item.evidence)
    for group in item.required:
        if not matching.holds_any(quoted, group):
            yield f"no alias of {list(group)} stands in the evidence"
    proving = {one.file for one in item.evidence}
    named = {*item.agree, *item.copies, *(f for side in item.conflict for f in side.files)}
    for file in sorted(named - proving):
        yield f"{file} has no sentence among the evidence"
    yield from _sides(item)
    if item.smalltalk and not item.history:
        yield "small talk answers to something"


def _sides(item: CorpusQuestion) -> Iterator[str]:
    if len(item.conflict) == 1 or (item.type.startswith("conflict") and not item.conflict):
        yield "a conflict has two sides"
    for side in item.conflict:
        quotes = "\n".join(one.quote for one in item.evidence if one.file in side.files)
        for value in side.spellings:
            if not matching.holds(quotes, value):
                yield f"the value '{value}' stands in no evidence of its files"


def _pair(item: Pair) -> Iterator[str]:
    for text, value in ((item.a, item.value_a), (item.b, item.value_b)):
        if not matching.holds(text, value):
            yield f"the value '{value}' does not stand in its article"
    if not item.agreeing and matching.holds(item.value_a, item.value_b):
        yield "the two values are one"


def _keywords(item: Keywords, texts: Texts) -> Iterator[str]:
    said = "\n".join(texts.values())
    for group in item.required:
        if not matching.holds_any(said, group):
            yield f"no alias of {list(group)} stands in the articles"


def _format_question(item: FormatQuestion, texts: Texts) -> Iterator[str]:
    if item.should_refuse == bool(item.required):
        yield "what is answered needs required facts, what is refused has none"
    if not item.should_refuse and item.file not in texts:
        yield f"there is no file {item.file}"
    for group in item.required:
        if item.file in texts and not matching.holds_any(texts[item.file], group):
            yield f"no alias of {list(group)} stands in {item.file}"


def _quoted_once(texts: Texts, file: str, quote: str) -> Iterator[str]:
    count = texts.get(file, "").count(quote) if quote else 0
    if count != 1:
        yield f"“{quote[:50]}” stands {count} times in {file}, not once"
    elif "\n" in quote:
        yield f"“{quote[:50]}” is of more than one line"
