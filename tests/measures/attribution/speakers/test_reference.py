"""Whom pronouns and descriptions mean where several could be meant: small texts read by hand."""

import pytest

from analysis.measures.attribution.speakers.names import name_at_end, parsed
from tests.measures.attribution.speakers.test_resolution import resolved


def last_speaker(text, *rows):
    return resolved(text, *rows)["speaker"].tolist()[-1]


@pytest.mark.parametrize(
    ("text", "pronoun", "speaker"),
    [
        # the given name says who "she" is, where nothing else does
        ("Gloria Pim met Rick Tavel. “Now,” he said.", "he", "Rick Tavel"),
        ("Rick Tavel met Gloria Pim. “Now,” she said.", "she", "Gloria Pim"),
        # "the president" is named, too
        ("President Rick Tavel came. The president met Karl Grau. “Now,” he said.", "he", "Rick Tavel"),
        # what the article says counts for more than the list
        ("Mrs. Rick Tavel came. Mrs. Tavel and Mr. Pim sat. “Now,” she said.", "she", "Rick Tavel"),
        # who is not the president stays himself
        ("President Rick Tavel came. Karl Grau met the president. “Now,” he said.", "he", "Karl Grau"),
    ],
)  # fmt: skip
def test_he_and_she_are_read_by_names_and_offices(text, pronoun, speaker):
    assert last_speaker(text, (pronoun, "said", "“Now,”")) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mr. Grau ran. Mr. Grau said it was dark. Mr. Grau left, he said.", "Grau"),
        ("Mr. Grau said it was dark. Mr. Pim left, he said.", "Grau"),
    ],
)
def test_what_somebody_says_of_himself_is_said_by_him(text, speaker):
    content = text.rsplit(". ", 1)[-1].removesuffix(", he said.")
    rows = [("Mr. Grau", "said", "it was dark"), ("he", "said", content)]
    assert last_speaker(text, *rows) == speaker


@pytest.mark.parametrize(
    ("text", "first", "speaker"),
    [
        ("The Harbour Union said no. It said the pier is old.", "The Harbour Union", "Harbour Union"),
        ("The report said no. It said the pier is old.", "The report", "report"),
        ("The Harbour Union said no.\n" + "Rain fell. " * 90 + "\nIt said the pier is old.",
         "The Harbour Union", "It"),
        ("Voters said no. It said the pier is old.", "Voters", "It"),
    ],
)  # fmt: skip
def test_it_is_a_body_or_a_document_that_spoke_near_before(text, first, speaker):
    rows = [(first, "said", "no"), ("It", "said", "the pier is old")]
    assert last_speaker(text, *rows) == speaker


@pytest.mark.parametrize(
    ("first", "speaker"),
    [
        ("Some workers", "Some workers"),
        ("A study", "They"),
        ("The Harbour Union", "They"),
    ],
)
def test_they_are_a_group_and_no_document(first, speaker):
    text = f"{first} said no.\nRain fell. They said the pier is old."
    rows = [(first, "said", "no"), ("They", "said", "the pier is old")]
    assert last_speaker(text, *rows).lower().removeprefix("the ") == speaker.lower()


def test_words_in_quotation_marks_mean_nobody_outside():
    text = "The Harbour Union said no. “It knows that the pier is old,” Ina Falk said."
    rows = [("The Harbour Union", "said", "no")]
    rows += [("Ina Falk", "said", "“It knows that the pier is old,”")]
    table = resolved(text, *rows, ("It", "knows", "that the pier is old"))
    assert "Harbour Union" not in table["speaker"].tolist()[1:]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Tom Reed of Ohio, secretary of state, came. The Iowa secretary of state said no.",
         "The Iowa secretary of state", "Iowa secretary of state"),
        ("Tom Reed, executive vice president of Hall Pizza, came. The vice president of Norway said no.",
         "The vice president of Norway", "vice president of Norway"),
        ("Navy officer Tom Reed came. A Navy officer said no.", "A Navy officer", "Navy officer"),
        ("Iowa Secretary of State Tom Reed came. The secretary of state said no.",
         "The secretary of state", "Tom Reed"),
        ("Iowa Secretary of State Tom Reed came. The Iowa secretary of state said no.",
         "The Iowa secretary of state", "Tom Reed"),
    ],
)  # fmt: skip
def test_an_office_elsewhere_or_of_anybody_is_another_person(text, source, speaker):
    assert last_speaker(text, (source, "said", "no")) == speaker


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Harbour Union Leaders Sign Deal With Mayor\n\nThe deal said no.", "The deal", "deal"),
        ("A Texas company came. The company said no.", "The company", "company"),
        ("The Pier Safety Committee came. The committee said no.", "The committee",
         "Pier Safety Committee"),
    ],
)  # fmt: skip
def test_a_body_is_named_in_running_text_and_by_more_than_its_place(text, source, speaker):
    assert last_speaker(text, (source, "said", "no")) == speaker


@pytest.mark.parametrize(
    ("text", "source", "named"),
    [
        ("Voters praised Tom Reed, which says no.", "which", False),
        ("Voters praised Tom Reed, who says no.", "who", True),
        ("Voters praised Rep. Tom Reed of Norland, who says no.", "who", True),
        ("Workers within the Harbour Union who says no.", "who", False),
        ("The Harbour Union, which says no.", "which", True),
    ],
)
def test_which_is_no_person_and_who_no_body(text, source, named):
    assert resolved(text, (source, "says", "no"))["named"].tolist() == [named]


def test_who_behind_a_clause_of_who_is_whom_the_clause_ends_with():
    text = "Mr. Tom Reed, who for years met many angry voters who says no."
    rows = [("who", "met", "many angry voters"), ("who", "says", "no")]
    assert last_speaker(text, *rows) != "Tom Reed"


def test_no_body_says_i():
    text = "The Harbour Union said: “I am glad of it.”"
    rows = [("The Harbour Union", "said:", "“I am glad of it.”"), ("I", "am glad of", "it")]
    assert "Harbour Union" not in resolved(text, *rows)["speaker"].tolist()[-1:]


@pytest.mark.parametrize(
    ("source", "form", "name"),
    [
        ("The paper's Editor-In-Chief, Ann Doe,", "person", "Ann Doe"),
        ("Editor-in-chief Ann Doe", "person", "Ann Doe"),
        ("A spokesperson for the harbour, Navy Cmdr.", "description", ""),
        ("the killing of Harbour Post columnist Ann Doe", "description", ""),
        ("Norwegians", "description", ""),
        ("Police", "description", ""),
        ("the Administration", "description", ""),
        ("New Harbour Report", "description", ""),
        ("Ann Doe Tape", "description", ""),
        ("A letter from the under secretary for piers, Ann Doe,", "person", "Ann Doe"),
        ("Cmdr. Ann Doe", "person", "Ann Doe"),
        ("Harbour Police", "organisation", "Harbour Police"),
    ],
)
def test_what_is_no_person_has_no_name_of_one(source, form, name):
    found = parsed(source)
    assert (found.form, found.name) == (form, name)


def test_ben_is_a_given_name():
    text = "Ben Smith came. Lamar Smith left. Ben Smith said no."
    assert last_speaker(text, ("Ben Smith", "said", "no")) == "Ben Smith"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mr. Grau came. Mr. Grau sat. Rick Tavel left Mr. Grau’s side. “Now,” he said.", "Rick Tavel"),
        ("Mr. Grau came. Mr. Grau sat. Chief Rick Tavel broke with Mr. Grau’s use of it. “Now,” he said.",
         "Rick Tavel"),
        ("Ms. Grau came. Ms. Grau sat. Gloria Pim left Ms. Grau’s house. “Now,” she said.", "Gloria Pim"),
        ("Mr. Grau came. Mr. Grau sat. Gloria Pim left Mr. Grau’s side. “Now,” he said.", "Grau"),
        ("Mr. Grau came. Mr. Grau sat. Rick Tavel left Mr. Grau. “Now,” he said.", "Grau"),
        ("Mr. Grau came. Mr. Grau sat. Mr. Grau’s clerk left. “Now,” he said.", "Grau"),
    ],
)  # fmt: skip
def test_he_is_no_owner_where_another_is_named_with_a_given_name(text, speaker):
    rows = [("Mr. Grau", "said", "no"), ("Rick Tavel", "said", "no"), ("Gloria Pim", "said", "no")]
    more = "\n\n" + " ".join(f"{who} said no." for who, *_ in rows)
    assert (
        resolved(text + more, ("he" if " he " in text else "she", "said", "“Now,”"))["speaker"]
        .tolist()[0]
        .endswith(speaker)
    )


def test_who_is_named_first_stays_he_where_no_name_of_the_sentence_owns():
    text = (
        "Zyx Dora sat beside James Tavel. “Now,” he said.\n\nZyx Dora said no. James Tavel said no."
    )
    rows = [("he", "said", "“Now,”"), ("Zyx Dora", "said", "no")]
    assert resolved(text, *rows)["speaker"].tolist()[0] == "Zyx Dora"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Roe left Karl Grau and his wife, first daughter Ina Roe. “Now,” Roe said.", "Roe"),
        ("Mr. Roe left. Karl Grau met Roe’s daughter Ina Roe. “Now,” Roe said.", "Roe"),
        ("Mr. Roe came. He met first daughter Ina Roe. “Now,” Roe said.", "Roe"),
        # whoever is named in full before, or is nobody's kin, is meant
        ("Carl Roe left. Karl Grau met Roe’s daughter Ina Roe. “Now,” Roe said.", "Carl Roe"),
        ("Roe left. Karl Grau met his lawyer, Ina Roe. “Now,” Roe said.", "Ina Roe"),
    ],
)
def test_a_surname_before_its_kin_is_introduced_is_somebody_else(text, speaker):
    assert last_speaker(text, ("Roe", "said", "“Now,”")) == speaker


def test_a_pronoun_behind_the_surname_of_another_is_the_others():
    text = (
        "Karl Tavel spoke. Mayor Nan Whaley joked that Tavel, in his talk, said “Toledo.”\n\n"
        "“You know,” she said."
    )
    assert last_speaker(text, ("she", "said", "“You know,”")) == "Nan Whaley"


@pytest.mark.parametrize(("cue", "speaker"), [("replied", "Ina Roe"), ("said", "Sam Falk")])
def test_nobody_replies_to_himself(cue, speaker):
    text = f"Chief Ina Roe left. Sam Falk called for Roe to go, to which she {cue}, “Never.”"
    rows = [("Sam Falk", "called for", "Roe to go"), ("she", cue, "“Never.”")]
    assert last_speaker(text, *rows) == speaker


@pytest.mark.parametrize(
    ("before", "speaker"),
    [("Karl Grau, Norland Democrat,", "senator"), ("Sen. Rick Moor", "Rick Moor")],
)
def test_the_senator_is_nobody_whom_only_later_lines_call_so(before, speaker):
    early = f"{before} spoke of the rain. " * 40
    text = f"{early}\n\nThe senator said it rains.\n\nSen. Rick Moor left."
    assert last_speaker(text, ("The senator", "said", "it rains")) == speaker


@pytest.mark.parametrize("title", ["Sheriff", "Rep.", "Dr."])
def test_a_title_of_people_makes_a_place_a_surname(title):
    assert (parsed(f"{title} Israel").form, parsed(f"{title} Israel").name) == ("person", "Israel")
    assert parsed("Israel").form == "organisation"


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("Chairman Rick Moor", "Rick Moor"),
        ("Rick Moor, an Ohio Republican,", "Norland Democrat"),  # whose seat is another
    ],
)
def test_party_and_state_mean_who_spoke_right_before(name, speaker):
    text = f"{name} said it rains. “We drown,” the Maryland Democrat said."
    rows = [(name, "said", "it rains"), ("the Maryland Democrat", "said", "“We drown,”")]
    assert last_speaker(text, *rows) == speaker.replace("Norland", "Maryland")


def test_party_and_state_do_not_mean_who_is_introduced_later():
    text = "Rep. Rick Moor said it rains. “We drown,” the Ohio Republican said. Carl Falk (R-Ohio) left."
    rows = [("Rep. Rick Moor", "said", "it rains"), ("the Ohio Republican", "said", "“We drown,”")]
    assert last_speaker(text, *rows) == "Rick Moor"
    rows = [("the Ohio Republican", "said", "“We drown,”")]  # nobody spoke before
    assert last_speaker(text, *rows) == "Carl Falk"


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("The committee's leader", "committee's leader"),
        ("The board's leader", "Carl Falk"),
        ("The town's leader", "Carl Falk"),
    ],
)
def test_who_leads_a_body_is_nobody_of_another_one(who, speaker):
    text = f"Harbour Board Leader Carl Falk came late. {who} said no."
    assert last_speaker(text, (who, "said", "no")) == speaker


@pytest.mark.parametrize("word", ["Meet", "Introducing", "Blame"])
def test_a_verb_that_opens_a_sentence_is_no_part_of_a_name(word):
    assert name_at_end([word, "Carl", "Falk"]) == "Carl Falk"


def test_a_quoted_word_before_a_surname_is_no_given_name():
    assert parsed("'Angered' Shinseki").name == "Shinseki"


def test_who_adds_is_who_said_and_nobody_named_in_what_he_said():
    text = (
        "Rick Moor of Ohio said Congress could vote, if Mr. Obama requests power.\n\n"
        "Using another name, he added: “We go.”"
    )
    rows = [
        ("Rick Moor", "said", "Congress could vote, if Mr. Obama requests power"),
        ("Mr. Obama", "requests", "power"),
        ("he", "added", "“We go.”"),
    ]
    assert last_speaker(text, *rows) == "Rick Moor"


def test_what_polls_show_is_no_description():
    text = "Polls show Mr. Moor leads. “We win,” Mr. Moor said."
    table = resolved(text, ("Mr. Moor", "said", "“We win,”"))
    assert table["kind"].tolist() == ["other"]


def test_he_is_who_spoke_by_the_office_and_nobody_whom_the_sentence_is_about():
    text = (
        "Mayor Ben Grau came. He met Carl Roe, and Roe left. While Roe’s sister slept as he left, the mayor "
        "told how it was.\n“Now,” he said."
    )
    rows = [("the mayor", "told", "how it was"), ("he", "said", "“Now,”")]
    assert resolved(text, *rows)["speaker"].tolist() == ["Ben Grau", "Ben Grau"]
