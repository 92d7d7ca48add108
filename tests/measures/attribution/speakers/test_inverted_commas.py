"""Who speaks in quotation marks, and whom a pronoun outside of them can mean."""

import pytest

from analysis.measures.attribution.quotes.quotations import quoted_spans
from analysis.measures.attribution.speakers.inverted_commas import Quoted
from tests.measures.attribution.speakers.test_resolution import resolved


def test_an_utterance_has_all_its_parts_and_nothing_beside_them():
    text = "“We go,” Ada Moor said, “but not now.” A bus came. “Stop!” he cried."
    quoted = Quoted(quoted_spans(text))
    parts = quoted.whole(text.index("not now"))
    assert [text[start:end] for start, end in parts] == ["“We go,”", "“but not now.”"]
    assert quoted.whole(text.index("bus")) == []
    assert quoted.around(text.index("Stop")) == (text.index("“Stop"), text.index(" he cried"))


@pytest.mark.parametrize(
    ("text", "said", "own"),
    [
        (
            "“The road is bad,” Ada Moor said. “It was dark. I think it is late.”",
            [("Ada Moor", "said", "“The road is bad,”"), ("", "", "“It was dark.")],
            ("I", "think", "it is late.”"),
        ),
        (
            "Ada Moor said, “It was dark. I think it is late.”",
            [("Ada Moor", "said", "“It was dark.")],
            ("I", "think", "it is late.”"),
        ),
        (
            "“Look, the roads are bad,” Ada Moor said.\n“We hope it is late.”",
            [("Ada Moor", "said", "“Look, the roads are bad,”")],
            ("We", "hope", "it is late.”"),
        ),
    ],
)
def test_i_in_a_quotation_is_whoever_speaks_it_though_the_cue_is_another(text, said, own):
    assert resolved(text, *said, own)["speaker"].iloc[-1] == "Ada Moor"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("A note lay there. “I think it is late.”", ("I", "think", "it is late.”")),
        ("Ada Moor said it was dark.\n“I think so.”", ("I", "think", "so.”")),
        ("Ada Moor said it was dark. A bus came. “We hope so.”", ("We", "hope", "so.”")),
    ],
)
def test_i_in_a_quotation_that_nobody_is_told_to_speak_is_nobody_and_not_the_author(text, own):
    rows = [("Ada Moor", "said", "it was dark")] if "Moor" in text else []
    last = resolved(text, *rows, own).iloc[-1]
    assert (last["speaker"], last["kind"], last["named"]) == ("", "anonymous", False)


def test_i_outside_quotation_marks_is_the_author():
    text = "Ada Moor said: “Trees fell.” I think it is late."
    rows = [("Ada Moor", "said", "“Trees fell.”"), ("I", "think", "it is late")]
    assert resolved(text, *rows)["kind"].tolist()[-1] == "media"


@pytest.mark.parametrize(
    ("text", "rows", "speaker"),
    [
        (  # named in the words themselves, by the given name
            "Mr. Hugh Falk left. Mr. Carl Unger wrote to him. “As a clerk, Hugh owes me!” he wrote.",
            [("Mr. Carl Unger", "wrote", "to him"), ("he", "wrote", "“As a clerk, Hugh owes me!”")],
            "Carl Unger",
        ),
        (  # named by his office in the words themselves
            "President Ada Falk left. Mary Unger praised President Falk. “The president is fine,” she said.",
            [("she", "said", "“The president is fine,”")],
            "Mary Unger",
        ),
        (  # who speaks in the sentence, though only the other one is shown to be a man
            "Mr. Falk slept. Carl Unger, Mr. Falk's clerk, said yes, but he called it hard.",
            [("Carl Unger, Mr. Falk's clerk", "said", "yes"), ("he", "called", "it hard")],
            "Carl Unger",
        ),
        (  # an owner is only told to have something
            "Hugh Falk's family met Carl Unger, a lawyer, as he described the case.",
            [("he", "described", "the case")],
            "Carl Unger",
        ),
        (  # the first one named in the sentence; "Mr." ends none
            "Mr. Carl Unger got a prize from Mr. Hugh Falk, and he called it fine.",
            [("he", "called", "it fine")],
            "Carl Unger",
        ),
        (  # a name in the name of a body is nobody
            "Mr. Carl Unger spoke. A Falk administration official listened. Mr. Falk slept.\n"
            "Mr. Carl Unger came to see the Falk campaign. Later he called it fine.",
            [("he", "called", "it fine")],
            "Carl Unger",
        ),
    ],
)
def test_a_pronoun_is_the_one_who_can_be_meant(text, rows, speaker):
    assert resolved(text, *rows)["speaker"].iloc[-1] == speaker


@pytest.mark.parametrize(
    ("text", "rows", "speaker"),
    [
        (  # the only one there is, though an owner
            "It was Hugh Falk's plan, which he called fine.",
            [("he", "called", "fine")],
            "Hugh Falk",
        ),
        (  # "is", and no owner
            "Carl Unger slept.\nHugh Falk’s now the man whom he called for Carl Unger.",
            [("he", "called", "for Carl Unger")],
            "Hugh Falk",
        ),
        (
            "Mr. Carl Unger met Mr. Hugh Falk. Mr. Falk said no. He called it hard.",
            [("Mr. Falk", "said", "no"), ("He", "called", "it hard")],
            "Hugh Falk",
        ),
    ],
)
def test_a_pronoun_stays_who_it_was(text, rows, speaker):
    assert resolved(text, *rows)["speaker"].iloc[-1] == speaker
