"""A part and the whole: what is told of one is not said of the other."""

from __future__ import annotations

from judged import (  # noqa: F401
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

ARTICLE = (
    "A harbour and its people\n\n"
    "The course was taken by 38 people, of whom 29 finished it. Fourteen passengers were hurt, "
    "two of them seriously. Three of the four lamps were mended. All but one of the nine berths "
    "are in use. Of the 60 dockers 48 voted, 30 of them for a strike. Ten crates arrived, each "
    "of them sealed. The port has a fleet of 20 boats. Eight rowers came, and one of them, Anna "
    "Vik, won a medal. Most of the 200 letters were burnt. Six boys were burnt, two badly. Five "
    "out of seven judges voted for her. All of the twenty cups were broken. "
    "Of those who applied, 18 in all, only seven were taken. The shed is 40 metres long and 25 "
    "metres wide.\n"
)

FALSE = [
    ("Eighteen were taken.", "applied"),
    ("The shed is 40 metres wide.", "metres"),
    ("Thirty-eight people finished the course.", "29 finished"),
    ("Fourteen passengers were hurt seriously.", "Fourteen"),
    ("Four lamps were mended.", "lamps"),
    ("All nine berths are in use.", "berths"),
    ("One of the nine berths is in use.", "berths"),
    ("48 dockers voted for a strike.", "dockers"),
    ("Sixty dockers voted.", "dockers"),
    ("200 letters were burnt.", "letters"),
    ("Eight rowers won a medal.", "rowers"),
    ("Six boys were badly burnt.", "boys"),
    ("Seven judges voted for her.", "judges"),
]

TRUE = [
    ("Only seven were taken.", "applied"),
    ("The shed is 25 metres wide.", "metres"),
    ("The shed is 40 metres long.", "metres"),
    ("29 of the 38 people finished the course.", "29 finished"),
    ("The course was taken by 38 people.", "29 finished"),
    ("Fourteen passengers were hurt.", "Fourteen"),
    ("Two passengers were seriously hurt.", "Fourteen"),
    ("Three lamps were mended.", "lamps"),
    ("Eight of the nine berths are in use.", "berths"),
    ("48 dockers voted.", "dockers"),
    ("The port has 20 boats.", "fleet"),
    ("Anna Vik won a medal.", "rowers"),
    ("The twenty cups were broken.", "cups"),
    ("Six boys were burnt.", "boys"),
    ("Ten crates arrived sealed.", "crates"),
    ("Most of the letters were burnt.", "letters"),
]
