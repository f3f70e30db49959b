"""What a question asks for, and whether a sentence offers it."""

import pytest

from qa.text import questions, words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many drones were launched?", "quantity"),
        ("At what price was the gas sold?", "quantity"),
        ("What percentage of the land is held?", "share"),
        ("How long did the meeting last?", "duration"),
        ("How old is the minister?", "age"),
        ("What is the name of the dog?", "name"),
        ("What is the minister's first name?", "name"),
        ("What was the play called?", "name"),
        ("When did they meet?", "time"),
        ("On which day will he travel?", "time"),
        ("Why was the summit put off?", "reason"),
        ("What did Anna Petrova say about the budget?", "statement"),
        ("And how does Petrova describe the plan?", "statement"),
        # Asked about something else, though a word of another kind is in it.
        ("What does a cell extend when it meets a pathogen?", "other"),
        ("Who may decide when two laws differ?", "other"),
        ("When the launch broke down in June, how many people were on board?", "quantity"),
        ("Where was the man with a small amount of cannabis held?", "place"),
        ("In which building did they meet?", "place"),
        ("What did he say?", "other"),
        ("who led the US delegation?", "other"),
    ],
)
def test_the_first_interrogative_tells_what_is_wanted(question, kind):
    assert questions.wanted(question).kind == kind


@pytest.mark.parametrize(
    ("question", "text", "before", "offered"),
    [
        ("How many drones were launched?", "They launched 176 drones.", "", True),
        ("How many drones were launched?", "They launched a dozen drones.", "", True),
        ("How many drones were launched?", "They launched drones again.", "", False),
        ("How many drones were launched?", "They launched drones in 2022.", "", False),
        ("How many drones were launched?", "It was the 22nd attack with drones.", "", False),
        ("How many died by the 176 drones?", "The 176 drones were shot down.", "", False),
        ("How many men were sent?", "They sent 1,500 men.", "", True),
        ("When were the men sent?", "They sent 15,000 men.", "", False),
        ("When were the men sent?", "They sent 1,500 men in 476.", "", True),
        ("When were the men sent?", "They sent 1,500 men at 9.30.", "", True),
        ("How many men were sent?", "They sent 1,500 letters home.", "", 0.5),
        ("How many Russian diplomats left?", "A dozen of its diplomats left Moscow.", "", True),
        ("How many Russian diplomats left?", "They left 3 Russian towns.", "", 0.5),
        ("How long did it last?", "It went on for hours.", "", True),
        ("How much of the land is held?", "They hold about a fifth of it.", "", True),
        ("What share of the land is held?", "They hold 40% of it.", "", True),
        ("What share of the land is held?", "They hold 40 towns.", "", False),
        ("When did they meet?", "They met on Tuesday.", "", True),
        ("When did they meet?", "They met in a palace.", "", False),
        ("How old is Peskov?", "Peskov, 57, spoke on Sunday.", "", True),
        ("How old is Peskov?", "Peskov spoke for 20 minutes.", "", False),
        ("What is the name of the dog?", "Her dog Rex barked at Ann.", "", True),
        ("What is the name of Ann's dog?", "A dog of Ann barked all night.", "", False),
        ("Until when is it shown?", "It is shown until 3 May.", "", True),
        ("Until when is it shown?", "It is shown from 3 May.", "", False),
        ("Until when is it shown?", "3 May", "It is shown until ", True),
        ("Until when is it shown?", "3 May", "It is shown from ", False),
        ("Where did they meet?", "They met in Riyadh.", "", True),
        ("Where did they meet?", "They met in the hills.", "", 0.5),
        ("Where in Riyadh did they meet?", "They met in Riyadh.", "", 0.5),
        ("Why did he stay?", "He stayed because of the storm.", "", True),
        ("Why did he stay?", "He stayed to see her.", "", 0.5),
        ("Why did he stay?", "He stayed, she left.", "", False),
        ("What did Rubio say?", "“It was one meeting,” Rubio said.", "", True),
        ("What did Rubio say?", "Rubio, who had come by train, called it useful.", "", True),
        ("What did Rubio say?", "It was useful, according to Secretary Rubio.", "", True),
        ("What did Rubio say?", "“It was useful,” he added.", "Rubio then spoke.", True),
        (
            "What did Rubio say?",
            "Lavrov said that he had met Bruce and others, Rubio too.",
            "",
            False,
        ),
        ("What did Rubio say?", "Rubio sat beside Waltz.", "", False),
        ("What did Rubio say about taxes?", "“It was useful,” Rubio said.", "", 0.5),
        ("What did Rubio say about taxes?", "“They are low,” Rubio said.", "On taxes:", True),
        ("What did Russia announce?", "Moscow announced a ceasefire.", "", True),
        ("What did Biden promise?", "I promise you a better road.", "", True),
        ("What did Biden promise?", "“I promise you a road,” said the mayor.", "", False),
    ],
)
def test_a_text_offers_what_is_wanted_or_not(question, text, before, offered):
    wanted = questions.wanted(question)
    assert questions.offers(text, wanted, question, before) == offered


@pytest.mark.parametrize(
    ("question", "text", "terms"),
    [
        ("Where did they meet?", "Rubio sat at Diriyah Palace in Riyadh.", "diriyah palace riyadh"),
        ("In which hotel was it?", "It was in the Ritz Carlton, said Salman.", "ritz carlton"),
        ("How many drones were launched?", "Russia launched 176 drones.", "176"),
        ("How long did it last?", "Ushakov said it took four hours.", "four"),
        ("When did it end?", "It ended late on Monday, May 5.", "monday may 5"),
        ("Who led the talks?", "Marco Rubio led the 2025 talks.", "marco rubio 2025"),
    ],
)  # fmt: skip
def test_the_terms_that_may_be_the_answer(question, text, terms):
    found = questions.telling(text, questions.wanted(question))
    assert found == {words.stem(word) for word in terms.split()}


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("Did the minister resign?", True),
        ("In 2020, was the bridge open?", True),
        ("Isn't it closed?", True),
        ("Can you tell me who led the talks?", False),
        ("Could you come?", True),
        ("Is the wine red or white?", False),
        ("Where, in 2020, did they meet?", False),
        ("Who did they meet?", False),
        ("minister resigned when", False),
    ],
)
def test_yes_or_no_questions_are_told_from_others(question: str, whether: bool) -> None:
    assert questions.asks_whether(question) == whether


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who led the talks?", True),
        ("Why was it put off?", False),
        ("Was it put off?", False),
        ("How do the two accounts differ?", False),
    ],
)
def test_no_few_words_answer_yes_no_or_why(question: str, short: bool) -> None:
    assert questions.has_short_answer(question) == short
