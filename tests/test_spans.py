from __future__ import annotations

import numpy as np
import pytest

from qa.answer import reader, spans
from qa.text import words


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("It was led by William E. Simon of Ohio.", "Simon", "William E. Simon"),
        ("It was led by Secretary of State Ada Brown.", "Ada", "Ada Brown"),
        ("They met in New York City on Monday.", "New", "New York City"),
        ("It cost $4.5 million in all.", "4.5", "$4.5 million"),
        ("It cost 4.5% of it.", "4", "4.5%"),
        ("On March 3, 2020 it began.", "3", "March 3, 2020"),
        ("It began on 3 March 2020.", "March", "March 2020"),
        ("They hold a fifth of it.", "fifth", "a fifth"),
        ("It took twenty years.", "twenty", "twenty years"),
        ("The well-known law was O'Neill's.", "known", "well-known"),
        ("“Never,” he said.", "“Nev", "Never"),
        ("In 2020 Paris fell.", "2020", "2020"),
    ],
)
def test_a_span_is_made_whole(text: str, part: str, expected: str) -> None:
    start = text.index(part)
    span = spans.whole(text, (start, start + len(part)))
    assert span is not None
    assert text[slice(*span)] == expected


@pytest.mark.parametrize("text", ["", "...", "“ ”", "\n"])
def test_where_there_is_no_word_there_is_no_span(text: str) -> None:
    assert spans.whole(text, (0, len(text))) is None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ([0, 9, 0], [0, 9, 0], (1, 1, 9)),
        ([0, 9, 0], [0, 0, 8], (1, 2, 8.5)),
        ([0, 0, 9], [9, 1, 4], (2, 2, 6.5)),  # a span does not end before it begins
        ([9] + [0] * 40, [0] * 40 + [9], (0, 0, 4.5)),  # nor is it as long as that
    ],
)
def test_the_first_span_is_that_of_the_best_ends(
    first: list[float], last: list[float], expected: tuple[int, int, float]
) -> None:
    found = list(spans.ranked(np.array(first, np.float32), np.array(last, np.float32)))
    assert found[0] == spans.Scored(*expected)
    assert [one.odds for one in found] == sorted((one.odds for one in found), reverse=True)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("US", "Ada Brown"),
        ("France", "Luc Roy"),
        ("Spain", "Ada Brown and French Minister Luc Roy"),
        ("US France", "Ada Brown and French Minister Luc Roy"),
    ],
)
def test_of_two_joined_answers_the_one_that_goes_with_the_question_stays(
    asked: str, expected: str
) -> None:
    text = "They were led by US Secretary Ada Brown and French Minister Luc Roy in March."
    start = text.index("Ada")
    span = (start, text.index(" in March"))
    left = spans.narrowed(text, span, frozenset(words.terms(asked)))
    assert text[slice(*left)].endswith(expected)


@pytest.mark.parametrize(
    ("text", "part", "denied"),
    [
        ("It was tested in June 2024, not June 2025.", "June 2025", True),
        ("It was tested in June 2024, not June 2025.", "June 2024", False),
        ("He left in 2022 and not in 2021.", "2021", True),
        ("It costs 12 rather than 15 crowns.", "15 crowns", True),
        ("Nobody knew that Brown led it.", "Brown", False),
    ],
)
def test_what_a_sentence_says_it_is_not_is_no_answer(text: str, part: str, denied: bool) -> None:
    start = text.index(part)
    assert spans.denied(text, (start, start + len(part))) == denied


@pytest.mark.parametrize(
    ("text", "part", "denied"),
    [
        ("The feast is not to be held in the library this year.", "the library", True),
        ("She has never been seen in Oslo.", "Oslo", True),
        ("The hall did not open until May 2024.", "May 2024", False),
        ("It was shown not only in Oslo.", "Oslo", False),
        ("The hall was not sold, and stands in Oslo.", "Oslo", False),
        ("It did not rain when the fair opened in Oslo but it snowed in Bergen.", "Bergen", False),
        ("The feast is held in Oslo.", "Oslo", False),
    ],
)
def test_what_its_clause_denies_is_no_answer(text: str, part: str, denied: bool) -> None:
    start = text.index(part)
    assert spans.in_denial(text, (start, start + len(part))) == denied


@pytest.mark.parametrize(
    ("part", "country", "another"),
    [
        ("Ada Brown", "Denmark", True),
        ("Ada Brown", "Poland", False),
        ("Luc Roy", "Denmark", False),
        ("Luc Roy", "Poland", True),
        ("Ada Brown", "France", False),
    ],
)
def test_who_is_of_another_country_than_the_one_asked_for(
    part: str, country: str, another: bool
) -> None:
    text = "Teams led by Polish Secretary of State Ada Brown and Danish Minister Luc Roy met."
    start = text.index(part)
    asked = frozenset(words.terms(country))
    assert spans.is_of_another(text, (start, start + len(part)), asked) == another


@pytest.mark.parametrize(
    ("part", "year", "another"), [("310", "2022", False), ("295", "2022", True)]
)
def test_what_is_told_of_another_year_is_no_answer(part: str, year: str, another: bool) -> None:
    text = "It had 310 visitors in 2022 and 295 in 2021."
    start = text.index(part)
    span = (start, start + len(part))
    assert spans.is_of_another_year(text, span, frozenset({year})) == another


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("It lasted four and a half hours.", "four", "four and a half hours"),
        ("It lasted an hour and a half.", "an hour", "an hour and a half"),
        ("It lasted two hours and a half, he said.", "two hours", "two hours and a half"),
        ("It was finished on Wednesday, 1 May.", "Wednesday", "Wednesday, 1 May"),
        ("It was finished on Wednesday, May 1.", "May 1", "Wednesday, May 1"),
        ("He ate one and a half fed the dog.", "fed", "fed"),
    ],
)
def test_of_an_amount_or_a_date_all_of_it_is_marked(text: str, marked: str, whole: str) -> None:
    start = text.index(marked)
    found = spans.whole(text, (start, start + len(marked)))
    assert found is not None
    assert text[slice(*found)] == whole


def test_a_number_with_and_in_it_is_not_cut() -> None:
    text = "The siege of Orl lasted two hundred and twelve days."
    span = text.index("two"), text.index(" days")
    assert spans.narrowed(text, span, frozenset({"orl"})) == span


def test_a_verb_is_no_month() -> None:
    text = "The library in Ost may open at nine."
    [reading] = reader.read("When does the library in Ost open?", [(text, "")])
    assert reading.span is None or text[slice(*reading.span)] != "may"


@pytest.mark.parametrize(
    ("text", "part", "heard"),
    [
        ("“It glows,” he said to the council.", "the council", True),
        ("“It glows,” he said to the council.", "council", True),
        ("“It glows,” said the council to Ray Ott.", "council", False),
        ("He went to the council, Ida Kern said.", "Ida Kern", False),
    ],
)
def test_who_is_spoken_to_is_not_who_speaks(text: str, part: str, heard: bool) -> None:
    start = text.index(part)
    assert spans.is_spoken_to(text, (start, start + len(part))) == heard
