"""What is known of a language; nothing else decides it: the host's locale plays no part."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields, is_dataclass

import pytest
from conftest import ROOT

from qa.text import language, words

FILES = sorted((ROOT / "qa/text/languages").glob("*.toml"))
TEXT = FILES[0].read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_language_is_whole_and_folded(path):
    known = language.load(path.stem)
    assert known.code == path.stem
    assert len(known.calendar.months) == 12
    assert len(known.calendar.weekdays) == 7
    for word in words_of(known):
        assert words.fold(word) == word or word == known.names.first_person


def words_of(table):
    """The words of all lists that hold no patterns."""
    for field in fields(table):
        value = getattr(table, field.name)
        if is_dataclass(value):
            yield from words_of(value)
        elif isinstance(value, frozenset):
            yield from value


@pytest.mark.parametrize(
    ("found", "instead", "wrong"),
    [
        ('possessive = "\'s"\n', "", "possessive"),
        ('possessive = "\'s"\n', 'possessive = "\'s"\npossesive = "x"\n', "possesive"),
        ("[conversation]", "[conversations]", "conversation, conversations"),
    ],
)
def test_a_file_that_lacks_a_key_or_has_one_too_many_says_which(found, instead, wrong):
    assert found in TEXT
    with pytest.raises(ValueError, match=re.escape(wrong)):
        language.parse(TEXT.replace(found, instead))


ASKED = """
import json, locale
locale.setlocale(locale.LC_ALL, "")  # as a host program may
from qa.corpus import documents
from qa.text import dates, questions, words
print(json.dumps({
    "dates": [documents.parse("a.txt", f"Headline\\nPublished: {date}\\n\\nText.".encode()).date
              for date in ("Feb. 18, 2025", "March 3, 2024", "1 October 2023", "2025-05-06")],
    "terms": words.terms("Feb february Dec december Mar march Oct october May"),
    "named": sorted(dates.named("In March, on 3 Oct. and on Sunday.")),
    "offers": [questions.offers(text, questions.wanted("How many came?"), "How many came?")
               for text in ("In December 2024 they came.", "Some 2024 came.")],
}))
"""
EXPECTED = {
    "dates": ["2025-02-18", "2024-03-03", "2023-10-01", "2025-05-06"],
    "terms": words.terms("February february December december March march October october May"),
    "named": ["march", "october", "sunday"],
    "offers": [0.0, 1.0],
}


def runs_in(name, folder):
    """The environment of a process with a locale: as installed, else made in a folder; or None."""
    env = {**os.environ, "LC_ALL": name}
    if subprocess.run([sys.executable, "-c", SET], env=env, check=False).returncode == 0:
        return env
    maker = shutil.which("localedef")
    if maker is None:
        return None
    source, _, charset = name.partition(".")
    made = [maker, "-i", source, "-f", charset, str(folder / name)]
    if subprocess.run(made, check=False, capture_output=True).returncode > 1:  # 1: warnings
        return None
    return {**env, "LOCPATH": str(folder)}


SET = (
    "import locale, sys\ntry: locale.setlocale(locale.LC_ALL, '')\nexcept locale.Error: sys.exit(3)"
)


@pytest.mark.parametrize("name", ["C", "de_DE.UTF-8"])
def test_the_host_locale_changes_no_word_and_no_date(name, tmp_path):
    env = runs_in(name, tmp_path)
    if env is None:
        pytest.skip(f"{name} is not installed and cannot be made here")
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert json.loads(done.stdout) == EXPECTED
