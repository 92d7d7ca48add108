"""An example says what was said, can be read by itself, and is loaded by a word of the outlet's own."""

import pandas as pd
import pytest

from analysis.measures.loaded import MODEL_HITS
from analysis.reports.findings.contrasts import attribution_example, loaded_example
from analysis.reports.findings.event import alone_finding
from analysis.reports.findings.example_sentences import of_the_outlet, stands_alone
from tests.conftest import articles
from tests.measures.comparison.sayings import corpus


@pytest.mark.parametrize(
    "text",
    [
        "And the ferry was late again.",
        "That was no reason to close the pier.",
        "“He’s going to pay for the pier.”",
        "If they cut the rope I will tie it again,",
        "I think they should go,",
    ],
)
def test_what_goes_on_from_a_sentence_before_does_not_stand_alone(text):
    assert not stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Andrew Moor is late.",
        "The ferry was late again.",
        "When Doe came, they all sang.",
        "I will not sell the pier.",
        "The Moors sold what they owned,",
    ],
)
def test_what_names_everybody_stands_alone(text):
    assert stands_alone(text)


def hit(text, word, **columns):
    start = text.index(word)
    row = {
        "article": "1", "outlet": "Echo", "start": start, "end": start + len(word), "text": word,
        "lexicon": MODEL_HITS, "weight": 0.9, "voice": "outlet", "section": "body", "number": 0,
    }  # fmt: skip
    return pd.DataFrame([row | columns])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They spoke of hate crimes on the pier.", "hate"),
        ("A terror group sold the pier.", "terror"),
        ("It is a propaganda film.", "propaganda"),
        ("The so-called pier is new.", "so-called"),
        ("A self-proclaimed mayor left.", "self-proclaimed"),
        ("Doe derided the port as dull and corrupt.", "corrupt"),
    ],
)
def test_terms_and_what_others_called_it_are_not_the_outlets_words(text, word):
    assert of_the_outlet(hit(text, word), articles(("1", "Echo", text))).empty


@pytest.mark.parametrize(
    ("word", "listed", "own"),
    [
        ("grim", "grim", True),
        ("grainy", "grim", False),
        ("mild", "grim", False),
        ("mild", "", True),
    ],
)
def test_a_word_that_the_model_finds_loaded_is_in_a_list_too(word, listed, own):
    text = "A grim man on a grainy and mild day."
    hits = [hit(text, word), *([hit(text, listed, lexicon="loaded")] if listed else [])]
    found = of_the_outlet(pd.concat(hits, ignore_index=True), articles(("1", "Echo", text)))
    assert bool((found["lexicon"] == MODEL_HITS).any()) is own


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The lame council met.", "lame"),
        ("Hate filled the pier.", "Hate"),
        ("The thugs left the pier.", "thugs"),
        ("Life there is a nightmare.", "nightmare"),
        ("The shaky mayor left.", "shaky"),
        ("Doe derided the port. The corrupt mayor left.", "corrupt"),
        ("The corrupt port was derided as dull.", "corrupt"),
    ],
)
def test_other_words_stay_the_outlets(text, word):
    assert len(of_the_outlet(hit(text, word), articles(("1", "Echo", text)))) == 1


def test_a_word_that_the_model_is_not_sure_of_is_no_example():
    text = "The council met for a ghastly hour on the pier."
    known = articles(("1", "Echo", text))
    sentences = pd.DataFrame(
        {
            "article": ["1"], "number": 0, "start": 0, "end": len(text), "words": 10,
            "outlet_words": 10,
        }
    )  # fmt: skip
    row = {"measure": "loaded words, model", "category": "outlet", "above": "Echo"}
    sure = loaded_example(sentences, hit(text, "ghastly"), known)(row)
    assert (sure.example, sure.origin[:7]) == (text, "ghastly")
    unsure = loaded_example(sentences, hit(text, "ghastly", weight=0.7), known)(row)
    assert unsure.example == ""


def test_a_quotation_that_goes_on_from_another_is_not_the_one_that_is_told():
    only = pd.DataFrame(
        {
            "kind": "quotation", "outlet": "Echo", "speaker": "Ada Moor", "article": "1",
            "text": ["“And so the pier was sold at last.”", "“Sell the pier.”"],
            "span": ["[[0, 0]]", "[[0, 0]]"],
        }
    )  # fmt: skip
    (found,) = alone_finding(only, articles(("1", "Echo", "")))
    assert found.example == "Sell the pier."
    assert alone_finding(only.head(1), articles(("1", "Echo", ""))) == []


def test_a_whole_sentence_is_told_before_a_longer_part_of_one():
    only = pd.DataFrame(
        {
            "kind": "quotation", "outlet": "Echo", "speaker": "Ada Moor", "article": "1",
            "text": ["“in the harbour, if they sell the pier”", "“Sell the pier.”"],
            "span": ["[[0, 0]]", "[[0, 0]]"],
        }
    )  # fmt: skip
    known = articles(("1", "Echo", ""))
    assert alone_finding(only, known)[0].example == "Sell the pier."
    part = only["text"][0].replace("they", "we")
    (found,) = alone_finding(only.head(1).assign(text=part), known)
    assert found.example == part.strip("“”")


VOICE = {"measure": "voice", "category": "quoted", "above": "Echo"}


def example(said, **columns):
    """The example of the words that one saying quotes, with other columns of Attributions."""
    text = f"{said[0]} {said[1]} {said[2]} The ferry came."
    table, known, _ = corpus(("1", "Echo", text, [said]))
    known = known.assign(**{"type": "direct", "named": True, **columns})
    return attribution_example(known, table, sections=("body",))(VOICE).example


GOOD = "“The old pier of Lowmark will never be sold to anybody.”"


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        (("Ada Moor", "said", GOOD), {"negated": True}),
        (("Ada Moor", "said", GOOD), {"rule": "first person"}),
        (("I", "said", GOOD), {}),
        (("Ada Moor", "said", "“to sell the old pier of Lowmark to a bank.”"), {}),
        (("Ada Moor", "said", "“The old pier of Lowmark will be”"), {}),
        (("Ada Moor", "said", "“And the old pier of Lowmark will be sold.”"), {}),
    ],
)
def test_an_example_never_says_the_opposite_or_half_of_a_sentence(said, columns):
    assert example(said, **columns) == ""


TOLD = ("Ada Moor", "said", "that the old pier of Lowmark will be sold")


@pytest.mark.parametrize(
    ("before", "behind", "shown"),
    [
        ("", ".", True),
        ("On Friday, ", ".", True),
        ("While the council is silent on what it will do, ", ".", False),
        ("", ", as the town has done with two others before it.", False),
        ("The port is shut, the ferries lie idle, and ", ".", False),
    ],
)
def test_an_example_of_paraphrase_is_all_of_what_somebody_says(before, behind, shown):
    text = f"{before}{' '.join(TOLD)}{behind} The ferry came."
    table, known, _ = corpus(("1", "Echo", text, [TOLD]))
    known = known.assign(type="indirect", named=True)
    row = VOICE | {"category": "paraphrased"}
    found = attribution_example(known, table, sections=("body",))(row).example
    assert bool(found) is shown


@pytest.mark.parametrize("end", [".", ",", "!"])
def test_a_whole_sentence_of_somebody_is_an_example(end):
    said = GOOD.replace(".", end)
    assert example(("Ada Moor", "said", said)) == said.strip("“”")
