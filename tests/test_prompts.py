"""Prompts are files with named slots, checked when they are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from servers.corpus import settings

import qa
from qa.model import prompts


def test_the_packages_own_prompts_load_and_fill() -> None:
    loaded = prompts.load()
    text = loaded.fill("passage", number=3, file="a.txt", date="2025", text="costs $100 or $slots")
    assert text.startswith('<passage number="3" file="a.txt"')
    assert "costs $100 or $slots" in text


def test_a_folder_replaces_the_prompts_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "question.md").write_text("MINE $passages $question")
    (tmp_path / "README.md").write_text("notes about $anything")
    loaded = prompts.load(tmp_path)
    assert loaded.fill("question", passages="p", question="q") == "MINE p q"
    assert loaded.fill("answer", refusal="No.").endswith("something.")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("question.md", "$passages", r"lacks \$question"),
        ("question.md", "$passages $question $more", r"does not know \$more"),
        ("question.md", "$question $pasages", r"lacks \$passages and does not know \$pasages"),
        ("question.md", "$passages $question costs 5$", "stray"),
        ("qestion.md", "$passages $question", "no prompt that is used"),
    ],
)
def test_a_wrong_prompt_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(qa.PromptError, match=said) as caught:
        prompts.load(tmp_path)
    assert name in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(qa.PromptError, match="QA_PROMPTS"):
        prompts.load(tmp_path / "nowhere")


def test_prompts_are_not_read_where_nothing_is_written(tmp_path: Path) -> None:
    assert not qa.Assistant(settings(tmp_path, tmp_path / "s", prompts=tmp_path / "no")).generative
