from __future__ import annotations

import pytest

from qa.search.turns import validated_history

FIRST, SECOND = "Who led the US delegation?", "Marco Rubio did. [1]"
PAIR = [{"role": "user", "content": FIRST}, {"role": "assistant", "content": SECOND}]


def parts(*texts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in texts]


@pytest.mark.parametrize(
    "history",
    [
        PAIR,
        [{"content": FIRST}, {"content": SECOND}],
        [{"role": None, "content": FIRST}, {"role": "", "content": SECOND}],
        [{"role": "user", "content": FIRST}, {"content": SECOND}],
        [{"content": FIRST}, {"role": "assistant", "content": SECOND}],
        [{"role": "human", "content": FIRST}, {"role": "model", "content": SECOND}],
        [{"role": "User", "content": FIRST}, {"role": "ASSISTANT", "content": SECOND}],
        [
            {"role": "user", "content": parts(FIRST)},
            {"role": "assistant", "content": parts(SECOND)},
        ],
        [{"role": "user", "content": [FIRST]}, {"role": "assistant", "content": SECOND}],
        [
            {"role": "system", "content": "Be brief."},
            PAIR[0],
            {"role": "assistant", "content": None, "tool_calls": []},
            {"role": "tool", "content": "{}"},
            PAIR[1],
        ],
        [
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]},
            *PAIR,
        ],
    ],
)
def test_turns_are_read_as_what_they_most_likely_are(history: list) -> None:
    assert validated_history(history) == PAIR


def test_four_turns_without_a_role_alternate() -> None:
    turns = validated_history([{"content": str(number)} for number in range(4)])
    assert [turn["role"] for turn in turns] == ["user", "assistant"] * 2


def test_several_texts_are_lines_and_nothing_is_nothing() -> None:
    assert validated_history([{"role": "user", "content": parts("a", "b")}])[0]["content"] == "a\nb"
    assert validated_history(None) == validated_history([]) == []


def test_a_follow_up_is_understood_by_them(seeds) -> None:
    told = seeds.ask("Where did they meet?", [{"content": turn["content"]} for turn in PAIR])
    plain = seeds.ask("Where did they meet?", PAIR)
    assert told.standalone_question == plain.standalone_question != "Where did they meet?"
