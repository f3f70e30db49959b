"""Questions of which one noun or verb is exchanged, so that their sentence no longer answers.

"Who bought the mill?" asks of the same sentence about "the pool", or who "painted" the mill. What
is put in stands elsewhere in the passage, or is used like what it is put for: its neighbour by the
embeddings of the model that learns. It needs spaCy's small English pipeline, which is no
dependency.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

import numpy as np

from eval.teach.editing import pipeline
from eval.teach.lessons import Exercise
from qa.neural import wordpieces
from qa.text import words

_NOUNS, _VERBS = {"NN", "NNS"}, {"VB", "VBD", "VBN", "VBG", "VBZ"}
_LIGHT = {"be", "do", "have", "make", "take", "get", "give", "say", "call", "name", "use", "go"}
_ASKED = {"WDT", "WP$", "WRB"}  # on a noun: it is what is asked for
# The nearest words mean the same too often; chosen by looking at what they make.
_FROM, _TO = 6, 60  # neighbours that are drawn from, by rank
_NEAR = 0.5  # share of the nouns that are put in: neighbours; the others stand in the passage
_MEASURES = {"kind", "type", "part", "number", "name", "amount", "time", "way"}


class Word(NamedTuple):
    """A word of a question that may be exchanged, or of a passage that may be put in."""

    start: int
    text: str
    tag: str


class Exchanges:
    """Makes questions unanswerable by exchanging a word.

    Args:
        learnt: The exercises whose questions are to be exchanged in.
        embeddings: Those of the pieces of words, (pieces, size).
    """

    def __init__(self, learnt: Iterable[Exercise], embeddings: Any) -> None:
        parser = pipeline("ner")
        tagger = pipeline("ner", "parser")
        exercises = list(learnt)
        self._asked = _found(parser, {e.question for e in exercises}, _asked)
        self._said = _found(tagger, {s for e in exercises for s in e.sentences}, _said)
        self._near = _neighbours(self._said.values(), embeddings)

    def exchanged(self, exercise: Exercise, answer: int, draw: random.Random) -> str | None:
        """The question with one of its nouns or verbs exchanged; None where none can be.

        Args:
            exercise: The question and its passage.
            answer: The number of the sentence that answers it.
            draw: Draws.
        """
        found = self._asked.get(exercise.question, [])
        held = {words.stem(w) for w in words.split(exercise.sentences[answer])}
        held |= {words.stem(w) for w in words.split(exercise.question)}
        for word in sorted(found, key=lambda w: draw.random() + (w.tag in _VERBS)):
            others = [
                other.text
                for i, sentence in enumerate(exercise.sentences)
                if i != answer
                for other in self._said[sentence]
                if other.tag == word.tag
            ]
            near = self._near.get((word.text.lower(), word.tag), [])
            if near and word.tag in _NOUNS and (not others or draw.random() < _NEAR):
                others = near
            fresh = [other for other in others if words.stem(other.lower()) not in held]
            if fresh:
                before = exercise.question[: word.start]
                after = exercise.question[word.start + len(word.text) :]
                return before + draw.choice(fresh) + after
        return None


def _found(parse: Any, texts: AbstractSet[str], chosen: Any) -> dict[str, list[Word]]:
    parsed = parse.pipe(sorted(texts), batch_size=256)
    return {text: chosen(found) for text, found in zip(sorted(texts), parsed, strict=True)}


def _asked(question: Any) -> list[Word]:
    """What may be exchanged: no word that says what is asked for, none of a name."""
    return [
        Word(token.idx, token.text, token.tag_)
        for token in question
        if token.i and token.is_alpha and _is_content(token) and not _is_asked(token)
    ]


def _said(sentence: Any) -> list[Word]:
    """What may be put in."""
    return [
        Word(token.idx, token.text.lower(), token.tag_)
        for token in sentence
        if token.is_alpha and _is_content(token)
    ]


def _is_content(token: Any) -> bool:
    if token.tag_ in _VERBS:
        return token.dep_ not in {"aux", "auxpass"} and token.lemma_ not in _LIGHT
    return token.tag_ in _NOUNS and token.lemma_ not in _MEASURES


def _is_asked(token: Any) -> bool:
    beside = [*token.children, token.head]
    return any(other.tag_ in _ASKED or other.lower_ in {"how", "many"} for other in beside) and (
        token.tag_ in _NOUNS
    )


def _neighbours(
    said: Iterable[Sequence[Word]], embeddings: Any
) -> Mapping[tuple[str, str], list[str]]:
    """For each word of a tag those that are used like it, but for the very nearest."""
    known: dict[str, dict[str, int]] = defaultdict(dict)
    for sentence in said:
        for word in sentence:
            ids = wordpieces.cut(word.text).ids
            if len(ids) == 1 and word.tag in _NOUNS:
                known[word.tag][word.text] = ids[0]
    vectors = embeddings - embeddings.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = {}
    for tag, own_ids in known.items():
        texts, own = list(own_ids), vectors[list(own_ids.values())]
        order = np.argsort(-(own @ own.T), axis=1)[:, _FROM:_TO]
        found.update({(text, tag): [texts[j] for j in order[i]] for i, text in enumerate(texts)})
    return found
