"""What somebody is of what: what a question asks for, and what stands beside a name."""

from __future__ import annotations

import pytest

from qa.text import roles


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is the chairman of the rowing club?", ("chairman", (), "the rowing club")),
        ("who is solm's chief?", ("chief", (), "solm's")),
        ("Who was the deputy mayor?", ("mayor", ("deputy",), "")),
        ("Who led the delegation?", None),
        ("Who is Ada Kern?", None),
        ("Who was the woman who met the mayor?", None),
    ],
)
def test_the_role_that_is_asked_for(question: str, told: tuple[object, ...] | None) -> None:
    found = roles.asked(question)
    assert (found and (found.noun, found.own, found.whose)) == told


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("The chairman of the club, Ada Kern, swam.", "Ada Kern", [("chairman", "the club")]),
        ("Tarn's press officer, Ada Kern, left.", "Ada Kern", [("press officer", "Tarn's")]),
        ("Ada Kern, aide to the head of Solm, left.", "Ada Kern", [("aide", "the head of Solm")]),
        ("Her deputy is Ada Kern.", "Ada Kern", [("deputy", "")]),
        ("Ada Kern is the treasurer of Tarn and a diver.", "Ada Kern", [("treasurer", "Tarn")]),
        ("Harbour master Ada Kern spoke.", "Ada Kern", [("harbour master", "")]),
        ("Ada Kern swam to the pilot.", "Ada Kern", []),
    ],
)
def test_the_roles_beside_a_name(text: str, name: str, told: list[tuple[str, str]]) -> None:
    start = text.index(name)
    found = roles.of(text, start, start + len(name))
    assert [(one.name, one.whose) for one in found] == told
