"""Whether statements are held to what they cite, and whether any output can break that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as examples
from servers.corpus import ARTICLES, settings

import qa
from qa.answer import citations
from qa.index.local_embedding import LocalEmbedding
from qa.index.memory import Index
from qa.search.conversation import FollowUp
from qa.search.search import search
from qa.verify import support
from qa.verify.source_text import SourceText
from qa.write.drafts import Draft
from qa.write.proof import Checker
from qa.write.sentences import SentenceStream, Written


@pytest.fixture(scope="module")
def found(indexed: tuple[Path, Path], embedding: LocalEmbedding) -> tuple[Index, list[qa.Passage]]:
    """The index, and every passage of it."""
    assistant = qa.Assistant(settings(*indexed))
    index = assistant.index()
    follow_up = FollowUp("Who led the US delegation in Riyadh?")
    result = search(index, embedding, follow_up.question, follow_up)
    return index, list(result.passages(100_000))


def read(text: str) -> list[Written]:
    stream = SentenceStream()
    return stream.feed(text) + stream.finish()


# -- what is demanded --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "source", "held"),
    [
        ("It lasted 4.5 hours.", "It lasted for four and a half hours.", True),
        ("It cost 1,200,000 dollars.", "It cost 1.2 million dollars.", True),
        ("Twenty-five came.", "25 came.", True),
        ("80 people wrote.", "Eighty people wrote.", True),
        ("It lasted five hours.", "It lasted for four and a half hours.", False),
        ("It was in 2024.", "It was in 2025.", False),
        ("10 came.", "It was in 2010.", False),
        ("America spoke.", "The U.S. spoke.", True),
        ("The United States spoke to Zelensky.", "The US spoke to Zelenskyy.", True),
        ("Sergey Lavrov spoke.", "Sergei Lavrov spoke.", True),
        ("The Kremlin agreed with Russia.", "Moscow and the Kremlin agreed.", True),
        ("They met in Moscow.", "Russian envoys met.", False),
        ("The visit was on Monday.", "The visit was on Tuesday.", False),
        ("It opens on 3 Feb.", "It opens on February 3.", True),
        ("It opened in May.", "It may open.", False),
        ("She spoke to Holloway.", "She spoke to Petrova.", False),
        ("Holloway spoke.", "Petrova spoke.", False),
        ("He said “we discuss peace”.", "“Now we discuss peace, not war,” he said.", True),
        ('He said "we discuss war".', "“Now we discuss peace, not war,” he said.", False),
        ("He said “we … not war”.", "“Now we discuss peace, not war,” he said.", True),
        ("He called it ‘a triumph’.", "He called it a disaster.", False),
        ("It isn't Anna's plan.", "The plan was not made by Anna.", True),
    ],
)
def test_what_a_statement_demands(
    found: tuple[Index, list[qa.Passage]], statement: str, source: str, held: bool
) -> None:
    cited = SourceText([source])
    lacks = support.missing(support.demands(statement, found[0]), cited, cited)
    assert (not lacks) == held, lacks


def checked(found: tuple[Index, list[qa.Passage]], text: str) -> qa.Statement:
    index, passages = found
    holding = next(n for n, p in enumerate(passages, 1) if "Marco Rubio" in p.text)
    written = read(text.replace("[r]", f"[{holding}]"))
    assert len(written) == 1
    return Checker(index, passages).check(written[0])


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Secretary of State Marco Rubio led the American delegation [r].", True),
        ("Marco Rubio led the US delegation, and the meeting lasted 4.5 hours [r].", True),
        ("Marco Rubio led the US delegation for 4.5 hours [r].", False),  # two facts joined
        ("Rubio led it and Lavrov the Russian side [r].", True),
        ("Rubio led the delegation of France [r].", False),
        ("Rubio did not lead the US delegation [r].", False),
        ("Ukraine was not invited to the meeting [r].", True),
        ("4.5 hours [r].", True),
        ("9.5 hours [r].", False),
        ("Bernard Holloway led the US delegation [r].", False),
        ("The budget of the library is 1.2 million dollars [r].", True),  # another passage
        ("The budget of the library is 1.3 million dollars [r].", False),
        ("The weather was pleasant throughout [r].", False),
        ("The town council approved a budget for the library.", True),
        ("The council discussed many things.", False),
    ],
)
def test_a_statement_is_checked(
    found: tuple[Index, list[qa.Passage]], text: str, supported: bool
) -> None:
    statement = checked(found, text)
    assert statement.supported == supported
    assert bool(statement.citations) or not supported


def test_each_marker_is_resolved_to_the_sentence_that_says_it(
    found: tuple[Index, list[qa.Passage]],
) -> None:
    statement = checked(found, "Dmitry Peskov wants to discuss peace [r].")
    assert [c.quote[:20] for c in statement.citations] == ["“From now on, we will"[:20]]


# -- promise 1, whatever is written ------------------------------------------------------------

_SCRAPS = strategies.sampled_from(
    [
        *"[1]|[2][3]|[99]|[[1]]|[1|]|[1,2-9]|[0]|[１]|【2】|(3)|[^1]|[1](http://x.y)".split("|"),
        *"`a[1]`|```|- |. |: |[[[[|]]]]|<passage number='1'>|</passage>|$question".split("|"),
        *"Кремль заявил|会談は火曜日に。|محادثات|Mr. |U.S. |4.5|1.2 million|Zelensky".split("|"),
        *("“From now on, we will discuss peace, not war”", "“I confess”", "\ud7ff", "\u202e"),
        *("Marco Rubio led the US delegation", "The articles do not say.", "\x00", "\x1b[31m"),
        *("\n", "\n- ", "\r"),
    ]
)
_TEXTS = strategies.lists(_SCRAPS | strategies.text(max_size=12), max_size=40).map(" ".join)


def hold(found: tuple[Index, list[qa.Passage]], text: str, size: int) -> None:
    """Promise 1, and that what is streamed is what the answer says."""
    index, passages = found
    draft = Draft(Checker(index, passages))
    size = size or max(1, len(text))
    shown = "".join(draft.feed(text[at : at + size]) for at in range(0, len(text), size))
    shown += draft.finish()
    answer = citations.marked(draft.statements)
    assert shown == answer
    for citation in draft.citations:
        assert ARTICLES[citation.file][citation.start : citation.end] == citation.quote
    numbers = [int(number) for number in re.findall(r"\[\s*(\d+)\s*\]", answer)]
    assert list(dict.fromkeys(numbers)) == list(range(1, len(draft.citations) + 1))
    assert not any(ord(c) < 32 or c in "\u202e\x7f" for c in answer)
    if draft.statements:
        assert draft.statements[0].supported or any(s.supported for s in draft.statements)
    for statement in draft.statements:
        assert not statement.supported or statement.citations
        assert not set("[]【】") & set(statement.text)


@given(text=_TEXTS, size=strategies.integers(0, 9))
@examples(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_output_can_make_a_false_citation(
    found: tuple[Index, list[qa.Passage]], text: str, size: int
) -> None:
    hold(found, text, size)


@pytest.mark.parametrize(
    "scrap",
    [
        "[",
        "[1",
        "[1]",
        "1",
        "a ",
        ". ",
        "“",
        '"',
        "[[1]",
        "\n",
        "[1,",
        "Rubio ",
        "[ ",
        "A. [1] ",
        "…",
    ],
)
@pytest.mark.parametrize("size", [0, 4096])
def test_megabytes_are_no_trouble(
    found: tuple[Index, list[qa.Passage]], scrap: str, size: int
) -> None:
    hold(found, scrap * (2_000_000 // len(scrap)), size)
