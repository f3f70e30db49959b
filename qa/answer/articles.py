"""Answers to questions about the articles themselves, from what the index can prove.

Lists of files with a quote each, counts, dates, key sentences. Nothing is told because it looks
near: an article mentions something where one of its sentences holds its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import agreement, citations, keysentences
from qa.answer.answerer import compose
from qa.index.memory import Index
from qa.search.search import SearchResult
from qa.text import library, stance, words
from qa.text.library import Asked
from qa.types import Answer, Statement

MOST = 12  # articles that are quoted in one answer
_SENTENCES = 3  # of one article in short
_PROVED = 0.95  # confidence in what was looked up: the words are there, whatever they mean


def answer(found: SearchResult, asked: Asked, model: str) -> Answer | None:
    """The answer to a question about the articles; None where it is none of them after all."""
    index = found.index
    files = [file for file in index.files if found.files is None or file in found.files]
    match asked.kind:
        case "count" if not asked.subject:
            return _told(found, model, _all_of(index, files), _counted(len(files)))
        case "mentions" | "count":
            return _mentioning(found, asked.subject, files, model)
        case "topics":
            return _told(found, model, _all_of(index, files), "", _named_method())
        case "new":
            return _new(found, asked.subject, files, model)
        case "summary":
            return _in_short(found, asked.subject, files, model)
    return None


def _mentioning(found: SearchResult, subject: str, files: Sequence[str], model: str) -> Answer:
    terms = library.terms(subject)
    quoted = {file: i for file in files if (i := _holding(found, file, terms, subject)) is not None}
    whole = f"{len(quoted)} of {_articles(len(files))} {_verb(len(quoted))} “{subject}”."
    order = sorted(quoted, key=lambda file: (-float(found.ranking.sentences[quoted[file]]), file))
    if not terms or not quoted:
        reason = f"no article has a sentence with all the words of “{subject}”"
        return compose(found, (), confidence=0.0, mode="extractive", model=model, reason=reason)
    return _told(found, model, [quoted[file] for file in order], whole, *_left_out(order))


def _holding(found: SearchResult, file: str, terms: frozenset[str], subject: str) -> int | None:
    """The sentence of an article that holds all terms, and says yes or no as the subject does."""
    index = found.index
    denied = stance.denies(subject, terms)
    holding = [
        i
        for i in index.sentences_of(file)
        if terms <= set(index.terms[i])
        and (len(terms) == 1 or stance.denies(index.rows[i].text, terms) == denied)
    ]
    prose = [i for i in holding if not index.rows[i].heading]
    return max(prose or holding, key=lambda i: (found.ranking.sentences[i], -i), default=None)


def _new(found: SearchResult, text: str, files: Sequence[str], model: str) -> Answer | None:
    """The articles of a date or later, the newest first; without a date, those of the last one."""
    index = found.index
    dated = {file: date for file in files if (date := agreement.dated(index, file))}
    latest = max(dated.values(), default="")
    start = library.since(text, latest[:4]) if text else latest
    if not start:
        return None
    fresh = sorted((f for f, date in dated.items() if date >= start), key=lambda f: (dated[f], f))
    undated = len(files) - len(dated)
    notes = [f"{_articles(undated)} without a date are left out."] if undated else []
    if not fresh:
        reason = f"no article is dated {start} or later; the latest is of {latest}"
        return compose(found, (), confidence=0.0, mode="extractive", model=model, reason=reason)
    whole = f"{_articles(len(fresh))} {_is(len(fresh))} dated {start} or later."
    chosen = _all_of(index, fresh[::-1])
    return _told(found, model, chosen, whole, *notes, _named_method())


def _in_short(found: SearchResult, name: str, files: Sequence[str], model: str) -> Answer | None:
    """The key sentences of the one article that is meant by a name, in their order."""
    meant = [file for file in files if _is_named(found.index, file, name)]
    if len(meant) != 1:
        return None
    chosen = keysentences.key_sentences(found.index, found.index.sentences_of(meant[0]), _SENTENCES)
    return _told(found, model, sorted(chosen), "", _named_method())


def _is_named(index: Index, file: str, name: str) -> bool:
    """Whether a file is meant: by its name or the beginning of it, or by words of its title."""
    plain, stem = name.casefold(), file.rsplit("/", 1)[-1].casefold()
    if plain in (file.casefold(), stem) or stem.startswith((f"{plain}.", f"{plain}_", f"{plain}-")):
        return True
    terms = library.terms(name)
    return len(terms) > 1 and terms <= set(words.terms(index.title(file)))


def _all_of(index: Index, files: Sequence[str]) -> list[int]:
    """The most central sentence of each article."""
    found = (keysentences.key_sentences(index, index.sentences_of(f), 1) for f in files[:MOST])
    return [sentence for some in found for sentence in some]


def _told(
    found: SearchResult, model: str, sentences: Sequence[int], whole: str, *notes: str
) -> Answer:
    """An answer that quotes sentences, after a sentence that tells what all of them prove."""
    index = found.index
    cited = [citations.cite(index, i) for i in sentences[:MOST]]
    quotes = [
        Statement(text=" ".join(index.rows[i].read.split()), citations=(citation,))
        for i, citation in zip(sentences, cited, strict=False)
    ]
    first = [Statement(text=whole, citations=tuple(cited))] if whole else []
    return compose(
        found,
        [*first, *quotes],
        confidence=_PROVED,
        mode="extractive",
        model=model,
        notes=[note for note in notes if note],
        reason="there are no articles",
    )


def _left_out(files: Sequence[str]) -> list[str]:
    more = files[MOST:]
    return [f"Not quoted here: {', '.join(more)}."] if more else []


def _articles(count: int) -> str:
    return f"{count} article{'' if count == 1 else 's'}"


def _counted(count: int) -> str:
    return f"There {_is(count)} {_articles(count)}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _verb(count: int) -> str:
    return "mentions" if count == 1 else "mention"


def _named_method() -> str:
    return f"Key sentences were chosen by {keysentences.METHOD}."
