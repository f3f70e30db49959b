"""A version that a question names: what is told of another one is no answer."""

import pytest

from qa import Assistant, Settings

CHANGES = """# Changelog

## [3.4.0] - 2022-12-01
### Added
- Support for split archives

## 3.3.0 (2022-06-20)
- Encryption is switched on by default
"""
NOTES = "Version 2.1 of the keeper was released in May. It reads split archives."


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    (folder / "changes.md").write_text(CHANGES)
    (folder / "notes.txt").write_text(NOTES)
    return Assistant(Settings(corpus=folder, store=folder / ".qa", llm="none", _env_file=None))


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("When was version 3.4.0 released?", "[3.4.0] - 2022-12-01"),
        ("When was 3.3.0 released?", "3.3.0 (2022-06-20)"),
        ("When was version 2.1 released?", "Version 2.1 of the keeper was released in May."),
    ],
)
def test_the_version_that_is_asked_for_is_quoted(assistant, question, quoted):
    answer = assistant.ask(question)
    assert [citation.quote for citation in answer.citations] == [quoted]


def test_another_version_is_no_answer(assistant):
    answer = assistant.ask("When was version 3.9.0 released?")
    assert not any("3.4.0" in c.quote or "3.3.0" in c.quote for c in answer.citations)
