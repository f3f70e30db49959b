"""Lists that are told over several sentences, and replies to questions that an article asks.

"The parties agreed on three points. These are …", "First, …" and "Second, …", bullets under a line
that ends with a colon, and an interview, in which the question answers nothing: what follows does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.index.memory import Index
from qa.index.rows import Row
from qa.text import lexicon, numbers, words
from qa.text.language import ENGLISH, alternatives

MOST = 12  # sentences or items of one list

_REPLIES = 3  # sentences after a question that may reply to it
_LATER = 0.3  # how much less than the question a reply scores, for each sentence between them
_FEW_WORDS = 7  # of a fragment that announces a list: "Three things above all."; set by hand
_LISTS = re.compile(rf"^(?:{alternatives(ENGLISH.conversation.list_openers)})\b", re.IGNORECASE)
_ASKS = re.compile(
    rf"^(?:[^:?]{{1,40}}: )?\W*(?:(?:{alternatives(ENGLISH.compounds.joints)}) )?"
    rf"(?:\w+ )?(?:{alternatives(ENGLISH.questions.interrogatives)}"
    rf"|{alternatives(ENGLISH.questions.auxiliaries)})\b.*\?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_ORDINAL = re.compile(rf"(?:{alternatives(ENGLISH.conversation.list_ordinals)}),", re.IGNORECASE)
_FEW_COUNTED = 4  # words: "on three further points"
_BETWEEN = 2  # sentences that may tell more of an item before the next one; set by hand
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-Z]")  # one after another
_VERB = re.compile(rf"\b(?:{alternatives(ENGLISH.questions.auxiliaries)})\b")
_TOLD_APART = 2  # terms of a question that one item alone has, which answers by itself then
_EMBEDDED = re.compile(rf"\w (?:{alternatives(ENGLISH.questions.what)}) (?:{_VERB.pattern})")


def replies(index: Index, scores: dict[int, float]) -> dict[int, float]:
    """The candidates without questions, which answer nothing; what follows one takes its score."""
    asking = [i for i in scores if asks(index.rows[i])]
    kept = {i: s for i, s in scores.items() if i not in asking}
    for question in asking:
        for step in range(1, _REPLIES + 1):
            reply = question + step
            if not _is_beside(index, question, reply) or asks(index.rows[reply]):
                break
            said = set(index.terms[reply])
            if index.rows[reply].tells_of_article or (said and said <= set(index.terms[question])):
                continue  # the head of the next message, or it only repeats the question
            handed = scores[question] - _LATER * step
            kept[reply] = max(kept.get(reply, handed), handed)
    return kept or scores


def followers(index: Index, sentence: int) -> list[int]:
    """The sentences and items after a sentence that complete the list which it announces."""
    found = _ordered(index, sentence) or _counted(index, sentence)
    if found:
        return found
    at = sentence
    while len(found) < MOST and _is_beside(index, at, at + 1) and _goes_on(index, at):
        at += 1
        found.append(at)
    # Announced is a list only where one comes: a line that ends with a colon alone is none.
    return found if not found or not _introduces(index.rows[found[-1]]) else []


def only_counts(marked: str) -> bool:
    """Whether what is marked only counts what is told after it: "three points"."""
    return _count(marked) > 0 and len(words.split(marked)) <= _FEW_COUNTED


def _ordered(index: Index, sentence: int) -> list[int]:
    """The sentences after one that open with "First", "Second" and so on."""
    found: list[int] = []
    at = sentence
    while len(found) < MOST:
        ahead = range(at + 1, at + 2 + (_BETWEEN if found else 0))
        near = (i for i in ahead if _is_beside(index, at, i) and _ORDINAL.match(index.rows[i].read))
        following = next(near, None)
        if following is None:
            break
        at = following
        found.append(at)
    said = words.split(index.rows[sentence].read)
    several = lexicon.NUMBERS | ENGLISH.conversation.list_nouns
    opened = not several.isdisjoint(said) and not _ORDINAL.match(index.rows[sentence].read)
    return found if opened and len(found) > 1 else []


def _counted(index: Index, sentence: int) -> list[int]:
    """The rest of a paragraph that has as many sentences as "three things" promises."""
    count = _count(index.rows[sentence].read)
    following = range(sentence + 1, sentence + 1 + count)
    if not count or not all(_goes_on_in(index, i) for i in following):
        return []
    return [] if _goes_on_in(index, sentence + 1 + count) else [*following]


def _goes_on_in(index: Index, sentence: int) -> bool:
    """Whether a sentence stands in the paragraph of the one before it."""
    if not _is_beside(index, sentence - 1, sentence):
        return False
    row = index.rows[sentence]
    return row.kind == index.rows[sentence - 1].kind == "prose" and "\n\n" not in row.lead


def _count(text: str) -> int:
    """How many things a text says there are without saying which: three of "three things"."""
    said = words.split(text)
    for at in range(len(said)):
        value, length = numbers.number_at(said, at)
        named = ENGLISH.conversation.list_nouns.intersection(said[at + length : at + length + 2])
        if length and named and isinstance(value, float) and 1 < value <= MOST:
            return int(value)
    return 0


def items(index: Index, terms: Sequence[str], scores: Mapping[int, float], best: int) -> list[int]:
    """All items of a list in their order, where the candidates are of that list alone.

    But where one of them alone holds what the question asks for ("Who offers piano lessons?").

    Args:
        index: Where they are.
        terms: Those of the question.
        scores: How directly each candidate answers.
        best: The best of them.
    """
    row = index.rows[best]
    alone = row.kind == "item" and row.context and len(scores) > 1
    same = all(
        index.rows[i].kind == "item" and index.rows[i].context == row.context for i in scores
    )
    if not (alone and same) or _is_of_report(index, best):
        return []
    every = [i for i in index.sentences_of(row.file) if index.rows[i].context == row.context]
    others = set().union(*(index.terms[i] for i in every if i != best))
    own = set(terms) & (set(index.terms[best]) - others)
    if len(own) >= _TOLD_APART and len(own) >= len(set(terms)) / 2:
        return []
    return every[:MOST]


def _goes_on(index: Index, at: int) -> bool:
    row, after = index.rows[at], index.rows[at + 1]
    if after.heading:
        return False
    if row.kind == "item":
        together = after.kind == "item" and after.context == row.context
        return together and not _is_of_report(index, at)
    if _introduces(row):
        return True
    if _LISTS.match(after.read):
        return _enumerates(after.read) or _introduces(after)
    return _announces(row.read) and (_enumerates(after.read) or _introduces(after))


def _is_of_report(index: Index, at: int) -> bool:
    """Whether an item is a section of a numbered report: nothing announces a list of sentences."""
    context = index.rows[at].context
    items = (index.rows[i] for i in index.article_of(at))
    told = (row.read for row in items if row.kind == "item" and row.context == context)
    return not context.endswith(":") and any(_SENTENCES.search(text) for text in told)


def _introduces(row: Row) -> bool:
    return row.kind != "item" and row.read.rstrip().endswith(":")


def _announces(text: str) -> bool:
    """Whether a text says that a list comes: a number in a fragment, or "set out what will be"."""
    said = words.split(text)
    counts = any(word in lexicon.NUMBERS or word.isdigit() for word in said)
    fragment = len(said) <= _FEW_WORDS and not _VERB.search(words.fold(text))
    return (counts and fragment) or bool(_EMBEDDED.search(words.fold(text)))


def _enumerates(text: str) -> bool:
    """Whether a text names several things: "a crèche, a centre and 60 places"."""
    joined = re.search(rf"\b{ENGLISH.names.conjunction}\b", text)
    return text.count(",") + bool(joined) > 1 or bool(joined)


def asks(row: Row) -> bool:
    """Whether a sentence is a question, to which what follows may reply."""
    return row.kind != "heading" and bool(_ASKS.match(row.read))


def _is_beside(index: Index, one: int, other: int) -> bool:
    return other < len(index.rows) and index.rows[one].file == index.rows[other].file
