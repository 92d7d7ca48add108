"""The source inside a question."""

import pytest

from analysis.measures.attribution.finding.inverted_questions import with_questioners

QUESTIONS = {
    "Who, asked Judge Ina Falk, will pay?": ("Judge Ina Falk", "asked", ["Who", "will pay?"]),
    "It rains. Why, she wondered, not here?": ("she", "wondered", ["Why", "not here?"]),
    "“How,” asks the baker, Tom Reed, “do we bake?”": (
        "the baker, Tom Reed",
        "asks",
        ["“How", "“do we bake?”"],
    ),
    "What in the world, demanded Falk, is this?": (
        "Falk",
        "demanded",
        ["What in the world", "is this?"],
    ),
}


@pytest.mark.parametrize("text", QUESTIONS)
def test_who_asks_in_the_middle_says_both_parts(text):
    (one,) = with_questioners([], text)
    source, cue, content = QUESTIONS[text]
    assert text[slice(*one.source[0])] == source
    assert text[slice(*one.cue[0])] == cue
    assert [text[slice(*span)] for span in one.content] == content


@pytest.mark.parametrize(
    "text",
    [
        "Why, after all these years, is it shut?",
        "Who, if Falk leaves, will pay?",
        "When the rain stopped, Falk asked, as she does, for tea.",
        "Where, then, is the key?",
        "And how can that be justified to our wives, mothers and sisters?",
        "",
    ],
)
def test_other_words_between_commas_ask_nothing(text):
    assert with_questioners([], text) == []
