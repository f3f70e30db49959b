"""What the guides say is so: names, paths, links, settings, examples, and the picture."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import qa
from qa import Answer, Assistant, Settings, errors, llamaindex
from qa.corpus import documents
from qa.settings import Settings as Known

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
TEXTS = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"]
ARTICLES = ROOT / "examples" / "articles"

# Made while the program runs, or by whoever reads the guide.
_NOT_THERE = re.compile(r"eval/runs|[A-Z]{4,}\.|<")


@pytest.fixture(scope="module")
def picture():
    sys.path.insert(0, str(DOCS))
    try:
        yield importlib.import_module("picture")
    finally:
        sys.path.remove(str(DOCS))


def code(page: Path) -> list[str]:
    """What stands in backticks on a page."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", page.read_text())


def blocks(page: str) -> list[str]:
    """The Python of a page, without what is taken from a file."""
    found = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(), re.DOTALL)
    return [block for block in found if not block.startswith("--8<--")]


def resolved(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[cut:]:
            fields = {**getattr(found, "model_fields", {}), **getattr(found, "__annotations__", {})}
            if not hasattr(found, attribute) and attribute not in fields:
                return False
            found = getattr(found, attribute, None)
        return True
    return False


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.name)
def test_every_name_and_path_is_there(page):
    for text in code(page):
        if re.fullmatch(r"(?:qa|eval)(?:\.\w+)+", text):
            assert resolved(text), text
        elif re.match(r"(?:qa|eval|tests|examples|docs|prompts|seeds|\.github)/", text):
            assert _NOT_THERE.search(text) or (ROOT / text).exists(), text


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page):
    drawn = {f"assets/{path.name}" for path in (ROOT / ".github/screenshots").glob("*.png")}
    for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text()):
        target = page.parent / link
        known = target.resolve().is_relative_to(DOCS) and (
            target.resolve().relative_to(DOCS).as_posix() in drawn
        )
        assert known or target.exists(), link


def test_the_picture_has_every_folder_in_the_order_of_the_contract(picture):
    for package in ("qa", "eval"):
        rows = picture.layers(package)
        names = [name for row in rows for name in row]
        drawn = re.findall(r"<title>([\w.]+): \S", picture.svg(package))
        assert drawn == names
        there = {
            f"{package}.{path.stem}"
            for path in (ROOT / package).iterdir()
            if path.suffix == ".py" or (path / "__init__.py").exists()
        }
        assert there - {f"{package}.__init__"} == set(names)
        heights = [int(y) for y in re.findall(r'<rect [^>]*y="(\d+)"', picture.svg(package))]
        assert heights == sorted(heights)
        assert len(set(heights)) == len(rows)


def test_every_module_is_in_the_tables_and_says_what_it_holds(picture):
    page = (DOCS / "builder" / "architecture.md").read_text()
    for package in ("qa", "eval"):
        assert f"<!-- layers: {package} -->" in page
        assert f"<!-- modules: {package} -->" in page
        listed = dict(picture.modules(package))
        assert f"{package}/cli" in " ".join(listed)
        assert not [path for path, line in listed.items() if not line]


def test_what_is_added_touches_two_files_at_most():
    page = (DOCS / "builder" / "extending.md").read_text()
    rows = re.findall(r"^\| (?:an? .*?) \|(.*?)\|(.*?)\|$", page, re.MULTILINE)
    assert len(rows) > 6
    for _, touched in rows:
        files = re.findall(r"`([^`]+)`", touched)
        assert len(files) <= 2
        assert all((ROOT / file).is_file() for file in files), files


def test_a_word_has_one_meaning():
    page = (DOCS / "builder" / "glossary.md").read_text()
    words = [
        word
        for row in re.findall(r"^\| ([\w][\w ,-]*) \| [^|]+ \| `", page, re.MULTILINE)
        for word in row.split(", ")
    ]
    assert len(words) > 40
    assert len(words) == len(set(words))


def test_every_setting_and_kind_of_file_is_in_the_users_guide():
    guide = "".join(path.read_text() for path in (DOCS / "user").glob("*.md"))
    for name in Known.model_fields:
        variable = name.upper() if name.startswith("openai") else f"QA_{name.upper()}"
        assert f"`{variable}" in guide, variable
    folders = (DOCS / "user" / "folders.md").read_text()
    for suffix in documents.SUFFIXES:
        assert f"`{suffix}`" in folders, suffix


def test_the_reference_has_all_that_is_public():
    page = (DOCS / "programmer" / "reference.md").read_text()
    assert "::: qa.errors\n" in page
    for name in qa.__all__:
        assert f"::: qa.{name}\n" in page or hasattr(errors, name), name
    for name in llamaindex.__all__:
        assert re.search(rf"members: \[.*\b{name}\b", page), name


def fields(value: Any) -> Any:
    """The shape of some JSON: its names, without its values."""
    if isinstance(value, dict):
        return {name: fields(inner) for name, inner in value.items()}
    return [fields(value[0])] if isinstance(value, list) and value else None


def test_the_answer_that_is_shown_has_the_shape_that_is_given(tmp_path):
    shown = json.loads((DOCS / "programmer" / "answer.json").read_text())
    assistant = Assistant(Settings(corpus=ARTICLES, store=tmp_path / "store", llm="none"))
    given = assistant.ask(shown["question"]).model_dump(mode="json")
    assert fields(shown | {"timings": {}}) == fields(given | {"timings": {}})
    answer = Answer.model_validate(shown)
    assert answer.citations
    for citation in answer.citations:
        assert assistant.article(citation.file)[citation.start : citation.end] == citation.quote


def test_the_python_of_the_programmers_guide_runs(seeds_store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    store = shutil.copytree(seeds_store, tmp_path / "store")
    monkeypatch.setenv("QA_STORE", str(store))
    names: dict[str, Any] = {}
    for block in blocks("programmer/python.md"):
        exec(block.replace('".qa"', repr(str(store))), names)
    out = capsys.readouterr().out
    assert "Where did the US delegation meet?" in out
    assert names["answer"].text in out
    mine = next(block for block in blocks("programmer/seams.md") if "class FirstSentence" in block)
    exec(mine, names)
    answer = names["assistant"].ask("Who led the US delegation?")
    assert answer.model == "first"
    assert len(answer.citations) == 1


class Loaded(HTMLParser):
    """What a browser loads for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        loads = tag != "link" or given.get("rel") not in {"canonical", "prev", "next"}
        address = given.get("src") or (given.get("href") if tag == "link" and loads else None)
        if address:
            self.found.append(address)


def test_the_pages_build_with_every_link_checked_and_ask_no_other_host(picture, tmp_path):
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) >= len(PAGES)
    for page in pages:
        loaded = Loaded()
        loaded.feed(page.read_text())
        assert loaded.found
        assert not [address for address in loaded.found if "//" in address], page
    for style in tmp_path.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", style.read_text()), style
    architecture = (tmp_path / "builder" / "architecture.html").read_text()
    assert picture.svg("qa") in architecture
    assert picture.svg("eval") in architecture
    assert "<!-- " not in architecture.partition("<article")[2].partition("</article>")[0]


# -- figures ---------------------------------------------------------------------------------------


def test_the_figures_on_statements_are_those_of_the_accepted_baseline() -> None:
    accepted = json.loads((ROOT / "eval" / "baseline.json").read_text())["extractive"]
    through = set(accepted["let_through"])
    lines = (ROOT / "eval" / "statements" / "statements.jsonl").read_text().splitlines()
    every = [json.loads(line) for line in lines]
    false = [one for one in every if one["verdict"] != "supported"]
    apart = [one for one in false if one["split"] == "test"]
    shares = [
        100 * sum(one["id"] in through for one in some) / len(some) for some in (false, apart)
    ]
    assert through <= {one["id"] for one in false}
    kinds = len({(one["kind"], one["verdict"] == "supported") for one in every})
    corpora = len({one["corpus"] for one in every})
    guide = " ".join((DOCS / "user" / "models.md").read_text("utf-8").split())
    row = " | ".join(f"{share:.1f} %" for share in shares)
    assert f"| a statement beside its evidence, false: supported | {row} |" in guide
    assert f"{len(every):,} made statements of {kinds} kinds over {corpora} corpora" in guide
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"of {len(false)} false ones on small articles {shares[0]:.1f} % were shown" in readme
    assert f"on the half that was kept apart {shares[1]:.1f} %" in readme
