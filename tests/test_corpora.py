"""Questions on small made files of every kind that can be read: one folder, one index."""

import json
import shutil
from collections import defaultdict
from pathlib import Path

import binaries
import pytest

from qa import Assistant, Settings

pytestmark = pytest.mark.slow

CORPORA = Path(__file__).parent / "corpora"
QUESTIONS = [
    json.loads(line) for line in (CORPORA / "questions.jsonl").read_text("utf-8").splitlines()
]
REPORT = [
    ["Annual report", "", "The ferry company carried 81,000 passen-", "gers in 2023, and it lost",
     "money on the"],
    ["northern line in winter.", "", "Treasurer of the ferry company: Runa Holt",
     "Its fleet consists of six ships, of which two are hired."],
]  # fmt: skip
RULES = [
    ("Heading 1", "Opening"),
    ("Normal", "The village hall opens at half past seven."),
    ("Normal", "Keys of the village hall are held by:"),
    ("List Bullet", "Ana Ruiz"),
    ("List Bullet", "Bo Lind"),
    ("Heading 1", "Prices"),
    ("table", [["Room", "Price"], ["Blue room", "30 euros"], ["Red room", "45 euros"]]),
]
CHESS = (
    "<text:h text:outline-level='1'>The chess club</text:h>"
    "<text:p>The chess club was founded by Lev Markov in a cafe.</text:p>"
    "<text:p>Membership fee: 15 francs</text:p>"
)


@pytest.fixture(scope="session")
def answers(tmp_path_factory):
    """Every question with its answer."""
    corpus = tmp_path_factory.mktemp("corpora") / "files"
    shutil.copytree(CORPORA / "files", corpus)
    made = {
        "annual-report.pdf": binaries.pdf(REPORT, "Annual report"),
        "hall-rules.docx": binaries.docx("Rules of the village hall", RULES),
        "garden-plans.pptx": binaries.pptx(
            [
                ("Plans for the garden", ["Plant 40 trees along the wall", "Build a pier"]),
                ("Costs", ["The pier costs 2 million."]),
            ]
        ),
        "store.xlsx": binaries.xlsx(
            {"Stock": [["Thing", "Number", "Shelf"], ["Lamps", 120, "A1"], ["Ropes", 35, "C4"]]}
        ),
        "tale.epub": binaries.epub(
            "The miller's daughter",
            [
                "<h1>The well</h1><p>The miller's daughter found a silver spoon in the well.</p>",
                "<h1>The clock</h1><p>In the end the miller's daughter married the clockmaker.</p>",
            ],
        ),
        "club.rtf": rb"{\rtf1\ansi{\b The rowing club}\par Founded in 1904 by sailors.\par "
        rb"Caretaker of the rowing club: Vidar Eng\par}",
        "chess.odt": binaries.odt("The chess club", CHESS),
        "packed.zip": binaries.zipped(
            {
                "keeper.txt": "The lighthouse keeper kept forty pigeons in the cellar.",
                "x.bin": b"\0",
            }
        ),
        "lake.txt.gz": binaries.gzipped("The lake of Morn is 212 metres deep."),
    }
    for name, content in made.items():
        (corpus / name).write_bytes(content)
    store = corpus.parent / "store"
    assistant = Assistant(Settings(corpus=corpus, store=store, llm="none", _env_file=None))
    report = assistant.sync()
    assert not report.skipped
    return [(question, assistant.ask(question["question"])) for question in QUESTIONS]


def plain(text):
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def is_right(question, answer):
    if question["want"] == "refuse":
        return answer.refused
    said = f" {plain(answer.text)} "
    return all(any(f" {plain(name)} " in said for name in group) for group in question["want"])


def test_most_questions_on_every_format_are_answered_right(answers, capsys):
    wrong, kinds = [], defaultdict(list)
    for question, answer in answers:
        right = is_right(question, answer)
        kinds[Path(question.get("file", "unanswerable")).suffix or "refused"].append(right)
        if not right:
            wrong.append(f"{question['question']} -> {answer.text[:160]}")
    with capsys.disabled():
        print("\n" + "\n".join(wrong))
        print({kind: f"{sum(rows)}/{len(rows)}" for kind, rows in sorted(kinds.items())})
    answerable = [r for kind, rows in kinds.items() if kind != "refused" for r in rows]
    assert sum(answerable) >= 0.9 * len(answerable)
    assert sum(kinds["refused"]) >= 0.5 * len(kinds["refused"])


def test_a_right_answer_is_cited_from_its_file_and_place(answers, capsys):
    asked, wrong = 0, []
    for question, answer in answers:
        if question["want"] == "refuse" or not is_right(question, answer):
            continue
        asked += 1
        cited = [c for c in answer.citations if c.file == question["file"]]
        if not any(question.get("where", "") in citation.where for citation in cited):
            wrong.append((question["question"], [(c.file, c.where) for c in answer.citations]))
    with capsys.disabled():
        print(f"\n{asked - len(wrong)} of {asked} at the right place", *wrong, sep="\n")
    assert asked - len(wrong) >= 0.95 * asked
