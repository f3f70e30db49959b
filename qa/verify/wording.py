"""Words that carry a statement and that nothing in its source explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.text import meanings, words
from qa.text.language import ENGLISH
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading

_PERSONAL = frozenset("he she him her his hers i me my".split())
_PLAIN_REPORTS = meanings.lemmas("reports", "plain")


def unexplained(pair: Alignment, before: Reading, around: Reading) -> tuple[int, ...]:
    """The content words of a statement that its source does not have, by any name.

    A word of a longer name may stand elsewhere in the article, where it is beside a word that the
    source has; one run of words may be what a pronoun of the source stands for.

    Args:
        pair: The statement beside its source.
        before: The sentences before the source, and the headline.
        around: The whole article.
    """
    left = [at for at in pair.unmet if not _is_report(pair, at)]
    left = [at for at in left if not _is_part_of_name(pair, at, around)]
    runs = _runs(pair.statement, left)
    pronouns = _free_pronouns(pair)
    kept: list[int] = []
    for run in runs:
        if pronouns and _stands_in(pair.statement, run, before):
            pronouns.pop()
        else:
            kept += run
    return tuple(kept)


def findings(pair: Alignment, left: Sequence[int]) -> Iterator[Finding]:
    """One finding for all unexplained words."""
    if left:
        told = ", ".join(f"“{_as_written(pair.statement, at)}”" for at in left[:3])
        yield Finding(f"{told} {'is' if len(left) == 1 else 'are'} not in the source", "wording")


def _is_report(pair: Alignment, at: int) -> bool:
    """Whether a word only says that somebody says it, where the source says so as well."""
    if pair.statement.words[at].base not in _PLAIN_REPORTS:
        return False
    reporting = meanings.lemmas("reports", "opinion") | _PLAIN_REPORTS
    tokens = pair.source.words
    return any(word.base in reporting or word.text == ENGLISH.speech.according for word in tokens)


def _is_part_of_name(pair: Alignment, at: int, around: Reading) -> bool:
    """Whether a word stands beside one that the source has, and the two so in the article too."""
    tokens = pair.statement.tokens
    for other in (at - 1, at + 1):
        if other in pair.matches and pair.matches[other].relation == "same":
            first, second = sorted((at, other))
            if f" {tokens[first]} {tokens[second]} " in around.run and tokens[at] in _capitalised(
                pair.statement
            ):
                return True
    return False


def _capitalised(reading: Reading) -> frozenset[str]:
    found = (m.group() for m in words.TOKEN.finditer(reading.text))
    return frozenset(part for word in found if word[0].isupper() for part in words.split(word))


def _runs(statement: Reading, left: Sequence[int]) -> list[list[int]]:
    """Unexplained words that stand together, small words between them aside."""
    runs: list[list[int]] = []
    for at in left:
        between = statement.tokens[runs[-1][-1] + 1 : at] if runs else ()
        if runs and all(word in words.STOPWORDS for word in between) and len(between) < 3:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _free_pronouns(pair: Alignment) -> list[str]:
    """Pronouns of the source that the statement puts something in the place of."""
    used = set(pair.statement.tokens)
    found = [w for w in pair.source.tokens if w in ENGLISH.conversation.sentence_openers]
    found += [w for w in pair.source.tokens if w in _PERSONAL and w not in found]
    return [word for word in dict.fromkeys(found) if word not in used]


def _stands_in(statement: Reading, run: Sequence[int], before: Reading) -> bool:
    """Whether all words of a run are in what stands before the source."""
    return all(
        any(
            meanings.relation(statement.tokens[at], other) in ("same", "alike")
            for other in before.tokens
        )
        for at in run
    )


def _as_written(reading: Reading, at: int) -> str:
    wanted = reading.tokens[at]
    return next(
        (m.group() for m in words.TOKEN.finditer(reading.text) if wanted in words.split(m.group())),
        wanted,
    )
