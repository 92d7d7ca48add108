"""Which loaded words are one outlet's alone, and which sentences may stand as examples of a voice."""

import pandas as pd
import pytest

from analysis.measures.loaded import fit_to_quote, of_one_outlet, outlets_speaking
from tests.conftest import articles
from tests.measures.loaded.test_rates import hit

TEXTS = [
    ("1", "Echo", "The shooting shocked the town. A brazen gunman claimed it."),
    ("2", "Post", "After the shootings officials said that one man claims it."),
    ("3", "Echo", "The brazen gunman was heard."),
]


def alone(*words):
    hits = pd.DataFrame(
        [hit("1", 0, k, word, "model", 0.6) for k, word in enumerate(words)]
    ).assign(text=list(words))
    return of_one_outlet(hits, articles(*TEXTS))["text"].tolist()


@pytest.mark.parametrize("word", ["brazen", "Brazen", "shocked", "gunman"])
def test_words_that_only_this_outlet_uses_stay_also_in_two_of_its_articles(word):
    assert alone(word) == [word]


@pytest.mark.parametrize("word", ["shooting", "claimed", "claim"])
def test_words_that_another_outlet_uses_in_any_form_go(word):
    assert alone(word) == []


def test_words_with_a_hyphen_are_known_in_another_form():
    texts = articles(("1", "Echo", "A hard-line mayor."), ("2", "Post", "The hard-liners won."))
    hits = pd.DataFrame([hit("1", 0, 0, "hard-line", "model", 0.6)]).assign(text="hard-line")
    assert of_one_outlet(hits, texts).empty
    assert len(of_one_outlet(hits.assign(text="hard-won"), texts)) == 1


def fits(text, *, own, words, voice="outlet"):
    row = {"article": "1", "start": 0, "end": len(text), "words": words, f"{voice}_words": own}
    return len(fit_to_quote(pd.DataFrame([row]), articles(("1", "Echo", text)), voice=voice)) == 1


def test_an_example_is_mostly_in_the_voice_that_it_stands_for():
    assert fits("The mayor blasted the plan.", own=5, words=5)
    assert not fits("Moor said that the brazen plan was a failure of the mayor.", own=2, words=12)
    assert fits("Moor said the plan failed.", own=3, words=5, voice="paraphrased")


@pytest.mark.parametrize(
    "text",
    [
        'It was a reckless plan of fools."',
        "“They ruined the brave town.",
        'The page reads: "My brave town is gone.',
        "that would ruin the brave town for good.",
    ],
)
def test_a_piece_of_a_longer_quotation_is_no_example(text):
    assert not fits(text, own=6, words=6)


def test_a_sentence_with_a_whole_quotation_is_one():
    assert fits('The mayor blasted the “plan” as "mad" and fled.', own=8, words=9)


@pytest.mark.parametrize(
    ("sentence", "stays"),
    [
        ("We will crush the reckless mob that burnt our harbour.", False),
        ("I loathe the reckless mob of the harbour.", False),
        ("The reckless mob wants my harbour.", False),
        ("“We loathe it,” and the reckless mob of the harbour went on.", True),
        ("The reckless U.S. mob burnt the harbour.", True),
        ("World War II was reckless.", True),
    ],
)
def test_a_sentence_of_i_or_we_is_not_the_outlets_own_voice(sentence, stays):
    words = len(sentence.split())
    row = {"article": "1", "start": 0, "end": len(sentence), "words": words, "outlet_words": words}
    row["quoted_words"] = words
    rest = "\n\nThe council met." * 9
    news = articles(("1", "Echo", sentence + rest))
    assert len(fit_to_quote(pd.DataFrame([row]), news)) == stays
    assert len(fit_to_quote(pd.DataFrame([row]), news, voice="quoted")) == 1
    opinion = articles(("1", "Echo", sentence + "\n\nI went there, and it hurt me." * 4 + rest))
    assert len(fit_to_quote(pd.DataFrame([row]), opinion)) == 1


def told(*lines, quoted=(), section="body"):
    """The outlets that `outlets_speaking` finds, of an article with these lines, of which some are quoted."""
    text = "\n".join(lines)
    rows, at = [], 0
    for number, line in enumerate(lines):
        end = at + len(line) + 1
        voice = "quoted" if number in quoted else "outlet"
        rows.append(("a", at, min(end, len(text)), voice, section if number else "headline"))
        at = end
    voices = pd.DataFrame(rows, columns=["article", "start", "end", "voice", "section"])
    return outlets_speaking(articles(("a", "Herald", text)), voices)


MINE = ["I lost my boat that year.", "We were left alone with it.", "My father knew the tide."]
PLAIN = ["The ferry sank in the harbour.", "Nobody was hurt, the pilot said."]


@pytest.mark.parametrize(
    "lines",
    [
        ["What the pilot said", *MINE, *PLAIN],
        ["OPINION: The harbour is late", *PLAIN],
        ["The harbour is late | Commentary", *PLAIN],
        ["The harbour is late", "By Ada Moor", "ANALYSIS/OPINION:", *PLAIN],
        ["Editorial", "The harbour is late", *PLAIN],
    ],
)
def test_a_column_or_a_speech_without_marks_speaks_itself(lines):
    assert told(*lines) == ["Herald"]


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        (["What the pilot said", *MINE, *PLAIN], (1, 2, 3)),
        (["The ferry sank", *MINE[:2], *PLAIN], ()),
        (["The ferry sank", *MINE, *PLAIN * 10], ()),
        (["A column of tanks nears the harbour", *PLAIN], ()),
    ],
)
def test_a_report_does_not_speak_itself(lines, quoted):
    assert told(*lines, quoted=quoted) == []
