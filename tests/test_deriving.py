"""What has changed is taken into what was kept: the same as deriving everything anew."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from eval.bench.scale.texts import MadeEmbedding
from qa import Assistant, Settings
from qa.index import arrays, coming, deriving, kept, layout, signs, sync
from qa.index.indexed import cut_by
from qa.index.memory import Index
from qa.index.store import Store

SAID = (
    "The envoy arrived in Geneva on Monday.",
    "Marco Rubio led the U.S. delegation, officials said.",
    "Es regnete den ganzen Tag, und niemand war auf der Straße.",
    "Der Bürgermeister von Köln sprach über die neue Brücke.",
    "Le maire de Lyon a parlé de la rivière et des ponts.",
    "Negotiations about Iraq were held, and then held again.",
    "The the the a.",
    "市長は新しい橋について話しました。",
    "Zelenskyy met Sergei in Ryad; 1,024 people were there.",
)
TABLE = "# Fees\n\n| name | fee |\n|---|---|\n| Berth {n} | {n} dollars |\n| Crane | 9 dollars |\n"


def store_of(folder: Path) -> Store:
    return Store(folder, model=MadeEmbedding.model_name, chunker=cut_by(Settings(llm="none")))


def anew(store: Store) -> Index:
    rows, vectors = store.read()
    return Index(rows, vectors, store.revision())


def alike(store: Store) -> None:
    """What is kept is to the bit what is derived anew."""
    found, wanted = kept.latest(store.path), layout.arrays_of(anew(store))
    assert found is not None
    assert found[0].revision == store.revision()
    assert found[1].keys() == wanted.keys()
    for name, array in wanted.items():
        assert found[1][name].dtype == array.dtype, name
        assert np.array_equal(found[1][name], array), name


def article(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return TABLE.format(n=chance.randrange(99))
    said = chance.choices(SAID, k=chance.choice((1, 2, 7, 30)))
    return "\n\n".join(f"{text} Then {chance.randrange(40)} came." for text in said) + "\n"


def change(folder: Path, chance: random.Random) -> None:
    """Add, edit and remove some articles."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        act = chance.choice(("add", "add", "edit", "remove", "copy"))
        if act == "remove" and len(files) > 1:
            chance.choice(files).unlink()
        elif act == "edit" and files:
            chance.choice(files).write_text(article(chance))
        else:
            name = f"{chance.choice('abc')}/{chance.choice('äxyz')}{chance.randrange(9)}.md"
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            copied = act == "copy" and files
            (folder / name).write_text(
                chance.choice(files).read_text() if copied else article(chance)
            )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "first.md").write_text("".join(SAID))
    return tmp_path / "corpus"


@pytest.fixture
def assistant(corpus: Path) -> Assistant:
    settings = Settings(corpus=corpus, store=corpus.parent / "store", llm="none")
    return Assistant(settings, embedding=MadeEmbedding())


@pytest.fixture
def updates(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each update came about."""
    found: list[bool] = []
    update = deriving._updated

    def noted(*arguments):
        made = update(*arguments)
        found.append(made is not None)
        return made

    monkeypatch.setattr(deriving, "_updated", noted)
    return found


@pytest.mark.parametrize(
    ("seed", "many", "part"), [(0, signs.MANY, 2000), (1, 40, 2000), (2, 40, 9), (3, 40, 1)]
)
def test_after_any_changes_the_index_is_as_if_it_were_derived_anew(
    corpus: Path,
    assistant: Assistant,
    updates: list[bool],
    monkeypatch,
    seed: int,
    many: int,
    part: int,
):
    monkeypatch.setattr(deriving, "A_PART", part)  # sentences that are derived at once
    if part < 2000:
        monkeypatch.setattr(arrays, "_AT_HAND", 0)
    monkeypatch.setattr(signs, "MANY", many)  # sentences, from which on signs are kept
    monkeypatch.setattr(signs, "_TELLING", 12)
    chance = random.Random(seed)
    store = store_of(corpus.parent / "store")
    assistant.sync()
    alike(store)
    for _ in range(8):
        change(corpus, chance)
        assistant.sync()
        alike(store)
    assert updates[0] is False
    assert any(updates[1:])
    assert all(updates[1:])


def test_a_reader_takes_up_what_another_process_wrote_and_did_not_keep(
    corpus: Path, assistant: Assistant, updates: list[bool], monkeypatch
):
    assistant.sync()
    store = store_of(corpus.parent / "store")
    with monkeypatch.context() as patch:
        patch.setattr(kept, "save", lambda *_: False)
        (corpus / "more.md").write_text("The harbour was closed at noon.\n")
        assistant.sync()
    alike_in_memory = layout.arrays_of(store.index())
    wanted = layout.arrays_of(anew(store))
    assert all(np.array_equal(alike_in_memory[name], wanted[name]) for name in wanted)
    alike(store)
    assert True in updates


def test_an_unfinished_version_is_not_taken_until_it_is_whole(
    corpus: Path, assistant: Assistant, updates: list[bool], monkeypatch
):
    assistant.sync()
    store = store_of(corpus.parent / "store")
    (corpus / "first.md").write_text("\n\n".join(f"Number {n} came." for n in range(9)))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "drop", killed)
        with pytest.raises(KeyboardInterrupt):
            assistant.sync()
    old, new = sorted(store.versions(), key=lambda version: version.count == 9)
    with store.writing(wait=True), store.database.found("write", write=True) as collection:
        collection.delete(ids=new.ids[4:])
        store.committed()
    assert store.index().files == ("first.md",)
    assert store.index().rows[0].digest == old.digest
    alike(store)
    assistant.sync()
    assert len(store.index().rows) == 9
    alike(store)
    assert False not in updates[1:]


def test_what_was_kept_of_another_store_is_not_built_upon(
    corpus: Path, assistant: Assistant, updates: list[bool]
):
    assistant.sync()
    store = store_of(corpus.parent / "store")
    assistant.sync(rebuild=True)
    alike(store)
    assert updates == [False, False]


def test_what_is_damaged_is_not_built_upon(corpus: Path, assistant: Assistant, updates: list[bool]):
    assistant.sync()
    store = store_of(corpus.parent / "store")
    path = store.path / kept.NAME
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    path.write_bytes(damaged)
    (corpus / "more.md").write_text("The harbour was closed at noon.\n")
    assistant.sync()
    alike(store)
    assert updates == [False, False]


@pytest.mark.parametrize("many", [signs.MANY, 40])
@pytest.mark.parametrize("part", [3, 2000])
def test_what_was_derived_while_it_was_embedded_is_what_is_derived_anew(
    corpus: Path, assistant: Assistant, monkeypatch, many: int, part: int
):
    monkeypatch.setattr(signs, "MANY", many)
    monkeypatch.setattr(signs, "_TELLING", 12)
    monkeypatch.setattr(sync, "MANY", 1)
    for module in (deriving, coming):
        monkeypatch.setattr(module, "A_PART", part)
    chance = random.Random(many + part)
    store = store_of(corpus.parent / "store")
    for _ in range(4):
        for _ in range(6):
            change(corpus, chance)
        assistant.sync()
        alike(store)


def test_what_was_derived_of_other_articles_than_are_there_is_not_used(
    corpus: Path, assistant: Assistant, monkeypatch
):
    other = corpus.parent / "other"
    other.mkdir()
    (other / "first.md").write_text("The harbour was closed at noon. Nobody came.\n")
    elsewhere = Settings(corpus=other, store=corpus.parent / "elsewhere", llm="none")
    Assistant(elsewhere, embedding=MadeEmbedding()).sync()
    wrong = kept.latest(corpus.parent / "elsewhere")
    assert wrong is not None
    assistant.sync()
    store = store_of(corpus.parent / "store")
    (store.path / kept.NAME).unlink()
    store.index(wrong[1])
    alike(store)
