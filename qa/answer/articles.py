"""Answers to questions about the articles themselves, from what the index can prove.

Lists of articles with a quote each, counts, dates, key sentences. Nothing is told because it looks
near: an article mentions something where one of its sentences holds its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import citations, keysentences
from qa.answer.answerer import compose
from qa.answer.dating import date_of
from qa.index.memory import Index
from qa.locale import gettext, ngettext
from qa.search.search import SearchResult
from qa.text import factuality, library, stance, words
from qa.text.amounts import Amount, amounts, located, spelled, tells_difference
from qa.text.library import Asked
from qa.types import Answer, Statement

MOST = 12  # articles that are quoted in one answer
_SENTENCES = 3  # of one article in short
_OPENING = 20  # sentences of an article in which its title stands
_ABOUT = 0.5  # share of the terms beside the amounts that a sentence has which says them
_PROVED = 0.95  # confidence in what was looked up: the words are there, whatever they mean


def answer(found: SearchResult, asked: Asked, model: str) -> Answer | None:
    """The answer to a question about the articles; None where it is none after all."""
    index = found.index
    every = [i for file in index.files for i in index.articles_of(file)]
    wanted = found.articles
    articles = [i for i in every if wanted is None or index.rows[i].article in wanted]
    match asked.kind:
        case "count" if not asked.subject:
            return _told(found, model, _all_of(index, articles), _counted(len(articles)))
        case "mentions" | "count":
            return _mentioning(found, asked, articles, model)
        case "topics":
            return _told(found, model, _all_of(index, articles), "", _named_method())
        case "new":
            return _new(found, asked.subject, articles, model)
        case "summary" | "title":
            tell = _in_short if asked.kind == "summary" else _titled
            return tell(found, asked.subject, articles, model)
    return None


def _mentioning(found: SearchResult, asked: Asked, articles: Sequence[int], model: str) -> Answer:
    """The articles that hold all words of a subject; articles are told by their first sentence.

    Of those that are to say an amount, the ones that say as much, in whatever words.
    """
    subject = asked.subject
    terms = library.terms(subject)
    hold = _saying if asked.said and amounts(subject) else _holding
    held = ((first, hold(found, first, terms, subject)) for first in articles)
    quoted = {first: i for first, i in held if i is not None}
    told = _said if hold is _saying else _mentioned  # words alone do not say so
    whole = told(len(quoted), len(articles), subject)
    order = sorted(
        quoted, key=lambda first: (-float(found.ranking.sentences[quoted[first]]), first)
    )
    if not terms or not quoted:
        reason = gettext(
            "no article has a sentence with all the words of “{subject}”", subject=subject
        )
        if hold is _saying:
            reason = gettext("no article has a sentence that says “{subject}”", subject=subject)
        return compose(found, (), confidence=0.0, mode="extractive", model=model, reason=reason)
    return _told(
        found, model, [quoted[first] for first in order], whole, *_left_out(found.index, order)
    )


def _holding(found: SearchResult, first: int, terms: frozenset[str], subject: str) -> int | None:
    """The sentence of an article that holds all terms, and says yes or no as the subject does."""
    index = found.index
    denied = stance.denies(subject, terms)
    holding = [
        i
        for i in index.article_of(first)
        if terms <= set(index.terms[i])
        and (len(terms) == 1 or stance.denies(index.rows[i].text, terms) == denied)
    ]
    prose = [i for i in holding if not index.rows[i].heading]
    return max(prose or holding, key=lambda i: (found.ranking.sentences[i], -i), default=None)


def _saying(found: SearchResult, first: int, terms: frozenset[str], subject: str) -> int | None:
    """The sentence of an article that says the amounts of a subject of the same thing."""
    index = found.index
    said = amounts(subject)
    things = terms - _measuring(subject)
    saying = [
        i
        for i in index.article_of(first)
        if not index.rows[i].heading
        and _gives(index.rows[i].read, said)
        and len(things & set(index.terms[i])) >= _ABOUT * len(things)
        and _is_so(index.rows[i].read, terms, subject)
    ]
    return max(saying, key=lambda i: (found.ranking.sentences[i], -i), default=None)


def _gives(text: str, said: Sequence[Amount]) -> bool:
    told = amounts(text)
    return all(any(one.relation(other) == "same" for other in told) for one in said)


def _measuring(text: str) -> frozenset[str]:
    """The terms of the amounts in a text: of "four hours"."""
    tokens = words.split(spelled(text))
    inside = (token for one in located(tokens) for token in tokens[one.start : one.end])
    return library.terms(" ".join(inside))


def _is_so(text: str, terms: frozenset[str], subject: str) -> bool:
    """Whether a text says to be so what a subject says: not denied, open, or "four hours more"."""
    apart = factuality.is_denied(text, terms) or factuality.is_open(text, terms)
    denies = stance.denies(text, terms) == stance.denies(subject, terms)
    return denies and not apart and tells_difference(text) == tells_difference(subject)


def _new(found: SearchResult, text: str, articles: Sequence[int], model: str) -> Answer | None:
    """The articles of a date or later, the newest first; without a date, those of the last one."""
    index = found.index
    dated = {first: date for first in articles if (date := date_of(index, first))}
    latest = max(dated.values(), default="")
    start = library.since(text, latest[:4]) if text else latest
    if not start:
        return None
    fresh = sorted((f for f, date in dated.items() if date >= start), key=lambda f: (dated[f], f))
    undated = len(articles) - len(dated)
    notes = [_undated(undated)] if undated else []
    if not fresh:
        reason = gettext(
            "no article is dated {start} or later; the latest is of {latest}",
            start=start,
            latest=latest,
        )
        return compose(found, (), confidence=0.0, mode="extractive", model=model, reason=reason)
    whole = ngettext(
        "{count} article is dated {start} or later.",
        "{count} articles are dated {start} or later.",
        len(fresh),
        start=start,
    )
    chosen = _all_of(index, fresh[::-1])
    return _told(found, model, chosen, whole, *notes, _named_method())


def _in_short(found: SearchResult, name: str, articles: Sequence[int], model: str) -> Answer | None:
    """The key sentences of the one article that is meant by a name, in their order."""
    meant = _meant(found, name, articles)
    if len(meant) != 1:
        return None
    chosen = keysentences.key_sentences(found.index, found.index.article_of(meant[0]), _SENTENCES)
    return _told(found, model, sorted(chosen), "", _named_method())


def _titled(found: SearchResult, name: str, articles: Sequence[int], model: str) -> Answer | None:
    """The title of the one article that is meant by a name, where it stands in the article."""
    meant, rows = _meant(found, name, articles), found.index.rows
    title = " ".join(rows[meant[0]].title.split()).casefold() if len(meant) == 1 else ""
    if not title:
        return None
    opening = found.index.article_of(meant[0])[:_OPENING]
    shown = next((i for i in opening if title in " ".join(rows[i].text.split()).casefold()), None)
    return None if shown is None else _told(found, model, [shown], "")


def _meant(found: SearchResult, name: str, articles: Sequence[int]) -> list[int]:
    """The articles that a question means: by number, by the name of the file, or by title."""
    index, numbered = found.index, found.named.articles
    by_number = [first for first in articles if index.rows[first].article in numbered]
    return by_number or [first for first in articles if _is_named(index, first, name)]


def _is_named(index: Index, first: int, name: str) -> bool:
    """Whether an article is meant: by its name or the beginning of it, or by words of its title."""
    file = index.rows[first].file
    plain, stem = name.casefold(), file.rsplit("/", 1)[-1].casefold()
    if plain in (file.casefold(), stem) or stem.startswith((f"{plain}.", f"{plain}_", f"{plain}-")):
        return True
    terms = library.terms(name)
    return len(terms) > 1 and terms <= set(words.terms(index.title_at(first)))


def _all_of(index: Index, articles: Sequence[int]) -> list[int]:
    """The most central sentence of each article."""
    found = (keysentences.key_sentences(index, index.article_of(i), 1) for i in articles[:MOST])
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
        reason=gettext("there are no articles"),
    )


def _left_out(index: Index, articles: Sequence[int]) -> list[str]:
    more = dict.fromkeys(index.rows[first].file for first in articles[MOST:])
    return [gettext("Not quoted here: {files}.", files=", ".join(more))] if more else []


def _counted(count: int) -> str:
    return ngettext("There is {count} article.", "There are {count} articles.", count)


def _mentioned(count: int, articles: int, subject: str) -> str:
    if articles == 1:
        return gettext("{count} of 1 article mentions “{subject}”.", count=count, subject=subject)
    return ngettext(
        "{count} of {articles} articles mentions “{subject}”.",
        "{count} of {articles} articles mention “{subject}”.",
        count,
        articles=articles,
        subject=subject,
    )


def _said(count: int, articles: int, subject: str) -> str:
    if articles == 1:
        return gettext("{count} of 1 article says “{subject}”.", count=count, subject=subject)
    return ngettext(
        "{count} of {articles} articles says “{subject}”.",
        "{count} of {articles} articles say “{subject}”.",
        count,
        articles=articles,
        subject=subject,
    )


def _undated(count: int) -> str:
    return ngettext(
        "{count} article without a date is left out.",
        "{count} articles without a date are left out.",
        count,
    )


def _named_method() -> str:
    return gettext("Key sentences were chosen by {method}.", method=keysentences.METHOD)
