"""What a single outlet has: cases worked by hand and laws."""

import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.corpus.sections.cut import sections_of
from analysis.measures.comparison.only_in import _joined, only_in
from analysis.measures.comparison.utterances.hearing import heard_of
from analysis.reports import alone_listed
from analysis.study import Study
from tests.conftest import ROOT
from tests.measures.comparison.sayings import corpus, shared_in, shuffled

SHARED = "“The pilots ignored three warnings,” Ada Moor told the hall."
MOOR = ("Ada Moor", "told", "“The pilots ignored three warnings,”")
ALONE = "“Lowmark will pay for a new pier alone,” Ben Hall said."
HALL = ("Ben Hall", "said", "“Lowmark will pay for a new pier alone,”")
ROWS = (
    ("a", "North Star", f"{SHARED}\n\n{ALONE}", [MOOR, HALL]),
    ("b", "South Post", SHARED.replace("Ada", "Mrs."), [("Mrs. Moor", *MOOR[1:])]),
)


def found(*rows, back=False, **columns):
    table, given, quotations = corpus(*rows, **columns)
    if back:
        table, given, quotations = (shuffled(one) for one in (table, given, quotations))
    return only_in(shared_in(table, given, quotations), table, given)


def test_quotations_and_speakers_worked_by_hand():
    table = found(*ROWS)
    assert table["kind"].tolist() == ["quotation", "speaker"]
    assert set(table["outlet"]) == {"North Star"}
    assert table["text"].tolist() == ["“Lowmark will pay for a new pier alone,”", "Ben Hall"]
    assert table["speaker"].tolist() == ["Ben Hall", "Ben Hall"]
    places = [json.loads(span)[0] for span in table["span"]]
    assert [ROWS[0][2][start:end] for start, end in places] == table["text"].tolist()


@pytest.mark.parametrize(
    ("other", "listed"),
    [
        ("Ben Hall promised that a new pier alone would be paid for by Lowmark.", False),
        ("Ben Hall spoke. Lowmark, he said, pays for the new pier alone.", False),
        ("Ben Hall spoke of the old pier.", True),
        ("Ben Hall met the Hall of Lowmark and the Pier Trust, and will not pay.", True),
        ("Kay promised that a new pier alone would be paid for by Lowmark.", True),
    ],
)
def test_what_another_outlet_paraphrases_is_not_of_one_outlet_alone(other, listed):
    table = found(ROWS[0], ("b", "South Post", f"{SHARED}\n\n{other}", [MOOR]))
    assert ("quotation" in set(table["kind"])) is listed


@pytest.mark.parametrize(
    ("quoted", "listed"),
    [
        ("“Meet the Old Harbour”", False),  # a programme
        ("“The Pier in the Harbour.”", False),  # the stop is the sentence's around it
        ("“Low Tide: Harbour News 2012”", False),
        ("“He is in Lowmark.”", True),
        ("“a dark joke”", False),
        ("‘dark joke’", False),
        ("“It was a dark joke,”", True),
        ("“WE WILL NOT SINK.”", True),
        ("“paying for old piers”", True),
    ],
)
def test_titles_and_fragments_are_no_quotation_of_one_outlet(quoted, listed):
    said = (f"{SHARED}\n\nBen Hall said {quoted} on Sunday.", [MOOR, ("Ben Hall", "said", quoted)])
    table = found(("a", "North Star", *said), ROWS[1])
    assert ("quotation" in set(table["kind"])) is listed


BENCH = "“We are by no means sure of the oak bench,”"


@pytest.mark.parametrize(
    ("quoted", "other", "listed"),
    [
        # words in a row, whoever says them
        (BENCH, "A clerk said they are by no means sure of the plan.", False),
        ("“It has a bridge of green oak over it,”", "It is a bridge of green oak, he said.", False),
        (BENCH, "By no means sure, the town has a bench.", True),
        (BENCH, "They said that they are sure of it.", True),
        # all words of content, in whatever order
        ("“cold and windy harbours”", "A windy harbour, and a cold one, is here.", False),
        ("“cold and windy harbours”", "A windy harbour is here. It was cold.", True),
        ("“cold and in the wind,”", "The wind was cold.", True),
    ],
)
def test_a_quotation_whose_words_stand_elsewhere_is_not_of_one_outlet_alone(quoted, other, listed):
    said = (f"{SHARED}\n\nBen Hall said {quoted} on Sunday.", [MOOR, ("Ben Hall", "said", quoted)])
    table = found(("a", "North Star", *said), ("b", "South Post", f"{SHARED}\n\n{other}", [MOOR]))
    assert ("quotation" in set(table["kind"])) is listed


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("‘Nobody walks on the pier’: What we know", False),
        ("More: “The gulls have come back to stay” and other tales", False),
        ("A reader’s view of “the worst pier in the land”", False),
        ("‘Nobody walks on the pier’: it is rotten.", True),
        ("There was a cry of “The gulls have come back!”", True),
    ],
)
def test_a_quotation_of_nobody_in_a_link_is_not_listed(line, listed):
    text = f"{SHARED}\n\n{line}\n\nThe hall was full."
    table = found(("a", "North Star", text, [MOOR]), ROWS[1])
    assert ("quotation" in set(table["kind"])) is listed


BROKEN = "“Lowmark will pay for a new pier,” Ben Hall said. “The old pier is rotten. Nobody walks there.”"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (BROKEN, 1),  # a cue breaks one utterance
        ("“Lowmark will pay for a new pier. The old pier is rotten.”", 1),
        ("“Lowmark will pay for a new pier.\n\n“The old pier is rotten at its feet.”", 1),
        ("“Lowmark will pay for a new pier.” Later he wrote: “The old pier is rotten.”", 2),
        ("“Lowmark will pay for a new pier.”\n\nThe hall cheered.\n\n“The old pier is rotten.”", 2),
    ],
)
def test_the_sentences_of_one_utterance_are_one_quotation(text, rows):
    table = found(("a", "North Star", f"{SHARED}\n\n{text}", [MOOR]), ROWS[1])
    assert table["kind"].tolist() == ["quotation"] * rows
    spans = [tuple(place) for span in table["span"] for place in json.loads(span)]
    whole = f"{SHARED}\n\n{text}"
    assert " ... ".join(whole[start:end] for start, end in spans) == " ... ".join(table["text"])


def test_what_another_outlet_gives_of_an_utterance_is_no_part_of_it():
    table = found(
        ("a", "North Star", f"{SHARED[:-26]}. Lowmark will pay for a new pier.”", []), ROWS[1]
    )
    said = table[table["kind"] == "quotation"]
    assert said["text"].tolist() == ["Lowmark will pay for a new pier.”"]


def test_events_are_looked_at_by_themselves():
    more = ("c", "South Post", ALONE, [HALL])
    assert found(*ROWS, more).empty
    apart = found(*ROWS, more, event=["x", "x", "y"])
    assert apart["event"].tolist() == ["x", "x"]  # y has a single outlet
    assert found(*ROWS, more, event=["x", "", "y"]).empty


def test_order_changes_nothing():
    pd.testing.assert_frame_equal(found(*ROWS), found(*ROWS, back=True))


def test_nothing_is_only_in_the_single_outlet_of_a_corpus():
    assert found(ROWS[0]).empty


def test_a_number_that_one_outlet_gives_is_found_with_what_it_counts():
    star = "Officials counted 82 survivors, 1,200 tickets and 11 crews on 4 May 1998."
    post = "Eleven crews searched at 5 p.m. The company sold 1.2 thousand tickets."
    table, given, quotations = corpus(("a", "North Star", star, []), ("b", "South Post", post, []))
    shared = shared_in(table, given, quotations)
    numbers = only_in(shared, table, given, sections_of(table)).query("kind == 'number'")
    told = numbers[["outlet", "text"]].to_numpy().tolist()
    assert told == [["North Star", "82 survivors"]]  # eleven and 1,200 are told by both
    (place,) = [json.loads(span)[0] for span in numbers["span"]]
    assert star[slice(*place)] == "82 survivors"
    assert only_in(shared, table, given).query("kind == 'number'").empty


def test_a_number_in_quotation_marks_or_of_a_list_is_not_the_outlets():
    star = "4 issues of the pier\n\nThe town counted 82 boats.\n\n“We saw 90 ships,” Ada Moor said."
    post = "The pier\n\nThe town has a pier."
    table, given, _ = corpus(("a", "North Star", star, []), ("b", "South Post", post, []))
    shared = shared_in(table, given, _)
    numbers = only_in(shared, table, given, sections_of(table)).query("kind == 'number'")
    assert numbers["text"].tolist() == ["82 boats"]


def test_the_numbers_of_the_seeds_are_those_that_one_article_has():
    study = Study(read_corpus(str(ROOT / "seeds")))
    only = study["only-in"].query("kind == 'number'")
    texts = study["articles"].set_index("outlet")["text"]
    assert len(only)
    for row in only.itertuples():
        (other,) = set(texts.index) - {row.outlet}
        digits = row.text.split()[0].strip("$%")
        assert digits not in texts[other]
    assert "82 civilians" in set(only["text"])
    listed = alone_listed(study["only-in"], study["articles"], top=1)
    told = listed[listed["kind"] == "number"]["text"]
    assert told.str.contains("82 civilians: ").any()  # and the sentence
    assert told.str.len().gt(40).all()


def test_nobody_is_only_in_one_outlet_whose_name_stands_in_a_source_of_another():
    said = "“Lowmark will pay for a new pier alone,” Ann Quell said."
    told = "A lawyer of Ms. Quell said the pier is safe."
    one = (
        "a",
        "North Star",
        said,
        [("Ann Quell", "said", "“Lowmark will pay for a new pier alone,”")],
    )
    other = ("b", "South Post", told, [("A lawyer of Ms. Quell", "said", "the pier is safe")])
    table, given, quotations = corpus(one, other)
    given = given.assign(source_text=given["speaker"])
    given.loc[given["article"] == "b", ["speaker", "named"]] = ["lawyer", False]
    shared = shared_in(table, given, quotations)

    def alone(attributions):
        return only_in(shared, table, attributions).query("kind == 'speaker'")["text"].tolist()

    assert alone(given) == []
    elsewhere = given.assign(source_text=given["source_text"].str.replace("Quell", "Reed"))
    assert alone(elsewhere) == ["Ann Quell"]


def alone_of(*texts):
    """Return the speakers whom one outlet alone hears, where each says the same of the pier."""
    rows = [
        (f"{k}", outlet, f"{who} said the pier is safe.", [(who, "said", "the pier is safe")])
        for k, (outlet, who) in enumerate(texts)
    ]
    table, given, quotations = corpus(*rows)
    shared = shared_in(table, given, quotations)
    return only_in(shared, table, given).query("kind == 'speaker'")["text"].tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jon Hoffmann", "Jon Hoffman"),
        ("Sergey Fro", "Sergei Fro"),
        ("Ann Lee", "Ms. Lee"),
    ],
)
def test_another_spelling_or_a_short_form_is_the_same_speaker(one, other):
    assert alone_of(("North", one), ("South", other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Lee", "Ann Le"), ("Ann Lee", "North")],
)
def test_other_names_are_other_speakers(one, other):
    assert one in alone_of(("North Star", one), ("South", other))


@pytest.mark.parametrize(
    ("body", "other", "alone"),
    [
        ("Russian Defense Ministry", "Ann Lee", True),
        ("Russian Defense Ministry", "Russian envoy Ann Lee", True),
        ("Russian Defense Ministry", "a defense official", False),  # perhaps the same
        ("Bureau of Labor Statistics", "the Labor Department", False),
        ("Moor campaign", "Ann Lee", False),
        ("White House", "Ann Lee", False),  # others hear the president
    ],
)
def test_a_body_is_heard_alone_if_no_other_source_has_a_word_of_its_name(body, other, alone):
    assert (body in alone_of(("North", body), ("South", other))) == alone


def test_who_is_quoted_by_others_is_not_heard_alone():
    table, given, quotations = corpus(*ROWS)
    shared = shared_in(table, given, quotations)
    nested = given.assign(parent=given["speaker"].eq("Ben Hall").map({True: "00001", False: ""}))
    assert "speaker" not in set(only_in(shared, table, nested)["kind"])


def test_a_part_of_a_law_is_not_heard():
    assert alone_of(("North", "Article II"), ("South", "Ann Lee")) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("kind", "score", "alone"),
    [("business", 0.9, ["Ann Lee"]), ("media", 0.9, []), ("business", 0.7, [])],
)
def test_journalists_and_who_is_not_surely_found_are_not_heard_alone(kind, score, alone):
    said = "“The pier is safe,” Ann Lee said."
    rows = [("Ann Lee", "said", "“The pier is safe,”")]
    table, given, quotations = corpus(("a", "Echo", said, rows), ("b", "South Post", "No.", []))
    given = given.assign(kind=kind, score=score)
    shared = shared_in(table, given, quotations)
    found = only_in(shared, table, given)
    assert found.query("kind == 'speaker'")["text"].tolist() == alone
    assert ("quotation" in set(found["kind"])) == (kind != "media")


@pytest.mark.parametrize("mark", ["''", "’’", '"', "”"])
def test_a_quotation_ends_at_its_mark_however_it_is_written(mark):
    text = f'He called it "a very old pier{mark} of the town.'
    part = (text.index("a very"), text.index(" of"))
    assert _joined(text, [part]) == [part]


def test_parts_of_a_sentence_inside_one_quotation_are_joined_and_others_are_not():
    text = 'He said "I don\'t know that we will pay. Not now." Then: "Maybe in a year or so."'
    part = text.index("that we"), text.index("pay.") + 3
    last = text.index("Maybe"), text.index("so.") + 3
    spans = _joined(text, [part, last])
    assert [text[a:b] for a, b in spans] == [
        "I don't know that we will pay.",
        "Maybe in a year or so.",
    ]


def test_a_speaker_is_not_alone_where_another_text_has_a_verb_of_saying_beside_the_name():
    unheard = "Ben Hall, a baker of Norland, urged calm."
    here = [(*ROWS[1][:2], f"{ROWS[1][2]}\n\n{unheard}", ROWS[1][3])]
    assert "Ben Hall" not in found(ROWS[0], *here).query("kind == 'speaker'")["text"].tolist()
    there = [(*ROWS[1][:2], f"{ROWS[1][2]}\n\nBen Hall baked bread.", ROWS[1][3])]
    assert "Ben Hall" in found(ROWS[0], *there).query("kind == 'speaker'")["text"].tolist()


def heard_alone(who, cue, content, **more):
    """Return whom North alone hears, where South has nothing of him."""
    text = f"{who} {cue} {content}."
    table, given, quotations = corpus(
        ("a", "North", text, [(who, cue, content)]), ("b", "South", SHARED, [MOOR])
    )
    own = given["article"] == "a"
    given.loc[own, "source_text"] = who
    for column, value in more.items():
        given.loc[own, column] = value
    shared = shared_in(table, given, quotations)
    alone = only_in(shared, table, given).query("kind == 'speaker' and outlet == 'North'")
    return alone["text"].tolist()


PLAN = "the plan for the new pier in the old harbour of Lowmark"


@pytest.mark.parametrize(
    "cue", ["presented", "has praised", "went on to explain", "has also criticized"]
)
def test_a_finite_verb_of_saying_makes_a_speaker_heard(cue):
    assert heard_alone("Ben Hall", cue, PLAN) == ["Ben Hall"]


@pytest.mark.parametrize(
    "cue", ["will explain", "put", "was told of", "offered", "moved to defend", "was responding to"]
)
def test_other_verbs_make_a_speaker_heard_only_with_words_in_quotation_marks(cue):
    assert heard_alone("Ben Hall", cue, PLAN) == []
    assert heard_alone("Ben Hall", cue, PLAN, quoted_words=4) == ["Ben Hall"]


@pytest.mark.parametrize(
    "more",
    [
        {"rule": "pronoun", "quoted_words": 4},
        {"section": "caption"},
        {"section": "headline"},
        {"source_text": "who"},
        {"speaker": "History"},
    ],
)
def test_a_pronoun_a_caption_a_relative_clause_and_the_past_are_not_heard(more):
    assert heard_alone("Ben Hall", "praised", PLAN, **more) == []


def test_a_line_that_leads_to_another_article_lets_nobody_be_heard():
    table, given, quotations = corpus(
        ("a", "North", "Ben Hall slams Lowmark\n\nIt rained.", [("Ben Hall", "slams", "Lowmark")]),
        ("b", "South", SHARED, [MOOR]),
    )
    alone = only_in(shared_in(table, given, quotations), table, given)
    assert "Ben Hall" not in alone["text"].tolist()


@pytest.mark.parametrize(
    "cue",
    [
        "vetoed",
        "refused",
        "declined",
        "has agreed to",
        "practically begged for",
        "serious questions about",
        "has every reason to want",
        "on",
    ],
)
def test_an_act_a_figure_of_speech_and_a_noun_of_others_let_nobody_be_heard(cue):
    assert heard_alone("Ben Hall", cue, PLAN) == []


@pytest.mark.parametrize("cue", ["denounced", "asked about", "has warned of", "questions"])
def test_who_denounces_asks_or_warns_is_heard(cue):
    assert heard_alone("Ben Hall", cue, PLAN) == ["Ben Hall"]


def test_a_request_to_do_something_is_an_act_and_a_suggestion_is_its_owners():
    assert heard_alone("Ben Hall", "asked", "him to look into the old harbour") == []
    assert heard_alone("Ben Hall", "asked", "whether the old harbour is safe") == ["Ben Hall"]
    assert heard_alone("Ben Hall’s", "suggestion", "that the old harbour is safe") == ["Ben Hall’s"]
    assert heard_alone("Ben Hall", "suggestion", "that the old harbour is safe") == []
    assert heard_alone("Ben Hall’s", "refusal", "to leave the old harbour of Lowmark") == []
    assert heard_alone("Ben Hall’s", "proposals", "to sell the old harbour of Lowmark") == []


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("will reject", PLAN),
        ("should be guided by", "“row and rest” in Lowmark"),
        ("must outline", PLAN),
        ("aims", "to send a “clear and loud” word to Lowmark"),
        ("apparently concluded", "that the old harbour of Lowmark is safe"),
        ("was referring to", PLAN),
    ],
)
def test_what_is_to_come_is_advised_or_guessed_lets_nobody_be_heard(cue, content):
    assert heard_alone("Ben Hall", cue, content, quoted_words=3) == []


@pytest.mark.parametrize("cue", ["said he will reject", "must have said", "said"])
def test_what_was_said_of_what_will_be_done_is_heard(cue):
    assert heard_alone("Ben Hall", cue, PLAN, quoted_words=3) == ["Ben Hall"]


@pytest.mark.parametrize(
    ("content", "heard"),
    [
        ("his nomination of Eva Lind of Lowmark", False),
        ("the surprise resignation of Eva Lind of Lowmark", False),
        ("that the resignation of Eva Lind is late", True),
        ("a new pier for Lowmark, which is late", True),
    ],
)
def test_an_office_that_is_filled_or_left_is_no_speech(content, heard):
    assert heard_alone("Ben Hall", "announced", content) == ["Ben Hall"] * heard


@pytest.mark.parametrize(
    ("cue", "heard"),
    [
        ("spoke much more about", False),  # of what, and no word of it
        ("unveiled", False),
        ("hammered", False),
        ("praised", True),
    ],
)
def test_who_speaks_of_something_or_acts_is_not_heard(cue, heard):
    assert heard_alone("Ben Hall", cue, PLAN) == ["Ben Hall"] * heard


def test_who_proposes_a_measure_is_heard_only_by_what_it_is_to_do():
    assert heard_alone("Ben Hall", "proposed", "a cut of the pier of Lowmark") == []
    assert heard_alone("Ben Hall", "proposed", "to cut the pier of Lowmark") == ["Ben Hall"]


@pytest.mark.parametrize(
    "who",
    ["House Democrats", "the report", "someone", "the Senate", "tweets by aides", "Dept.", "Vote"],
)
def test_a_crowd_a_paper_and_a_body_that_votes_are_not_heard(who):
    assert heard_alone(who, "praised", PLAN) == []


@pytest.mark.parametrize("who", ["the White House", "Norland Council", "Eva Lind"])
def test_a_body_that_speaks_and_a_person_are_heard(who):
    text = f"{who} praised {PLAN}."
    table, given, _ = corpus(("a", "North", text, [(who, "praised", PLAN)]))
    assert heard_of(given, dict(zip(table["id"], table["text"], strict=True)))[
        "speaker"
    ].tolist() == [who]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Ben Hall rowed there. “It is rotten at its feet,” he said.", ["Ben Hall"]),
        ("Ben Hall rowed there. It rained. “It is rotten at its feet,” he said.", ["Ben Hall"]),
        (
            "Ben Hall rowed. It rained. We slept. It hailed. “It is rotten at its feet,” he said.",
            [],
        ),
        ("Ben Hall rowed there. It is rotten at its feet, he said.", []),
    ],
)
def test_who_is_named_shortly_before_speaks_by_a_pronoun_in_quotation_marks(text, alone):
    quote = "It is rotten at its feet"
    table, given, _ = corpus(
        ("a", "North", text, [("he", "said", quote)]), ("b", "South", SHARED, [MOOR])
    )
    own = given["article"] == "a"
    given.loc[own, ["speaker", "rule", "source_text"]] = ["Ben Hall", "pronoun", "he"]
    given.loc[own, "quoted_words"] = 6 if "“" in text else 0
    shared = shared_in(table, given, _)
    only = only_in(shared, table, given).query("kind == 'speaker' and outlet == 'North'")
    assert only["text"].tolist() == alone


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Ben Hall met two pilots who said the pier is safe.", []),
        ("Ben Hall, a pilot who met two others, said the pier is safe.", ["Ben Hall"]),
        ("Ben Hall, who met two others, said the pier is safe.", ["Ben Hall"]),
    ],
)
def test_who_meets_others_who_say_something_is_not_heard_by_it(text, alone):
    given_ = [("Ben Hall", "said", "the pier is safe")]
    table, given, _ = corpus(("a", "North", text, given_), ("b", "South", SHARED, [MOOR]))
    only = only_in(shared_in(table, given, _), table, given)
    assert only.query("outlet == 'North'")["text"].tolist() == alone


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("accused", f"of theft at {PLAN}"),
        ("pleaded", f"guilty to lies about {PLAN}"),
        ("rejected", PLAN),
        ("laid out", PLAN),
    ],
)
def test_a_plea_an_accusation_by_others_and_an_act_let_nobody_be_heard(cue, content):
    assert heard_alone("Ben Hall", cue, content) == []


def test_a_participle_behind_a_noun_is_not_said_by_the_subject():
    own = {"source": "[[0, 8]]", "speaker": "Ben Hall"}
    assert heard_alone("Ben Hall filed a suit", "asking", PLAN, **own) == []
    assert heard_alone("Ben Hall left,", "asking", PLAN, **own) == ["Ben Hall"]


@pytest.mark.parametrize(
    ("here", "there", "alone"),
    [
        # a large number is given whatever it counts, a small one only of what may be the same
        ("The town counted 82 boats.", "The town sent 82 soldiers.", []),
        ("The town counted 9 boats.", "The town sent 9 soldiers.", ["9 boats"]),
        # the whole of which a part is told, and a line that is no sentence
        ("The town took 36 of 50 boats.", "It rained.", []),
        ("It rained.\n\nSlideshow ( 35 images )", "It rained.", []),
    ],
)
def test_numbers_that_others_may_tell_or_that_count_nothing_are_not_told(here, there, alone):
    table, given, quotations = corpus(
        ("a", "North", f"{here}\n\nIt was late in the town.", []),
        ("b", "South", f"{SHARED} {there}", [MOOR]),
    )
    shared = shared_in(table, given, quotations)
    numbers = only_in(shared, table, given, sections_of(table)).query(
        "outlet == 'North' and kind == 'number'"
    )
    assert numbers["text"].tolist() == alone
