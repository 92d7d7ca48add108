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
        (  # named in the same words, of which somebody else is the speaker
            "“Falk slept. In all our praise of Mr. Carl Unger daily, he wants a vote,” Ada Moor said.",
            [("he", "wants", "a vote")],
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


@pytest.mark.parametrize(
    ("text", "rows", "speaker"),
    [
        (  # who goes on is the last who spoke, even where the outlet names him in what he says
            "Mr. Carl Unger said Mr. Falk's plan failed. He also called Mr. Unger's own plan fine.",
            [
                ("Mr. Carl Unger", "said", "Mr. Falk's plan failed"),
                ("He", "also called", "Mr. Unger's own plan fine"),
            ],
            "Carl Unger",
        ),
        (  # "he" of the sentence before goes on
            "Mr. Carl Unger spoke. He left a school of Mr. Hugh Falk. He called it fine.",
            [("He", "called", "it fine")],
            "Carl Unger",
        ),
        (  # who speaks, and not where it was told
            "“We go,” Carl Unger said, according to the Moor Post.",
            [("the Moor Post", "according to", "“We go,”")],
            "Carl Unger",
        ),
        (
            "“We go,” Carl Unger was saying, according to a note of the Moor Post.",
            [("a note of the Moor Post", "according to", "“We go,”")],
            "Carl Unger",
        ),
        (
            "The former mayor told Carl Unger no. The former mayor said so.",
            [("The former mayor", "said", "so")],
            "former mayor",
        ),
        (  # the subject of the sentence, and no description of who stands before the comma
            "It takes Mayor Carl Unger, the new leader said. The leader said so.",
            [("The leader", "said", "so")],
            "leader",
        ),
        (
            "There are many supporters of Carl Unger that want him to stay.",
            [("that", "want", "him to stay")],
            "supporters",
        ),
        (
            "They are inmates on Norland's death row, who argue it is late.",
            [("who", "argue", "it is late")],
            "inmates",
        ),
        ("No one came. They said no.", [("They", "said", "no")], "They"),
        (
            "Some aides said yes. They told aides it was late.",
            [("Some aides", "said", "yes"), ("They", "told", "it was late")],
            "They",
        ),
        (
            "Carl Unger loved it, and so He said no.",
            [("He", "said", "no")],
            "He",
        ),
    ],
)
def test_a_speaker_is_who_the_sentence_says_or_nobody(text, rows, speaker):
    assert resolved(text, *rows)["speaker"].iloc[-1] == speaker


@pytest.mark.parametrize(
    ("text", "rows", "speaker"),
    [
        (  # somebody else is named between
            "Mr. Carl Unger said no. Mr. Hugh Falk slept. He also called it fine.",
            [("Mr. Carl Unger", "said", "no"), ("He", "also called", "it fine")],
            "Hugh Falk",
        ),
        (
            "The vote was close, according to the Moor Post.",
            [("the Moor Post", "according to", "The vote was close")],
            "Moor Post",
        ),
        (
            "Mayor Carl Unger said no. The mayor said so.",
            [("The mayor", "said", "so")],
            "Carl Unger",
        ),
        (
            "Ada Moor, the new leader of the party, spoke. The leader said so.",
            [("The leader", "said", "so")],
            "Ada Moor",
        ),
        (
            "It was Ada Moor, a clerk, who argued it was late.",
            [("who", "argued", "it was late")],
            "Ada Moor",
        ),
        (
            "Some aides said yes. They said no.",
            [("Some aides", "said", "yes"), ("They", "said", "no")],
            "Some aides",
        ),
        ("Carl Unger loved it. He said no.", [("He", "said", "no")], "Carl Unger"),
    ],
)
def test_a_speaker_that_was_right_stays(text, rows, speaker):
    last = resolved(text, *rows)["speaker"].iloc[-1]
    assert last.casefold() == speaker.casefold()


@pytest.mark.parametrize(
    ("text", "rows", "speakers"),
    [
        (  # introduced first
            "Vera Unger spoke. Her sister Nora Unger slept. Unger said no.",
            [("Unger", "said", "no")],
            ["Vera Unger"],
        ),
        (  # spoke by the whole name right before
            "Vera Unger died. Nora Unger said no. Unger said it was late.",
            [("Nora Unger", "said", "no"), ("Unger", "said", "it was late")],
            ["Nora Unger", "Nora Unger"],
        ),
        (  # nobody calls himself by his given name
            "Vera Unger spoke. Nora Unger came. “Vera won’t,” Ms. Unger said.",
            [("Ms. Unger", "said", "“Vera won’t,”")],
            ["Nora Unger"],
        ),
        (  # nobody is meant who is named only later
            "Vera Unger spoke. “Vera is here,” Ms. Unger said. Nora Unger came.",
            [("Ms. Unger", "said", "“Vera is here,”")],
            ["Vera Unger"],
        ),
        (  # it is not sure which of two who are named in full again and again
            "Vera Unger met Nora Unger there. Nora Unger left. Ms. Unger said no.",
            [("Ms. Unger", "said", "no")],
            ["Ms. Unger"],
        ),
        (  # who is introduced as kin is not meant
            "She saw her son, Mayor Tom Unger, there. The pilot Carl Unger left. Soon Mr. Unger said no.",
            [("Mr. Unger", "said", "no")],
            ["Carl Unger"],
        ),
        (  # somebody with one surname alone
            "Vera Unger spoke. Unger said no.",
            [("Unger", "said", "no")],
            ["Vera Unger"],
        ),
    ],
)
def test_a_surname_of_two_people_is_the_one_who_is_meant(text, rows, speakers):
    assert resolved(text, *rows)["speaker"].tolist() == speakers


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        (["I. Glenn Falkner", "Glenn Falkner"], "I. Glenn Falkner"),
        (["H.R. Moorland", "H. R. Moorland"], "H. R. Moorland"),
        (["V. Moorland", "Vera Moorland"], "Vera Moorland"),
        (["Rep. C.A. Dutch Moorland", "Rep. Dutch Moorland"], "C.A. Dutch Moorland"),
        (["Martin Luther King Jr.", "Martin Luther King Jr."], "Martin Luther King Jr."),
    ],
)
def test_initials_nicknames_and_suffixes_belong_to_a_name(sources, name):
    text = " ".join(f"{source} said no." for source in sources)
    rows = [(source, "said", "no") for source in sources]
    assert resolved(text, *rows)["speaker"].unique().tolist() == [name]


def test_a_given_name_with_another_initial_is_somebody_else():
    text = "Nora Moorland said no. V. Moorland said no."
    rows = [("Nora Moorland", "said", "no"), ("V. Moorland", "said", "no")]
    assert resolved(text, *rows)["speaker"].nunique() == len(rows)


def test_she_is_the_woman_without_a_name_who_spoke_before_her():
    text = "Mrs. Ann Reed left.\nA woman in the shop said no.\nShe said it rained."
    rows = [("A woman in the shop", "said", "no"), ("She", "said", "it rained")]
    assert resolved(text, *rows)["speaker"].tolist() == ["woman in the shop"] * 2
    came = "Mrs. Ann Reed left.\nThe old woman went home.\nShe said it rained."
    assert resolved(came, ("She", "said", "it rained"))["speaker"].tolist() == ["old woman"]
    named = "A woman in the shop said no.\nMrs. Ann Reed left.\nShe said it rained."
    assert resolved(named, *rows)["speaker"].tolist() == ["woman in the shop", "Ann Reed"]


def test_nobody_is_she_who_is_named_once_and_only_as_the_owner_of_something():
    text = "He knew an aide of Ann Reed’s office.\n\nIt rained.\n\nShe said no."
    assert resolved(text, ("She", "said", "no"))["speaker"].tolist() == ["She"]


@pytest.mark.parametrize("name", ["Ada Globe, a student,", "Bryannah Slate, a senior,"])
def test_whoever_bears_the_name_of_a_paper_is_a_person(name):
    text = f"{name} said no. “It rains,” she said."
    rows = [(name, "said", "no"), ("she", "said", "“It rains,”")]
    assert set(resolved(text, *rows)["speaker"]) == {name.split(",")[0]}
