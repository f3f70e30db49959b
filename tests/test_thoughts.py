import pytest

from qa.model.thoughts import ThoughtFilter

GPT = "<|channel|>analysis<|message|>Who? [1]<|end|><|start|>assistant<|channel|>final<|message|>"


def heard(text: str, size: int, thoughts: ThoughtFilter) -> tuple[str, int]:
    """What is shown in the end, and how often what was shown before was taken back."""
    shown, anew = "", 0
    for at in range(0, len(text) + size, size):
        said = thoughts.feed(text[at : at + size], last=at + size >= len(text) + size)
        shown = said.text if said.anew else shown + said.text
        anew += said.anew
    return shown, anew


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>\nWho? [1]\n</think>\n\nRubio.", "Rubio."),
        ("  <think>no end", ""),
        ("<thin", "<thin"),
        ("[THINK]Who?[/THINK]Rubio.", "Rubio."),
        ("<thinking>Who? </think> hm</thinking> Rubio.", "Rubio."),
        ("<reasoning>\n</reasoning>Rubio.", "Rubio."),
        ("[1] Rubio.", "[1] Rubio."),
        ("", ""),
        # In any letters, with more in the mark, in a family of their own.
        ("<Think>Who?</THINK>Rubio.", "Rubio."),
        ('<think time="3">Who?</think>Rubio.', "Rubio."),
        ("<seed:think>Who?</seed:think>Rubio.", "Rubio."),
        ("◁think▷Who?◁/think▷Rubio.", "Rubio."),
        (
            "<|START_THINKING|>Who?<|END_THINKING|><|START_RESPONSE|>Rubio.<|END_RESPONSE|>",
            "Rubio.",
        ),
        ("<|channel>thought\nWho?\n<channel|>Rubio.", "Rubio."),
        # Channels, with and without the marks around their names.
        (f"{GPT}Rubio.<|return|>", "Rubio."),
        ("<|channel|>final<|message|>Rubio.", "Rubio."),
        (GPT.replace("final", "final <|constrain|>json") + '{"a": 1}', '{"a": 1}'),
        ("<|channel|>commentary<|message|>Let me look.<|end|>" + GPT + "Rubio.", "Rubio."),
        ("analysisWe look at [1].assistantfinalRubio.", "Rubio."),
        ("analysis of the talks: Rubio.", "analysis of the talks: Rubio."),
        ("anal", "anal"),
        # Amid the answer, and more than once.
        ("<think>Who?</think>Rubio. <think>More?</think>And Lavrov.", "Rubio. And Lavrov."),
        ("Rubio.\n<think>More?\n</think>\nAnd Lavrov.", "Rubio.\n\nAnd Lavrov."),
        ("<think>Who?</think><answer>Rubio.</answer>", "Rubio."),
        # What a text is about.
        ("Rubio <think> led it.", "Rubio <think> led it."),
        ("It ends with </think> [1].", "It ends with </think> [1]."),
        ("The mark `</think>` ends it.", "The mark `</think>` ends it."),
        ("It was 3 < 4, and 5 > 4.", "It was 3 < 4, and 5 > 4."),
        ("<b>Rubio</b> led it.", "<b>Rubio</b> led it."),
    ],
)
@pytest.mark.parametrize("size", [1, 4, 1000])
def test_what_comes_after_the_thoughts(text: str, answer: str, size: int) -> None:
    shown, anew = heard(text, size, ThoughtFilter())
    assert (shown.strip(), anew) == (answer, 0)


@pytest.mark.parametrize("end", ["</think>", "\n</think>\n\n", "◁/think▷", "[/THINK]"])
@pytest.mark.parametrize("size", [1, 4, 1000])
def test_a_thought_that_nothing_opened_is_taken_back(end: str, size: int) -> None:
    text = f"Who was it? Let me see [1].{end}Rubio."
    first = ThoughtFilter()
    shown, anew = heard(text, size, first)
    assert shown.strip() == "Rubio."
    assert anew == (size < 1000)  # in one piece nothing was shown before
    assert first.thought
    assert first.unopened
    # Of a model that is known to do so nothing is shown before it is sure.
    assert heard(text, size, ThoughtFilter(unopened=True)) == (shown, 0)


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_one_that_is_waited_for_and_does_not_come(size: int) -> None:
    assert heard("Rubio led it [1].", size, ThoughtFilter(unopened=True))[0] == "Rubio led it [1]."


def test_a_long_thought_is_not_kept() -> None:
    thoughts = ThoughtFilter()
    thoughts.feed("<think>")
    for _ in range(1000):
        thoughts.feed("and again " * 100)
    assert thoughts.feed("</think>Rubio.").text == "Rubio."


def test_a_marker_is_not_held_back() -> None:
    assert ThoughtFilter().feed("Rubio led it [1").text == "Rubio led it [1"
