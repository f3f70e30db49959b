"""The list of articles, sync, adding and removing, in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import ask as asked
from browser import served, visiting
from playwright.sync_api import Browser, Page, expect
from servers.corpus import ARTICLES, settings

from qa import Assistant
from qa.app.examples import Examples
from qa.app.folder import MAX_BYTES, MAX_FILES

pytestmark = pytest.mark.server

PLUMS = (
    "Plums of Elmford\n\nMarch 3, 2024\n\nThe gardener of Elmford is Peter Malin, who grows plums."
)
PEARS = "Pears of Elmford\n\nThe gardener of Elmford is Paula Grant, who grows pears."
PLAIN = {"riyadh.txt": ARTICLES["riyadh.txt"], "budget.txt": ARTICLES["budget.txt"]}
NESTED = {"2023/garden.txt": PEARS, "2024/garden.txt": PLUMS}


@dataclass
class Library:
    """A page over a folder that tests may change."""

    url: str
    corpus: Path
    assistant: Assistant

    def files(self) -> set[str]:
        """Whatever there is near the folder."""
        root = self.corpus.parent.parent
        found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        return {file for file in found if not file.startswith("store")}


@pytest.fixture(scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library")
    corpus = folder / "deep" / "corpus"
    reset(corpus)
    (folder / "deep" / "secret.txt").write_text("The secret of Elmford is a cellar.")
    more = {"uploads": True, "feedback": folder / "feedback.jsonl"}
    assistant = Assistant(settings(corpus, folder / "store", **more))
    assistant.sync()
    with served(assistant) as url:
        yield Library(url, corpus, assistant)


@pytest.fixture
def library(_shared: Library) -> Iterator[Library]:
    """The shared page; its folder is put back afterwards."""
    yield _shared
    reset(_shared.corpus)
    _shared.assistant.sync()


def reset(corpus: Path) -> None:
    shutil.rmtree(corpus, ignore_errors=True)
    for name, text in {**PLAIN, **NESTED}.items():
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(text, "utf-8")


@pytest.fixture
def page(browser: Browser, library: Library) -> Iterator[Page]:
    with visiting(browser, library.url) as opened:
        opened.on("dialog", lambda dialog: dialog.accept())
        opened.locator("#qa-side-bar [data-view=library]").click()
        yield opened


def row(page: Page, file: str) -> Any:
    return page.locator(f"[data-article='{file}']")


def ask(page: Page, question: str) -> None:
    """Ask, and come back to the list: an answer brings the sources forward."""
    asked(page, question)
    page.locator("#qa-side-bar [data-view=library]").click()


def note(page: Page) -> Any:
    return page.locator("#qa-note")


def sync(page: Page) -> None:
    page.locator("[data-act=sync]").click()


def upload(page: Page, *files: tuple[str, str | bytes]) -> None:
    expect(page.locator("#qa-adding .sending")).to_be_empty()  # those before are through
    page.locator("#qa-files").set_input_files(
        [
            {
                "name": name,
                "mimeType": "text/plain",
                "buffer": content.encode() if isinstance(content, str) else content,
            }
            for name, content in files
        ]
    )


# -- the list --------------------------------------------------------------------------------------


def test_the_list_shows_what_each_article_is(page: Page, library: Library) -> None:
    expect(page.locator("#qa-header")).to_contain_text("4 articles")
    known = {article.file: article for article in library.assistant.articles()}
    assert len(known) == 4
    for file, article in known.items():
        told = row(page, file).inner_text()
        assert f"{article.characters:,} characters" in told
        assert "passage" not in told  # nothing that a reader would know
    expect(row(page, "riyadh.txt")).to_contain_text("Talks in Riyadh")
    expect(row(page, "riyadh.txt")).to_contain_text("18 February 2025 · riyadh.txt")


def test_an_article_of_the_list_is_shown_whole(page: Page, library: Library) -> None:
    row(page, "riyadh.txt").locator(".book").click()
    lines = page.locator("#qa-panel .line")
    expect(lines.first).to_be_visible()
    text = (library.corpus / "riyadh.txt").read_text("utf-8")
    assert "".join(lines.all_text_contents()) == text
    assert [line.get_attribute("data-line") for line in lines.all()] == [
        str(number) for number in range(1, text.count("\n") + 2)
    ]
    number = "getComputedStyle(document.querySelector('[data-line=\"3\"]'), '::before').content"
    assert "3" in page.evaluate(number) or "attr(data-line)" in page.evaluate(number)
    expect(page.locator("#qa-panel mark")).to_have_count(0)
    expect(page.locator("#qa-panel .opened-head")).to_contain_text("Talks in Riyadh")


def test_files_of_one_name_in_two_folders(page: Page) -> None:
    ask(page, "Who is the gardener of Elmford, who grows plums?")
    expect(page.locator("#qa-done .statement").first).to_contain_text("Peter Malin")
    page.locator("#qa-done .chip").first.click()
    expect(page.locator("#qa-panel .opened mark")).to_contain_text("Peter Malin")
    expect(page.locator("#qa-panel .opened-head")).to_contain_text("2024/garden.txt")
    page.locator("#qa-side-bar [data-view=library]").click()
    for file, title in (("2023/garden.txt", "Pears"), ("2024/garden.txt", "Plums")):
        row(page, file).locator(".book").click()
        expect(page.locator("#qa-panel .opened-head")).to_contain_text(f"{title} of Elmford")
        expect(page.locator("#qa-panel .opened-head")).to_contain_text(file)
        page.locator("#qa-side-bar [data-view=library]").click()


@pytest.mark.parametrize(
    "file",
    ["../secret.txt", "/etc/passwd", "deep/../../secret.txt", "2024", "../corpus/budget.txt"],
)
def test_only_articles_can_be_opened(page: Page, file: str) -> None:
    page.evaluate("file => qaPort('select', {file})", file)
    expect(page.locator("#qa-panel .trouble")).to_have_count(1)
    expect(page.locator("#qa-panel")).not_to_contain_text("cellar")


# -- sync ------------------------------------------------------------------------------------------


def test_sync_shows_its_progress_and_what_changed(
    page: Page, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the page asks itself after an answer would take in what changes meanwhile.
    monkeypatch.setattr(Examples, "after", lambda examples, exchanges: ())
    # The page looks at the folder by itself, for what one may ask; what changes after that is new.
    expect(page.locator("#qa-ideas .holds")).to_have_count(1)
    expect(page.locator("#qa-ideas [data-looking]")).to_have_count(0)
    page.evaluate(
        """() => {
          window.steps = [];
          const note = document.querySelector('#qa-note');
          const bar = () => note.querySelector('[role=progressbar]');
          const seen = () => window.steps.push(bar()?.ariaValueNow);
          new MutationObserver(seen).observe(note, { childList: true, subtree: true });
        }"""
    )
    many = "\n".join(f"Barrel {n} of the cellar holds {n + 3} litres of cider." for n in range(60))
    (library.corpus / "new" / "cellar.txt").parent.mkdir()
    (library.corpus / "new" / "cellar.txt").write_text(f"The cellar\n\n{many}\n")
    (library.corpus / "budget.txt").write_text("The town budget\n\nThe council has no money left.")
    (library.corpus / "2023" / "garden.txt").unlink()
    sync(page)
    expect(note(page)).to_contain_text("1 added, 1 updated, 1 removed.")
    assert [step for step in page.evaluate("window.steps") if step is not None]
    expect(row(page, "new/cellar.txt")).to_contain_text("The cellar")
    expect(row(page, "2023/garden.txt")).to_have_count(0)
    expect(page.locator("#qa-header")).to_contain_text("4 articles")
    ask(page, "What does a barrel of the cellar hold?")
    expect(page.locator("#qa-done")).to_contain_text("litres of cider")
    (library.corpus / "new" / "cellar.txt").unlink()
    sync(page)
    expect(page.locator("#qa-header")).to_contain_text("3 articles")
    expect(note(page)).to_contain_text("1 removed.")
    sync(page)
    expect(note(page)).to_contain_text("Up to date.")


def test_a_file_that_cannot_be_used_is_told(page: Page, library: Library) -> None:
    (library.corpus / "<i>picture.txt").write_bytes(b"\x00\x01\x02" * 50)
    sync(page)
    expect(note(page)).to_contain_text("Skipped <i>picture.txt: binary, not text")


def test_a_missing_folder_is_told_in_one_sentence(page: Page, library: Library) -> None:
    away = library.corpus.with_name("away")
    library.corpus.rename(away)
    try:
        sync(page)
        expect(note(page).locator(".trouble")).to_contain_text("No folder")
        expect(note(page).locator(".trouble")).to_contain_text("QA_CORPUS")
    finally:
        away.rename(library.corpus)
    sync(page)
    expect(page.locator("#qa-header")).to_contain_text("4 articles")


def test_questions_are_answered_while_the_folder_is_synced(
    browser: Browser, library: Library
) -> None:
    (library.corpus / "plants.txt").write_text("Plants\n\nThe oldest oak of Elmford fell in 1911.")
    at_work, go_on = threading.Event(), threading.Event()

    def hold(done: int, total: int, file: str) -> None:
        at_work.set()
        go_on.wait(60)

    worker = threading.Thread(target=lambda: library.assistant.sync(progress=hold))
    worker.start()
    try:
        assert at_work.wait(60)
        with visiting(browser, library.url) as page:
            ask(page, "Who led the US delegation?")
            expect(page.locator("#qa-done")).to_contain_text("Marco Rubio")
            assert not go_on.is_set()
    finally:
        go_on.set()
        worker.join(60)


def test_a_question_tells_anew_when_the_folder_was_looked_at_and_what_it_holds(
    page: Page, library: Library
) -> None:
    moment = page.locator("#qa-header time")
    before = moment.get_attribute("datetime")
    time.sleep(1.1)  # it is told in whole seconds
    ask(page, "Who led the US delegation?")
    expect(moment).not_to_have_attribute("datetime", str(before))
    (library.corpus / "plants.txt").write_text("Plants\n\nThe oldest oak of Elmford fell in 1911.")
    ask(page, "When did the oldest oak of Elmford fall?")
    expect(page.locator("#qa-header")).to_contain_text("5 articles")
    expect(row(page, "plants.txt")).to_be_visible()


def test_the_filter_follows_the_list(page: Page, library: Library) -> None:
    page.locator("[data-scope='budget.txt']").uncheck()
    page.locator("[data-scope='riyadh.txt']").uncheck()
    expect(page.locator(".scope-note")).to_contain_text("Asking 2 of 4 articles")
    (library.corpus / "budget.txt").unlink()
    sync(page)
    expect(page.locator(".scope-note")).to_contain_text("Asking 2 of 3 articles")
    assert page.locator("[data-scope]:not(:checked)").count() == 1


# -- adding and removing ---------------------------------------------------------------------------


def test_an_article_is_added_asked_and_removed(page: Page, library: Library) -> None:
    question = "Who discovered the comet over Lapland?"
    upload(page, ("Küche (1).md", "# Comets\n\nDora Lind discovered the comet over Lapland."))
    expect(note(page)).to_contain_text("1 added.")
    expect(page.locator("#qa-header")).to_contain_text("5 articles")
    assert library.files() - _known() == {"deep/corpus/Küche (1).md"}
    ask(page, question)
    expect(page.locator("#qa-done")).to_contain_text("Dora Lind")
    row(page, "Küche (1).md").locator("[data-act=remove]").click()
    expect(note(page)).to_contain_text("1 removed.")
    expect(page.locator("#qa-header")).to_contain_text("4 articles")
    assert library.files() == _known()
    ask(page, question)
    expect(page.locator("#qa-done .badges").last).to_contain_text("Not in the articles")


def test_several_articles_are_dropped_at_once(page: Page, library: Library) -> None:
    drop = """(zone) => {
      const data = new DataTransfer();
      for (const n of [1, 2]) {
        const file = new File([`Barn ${n} of Elmford is red.`], `barn${n}.txt`);
        data.items.add(file);
      }
      const how = {dataTransfer: data, bubbles: true, cancelable: true};
      zone.dispatchEvent(new DragEvent('drop', how));
    }"""
    page.locator("#qa-adding .drop").evaluate(drop)
    expect(note(page)).to_contain_text("2 added.")
    upload(page, ("barn3.txt", "Barn 3 of Elmford is blue."))  # the zone is free again
    expect(note(page)).to_contain_text("1 added.")
    assert {"deep/corpus/barn1.txt", "deep/corpus/barn2.txt"} < library.files()


def test_removing_asks_first(browser: Browser, library: Library) -> None:
    with visiting(browser, library.url) as page:
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.locator("#qa-side-bar [data-view=library]").click()
        row(page, "budget.txt").locator("[data-act=remove]").click()
        sync(page)
        expect(note(page)).to_contain_text("Up to date.")
        page.set_viewport_size({"width": 1280, "height": 320})
        page.locator("#qa-library").evaluate("list => list.scrollTop = 90")
        told, zone = note(page).bounding_box(), page.locator(".drop").bounding_box()
        assert zone["y"] + zone["height"] <= told["y"] + 1  # what was told lies not over it
    assert library.files() == _known()


def _known() -> set[str]:
    return {f"deep/corpus/{name}" for name in {**PLAIN, **NESTED}} | {"deep/secret.txt"}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([("budget.txt", "Another budget is here.")], "'budget.txt' is there already"),
        ([("empty.txt", "")], "'empty.txt' cannot be added: empty"),
        ([("blank.txt", " \n\n")], "'blank.txt' cannot be added: empty"),
        ([("rule.txt", "-----")], "'rule.txt' cannot be added: no article text in it"),
        ([("photo.txt", b"\x89PNG\x00\x01\x02" * 9)], "'photo.txt' cannot be added: binary"),
        ([(".hidden.txt", "Hidden words stand here.")], "is not a plain file name"),
        ([(f"{'n' * 130}.txt", "Long words stand here.")], "is not a plain file name"),
        ([("page.psd", "<p>Words</p>")], "'page.psd' is of a kind that cannot be read: add a text"),
        ([("large.txt", "word " * (MAX_BYTES // 5 + 1))], "'large.txt' is larger than 5 MB"),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_written(
    page: Page, library: Library, files: list[tuple[str, str | bytes]], told: str
) -> None:
    upload(page, *files)
    expect(note(page).locator(".trouble")).to_contain_text(told)
    assert library.files() == _known()
    upload(page, ("fine.txt", "Fine words are here."))  # and the next one works
    expect(note(page)).to_contain_text("1 added.")


def test_what_cannot_be_added_holds_up_none_of_the_others(page: Page, library: Library) -> None:
    upload(page, ("bad.txt", ""), ("good.txt", "Good words are here."), ("page.psd", "Words"))
    expect(note(page)).to_contain_text("1 added.")
    expect(note(page)).to_contain_text("good.txt")
    expect(note(page).locator(".trouble")).to_contain_text("2 were not added:")
    assert note(page).locator(".trouble li").all_inner_texts()[0] == (
        "'bad.txt' cannot be added: empty."
    )
    expect(note(page).locator(".trouble li").nth(1)).to_contain_text("'page.psd' is of a kind")
    assert library.files() - _known() == {"deep/corpus/good.txt"}


def test_what_the_folder_leaves_out_is_told(page: Page, library: Library) -> None:
    (library.corpus / ".qaignore").write_text("draft-*\n")
    upload(page, ("draft-1.txt", "The draft of Elmford is green."))
    expect(note(page).locator(".trouble")).to_contain_text(
        "'draft-1.txt' was added, but .qaignore leaves it out"
    )


def test_too_many_at_once_are_told_before_they_are_sent(page: Page, library: Library) -> None:
    upload(page, *((f"{n}.txt", f"Number {n} is here.") for n in range(MAX_FILES + 1)))
    expect(page.locator("#qa-told")).to_contain_text(f"{MAX_FILES + 1} files at once")
    names = [{"name": f"{n}.txt", "size": 1} for n in range(MAX_FILES + 1)]
    page.evaluate("files => qaPort('upload', {files})", names)  # past the page's own look
    expect(note(page).locator(".trouble")).to_contain_text(f"add {MAX_FILES} at most")
    assert library.files() == _known()


def test_a_folder_is_chosen(page: Page, library: Library, tmp_path: Path) -> None:
    chosen = _folder(tmp_path)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a folder").click()
    chooser.value.set_files(chosen)
    expect(note(page)).to_contain_text("2 added.")
    expect(note(page).locator(".trouble")).to_contain_text("'town/empty.txt' cannot be added")
    within = {"deep/corpus/town/barn.txt", "deep/corpus/town/2024/mill.md"}
    assert library.files() - _known() == within
    expect(row(page, "town/2024/mill.md")).to_be_visible()


def test_a_folder_is_dropped(page: Page, library: Library) -> None:
    # What a browser gives of a folder that is dropped can be made by no script: this is its shape.
    page.evaluate(
        """() => {
          const file = (path, text) => ({
            isFile: true, isDirectory: false, fullPath: path,
            file: (found) => found(new File([text], path.split("/").at(-1))),
          });
          const folder = (path, parts) => ({
            isFile: false, isDirectory: true, fullPath: path,
            createReader: () => {
              const left = [...parts];
              return { readEntries: (found) => found(left.splice(0, 1)) };  // a part each time
            },
          });
          const dropped = folder("/town", [
            file("/town/barn.txt", "The barn of Elmford is red."),
            folder("/town/2024", [file("/town/2024/mill.md", "The mill of Elmford is blue.")]),
            folder("/town/.git", [file("/town/.git/notes.txt", "Nothing to read here.")]),
            file("/town/picture.psd", "Pixels"),
          ]);
          const event = new Event("drop", { bubbles: true, cancelable: true });
          event.dataTransfer = {
            types: ["Files"], files: [], items: [{ webkitGetAsEntry: () => dropped }],
          };
          document.querySelector("#qa-adding .drop").dispatchEvent(event);
        }"""
    )
    expect(note(page)).to_contain_text("2 added.")
    expect(note(page).locator(".trouble")).to_have_count(0)
    within = {"deep/corpus/town/barn.txt", "deep/corpus/town/2024/mill.md"}
    assert library.files() - _known() == within


def _folder(place: Path) -> Path:
    """A folder as people have them: with folders, hidden files and files that are no articles."""
    files = {
        "barn.txt": "The barn of Elmford is red.",
        "2024/mill.md": "The mill of Elmford is blue.",
        ".hidden.txt": "Nothing to read here.",
        "picture.psd": "Pixels",
        "empty.txt": "",
    }
    for name, text in files.items():
        (place / "town" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "town" / name).write_text(text, "utf-8")
    return place / "town"


def test_every_removed_file_can_be_brought_back(page: Page, library: Library) -> None:
    removed = page.locator("#qa-removed")
    for file in ("budget.txt", "2023/garden.txt"):
        row(page, file).locator("[data-act=remove]").click()
        expect(removed.get_by_role("button", name=f"Bring {file} back")).to_be_visible()
    sync(page)
    expect(note(page)).to_contain_text("Up to date.")
    upload(page, ("barn.txt", "The barn of Elmford is red."))
    expect(note(page)).to_contain_text("1 added.")
    page.reload()
    expect(page.locator("body[data-ready]")).to_be_attached()
    page.locator("#qa-side-bar [data-view=library]").click()
    for file in ("budget.txt", "2023/garden.txt"):
        removed.get_by_role("button", name=f"Bring {file} back").click()
        expect(note(page)).to_contain_text(file)
        expect(row(page, file)).to_be_visible()
        expect(removed.get_by_role("button", name=f"Bring {file} back")).to_have_count(0)
    assert library.files() == {*_known(), "deep/corpus/barn.txt"}


@pytest.mark.parametrize(
    "file",
    ["../secret.txt", "/etc/passwd", "", "..", "2024", "nothing.txt", "../corpus/budget.txt"],
)
def test_only_articles_can_be_removed(page: Page, library: Library, file: str) -> None:
    page.evaluate("file => qaPort('delete', {file})", file)
    expect(note(page).locator(".trouble")).to_contain_text("No article")
    assert library.files() == _known()


def test_the_last_article_stays(page: Page, library: Library) -> None:
    for name in [*NESTED, "budget.txt"]:
        (library.corpus / name).unlink()
    sync(page)
    expect(page.locator("#qa-header")).to_contain_text("1 article")
    row(page, "riyadh.txt").locator("[data-act=remove]").click()
    expect(note(page).locator(".trouble")).to_contain_text("This is the last article")
    assert (library.corpus / "riyadh.txt").exists()


# -- past the page ---------------------------------------------------------------------------------


def post(url: str, data: bytes, kind: str = "application/json") -> Any:
    request = urllib.request.Request(url, data, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


def deliver(url: str, name: str, content: str = "Hostile words stand here.") -> str:
    """Upload a file past the page, under any name; where the server put it."""
    border = uuid.uuid4().hex
    head = f'Content-Disposition: form-data; name="files"; filename="{name}"'
    body = f"--{border}\r\n{head}\r\n\r\n{content}\r\n--{border}--\r\n"
    kind = f"multipart/form-data; boundary={border}"
    return str(post(f"{url}gradio_api/upload", body.encode(), kind)[0])


def send(url: str, event: str, *data: object, event_data: object = None) -> None:
    """Call a handler past the page, and wait for the end of it."""
    with urllib.request.urlopen(f"{url}config", timeout=60) as reply:
        calls = json.load(reply)["dependencies"]
    number = next(d["id"] for d in calls if any(on == event for _, on in d["targets"]))
    session = uuid.uuid4().hex
    body = {"data": data, "fn_index": number, "session_hash": session, "event_data": event_data}
    post(f"{url}gradio_api/queue/join", json.dumps(body).encode())
    messages = f"{url}gradio_api/queue/data?session_hash={session}"
    with urllib.request.urlopen(messages, timeout=60) as reply:
        for line in reply:
            if b"process_completed" in line:
                return


def given(path: object, name: str) -> dict[str, object]:
    return {"files": [{"path": str(path), "name": name, "size": 9}]}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "../../evil.txt",
        "/tmp/evil.txt",
        "..\\\\evil.txt",
        "C:\\\\evil.txt",
        "2024/evil.txt",
        ".evil.txt",
        "%2e%2e%2fevil.txt",
        "evil.txt\u0000.md",
    ],
)
def test_no_name_leads_out_of_the_folder(library: Library, name: str) -> None:
    with suppress(urllib.error.HTTPError):  # refused at the door
        send(library.url, "upload", event_data=given(deliver(library.url, "a.txt"), name))
    for made in library.files() - _known():
        assert re.fullmatch(r"deep/corpus/(?:2024/)?[^/.][^/]*\.(txt|md)", made), made
    assert not Path("/tmp/evil.txt").exists()


def test_no_file_of_the_machine_can_be_added(library: Library) -> None:
    secret = library.corpus.parent / "secret.txt"
    for path in (secret, "/etc/passwd", library.corpus / "budget.txt", "../secret.txt"):
        send(library.url, "upload", event_data=given(path, "taken.txt"))
    assert library.files() == _known()
    assert secret.exists()


def test_nothing_can_be_changed_unless_it_is_allowed(
    browser: Browser, library: Library, tmp_path: Path
) -> None:
    plain = Assistant(settings(library.corpus, tmp_path / "store"))
    assert not plain.settings.uploads
    plain.sync()
    with served(plain) as url, visiting(browser, url) as page:
        page.locator("#qa-side-bar [data-view=library]").click()
        expect(row(page, "budget.txt")).to_be_visible()
        assert (
            page.locator(
                "#qa-adding .drop, #qa-library input[type=file], [data-act=remove]"
            ).count()
            == 0
        )
        told = page.locator("#qa-adding")
        expect(told).to_contain_text(
            "To add articles, put files into the folder corpus and press Sync"
        )
        expect(told).to_contain_text("QA_UPLOADS=1 qa serve")
        for name in ("new.txt", "budget.txt"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                deliver(url, name)
        page.evaluate("qaPort('delete', {file: 'budget.txt'})")
        expect(note(page)).to_contain_text("start `qa serve` with QA_UPLOADS=1")
    assert library.files() == _known()
