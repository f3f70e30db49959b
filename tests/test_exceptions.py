"""What is said of all but some, or on a condition, is not said without it."""

from __future__ import annotations

from judged import (  # noqa: F401
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

ARTICLE = (
    "Rules of a harbour\n\n"
    "No dogs are allowed on the beach except in winter. The kiosk is open every day apart from "
    "Tuesday. Everyone but the cook was paid. The slip will open in July if the licence is "
    "granted. Unless it rains, the regatta will be held on Sunday. The board asked if the rope "
    "was safe. Boats may stay as long as the fee is paid. The gate is locked, even if a guard "
    "is there. Nobody but the pilot knew the code. Only members may use the slipway. The fee is "
    "refunded only if the course is full. Should the union agree, the strike ends on Friday.\n"
)

FALSE = [
    ("No dogs are allowed on the beach in winter.", "dogs"),
    ("No dogs are allowed on the beach.", "dogs"),
    ("The kiosk is open on Tuesday.", "kiosk"),
    ("The kiosk is open every day.", "kiosk"),
    ("Everyone was paid.", "cook"),
    ("The slip will open in July.", "slip will"),
    ("The regatta will be held on Sunday.", "regatta"),
    ("If it rains, the regatta will be held on Sunday.", "regatta"),
    ("Nobody knew the code.", "pilot"),
    ("Members may only use the slipway.", "members"),
    ("The fee is refunded.", "refunded"),
    ("The strike ends on Friday.", "strike"),
]

TRUE = [
    ("No dogs are allowed on the beach except in winter.", "dogs"),
    ("The kiosk is open every day apart from Tuesday.", "kiosk"),
    ("The slip will open in July if the licence is granted.", "slip will"),
    ("Unless it rains, the regatta will be held on Sunday.", "regatta"),
    ("The gate is locked.", "gate"),
    ("The pilot knew the code.", "pilot"),
    ("Only members may use the slipway.", "members"),
]
