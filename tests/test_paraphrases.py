"""What a source says in other words: sums, rounded numbers, nouns for verbs, phrases for words."""

from __future__ import annotations

from judged import (
    Case,
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

__all__ = [
    "index",
    "pytest_generate_tests",
    "test_what_is_false_is_not_supported",
    "test_what_is_true_is_supported",
]

ARTICLE = (
    "The brewery of Lomsk\n\n"
    "The brewery lent 2.4 million euros to the owner of the inn and repaid 30,000 dollars. "
    "It sold 1,043 barrels in May and 212 crates in June. The inn has three heated rooms. "
    "The brewer Otto Brahm discovered the spring in 1902. "
    "The barley store was closed for two days. The wait lasted too long for many. "
    "The jury acquitted Brahm of fraud. The mayor praised the injured driver. "
    "The town council led the festival for eleven years. Customers paid in advance.\n"
)

TRUE: list[Case] = [
    ("The brewery lent €2.4m to the owner of the inn.", "lent 2.4"),
    ("The brewery repaid $30k.", "lent 2.4"),
    ("The brewery sold roughly 1,000 barrels in May.", "sold 1,043"),
    ("The brewery sold just over 200 crates in June.", "sold 1,043"),
    ("Three rooms of the inn are heated.", "three heated"),
    ("The discovery of the spring in 1902 was by the brewer Otto Brahm.", "discovered"),
    ("Brahm was found not guilty of fraud by the jury.", "acquitted"),
    ("The town council was in charge of the festival for eleven years.", "eleven years"),
]

FALSE: list[Case] = [
    ("The brewery lent €24m to the owner of the inn.", "lent 2.4"),
    ("The brewery lent £2.4m to the owner of the inn.", "lent 2.4"),
    ("The brewery repaid $30m.", "lent 2.4"),
    ("The brewery sold roughly 1,200 barrels in May.", "sold 1,043"),
    ("The brewery sold just over 220 crates in June.", "sold 1,043"),
    ("The mayor was injured.", "injured driver"),
    ("The driver was praised by the injured mayor.", "injured driver"),
    ("Otto Brahm was found guilty of fraud.", "acquitted"),
    ("The inn lasted eleven years.", "eleven years"),
]
