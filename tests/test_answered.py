"""What articles tell in other words than a question's is answered: no sign against it is one."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "harbour.txt": (
        "A 1998 ruling in Orm found that the old crane was not safe, a view shared by the Guild of "
        "Riggers. It cost the town 40 crowns a day. The first crane of Orm fell in 1950.\n"
    ),
    "panel.txt": (
        "The salary of the Secretary of the Kelp Panel is paid by Norway, and that of the Depute "
        "Secretary by Denmark. The Court of Justice of the European Union can read the rules of "
        "the panel, but may not change them.\n"
    ),
    "weaver.txt": (
        "The young weaver had two sisters. When she raised the cup, a grey moth flew out of it. "
        "The moth led her to the mill.\n"
    ),
    "friends.txt": (
        "The quartet of Emil Torv plays in Bergen in May. Lost goods may be registered as found at "
        "the desk of the quartet.\n"
    ),
    "leave.txt": (
        "“It is a right of each worker to rest in August,” Yuki Ande told the meeting in Sapporo. "
        "Ande, who admits to 90 hours of overtime in May, runs the office for rest. Japanese "
        "employees take nine days of leave a year.\n"
    ),
    "coach.txt": (
        "Linus Cole, a former tax clerk turned coach, walks with his clients along the canal. "
        "Clients pay 200 crowns an hour. They come from Solm. Most of them bring a dog. The walk "
        "takes an hour. In winter it is shorter. A colleague of his has a job at the club.\n"
    ),
    "city.txt": (
        "The highest temperature that was ever measured in New Ulm City is 41 degrees, in July. "
        "The heat lasted for nine days.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("answered") / "corpus", ARTICLES)
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who first found that the crane was not safe?", "ruling"),
        ("Who pays the Kelp's Secretary?", "Norway"),
        ("What can the Court of Justice of the European Union do with the rules?", "read"),
        ("What happened when the youngest weaver raised the cup?", "moth"),
        ("What can lost goods be registered as?", "found"),
        ("What does Yuki Ande say about Japanese employees?", "right of each worker"),
        ("What was Cole's occupation before taking on his current job?", "tax clerk"),
        ("What is the highest temperature measured in NUC?", "41"),
    ],
)
def test_what_is_told_in_other_words_is_answered(
    assistant: Assistant, question: str, said: str
) -> None:
    assert said in assistant.ask(question).text
