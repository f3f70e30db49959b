"""Whose somebody is, who gets something, and who is what: one is not the other."""

from __future__ import annotations

from judged import (  # noqa: F401
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

ARTICLE = (
    "A mill and its people\n\n"
    "Albert Tarn started in 1926. Tarn's granddaughter sold the mill to Northfield Foods in 2009. "
    "His cousin bought a barge. The father of Ann Reed built the tower. Ann Reed's brother was "
    "arrested on Friday. Vera Moss, who worked as a nurse for ten years, thanked her late aunt. Jo "
    "Marsh finished two minutes ahead of Katrin Doll, and Mei Tan came third. The primary school "
    "of Alt-Brenn nevertheless shut for ten days. The Scots besieged it three times.\n"
)

FALSE = [
    ("Albert Tarn sold the mill.", ("1926", "granddaughter")),
    ("Tarn sold the mill to Northfield Foods.", "granddaughter"),
    ("Northfield Foods was sold to the mill in 2009.", "granddaughter"),
    ("Albert Tarn bought a barge.", ("1926", "granddaughter", "barge")),
    ("Ann Reed built the tower.", "tower"),
    ("Ann Reed was arrested on Friday.", "arrested"),
    ("Vera Moss's aunt was a nurse for ten years.", "nurse"),
    ("Katrin Doll was third.", "third"),
]
TRUE = [
    ("Tarn's granddaughter sold the mill.", "granddaughter"),
    ("The mill was sold to Northfield Foods in 2009.", "granddaughter"),
    ("Ann Reed's brother was arrested.", "arrested"),
    ("Ann Reed's father built the tower.", "tower"),
    ("Vera Moss was a nurse for ten years.", "nurse"),
    ("Mei Tan was third.", "third"),
    ("The primary school of Alt-Brenn closed for ten days.", "primary"),
    ("It was besieged by the Scots three times.", "Scots"),
]
