"""The source inside a question, and in the line behind one."""

import pytest

from analysis.measures.attribution.finding.questioners import (
    with_cut_off_cues,
    with_questioners,
    with_surnames,
)
from analysis.measures.attribution.quotes.quotations import quoted_spans
from tests.measures.attribution.finding.test_quoted_content import attribution

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


def given(text, *found):
    """Source, cue and contents of all attributions once cut-off cues have their quotations."""
    every = with_cut_off_cues(list(found), quoted_spans(text), text)
    return [
        (
            "".join(text[slice(*span)] for span in one.source),
            text[slice(*one.cue[0])],
            [text[slice(*span)] for span in one.content],
        )
        for one in every
    ]


@pytest.mark.parametrize(
    ("behind", "source", "cue"),
    [
        ("Ina Falk asked.", "Ina Falk", "asked"),
        ("asked Judge Ina Falk.", "Judge Ina Falk", "asked"),
        ("Falk, a judge in Tarn, wrote on Monday.", "Falk, a judge in Tarn,", "wrote"),
        ("the former clerk and one-time baker said during a talk.",
         "the former clerk and one-time baker", "said"),
        ("she later added, waving.", "she", "later added"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["?”", "!”"])
def test_a_question_or_a_cry_is_of_who_is_named_in_the_line_behind_it(behind, source, cue, end):
    text = f"It rained.\n\n“Who pays{end}\n\n{behind}\n\nNobody paid."
    assert given(text) == [(source, cue, [f"“Who pays{end}"])]


@pytest.mark.parametrize(
    "text",
    [
        "“Who pays?”\n\nFalk said that nobody pays.",  # what she says stands behind
        "“Who pays?”\n\nFalk left.",
        "“Nobody pays.”\n\nFalk said.",  # a sentence of its own may end so
        "“Who pays?” Falk said.",  # for the model
        "“Who pays?”\n\n“We do,” Falk said.",
    ],
)
def test_other_lines_behind_a_question_say_nothing_of_it(text):
    assert given(text) == []


def test_a_cue_that_was_found_gets_the_quotation_before_it():
    text = "“Who pays?”\n\nFalk wrote on Monday.\n\n“We do not.”"
    found = attribution(text, "Falk", "wrote", "“We do not.”")
    assert given(text, found) == [("Falk", "wrote", ["“Who pays?”", "“We do not.”"])]
    text = "“Who pays?”\n\nasked the clerk Falk."  # the source was taken for a content
    found = attribution(text, "", "asked", "the clerk Falk")
    assert given(text, found) == [("the clerk Falk", "asked", ["“Who pays?”"])]
    text = "“Who pays?”\n\nFalk asked, laughing at Tarn."
    found = attribution(text, "Falk", "asked", "laughing at Tarn")
    assert given(text, found) == [("Falk", "asked", ["laughing at Tarn"])]
    text = "Reed asked: “Who pays?”\n\nFalk added."
    found = attribution(text, "Reed", "asked", "“Who pays?”")
    assert given(text, found) == [("Reed", "asked", ["“Who pays?”"])]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The nurse Ahmed Said told us it rained.", "The nurse Ahmed Said", "told"),
        ("The nurse Ahmed Said it rained.", "The nurse Ahmed", "Said"),
        ("The nurse Said told us it rained.", "The nurse", "Said"),
    ],
)
def test_a_cue_behind_a_given_name_is_a_surname_where_a_verb_of_saying_follows(text, source, cue):
    first = text.index(" Said")
    one = attribution(text, text[:first], "Said", "it rained")
    (read,) = with_surnames([one], text)
    assert [text[slice(*span)] for span in (*read.source, *read.cue)] == [source, cue]
