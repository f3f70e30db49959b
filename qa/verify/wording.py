"""Words that carry a statement and that nothing in its source explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qa.locale import ngettext
from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH
from qa.verify import attribution, order, roles
from qa.verify.alignment import Alignment, carries
from qa.verify.findings import Finding, Weight
from qa.verify.reading import Reading, is_verbal

_PERSONAL = meanings.listed("grammar", "personal")
PRONOUNS = (
    _PERSONAL | set(ENGLISH.conversation.sentence_openers) | meanings.listed("grammar", "mutual")
)
_DOING = meanings.listed("grammar", "doing")
_ARTICLES = meanings.listed("grammar", "articles")
_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_OPENING = 3  # words of a sentence in which it names what it is about; set by hand
_REACH = 3  # words between a verb and what it is said of ("invited to the meeting"); set by hand
_NUMERAL = re.compile(r"[ivx]+")  # of kings and popes
_EMPTY = meanings.listed("grammar", "empty")
_QUOTATION = tuple("\"“‘'")
_REPORTS = meanings.lemmas("reports", "plain") | meanings.lemmas("reports", "opinion")
_PLAIN_REPORTS = meanings.lemmas("reports", "plain")


def unexplained(
    pair: Alignment, before: Reading, around: Reading
) -> tuple[tuple[int, ...], Mapping[int, int]]:
    """The content words of a statement that its source does not have, by any name.

    A word of a longer name may stand elsewhere in the article, where it is beside a word that the
    source has; one run of words may be what a pronoun of the source stands for.

    Args:
        pair: The statement beside its source.
        before: The sentences before the source, and the headline.
        around: The whole article.

    Returns:
        Their positions; and those of the words that a pronoun of the source stands for, each with
        the pronoun's.
    """
    left = [at for at in pair.unmet if not _is_report(pair, at) and not _denies(pair, at)]
    left = [
        at
        for at in left
        if not _is_part_of_name(pair, at, before, around)
        and not _is_part_of_thing(pair, at, before)
    ]
    runs = _runs(pair.statement, left)
    pronouns = _free_pronouns(pair)
    kept: list[int] = []
    stands: dict[int, int] = {}
    for run in runs:
        if not _completes(pair, run, before):
            kept += run
        for part in (run, _named(pair.statement, run)):
            pronoun = next(
                (p for p in pronouns if part and _stands_in(pair, part, p, before)), None
            )
            if pronoun is not None:
                pronouns.remove(pronoun)
                stands |= dict.fromkeys(part, pronoun)
                kept = [at for at in kept if at not in part]
                break
    return tuple(kept), stands


def findings(pair: Alignment, left: Sequence[int], around: Reading) -> Iterator[Finding]:
    """One finding for all unexplained words.

    One that the article uses elsewhere is no other word for one of the source: "the library cost
    it" is not what "it cost it" says. A verb may be: "lasted" for what "was cancelled for" says.
    """
    if left:
        known = any(
            pair.statement.words[at].base in around.bases and not _is_verb(pair.statement, at)
            for at in left
        )
        weight: Weight = "elsewhere" if known else "wording"
        told = ", ".join(f"“{_verb(pair.statement, at)}”" for at in left[:3])
        said = ngettext(
            "{words} is not in the source", "{words} are not in the source", len(left), words=told
        )
        yield Finding(said, weight)


def _is_verb(statement: Reading, at: int) -> bool:
    """Whether a word is a verb by its form, and no participle that tells of a noun."""
    return is_verbal(statement.tokens[at]) and not order.attributes(statement, at)


def _is_report(pair: Alignment, at: int) -> bool:
    """Whether a word only says that somebody says it, where the source says so as well."""
    if pair.statement.words[at].base not in _PLAIN_REPORTS:
        return False
    reporting = meanings.lemmas("reports", "opinion") | _PLAIN_REPORTS
    tokens = pair.source.words
    return any(word.base in reporting or word.text == ENGLISH.speech.according for word in tokens)


def _is_part_of_name(pair: Alignment, at: int, before: Reading, around: Reading) -> bool:
    """Whether a word stands beside one that the source has, and the two so in the article too."""
    tokens = pair.statement.tokens
    for other in (at - 1, at + 1):
        if other in pair.matches and pair.matches[other].relation == "same":
            if is_verbal(tokens[other]):
                continue  # "Iqbal moved" is no name
            first, second = sorted((at, other))
            if at > other and all(_opens_other_name(pair, i) for i in pair.alike(other)):
                continue
            if _is_one_of_several(tokens, at, other, before, around):
                continue
            if f" {tokens[first]} {tokens[second]} " in around.run and tokens[at] in _capitalised(
                pair.statement
            ):
                return True
    return False


def _is_one_of_several(
    tokens: Sequence[str], at: int, other: int, before: Reading, around: Reading
) -> bool:
    """Whether the article has other names of that kind as well, and not this one just before.

    "The bridge" may be the Millrace Bridge or the Tollgate Bridge, Aldric the first or the second.
    """
    step = at - other
    every = around.words
    names = around.names | frozenset(filter(_NUMERAL.fullmatch, around.tokens))
    beside = {
        around.tokens[i + step]
        for i in around.bases.get(meanings.lemma(tokens[other]), ())
        if 0 <= i + step < len(every)
        and every[i + step].clause == every[i].clause
        and every[i + step].text in names
    } - words.STOPWORDS | {tokens[at]}
    if _NUMERAL.fullmatch(tokens[at]):
        beside |= _numerals_beside(around, tokens[other])
    near = {token for token in beside if token in before.tokens}
    return len(beside) > 1 and near != {tokens[at]}


def _numerals_beside(around: Reading, name: str) -> set[str]:
    """The numbers that kings and popes of a name have in an article."""
    at = around.bases.get(meanings.lemma(name), ())
    after = (around.tokens[i + 1] for i in at if i + 1 < len(around.tokens))
    return {token for token in after if _NUMERAL.fullmatch(token)}


def _opens_other_name(pair: Alignment, at: int) -> bool:
    """Whether a word of the source is followed by the rest of a name: "Cllr" of "Cllr Iqbal"."""
    follows = pair.source.words[at + 1 : at + 2]
    return bool(follows) and follows[0].text in pair.source.names and (
        follows[0].clause == pair.source.words[at].clause
        and follows[0].text not in words.STOPWORDS
    )  # fmt: skip


def _is_part_of_thing(pair: Alignment, at: int, before: Reading) -> bool:
    """Whether a word tells which of a kind, as just before: "the (reading) room"."""
    tokens = pair.statement.tokens
    noun = pair.matches.get(at + 1)
    return (
        noun is not None
        and noun.relation == "same"
        and f" {tokens[at]} {tokens[at + 1]} " in before.run
        and pair.source.tokens[max(0, noun.at - 1)] in meanings.listed("grammar", "articles")
    )


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


def _named(statement: Reading, run: Sequence[int]) -> list[int]:
    """The words of a run that are written with a capital: "Lind" of "cooperate with Lind"."""
    capitals = _capitalised(statement)
    return [at for at in run if statement.tokens[at] in capitals]


def _free_pronouns(pair: Alignment) -> list[int]:
    """Pronouns of the source that the statement puts something in the place of.

    Only those of the first clause of a sentence: what a later one stands for is in its sentence.
    """
    used = {
        word
        for at, word in enumerate(pair.statement.tokens)
        if not (word == "it" and at == 0 and _EMPTY.intersection(pair.statement.tokens))
    }
    first: dict[int, int] = {}
    for word in pair.source.words:
        first.setdefault(word.sentence, word.clause)
    return [
        at
        for at, word in enumerate(pair.source.words)
        if word.text in PRONOUNS
        and word.text not in used
        and (word.clause == first[word.sentence] or word.text in _PERSONAL)
        and not _is_of_its_sentence(pair.source, at)
    ]


def _is_of_its_sentence(source: Reading, at: int) -> bool:
    """Whether a pronoun stands for the one whom its sentence opens with: "Holm sold her mill"."""
    token, sentence = source.tokens[at], source.words[at].sentence
    if _says_quoted(source, at):
        return False
    after = source.words[at + 1 : at + 2]
    owns = token in ENGLISH.referents.possessive and bool(after) and carries(after[0])
    if token not in _PERSONAL or not (owns or token in _DOING):
        return False
    start = next(i for i, word in enumerate(source.words) if word.sentence == sentence)
    opening = source.tokens[start : min(at, start + _OPENING)]
    named = next((i for i, word in enumerate(opening) if word in source.names), None)
    return named is not None and _PREPOSITIONS.isdisjoint(opening[:named])


def _says_quoted(source: Reading, at: int) -> bool:
    """Whether a pronoun is for who says the quote before it: "“Trees fell,” he said"."""
    verb = source.words[at + 1].base if at + 1 < len(source.words) else ""
    return verb in _PLAIN_REPORTS and bool(at) and source.text.startswith(_QUOTATION)


def _stands_in(pair: Alignment, run: Sequence[int], pronoun: int, before: Reading) -> bool:
    """Whether all words of a run are in what a pronoun can stand for in what stands before it.

    A pronoun that opens its sentence stands for what the sentence before is about: its subject,
    unless that is a person and the pronoun is for a thing.
    """
    if any(is_verbal(pair.statement.tokens[at]) for at in run) or _is_quality(pair, run):
        return False
    last = max((word.sentence for word in before.words), default=0)
    near = [at for at, word in enumerate(before.words) if word.sentence == last]
    verb = next((at for at in near if is_verbal(before.tokens[at])), len(before.words))
    subject = [before.tokens[at] for at in near if at < verb]
    if not any(roles.is_role(token) or _is_name(before, token) for token in subject):
        subject += _only_person(before, near)
    word = pair.source.words[pronoun]
    opens = pronoun == 0 or pair.source.words[pronoun - 1].sentence != word.sentence
    is_person = any(roles.is_role(token) for token in subject)
    is_thing = word.text not in _PERSONAL
    pool = [before.tokens[at] for at in near] if is_person and is_thing else subject
    pool = pool if opens else list(before.tokens)
    return all(
        any(
            meanings.relation(pair.statement.tokens[at], other) in ("same", "alike")
            for other in pool
        )
        for at in run
    )


def _is_quality(pair: Alignment, run: Sequence[int]) -> bool:
    """Whether a run tells how something is, which no pronoun stands for: "is allergic to dust"."""
    at = run[0] - 1
    while at > 0 and pair.statement.tokens[at] in _ARTICLES:
        at -= 1
    led = at >= 0 and pair.statement.tokens[at] in ENGLISH.choices.being
    return led and pair.statement.tokens[run[0]] not in _capitalised(pair.statement)


def _only_person(before: Reading, near: Sequence[int]) -> list[str]:
    """Whom a sentence about a thing names, where that is one alone: who said it, or found it."""
    said = [
        [before.tokens[at] for at in one.speaker if _is_name(before, before.tokens[at])]
        for one in attribution.reports(before)
        if one.verb in _PLAIN_REPORTS and not set(one.speaker).isdisjoint(near)
    ]
    if any(said):
        return said[0] if len(said) == 1 else []
    found: list[list[int]] = []
    for at in near:
        token = before.tokens[at]
        place = token in lexicon.DATES or words.is_place(words.stem(token))
        if not _is_name(before, token) or place:
            continue
        if found and found[-1][-1] == at - 1:
            found[-1].append(at)
        else:
            found.append([at])
    return [before.tokens[at] for at in found[0]] if len(found) == 1 else []


def _is_name(reading: Reading, token: str) -> bool:
    return token in reading.names and token not in words.STOPWORDS


def _completes(pair: Alignment, run: Sequence[int], before: Reading) -> bool:
    """Whether a run says of what a verb is said, that has nothing after it in the source.

    "Ukraine was not invited" leaves open to what; the sentences before it tell.
    """
    verb = max((at for at in pair.matches if at < run[0]), default=None)
    if verb is None or run[0] - verb > _REACH or not is_verbal(pair.statement.tokens[verb]):
        return False
    if pair.statement.words[verb].base in _REPORTS:
        return False  # what is said stands in a clause of its own
    clause = pair.source.clause(pair.source.words[pair.matches[verb].at].clause)
    if pair.matches[verb].at != clause.stop - 1:
        return False
    told = {meanings.lemma(word) for word in before.tokens}
    return all(pair.statement.words[at].base in told for at in run)


def _denies(pair: Alignment, at: int) -> bool:
    """Whether a word does no more than deny: "failed to take it" is "never took it"."""
    return pair.statement.words[at].base in meanings.lemmas("denials", "verbs")


def _verb(reading: Reading, at: int) -> str:
    """A word as it is written, a verb with its particle: "gave up"."""
    written = reading.written(reading.tokens[at])
    if not reading.words[at].has_particle:
        return written
    return f"{written} {next(w.text for w in reading.words[at + 1 :] if not w.base)}"
