"""What a sentence names only as what is not so: nearly, planned once, instead of what is so."""

from __future__ import annotations

from judged import (  # noqa: F401
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

ARTICLE = (
    "A harbour and its plans\n\n"
    "The crane was painted blue rather than red. Instead of a hotel the port built a school. "
    "The dredger was hired, not bought. The pier is 90 metres long. It was to be 120 metres "
    "long. The regatta was to have been held in April. The board almost sold the tug. Kit Lane "
    "forgot to lock the shed. Too few members came to hold a vote. The mast was thought to be "
    "sound. The wall is four metres high, not five as planned. Instead of four metres the "
    "bridge is three and a half metres wide. Ruud, 40, denied the theft throughout the nine-day "
    "hearing. The clerk neither read the letter nor signed it. The board "
    "preferred brick over stone. The plan to dig a tunnel was praised. The drawings show a dome 80 "
    "metres high.\n"
)

FALSE = [
    ("The board preferred stone.", "brick"),
    ("A tunnel was dug.", "tunnel"),
    ("The dome is 80 metres high.", "dome"),
    ("The crane was painted red.", "crane"),
    ("The crane was painted red rather than blue.", "crane"),
    ("The port built a hotel.", "hotel"),
    ("The dredger was bought.", "dredger"),
    ("The pier is 120 metres long.", "was to be"),
    ("The pier was to be 90 metres long.", "pier is"),
    ("The regatta was held in April.", "regatta"),
    ("The board sold the tug.", "tug"),
    ("Kit Lane locked the shed.", "Kit"),
    ("Members came to hold a vote.", "members"),
    ("The mast was sound.", "mast"),
    ("The wall is five metres high.", "wall"),
    ("The bridge is four metres wide.", "bridge is three"),
    ("The bridge is three and a half metres wide, as planned.", "bridge is three"),
    ("The clerk signed the letter.", "clerk"),
]

TRUE = [
    ("The board preferred brick.", "brick"),
    ("The plan to dig a tunnel was praised.", "tunnel"),
    ("The drawings show a dome 80 metres high.", "dome"),
    ("The crane was painted blue.", "crane"),
    ("The crane was painted blue, not red.", "crane"),
    ("The port built a school.", "hotel"),
    ("The dredger was hired.", "dredger"),
    ("The pier is 90 metres long.", "pier is"),
    ("The pier was to be 120 metres long.", "was to be"),
    ("The regatta was to have been held in April.", "regatta"),
    ("The board almost sold the tug.", "tug"),
    ("Kit Lane did not lock the shed.", "Kit"),
    ("The mast was thought to be sound.", "mast"),
    ("The wall is four metres high.", "wall"),
    ("The bridge is three and a half metres wide.", "bridge is three"),
    ("The hearing went on for nine days.", "hearing"),
    ("The clerk did not sign the letter.", "clerk"),
]
