"""What is known of a language: word lists and phrases, read from one file each (`languages/`).

The fields say what the lists are; the file says which words are in them, and where a list comes
from. Nothing here asks the host's locale. A second language is a second file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints

Words = frozenset[str]  # single words, folded
Phrases = tuple[str, ...]  # in an order that may matter; regular expressions where the file says so

_Table = TypeVar("_Table")
_FILES = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Vocabulary:
    """How words are told apart, and which spellings are one word.

    Attributes:
        stemmer: The name of its Snowball stemmer.
        possessive: What a possessive ends with.
        stopwords: Words that say nothing about the subject.
        telling: Frequent words, by which a text in the language is known.
        phrases: Patterns of phrases → the short name that stands for them.
        spellings: Patterns → what is written instead, in this order.
        long_spellings: The same, for words of six letters and more.
    """

    stemmer: str
    possessive: str
    stopwords: Words
    telling: Words
    phrases: Mapping[str, str]
    spellings: Mapping[str, str]
    long_spellings: Mapping[str, str]


@dataclass(frozen=True)
class Places:
    """Words around places, and names for places beside those of countries and capitals.

    Attributes:
        prepositions: Words before a place.
        articles: Words that may stand between the two.
        asking: Words before an interrogative that make it ask for a place.
        peoples: Peoples and old names → countries.
        seats: Seats of governments → the countries for which they speak.
        aliases: Names → the term that they go by.
        wider: Terms of places that countries are part of.
    """

    prepositions: Phrases
    articles: Phrases
    asking: Phrases
    peoples: Mapping[str, str]
    seats: Mapping[str, str]
    aliases: Mapping[str, str]
    wider: Words


@dataclass(frozen=True)
class Calendar:
    """Names of months and weekdays, and words of time.

    Attributes:
        months: The names of each month, by number; the full name first.
        weekdays: The names of each weekday from Monday on; the full name first.
        seasons: The names of the seasons.
        ambiguous: Names of months that are other words as well.
        before_years: Words before a year.
        spans: Words around two times, of which those between are meant as well.
        repeating: Words before a weekday that is not simply the last one: "every Monday".
        periods: Spans of time.
        times: Points of time that are no names of days or months.
    """

    months: Phrases
    weekdays: Phrases
    seasons: Words
    ambiguous: Words
    before_years: Phrases
    spans: Phrases
    repeating: Words
    periods: Words
    times: Words


@dataclass(frozen=True)
class Bounds:
    """Phrases before or after a number: it is at least so much, at most, or about so much."""

    least: Phrases
    most: Phrases
    about: Phrases
    least_after: Phrases
    most_after: Phrases
    about_after: Phrases


@dataclass(frozen=True)
class Numbers:
    """Number words.

    Attributes:
        units: From zero on, each standing for its place.
        tens: From twenty on, in tens.
        and_a_half: The phrase that adds a half to a number before it.
        ordinal_endings: What makes an ordinal of digits.
        quantities: Words that say how many, beside units, tens and scales.
        shares: Words for parts of a whole.
        measures: Units that are part of an amount.
        amount_openers: Words that open an amount or a date.
        rates: What follows an amount that there is for each of something: "a day".
        parts: What follows a number of some out of more: "of them".
        differences: What follows an amount by which one is more than another: patterns.
        comparatives: How such an amount is asked for: patterns.
        scales: Words → what they multiply a number before them by.
        scale_signs: The same, for signs that are no words.
        sum_scales: The same beside the sign of a currency alone: signs → words.
        alone: Words → the number that each is by itself.
        bounds: Phrases that say how exact a number is.
    """

    units: Phrases
    tens: Phrases
    and_a_half: str
    ordinal_endings: Phrases
    quantities: Words
    shares: Words
    measures: Words
    amount_openers: Words
    rates: Phrases
    parts: Phrases
    differences: Phrases
    comparatives: Phrases
    scales: Mapping[str, float]
    scale_signs: Mapping[str, float]
    sum_scales: Mapping[str, str]
    alone: Mapping[str, float]
    bounds: Bounds


@dataclass(frozen=True)
class Speech:
    """How somebody's words are reported.

    Attributes:
        verbs: Verbs of speech.
        according: The word that names a speaker without a verb.
        opens: The word that opens what is said.
        first_person: Pronouns of who speaks.
        pronouns: Pronouns that may stand for a speaker named before.
        press: What papers and agencies are called, as the last or only word of their name.
        reporting: Verbs by which a text has something from one of them.
        hearers: What stands between a verb of speech and who hears it.
    """

    verbs: Words
    according: str
    opens: str
    first_person: Phrases
    pronouns: Phrases
    press: Words
    reporting: Words
    hearers: Words


@dataclass(frozen=True)
class Names:
    """What is part of a name and what is none, though it has a capital.

    Attributes:
        titles: Said of somebody, but no part of the name.
        offices: Said of somebody with a capital before the name, in an answer to "who".
        holders: Other words for what somebody is of something.
        roles: All words for what somebody is of something.
        heads: Those of them for who leads it, whatever they are called.
        leading: Those of them that any who leads it may be called.
        leads: Verbs that tell of any of them.
        ranks: Words before a role that make another of it; those of one row mean the same.
        openers: Words that open a sentence.
        opener_endings: What other words end with that open a sentence.
        legal: What a firm is in law, said after its name.
        conjunction: The word between two names.
        short: Given names, each with what they are called for short.
        joiners: Words without a capital inside a name.
        first_person: A word that has a capital everywhere, as it is written.
    """

    titles: Words
    offices: Words
    holders: Words
    roles: Words
    heads: Words
    leading: Words
    leads: Words
    ranks: Phrases
    openers: Words
    opener_endings: Phrases
    legal: Words
    conjunction: str
    short: Phrases
    joiners: Phrases
    first_person: str


@dataclass(frozen=True)
class Denials:
    """How something is denied.

    Attributes:
        words: Words that deny.
        ahead: Those of them that deny only what follows them.
        instead: Phrases before what something is not.
        turning: Words after a denial that turn it: "not until May".
        joints: Words that begin another clause, which a denial does not reach.
        opposites: Verbs and adjectives that deny what they are said of.
    """

    words: Words
    ahead: Words
    instead: Phrases
    turning: Words
    joints: Words
    opposites: Words


@dataclass(frozen=True)
class Factuality:
    """How a sentence tells what it does not say to be so: patterns.

    Attributes:
        opening: Words that open a clause which all belongs to what is told so.
        aside: What may stand between commas before such a word; one pattern.
        turning: What ends the clause that such a word opens, beside marks.
        undenied: What takes back the denial right after it.
        denied: What tells that something is not so.
        unfounded: What stands before it and after it, where both tell so.
        nearly: What tells so right before a past form.
        open: What tells that it may be so or not.
        asked: Words of a question that asks for such things itself.
        unreal: What tells so anywhere in its clause.
    """

    opening: Phrases
    aside: str
    turning: Phrases
    undenied: Phrases
    denied: Phrases
    unfounded: Phrases
    nearly: Phrases
    open: Phrases
    asked: Phrases
    unreal: Phrases


@dataclass(frozen=True)
class Statements:
    """How a question for somebody's words is put: opening, speaker, an adverb, a verb."""

    opening: str
    adverbs: Phrases
    verbs: Phrases


@dataclass(frozen=True)
class Signs:
    """What an answer shows by its words, by the type that is expected: patterns."""

    reason: Phrases
    perhaps_reason: Phrases
    age: Phrases
    end: Phrases
    asks_end: Phrases


@dataclass(frozen=True)
class Questions:
    """How questions are put.

    Attributes:
        interrogatives: The words that ask.
        what: Those that ask for one of a kind.
        choosing: Those of them that ask for one of several.
        singling: What opens a question that one value answers.
        counting: How a question for a number of things begins.
        knowing: Words of asking that say nothing about the subject.
        comparing: Words of questions that no one sentence answers.
        now: Words of questions for what holds now.
        auxiliaries: Verbs that open a question which yes or no answers.
        requests: How a question is wrapped politely: a pattern.
        choice: The word between two answers that a question offers.
        becoming: Verbs by which it is asked who came to hold an office.
        subordinating: Words that open a clause about what is taken for known.
        statement: How somebody's words are asked for.
        openings: Expected answer types → how a question begins; the first that matches counts.
        signs: What answers show.
        things: How a question for a price or a maker names the thing: patterns with a `thing`.
    """

    interrogatives: Phrases
    what: Phrases
    choosing: Phrases
    singling: Phrases
    counting: str
    knowing: Words
    comparing: Phrases
    now: Phrases
    auxiliaries: Phrases
    requests: str
    choice: str
    becoming: Words
    subordinating: Words
    statement: Statements
    openings: Mapping[str, Phrases]
    signs: Signs
    things: Phrases


@dataclass(frozen=True)
class Conversation:
    """By what a text leans on the one before it.

    Attributes:
        pronouns: Pronouns in a follow-up question.
        openers: How a follow-up question opens.
        elliptic: How one opens that names only what is new.
        sentence_openers: How a sentence of an article opens.
        list_openers: How one opens that says what the sentence before has counted or named.
        list_ordinals: How the items of a list open.
        list_nouns: What the items of a list are called together, before they are told.
    """

    pronouns: Phrases
    openers: Phrases
    elliptic: Phrases
    sentence_openers: Phrases
    list_openers: Phrases
    list_ordinals: Phrases
    list_nouns: Words


@dataclass(frozen=True)
class Compounds:
    """How several questions are joined in one.

    Attributes:
        joints: Words between two questions: patterns.
        fillers: Words that may follow them.
        prepositions: Words that may stand before an interrogative.
        degrees: What follows "how" and asks for a degree: a pattern.
        commands: How an order to answer opens: patterns.
        determiners: Words that open a noun phrase.
        leading: Those of them that stand before a noun alone, never for one.
        subjects: Pronouns that are the subject of a clause.
        relatives: Words that open a clause about the noun before them.
        pairing: A word before two things that belong together.
        owning: The word before whose something is.
    """

    joints: Phrases
    fillers: Phrases
    prepositions: Phrases
    degrees: str
    commands: Phrases
    determiners: Words
    leading: Words
    subjects: Words
    relatives: Words
    pairing: str
    owning: str


@dataclass(frozen=True)
class Referents:
    """What a pronoun of a question stands for.

    Attributes:
        persons: Pronouns of one person.
        things: Pronouns of one thing.
        several: Pronouns of several.
        possessive: Those of them that stand before what they own.
        asking_persons: Interrogatives that ask for somebody.
        one: Nouns that stand for what was named before, after "the".
        some: The same for several.
        anybody: Nouns that say of somebody no more than those do.
        further: What tells that one comes beside others: "also".
        inner: Stop words that may stand within a noun phrase.
        participle_endings: What a participle after a noun phrase ends with.
        empty: Patterns of a pronoun that stands for nothing.
    """

    persons: Words
    things: Words
    several: Words
    possessive: Words
    asking_persons: Words
    one: Words
    some: Words
    anybody: Words
    further: Phrases
    inner: Words
    participle_endings: Phrases
    empty: Phrases


@dataclass(frozen=True)
class Choices:
    """How one asks which of two things is more, or was first.

    Attributes:
        asking: How such a question opens.
        of_two: What may follow that: a pattern.
        being, helping: Verbs that open one that offers two answers, or compares by "than".
        than: The word between what is compared.
        earlier, later: Words by which times are compared.
        more, less: Words by which amounts are.
        when, much, many, how: How what is compared is asked for of one thing.
        helped: The verb that follows these before a thing.
        greater, smaller: Words that compare → the word for what they compare by.
    """

    asking: Words
    of_two: str
    being: Words
    helping: Words
    than: str
    earlier: Words
    later: Words
    more: Words
    less: Words
    when: str
    much: str
    many: str
    how: str
    helped: str
    greater: Mapping[str, str]
    smaller: Mapping[str, str]


@dataclass(frozen=True)
class Counterparts:
    """Words that tell one of a kind from the others of it.

    Attributes:
        kinds: Of each kind the words for each one, with "|" between them.
        groups: The same of words that need no noun: "the injured".
        ends: The same of verbs for the two ends of a way or a time.
        idle: Nouns that name nothing after "the": "for the time being".
        shells: Nouns that only stand for what a clause tells: "the problem is that".
        leaving_out: What comes before what is left out: "other than".
        indefinite: Determiners of no certain one.
        light: Verbs that say little by themselves.
        winning: Verbs of who wins.
        losing: Verbs of who loses.
        beating: Verbs of which what follows has lost.
        superlatives: Words that tell the most of a kind, beside those that end with "est".
        positives: Words that end so and tell no such thing.
        foremost: Other words for it.
        ordinals: Words before these after which they tell no such thing: "second-best".
        dimensions: Words after a measure that tell of what it is one.
        placing: Words after a noun that say where it is.
        wholes: Nouns for the whole of a thing, or for making it.
    """

    kinds: Phrases
    groups: Phrases
    ends: Phrases
    idle: Words
    shells: Words
    leaving_out: Phrases
    indefinite: Words
    light: Words
    winning: Words
    losing: Words
    beating: Words
    superlatives: Words
    positives: Words
    foremost: Words
    ordinals: Words
    dimensions: Words
    placing: Words
    wholes: Words


@dataclass(frozen=True)
class Library:
    """How one asks about the articles themselves: patterns of whole questions.

    Attributes:
        articles: What the articles are called; `ARTICLES` stands for it in the other patterns.
        asking: What opens a question for a subject.
        polite: What may stand before.
        nouns: Nouns → how one asks for what they name.
        count: How many articles say something.
        mentions: Which articles do.
        topics: What the articles are about.
        new: What has come since a date.
        summary: What one article says in short.
        title: What one article is called.
        comparison: Whether the articles agree on something.
    """

    articles: str
    asking: str
    polite: str
    nouns: Mapping[str, str]
    count: Phrases
    mentions: Phrases
    topics: Phrases
    new: Phrases
    summary: Phrases
    title: Phrases
    comparison: Phrases


@dataclass(frozen=True)
class Corrections:
    """By what a text takes back what was said before: patterns.

    Attributes:
        retold: Of what was said before, mostly to correct it.
        retold_there: The same where all around it corrects reports.
        cues: That something was wrong, or what is right.
        announced: That this text corrects a report.
        denials: Whole sentences that say so of the one before.
        afterthoughts: What ends a sentence to say so of itself.
    """

    retold: Phrases
    retold_there: Phrases
    cues: Phrases
    announced: Phrases
    denials: Phrases
    afterthoughts: Phrases


@dataclass(frozen=True)
class Drafts:
    """By what a sentence of a draft states nothing that an article can bear out.

    Attributes:
        views: How its writer tells a view, at the beginning of a sentence: patterns.
        wishes: Words for what ought to be: patterns.
        greetings: Words that open a letter, beside those of `courtesies.toml`.
    """

    views: Phrases
    wishes: Phrases
    greetings: Words


@dataclass(frozen=True)
class Pages:
    """What pages put around an article: labels of dates, and lines that are no text of it.

    Attributes:
        date_labels: What stands before a date of publication.
        publishing: Words that open the label of such a date and no other.
        furniture: Lines that are no text of the article.
        pictures: Such lines that stand below a picture.
        agencies: Who supplies pictures, and what their credits call them.
        picturing: Words by which a question asks for a picture.
        byline_labels: What opens the line that says who wrote an article.
        staff: What opens a line that says who worked on an article: patterns.
        itself: Nouns by which a question asks on an article.
        writing: Words by which it asks who wrote one.
        telling: Words by which it asks what an article tells of itself: who sent it, when.
        credit_words: Words between the names of a credit.
    """

    date_labels: Phrases
    publishing: Words
    furniture: Phrases
    pictures: Phrases
    agencies: Phrases
    picturing: Words
    byline_labels: Phrases
    staff: Phrases
    itself: Words
    writing: Words
    telling: Words
    credit_words: Words


@dataclass(frozen=True)
class Asking:
    """How a sentence is turned into a question that it answers.

    Attributes:
        people: Words by which a name is seen to be a person's.
        closers: Words that begin what a question does without.
        pointing: Words that point out of a sentence.
        incomplete: Verbs that say too little with an object alone.
        complete: Verbs whose object may be asked for.
        measuring: Verbs before a number that do nothing to what is counted.
        kinds: What a thing of a name may be, and no person.
        past: Irregular past forms → their base.
        present: Forms in the present → their base.
        forms: Kinds of questions → a pattern of the beginning of a sentence, the most telling
            first.
        questions: Kinds of questions → the question, with the groups of the pattern in it.
    """

    people: Words
    closers: Phrases
    pointing: Phrases
    incomplete: Words
    complete: Words
    measuring: Words
    kinds: Phrases
    past: Mapping[str, str]
    present: Mapping[str, str]
    forms: Mapping[str, str]
    questions: Mapping[str, str]


@dataclass(frozen=True)
class Language:
    """All that is known of a language.

    Attributes:
        code: Its ISO 639-1 code.
        units: Units → what they measure, and how many of its base unit they are.
        unit_signs: Signs beside a number → units.
        fractions: Words → the share of a whole that each is.
    """

    code: str
    words: Vocabulary
    places: Places
    calendar: Calendar
    numbers: Numbers
    units: Mapping[str, tuple[str, float]]
    unit_signs: Mapping[str, str]
    fractions: Mapping[str, float]
    speech: Speech
    names: Names
    denials: Denials
    factuality: Factuality
    questions: Questions
    conversation: Conversation
    compounds: Compounds
    referents: Referents
    choices: Choices
    counterparts: Counterparts
    library: Library
    corrections: Corrections
    asking: Asking
    drafts: Drafts
    pages: Pages


def load(code: str) -> Language:
    """Read what is known of a language.

    Raises:
        FileNotFoundError: There is no file for it.
        ValueError: A table of the file lacks a key, or has one that nothing reads.
    """
    return parse((_FILES / f"{code}.toml").read_text("utf-8"))


def parse(text: str) -> Language:
    """What a language file says.

    Raises:
        ValueError: It is no TOML; a table lacks a key, or has one that nothing reads.
    """
    return _table(Language, tomllib.loads(text), "")


def alternatives(patterns: Phrases | Words) -> str:
    """A regular expression that matches any of some patterns or words, the first that fits."""
    return "|".join(patterns)


def _table(kind: type[_Table], facts: Mapping[str, Any], name: str) -> _Table:
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if wrong := names ^ facts.keys():
        raise ValueError(f"[{name}] lacks or does not know: {', '.join(sorted(wrong))}")
    kinds = get_type_hints(kind)
    return kind(**{key: _value(kinds[key], facts[key], f"{name}.{key}") for key in names})


def _value(kind: Any, value: Any, name: str) -> Any:
    if is_dataclass(kind):
        return _table(kind, value, name.strip("."))  # type: ignore[arg-type]
    if get_origin(kind) is frozenset:
        return frozenset(_listed(value))
    if get_origin(kind) is tuple:
        return _listed(value)
    if kind == Mapping[str, Phrases]:
        return {key: _listed(some) for key, some in value.items()}
    return value


def _listed(value: str | list[str]) -> Phrases:
    return tuple(value.split() if isinstance(value, str) else value)


# The language of the articles and questions. Its file is part of the package, as a module is.
ENGLISH = load("en")
