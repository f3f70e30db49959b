"""The two sides of a comparison are not exchanged, unless what compares them is as well."""

from __future__ import annotations

from judged import (  # noqa: F401
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

ARTICLE = (
    "A war and its numbers\n\n"
    "More soldiers died of disease than in battle. Turnout was higher in Eastward than in "
    "Westward. Castor sells more saws than drills.\n"
)

FALSE = [
    ("More soldiers died in battle than of disease.", "soldiers"),
    ("Turnout was higher in Westward than in Eastward.", "Turnout"),
    ("Castor sells more drills than saws.", "Castor"),
    ("Turnout was lower in Eastward than in Westward.", "Turnout"),
]
TRUE = [
    ("More soldiers died of disease than in battle.", "soldiers"),
    ("Turnout was higher in Eastward than in Westward.", "Turnout"),
    ("Turnout was lower in Westward than in Eastward.", "Turnout"),
    ("Castor sells more saws than drills.", "Castor"),
]
