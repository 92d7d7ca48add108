"""What is said of one event and of many: sentences by hand, and nothing where nothing is to be said."""

import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.files import slug
from analysis.inference.by_event import paired_differences
from analysis.measures.comparison.agency import agency_of
from analysis.measures.comparison.coverage import coverage_of
from analysis.measures.loaded import MODEL_HITS
from analysis.reports.findings.contrasts import Finding
from analysis.reports.findings.event import (
    _told_of_sentences,
    alone_finding,
    event_findings,
    loaded_finding,
    mark_notices,
    naming_finding,
    shared_finding,
    speaker_finding,
    speaking_notices,
    surely_heard,
    words_shared,
)
from analysis.reports.findings.event_passages import (
    _alone,
    _given_elsewhere,
    acts_listed,
    alone_listed,
    alone_quoted,
    calls_of,
    calls_told,
    headline_rows,
    is_one_event,
    likely,
    loaded_caption,
    loaded_rows,
    shared_rows,
    utterances_told,
)
from analysis.reports.findings.events import (
    coverage_listed,
    event_notices,
    event_page_of,
    event_remarks,
    events_findings,
)
from analysis.reports.notebook.passages import Behind
from analysis.reports.notebook.side_by_side import Row, Side
from analysis.study import Study
from analysis.tables import Voices
from tests.conftest import ROOT, articles
from tests.inference.test_by_event import random, study
from tests.measures.comparison.test_coverage import events


def naming(rows):
    """Namings from (actor, outlet, text, call)."""
    table = pd.DataFrame(rows, columns=["actor", "outlet", "text", "call"])
    form = table["text"].str.contains("Moor").map({True: "name", False: "description"})
    starts = pd.Series(range(len(table))) * 100
    return table.assign(article="a", start=starts, end=starts + 50, voice="outlet", form=form)


CALLS = [
    *[("Moor", "Echo", "the mayor", "mayor")] * 3,
    ("Moor", "Echo", "Ada Moor", "Ada Moor"),
    *[("Moor", "Post", "the  boss", "boss")] * 4,
]


def test_articles_whose_quotation_marks_are_uneven_are_named_by_their_outlets():
    texts = articles(("1", "Echo", "a"), ("2", "Post", "b"))
    found = pd.DataFrame({"article": ["1", "2"], "kind": ["unclosed", "quotation"]})
    found["section"] = "body"
    (notice,) = mark_notices(found, texts)
    assert notice.startswith("A quotation is opened and never closed in an article of Echo:")
    assert mark_notices(found.tail(1), texts) == []
    assert mark_notices(found.assign(section="headline"), texts) == []


def test_calls_are_told_with_their_counts_as_they_are_written_most():
    assert calls_told(naming(CALLS[:4])) == "“the mayor” 3, “Ada Moor” 1"
    (found,) = naming_finding(naming(CALLS))
    assert found.sentence == (
        "What Moor is called, with counts: Echo by name 1, “the mayor” 3; Post by name 0, “the boss” 4."
    )
    titles = naming([*CALLS, *[("Moor", "Post", "Boss Moor", "Moor")] * 4])
    titles.loc[titles["form"].eq("description"), "end"] = titles["start"] + 4
    glued = titles.loc[titles["outlet"].eq("Post") & titles["form"].eq("description"), "end"] + 1
    titles.loc[titles["text"].eq("Boss Moor"), "start"] = glued.tolist()
    (found,) = naming_finding(titles)  # a title right before a name is no further call
    assert found.sentence.endswith("Post by name 4.")
    table = calls_of(naming(CALLS), actors=3)
    assert table["own_words"].tolist() == ["“the mayor” 3, “Ada Moor” 1", "“the boss” 4"]


def test_articles_that_somebody_tells_himself_are_named_by_their_outlets():
    texts = articles(
        ("1", "Echo", "Editorial: The toll is late\nIt is."), ("2", "Post", "The toll\nUp.")
    )
    (notice,) = speaking_notices(texts, Voices.empty())
    assert notice.startswith("An article of Echo is a column, or a speech or a statement")
    assert speaking_notices(texts.tail(1), Voices.empty()) == []


def test_a_call_is_counted_as_it_is_written_and_all_calls_are_told():
    texts = ["Whig nominee", "nominee", "Whig nominee", "whig  nominee"]
    rows = naming([("Ada Moor", "Echo", text, "nominee") for text in texts])
    assert calls_told(rows) == "“Whig nominee” 3, “nominee” 1"
    other = naming([("Ada Moor", "Post", "Moor", "Moor")])
    scare = rows.tail(1).assign(voice="scare quotes")
    table = calls_of(pd.concat([rows.head(3), scare, other]), actors=3)
    assert table["in_quotes"].tolist() == ["“whig nominee” 1", ""]
    assert table["n"].tolist() == [4, 1]


def test_whom_all_outlets_call_by_one_name_is_not_told_and_names_decide_who_is():
    same = [("Toll Office", outlet, "Toll Office", "Toll Office") for outlet in ("Echo", "Post")]
    assert calls_of(naming(same).assign(form="name"), actors=3).empty
    often = [("Bea Loy", outlet, "the clerk", "clerk") for outlet in ("Echo", "Post") * 4]
    by_name = [("Moor", outlet, "Ms. Moor", "Ms. Moor") for outlet in ("Echo", "Post") * 2]
    by_name += [("Moor", "Post", "Ada Moor", "Ada Moor")]
    assert set(calls_of(naming(often + by_name), actors=1)["actor"]) == {"Moor"}
    most = pd.concat([naming(same * 9).assign(form="name"), naming(often + by_name)])
    assert set(calls_of(most, actors=1)["actor"]) == {"Moor"}  # no row is lost to it
    lands = [
        ("Norway", outlet, call, call) for outlet, call in [("Echo", "Norway"), ("Post", "Oslo")]
    ]
    assert calls_of(naming(lands * 9).assign(form="name"), actors=1).empty
    of_state = [
        ("Norway", "Echo", "the regime", "regime"),
        ("Norway", "Post", "the state", "state"),
    ]
    of_state += [("Norway", "Post", "Norway’s government", "government")]
    regime = naming(of_state).assign(form="description")
    table = calls_of(pd.concat([naming(lands * 9).assign(form="name"), regime]), actors=1)
    assert table["own_words"].tolist() == ["“the regime” 1", "“Norway’s government” 1"]


def test_titles_and_capitals_of_an_outlet_are_no_finding():
    house = [("Moor", "Echo", f"{title} Moor", f"{title} Moor") for title in ("Ms.", "Mayor") * 3]
    plain = [("Moor", "Post", "Moor", "Moor")] * 6
    assert naming_finding(naming(house + plain)) == []
    table = naming([("the board", "Echo", word, word) for word in ("Board", "board", "board")])
    assert calls_told(table) == "“board” 3"


def attributions(rows):
    table = pd.DataFrame(rows, columns=["outlet", "speaker"])
    return table.assign(
        named=True, act="said", negated=False, parent="", id=[str(k) for k in table.index]
    ).assign(**SAYING, source_text=table["speaker"])


SAYING = {
    "article": "a", "section": "body", "start": 0, "source": "[[0, 3]]", "cue": "[[4, 8]]", "rule": "name",
    "cue_text": "said", "content_text": "so", "quoted_words": 0, "listed": True, "kind": "people",
    "score": 1.0,
}  # fmt: skip
TEXTS = {"a": "Who said so."}


def test_who_is_heard_by_all_and_who_by_one():
    said = attributions([("Echo", "Moor"), ("Post", "Moor"), ("Echo", "Kay"), ("Echo", "Lee")])
    only = pd.DataFrame({"kind": "speaker", "outlet": "Echo", "speaker": ["Kay", "Lee"]})
    (found,) = speaker_finding(said, only, TEXTS)
    assert (
        found.sentence
        == "Both outlets hear Moor; of those who are surely heard, only Echo hears Kay and Lee."
    )


def test_a_name_that_ends_with_a_full_stop_ends_the_sentence():
    said = attributions([("Echo", "Moor"), ("Post", "Moor"), ("Echo", "Lee Jr.")])
    only = pd.DataFrame({"kind": "speaker", "outlet": "Echo", "speaker": ["Lee Jr."]})
    (found,) = speaker_finding(said, only, TEXTS)
    assert found.sentence.endswith("only Echo hears Lee Jr.")


def test_two_names_of_one_speaker_are_one_for_who_is_heard_by_all():
    none = pd.DataFrame({"kind": [], "outlet": [], "speaker": []})
    said = attributions([("Echo", "Ada Hoffman"), ("Post", "Ada Hoffmann"), ("Post", "Lee office")])
    (found,) = speaker_finding(said, none, TEXTS)
    assert found.sentence == "Both outlets hear Ada Hoffman."
    body = attributions([("Echo", "Ada Moor"), ("Post", "Moor campaign")])
    assert speaker_finding(body, none, TEXTS) == []


def test_a_speaker_inside_what_another_says_is_not_heard_as_the_figure_counts():
    only = pd.DataFrame({"kind": ["speaker"], "outlet": ["Echo"], "speaker": ["Lee"]})
    said = attributions([("Echo", "Moor"), ("Post", "Moor"), ("Echo", "Lee")])
    nested = said.assign(parent=["", "7", ""])
    (found,) = speaker_finding(said, only, TEXTS)
    assert (
        found.sentence
        == "Both outlets hear Moor; of those who are surely heard, only Echo hears Lee."
    )
    (found,) = speaker_finding(nested, only, TEXTS)  # Post hears Moor through somebody
    assert (
        found.sentence == "Of those who are surely heard, only Echo hears Lee."
    )  # nobody by both: not told
    (found,) = speaker_finding(
        nested[nested["outlet"] == "Echo"].assign(outlet=["Echo", "Post"]), only, TEXTS
    )
    assert found.sentence == "Of those who are surely heard, only Echo hears Lee."


@pytest.mark.parametrize(
    ("cue", "heard"),
    [
        ("argued", True),
        ("denounced", True),
        ("vetoed", False),
        ("refused", False),
        ("agreed", False),
    ],
)
def test_all_outlets_hear_who_says_something_and_not_who_only_acts(cue, heard):
    said = attributions([("Echo", "Moor"), ("Post", "Moor")]).assign(cue_text=["said", cue])
    none = pd.DataFrame({"kind": [], "outlet": [], "speaker": []})
    assert bool(speaker_finding(said, none, TEXTS)) is heard


def test_sentences_of_speakers_are_shown_where_they_are_surely_heard_and_once():
    text = "Moor said so. Moor said no, Moor said it would rain."
    rows = attributions([("Echo", "Moor")] * 3).assign(
        start=[0, 14, 28], words=[1, 1, 3], score=[0.9, 0.9, 0.9],
        cue=["[[5, 9]]", "[[19, 23]]", "[[33, 37]]"],
        source=["[[0, 4]]", "[[14, 18]]", "[[28, 32]]"],
    )  # fmt: skip
    known = articles(("a", "Echo", text))
    (behind,) = surely_heard([Behind("Echo, Moor: 3", rows)], known)
    assert behind.fit == [True, False, True]
    unsure = rows.assign(score=[0.9, 0.9, 0.5])
    (behind,) = surely_heard([Behind("Echo, Moor: 3", unsure)], known)
    assert behind.fit == [True, True, False]
    assert len(behind.rows) == 3
    (twice,) = surely_heard([Behind("Echo, Moor: 3", rows)], known)
    assert [name.split()[0] for name in twice.together] == ["1", "2", "2"]


@pytest.mark.parametrize("change", [{"score": 0.7}, {"kind": "media"}])
def test_who_is_not_surely_heard_and_what_a_paper_reports_is_not_told(change):
    said = attributions([("Echo", "Moor"), ("Post", "Moor")]).assign(**change)
    none = pd.DataFrame({"kind": [], "outlet": [], "speaker": []})
    assert speaker_finding(said, none, TEXTS) == []


def test_an_event_of_one_outlet_is_no_event_to_compare():
    assert not is_one_event(coverage_of(events("aaaaa", "xxxxx")))
    assert is_one_event(coverage_of(events("aabca", "xxxxx")))
    assert not is_one_event(coverage_of(events("aabca", "xxxyy")))
    assert event_notices(coverage_of(events())) == []
    assert "nothing to compare" in event_notices(coverage_of(events("aaaaa", "xxxxx")))[0]


def test_found_events_are_said_to_be_found():
    assert event_remarks(events()) == []
    assert event_remarks(events().assign(why="names Kay")) != []


def test_reliable_differences_within_events_are_told_first():
    table, known = study([(9, 3), (8, 3), (9, 2), (9, 4), (8, 2), (9, 1)])
    table = table.assign(measure="loaded words, model", category="outlet")
    paired = paired_differences(table, known, random=random())
    told = events_findings(coverage_of(events()), paired)
    assert told[0] == (
        "5 articles of 3 outlets tell of 2 events; 2 of them are reported by more than one outlet. The "
        "largest event has 60% of the articles."
    )
    assert told[1].startswith(
        "Within 6 shared events a has 8.7 loaded words (model) per 1,000 of its own words, b 2.5 "
        "(a difference of 6.2"
    )


def test_where_nothing_is_reliable_the_nearest_is_told_with_both_p_values():
    values = [(9, 3), (3, 4), (9, 8), (9, 4), (2, 2), (9, 8), (1, 2), (5, 4)]
    table, known = study(values)
    table = table.assign(measure="loaded words, model", category="outlet")
    paired = paired_differences(table, known, random=random())
    (_, none, nearest, tests) = events_findings(coverage_of(events()), paired)
    row = paired.iloc[0]
    assert none == "No difference within events is reliable."
    assert nearest.startswith(
        "Nearest to it: within 8 shared events a has 5.9 loaded words (model) per"
    )
    assert nearest.endswith(f"; p {row['p']:.2g}, adjusted {row['p_adjusted']:.2g}.")
    assert tests.endswith("adjusted for all of them (Holm).")


def test_what_is_too_little_for_an_interval_is_said():
    table, known = study([(9, 3), (8, 3)])
    table = table.assign(measure="loaded words, model", category="outlet")
    told = events_findings(coverage_of(events()), paired_differences(table, known, random=random()))
    assert "at most 2" in told[-1]
    none = paired_differences(table, known.head(0), random=random())
    assert events_findings(coverage_of(events()), none)[-1].startswith(
        "No two outlets share an event"
    )


def test_events_are_listed_with_their_outlets():
    (first, _) = coverage_listed(coverage_of(events())).to_dict("records")
    assert (first["told_by"], first["days"]) == ("a 2, b 1", "2024-05-01 to 2024-05-03")


def test_the_tables_of_the_seeds_read_in_turn():
    study_of_seeds = Study(read_corpus(ROOT / "seeds"))
    listed = acts_listed(study_of_seeds["agency"])
    assert listed["outlet"].head(3).tolist() == ["PJ Media", "RFE/RL", "PJ Media"]
    only = alone_listed(study_of_seeds["only-in"], study_of_seeds["articles"], top=2)
    assert only.groupby("outlet")["kind"].apply(list).tolist() == [
        ["speakers", *["number"] * numbers, "quotation", "quotation"] for numbers in (1, 3)
    ]


def test_what_one_outlet_has_is_told_with_who_says_it_and_what_is_counted():
    text = "The town counted 82 boats. Of 40 crews, 12 left. " + "Long " * 60 + "lists of 7 ships."
    quoted = [
        "“a very old pier,”",
        "“We mend the old pier in May.”",
        "“Nobody mends the old pier.”",
        "“mend the very old pier of the town in May”",
    ]
    rows = [("number", "", number) for number in ("82 boats", "40 crews", "12 left", "7 ships")]
    rows += [
        ("quotation", who, said)
        for who, said in zip(("Kay", "Moor", "clerk", "Kay"), quoted, strict=True)
    ]
    only = pd.DataFrame(rows, columns=["kind", "speaker", "text"]).assign(
        outlet="Echo", article="1"
    )
    only["span"] = [
        json.dumps([[max(0, text.find(one)), max(0, text.find(one)) + 5]]) for one in only["text"]
    ]
    told = alone_listed(only, articles(("1", "Echo", text)), top=9)
    assert told[["kind", "text"]].to_numpy().tolist() == [
        ["number", "82 boats: The town counted 82 boats."],
        ["number", "40 crews: Of 40 crews, 12 left."],
        ["quotation", quoted[1]],  # a whole sentence first
        ["quotation", quoted[3]],
    ]
    given = alone_quoted(only, articles(("1", "Echo", text)))
    assert given["text"].tolist() == [*quoted[:2], quoted[3]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"I left. "He ran and fell twice," she said', False),
        ("“I left the pier. “He ran and fell twice,”", False),
        ('"I left the pier." "He ran and fell twice."', True),
        ("“I left the pier,” ... “He ran and fell twice.”", True),
    ],
)
def test_a_quotation_in_which_another_mark_opens_is_not_told(text, told):
    row = {"kind": "quotation", "speaker": "Ada Moor", "text": text}
    only = pd.DataFrame([row]).assign(article="1", span="[[0, 2]]")
    assert len(alone_quoted(only, articles(("1", "Echo", text)))) == told


@pytest.mark.parametrize(
    ("before", "told"),
    [("found ", 1), ("found no ", 0), ("did not find a ", 1), ("saw nothing, not “this” but ", 1),
     ("there wasn’t any ", 0), ("It was never a ", 0)],
)  # fmt: skip
def test_a_quotation_behind_a_denial_is_not_told(before, told):
    text = f"Moor {before}“clear and open trace of fire” there."
    start = text.index("“clear")
    row = {"kind": "quotation", "speaker": "Ada Moor", "text": "“clear and open trace of fire”"}
    only = pd.DataFrame([row]).assign(article="1", span=json.dumps([[start, start + 9]]))
    assert len(alone_quoted(only, articles(("1", "Echo", text)))) == told


THREE = " Troops killed a guard." * 3  # make an event of violence


def acts_of(text):
    agency = agency_of(articles(("1", "Echo", text + THREE)), Voices.empty())
    return acts_listed(agency)["predicate_text"].tolist()[:-1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A gang shot a pilot.", ["shot"]),
        ("The navy bombed a town.", ["bombed"]),
        ("A gang plans to shoot a pilot.", []),
        ("Did a gang shoot a pilot?", []),
        ("A gang reportedly shot a pilot.", []),
        ("The navy’s reported shelling of a port went on.", []),
        ("He shot a pilot.", []),  # whoever "he" is
        ("His lieutenant shot a pilot.", []),
        ("It was the legal murder of Doe by troops.", []),
        ("Democrats attacked.", []),
        ("Moor accused Doe.", []),  # no violence
        ("The council banned cars.", []),
    ],
)
def test_plain_acts_of_violence_of_somebody_who_is_read_are_listed(text, told):
    assert acts_of(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A gang killed Ann Reed. Reed was killed.", ["killed"]),
        ("A gang killed Bo Roe. Reed was killed.", ["killed", "killed"]),
    ],
)
def test_a_victim_whose_killer_the_article_names_is_not_told_as_if_nobody_were(text, told):
    assert acts_of(text) == told


def test_no_share_of_quoted_words_is_told_of_an_outlet_whose_marks_do_not_close():
    seeds = Study(read_corpus(ROOT / "seeds"))
    names = ("quotations", "articles", "contrasts")
    tables = {name: seeds[name] for name in names}
    told = event_findings(seeds, ["body"])
    assert any("of its words in quotation marks" in one.sentence for one in told)
    above = tables["contrasts"].query("measure == 'voice'")["above"].iloc[0]
    article = tables["articles"].set_index("outlet").loc[above, "id"]
    tables["quotations"].loc[tables["quotations"]["article"].eq(article), "kind"] = "unclosed"
    doubtful = event_findings(Study(read_corpus(ROOT / "seeds"), made=tables), ["body"])
    assert doubtful
    assert not any("of its words in quotation marks" in one.sentence for one in doubtful)


def test_nothing_is_listed_of_an_event_without_violence():
    text = "The council banned cars. Doe attacked the plan. Moor accused Doe."
    assert acts_listed(agency_of(articles(("1", "Echo", text)), Voices.empty())).empty


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The massacre in May killed three men.", False),
        ("The airstrike killed three men.", False),
        ("A shooting at a school wounded two pupils.", False),
        ("A guard at the shooting killed three men.", True),
        ("Doe, a man of the town, killed three men.", True),
    ],
)
def test_an_act_of_violence_is_nobody_who_acts(text, listed):
    assert len(acts_of(text)) == listed


def test_what_a_law_calls_murder_is_no_act_of_violence():
    law = "The penalty applies in two cases: the killing of a judge, and the murder of a child."
    done = "They saw the killing of a judge, and the murder of a child."
    acts = [
        agency_of(articles(("1", "Echo", text)), Voices.empty(), ["violence"])["lemma"].tolist()
        for text in (law, done)
    ]
    assert acts == [[], ["kill", "murder"]]


def test_the_caption_of_loaded_sentences_says_how_many_there_are_of_each_outlet():
    sides = [Side("1", k, k + 1, {"outlet": "Echo", "score": ""}) for k in range(2)]
    texts = articles(("1", "Echo", "One. Two."), ("2", "Post", "Three."))
    told = loaded_caption([Row("", sides)], texts)
    assert told.endswith("Shown are: 2 of Echo and none of Post.")


def test_loaded_sentences_are_the_outlets_own_and_marked_with_words_of_its_own():
    study_of_seeds = Study(read_corpus(ROOT / "seeds"))
    names = ("coverage", "articles", "loaded-sentence", "loaded-word")
    tables = {name: study_of_seeds[name] for name in names}
    (row,) = loaded_rows(tables, top=2)
    assert {side.about["outlet"] for side in row.sides} == {"RFE/RL", "PJ Media"}
    weak = tables["loaded-word"].assign(weight=0.1)
    assert loaded_rows(tables | {"loaded-word": weak}, top=2) == []
    table = study_of_seeds["articles"].set_index("id")
    for side in row.sides:
        outlet, text = table.loc[side.article, ["outlet", "text"]]
        marked = {
            text[mark.start : mark.end].lower()
            for mark in side.marks
            if side.start <= mark.start < side.end
        }
        others = " ".join(table[table["outlet"] != outlet]["text"]).lower()
        assert marked
        assert not [word for word in marked if word in others.split()]
    two = Study(read_corpus(ROOT / "seeds"), {"where": ["outlet=RFE/RL"]})
    assert loaded_rows(two, top=2) == []


@pytest.mark.parametrize(
    ("words", "score", "shown"),
    [
        ([("ghastly", 0.9, True)], 0.4, True),  # clear, and the list has it
        ([("ghastly", 0.9, False)], 0.9, False),  # not in the list
        ([("ghastly", 0.4, True)], 0.4, False),  # not clear
        ([("ghastly", 0.4, True)], 0.7, True),  # not clear in a sentence that is
        ([("ghastly", 0.5, False), ("wrecked", 0.5, False)], 0.7, True),
        ([("ghastly", 0.5, False), ("wrecked", 0.3, False)], 0.7, False),
        ([("ghastly", 0.5, False), ("pier", 0.5, False)], 0.7, False),  # a phrase
    ],
)
def test_a_loaded_sentence_shows_why_it_is_one(words, score, shown):
    text = "Ada Moor sold a ghastly pier that storms had wrecked."
    known = articles(("1", "Echo", text), ("2", "Post", "She sold it."))
    seeds = Study(read_corpus(ROOT / "seeds"))
    place = {"article": "1", "outlet": "Echo", "section": "body", "number": 0}
    sentence = {"start": 0, "end": len(text), "own_score": score, "words": 9, "outlet_words": 9}
    hits = [
        seeds["loaded-word"].head(1).assign(
            **place, voice="outlet", negated=False, text=word, weight=weight, lexicon=lexicon,
            start=text.index(word), end=text.index(word) + len(word),
        )
        for word, weight, listed in words
        for lexicon in ([MODEL_HITS, "loaded"] if listed else [MODEL_HITS])
    ]  # fmt: skip
    other = hits[0].assign(lexicon="loaded", start=0, end=3, text="Ada")  # the list is not empty
    tables = {
        "coverage": pd.DataFrame({"event": ["e", "e"]}),
        "articles": known,
        "loaded-sentence": seeds["loaded-sentence"].head(1).assign(**place, **sentence),
        "loaded-word": pd.concat([*hits, other]),
    }
    assert bool(loaded_rows(tables, top=2)) is shown


def test_an_event_leads_to_its_page_where_several_outlets_tell_it():
    told = coverage_of(events("aabbb", ["fire", "fire", "fire", "vote", "vote"]))
    named = pd.Series(["vote", "fire"])
    assert event_page_of(named, told, beginning="") == []
    assert event_page_of(named, told, beginning="../mine-") == [
        "",
        f"../mine-{slug('fire')}/report.html",
    ]


def cut_pair(text_a, text_b, shared, cut):
    row = {
        "confidence": "high", "utterance": "u", "a": "1", "b": "2", "outlet_a": "Echo", "outlet_b": "Post",
        "type_a": "direct", "type_b": "direct", "shared_words": shared, "share_of_a": 0.5, "share_of_b": 1.0,
        "quotation_a": 0, "quotation_b": 0,
        "speaker_a": "Ada Moor", "speaker_b": "Ada Moor", "a_span": "[[0, 9]]", "text_a": text_a,
        "text_b": text_b, "b_span": "[[0, 9]]", "a_shared": "[]", "b_shared": "[]", "score": 0.9,
        "cue_a": "", "cue_b": "",
        "cut": json.dumps({"a": cut, "b": [[], []]}),
    }  # fmt: skip
    empty = {"date": pd.NaT, "title": ""}
    rows = [
        {"id": "1", "outlet": "Echo", "text": text_a},
        {"id": "2", "outlet": "Post", "text": text_b},
    ]
    return pd.DataFrame([row]), pd.DataFrame(rows).assign(**empty)


def test_what_stands_elsewhere_in_the_article_or_is_cut_inside_a_clause_is_not_left_out():
    whole = "We will stay in the harbour, and we will never sell the old pier."
    end = [[], [[29, len(whole)]]]
    (found,) = shared_finding(*cut_pair(whole, "We will stay in the harbour.", 6, end))
    assert found.sentence.endswith("without:")
    assert found.example == "and we will never sell the old pier."
    also = "We will stay in the harbour. They said: we will never sell the old pier."
    (found,) = shared_finding(*cut_pair(whole, also, 6, end))
    assert "without" not in found.sentence
    inside = [[], [[16, len(whole)]]]
    (found,) = shared_finding(*cut_pair(whole, "We will stay in the", 5, inside))
    assert "without" not in found.sentence


def shared(*pairs):
    """SharedQuotations of one utterance, and its articles, from (passage, passage, score, speakers)."""
    rows = []
    for a, b, score, speakers in pairs:
        row = {"utterance": "u", "confidence": "high" if score >= 0.9 else "medium", "score": score}
        row |= {"shared_words": int(100 * score)}
        for side, name, who in zip("ab", (a, b), speakers, strict=True):
            row |= {side: name, f"{side}_span": "[[0, 5]]", f"{side}_shared": "[[0, 5]]"}
            row |= {f"outlet_{side}": name[0], f"speaker_{side}": who}
            row |= {f"type_{side}": "direct", f"cue_{side}": "said", f"quotation_{side}": -1}
            row |= {f"text_{side}": "words", f"share_of_{side}": 1.0}
        rows.append(row)
    names = sorted({name for pair in pairs for name in pair[:2]})
    return pd.DataFrame(rows), articles(*((name, name[0], f"{name} words") for name in names))


MOOR = ("Moor", "Moor")
PIER = "“They mend the old pier.”"


@pytest.mark.parametrize(
    ("pairs", "rows"),
    [
        ([("A", "B", 0.95, MOOR), ("B", "C", 0.95, MOOR)], ["ABC high"]),
        ([("A", "B", 0.8, MOOR), ("B", "C", 0.75, MOOR)], ["AB medium", "BC medium"]),
        (
            [("A", "B", 0.8, MOOR), ("B", "C", 0.75, MOOR), ("A", "C", 0.75, MOOR)],
            ["ABC medium"],
        ),
        ([("A", "B", 0.95, MOOR), ("B", "C", 0.75, MOOR)], ["AB high", "BC medium"]),
        (
            [("A", "B", 0.95, MOOR), ("B", "C", 0.95, ("Moor", "Kay"))],
            ["AB high", "BC high"],
        ),
        ([("A", "B", 0.95, MOOR), ("B", "C", 0.95, ("Moor", "Ada Moor"))], ["ABC high"]),
        ([("A1", "B", 0.8, MOOR), ("A2", "B", 0.75, MOOR)], ["A1B medium", "A2B medium"]),
    ],
)
def test_doubtful_pairs_do_not_put_passages_into_one_row_that_are_no_pair(pairs, rows):
    told = [
        "".join(side.article for side in row.sides) + row.label[row.label.index("(") :]
        for row in shared_rows(*shared(*pairs), top=9)
    ]
    assert sorted(told) == [row.replace(" ", "(") + " confidence)" for row in rows]


def test_words_that_stand_elsewhere_in_the_other_article_are_not_marked_as_this_outlets_alone():
    text = "“We mend the bridge in May and open it in June,” she said."
    other = "“We mend the bridge.” Later: they want to open it in June, of course."
    spans = [(1, text.index(",”"))]
    given = _given_elsewhere(text, spans, [other])
    alone = _alone(text, spans, given, set())
    assert [text[start:end] for start, end in alone] == ["in May and"]
    assert [text[a:b] for a, b in _alone(text, spans, [], set())] == [text[1 : text.index(",”")]]


def test_who_did_not_answer_is_heard_by_nobody():
    rows = [("a", "Moor"), ("b", "Moor"), ("a", "Hall"), ("b", "Hall")]
    table = pd.DataFrame(rows, columns=["outlet", "speaker"])
    table = table.assign(
        named=True,
        act="said",
        id=[*"1234"],
        negated=[False, False, False, True],
        parent="",
    ).assign(**SAYING, source_text=table["speaker"])
    only = pd.DataFrame(columns=["outlet", "kind", "text", "speaker"])
    (said,) = speaker_finding(table, only, TEXTS)
    assert "Moor" in said.sentence
    assert "Hall" not in said.sentence


def test_a_row_that_only_repeats_one_before_it_is_left_out():
    table, texts = shared(("A", "B", 0.8, MOOR), ("A", "B", 0.75, MOOR), ("C", "B", 0.7, MOOR))
    table["a_span"] = ["[[0, 3]]", "[[4, 6]]", "[[0, 3]]"]  # two passages of A, one of B and of C
    told = ["".join(side.article for side in row.sides) for row in shared_rows(table, texts, top=9)]
    assert told == ["AB", "BC"]


def test_a_mark_of_words_that_one_outlet_has_ends_with_the_words_of_the_speaker():
    text = "“It was as if he lost his mind,” she said. “He saw things.”"
    spans = [(0, text.index(" she")), (text.index("“He"), len(text))]
    given = [(text.index("he lost"), text.index(",”"))]
    alone = [text[start:end] for start, end in _alone(text, spans, given, set())]
    assert alone == ["It was as if", "He saw things"]


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, True),
        ({"share_of_a": 0.2, "share_of_b": 0.5}, False),  # two quotations with few words in common
        ({"share_of_a": 0.2, "share_of_b": 0.4, "type_b": "indirect"}, True),
        ({"share_of_a": 0.2, "share_of_b": 0.3, "type_b": "indirect"}, False),
        ({"confidence": "medium", "speaker_b": "Kay"}, False),
        ({"confidence": "medium", "speaker_b": "Ada Moor"}, False),  # "words" alone is no utterance
        ({"confidence": "medium", "text_a": PIER, "text_b": PIER}, True),
        ({"confidence": "medium", "speaker_a": "", "speaker_b": ""}, False),
        ({"confidence": "medium", "speaker_b": "", "share_of_a": 1.0, "share_of_b": 1.0}, True),
        ({"speaker_b": "Bo Kay", "shared_words": 4}, False),  # two people said so of themselves
        ({"speaker_b": "Bo Kay", "shared_words": 20}, True),
        ({"speaker_a": "Post/Echo poll last week", "speaker_b": "Post/Echo poll"}, False),
        ({"text_b": "Moor Says 'Some Measure Of Choice' Is Needed"}, False),  # a title
        ({"text_b": "Moor, Kay and Ada Lee of South Harbour said so yesterday"}, True),
        ({"text_b": "Halabja, Rwanda, Srebrenica, and, now, Aleppo.”"}, True),
    ],
)
def test_pairs_with_few_words_or_two_speakers_are_no_row(change, kept):
    table, _ = shared(("A", "B", 0.95, MOOR))
    table = table.assign(share_of_a=0.7, share_of_b=0.7).assign(**change)
    assert bool(len(likely(table))) is kept


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"text_a": "“No more tolls!”", "shared_words": 3, "share_of_a": 0.4}, False),
        ({"text_a": "“No more tolls!”", "shared_words": 3}, True),
        (
            {"text_a": "the toll a “dark joke” of Moor’s", "type_a": "mixed", "shared_words": 5},
            False,
        ),
        ({"text_b": "to “get going”", "type_b": "mixed", "shared_words": 2}, False),
        ({"text_a": "“No more tolls at all!”", "shared_words": 5}, True),
        ({"text_a": "he paid no toll", "type_a": "indirect", "shared_words": 4}, True),
        ({"type_a": "indirect", "cue_a": "is loath to see"}, False),  # nobody says it
        ({"type_a": "indirect", "cue_a": "thinks"}, False),
        ({"cue_a": "thinks"}, True),
        ({"cue_a": "has repeatedly said", "shared_words": 6}, False),  # a habit
        ({"cue_a": "has repeatedly said"}, True),
        ({"text_a": "the toll that he paid is a “joke” of Moor’s", "type_a": "mixed"}, True),
    ],
)
def test_a_slogan_is_no_utterance(change, kept):
    table, _ = shared(("A", "B", 0.95, MOOR))
    table = table.assign(text_a="“We paid the toll.”", text_b="“We paid the toll.”", shared_words=9)
    assert bool(len(likely(table.assign(**change)))) is kept


WALK = "“We will walk to the old pier at dawn.”"


@pytest.mark.parametrize(
    ("a", "b", "change", "kept"),
    [
        # few words, and not in a row
        (WALK, "“The pier was old in our day, and we sold it.”", {}, False),
        ("“A great many pupils paid.”", "that he paid a sum for many pupils", {}, False),
        (WALK, "“Dawn is when the gulls walk.”", {"speaker_b": ""}, False),
        # in a row, or half of both
        (WALK, "“By noon all of us will walk to the old pier, if we can.”", {}, True),
        ("“It was dull and damp.”", "it “dull and damp”", {"share_of_a": 0.6}, True),
        # eight words of one speaker, wherever they stand, but not of nobody
        (WALK, "that at dawn they will, to the pier, walk", {"shared_words": 8}, True),
        (WALK, "that the walk is to a pier", {"shared_words": 8, "speaker_b": ""}, False),
        (WALK, "“They will walk to the old pier at noon.”", {"speaker_b": "office"}, True),
    ],
)
def test_few_words_in_common_are_an_utterance_only_in_a_row(a, b, change, kept):
    table, _ = shared(("A", "B", 0.95, MOOR))
    table = table.assign(text_a=a, text_b=b, shared_words=5, share_of_a=0.45, share_of_b=0.6)
    assert bool(len(likely(table.assign(**change)))) is kept


def test_the_same_words_have_one_partner_in_an_article():
    table, _ = shared(("A", "B", 0.95, MOOR), ("A", "B", 0.92, MOOR))
    other = table.assign(b_span=["[[0, 5]]", "[[9, 15]]"])
    assert likely(other)["score"].tolist() == [0.95]
    apart = other.assign(a_shared=["[[0, 5]]", "[[6, 9]]"])  # two sentences of one passage
    assert len(likely(apart)) == 2
    assert len(likely(other.assign(b=["B", "C"]))) == 2  # two articles
    assert len(likely(other.assign(score=0.95))) == 2  # which is better is not known


def test_calls_beyond_the_most_frequent_are_told_as_others():
    calls = [*["the mayor"] * 3, "Moor", "boss", "chief", "her"]
    rows = pd.DataFrame({"text": calls})
    assert calls_told(rows, most=3) == "“the mayor” 3, “Moor” 1, “boss” 1, others 2"
    assert calls_told(rows.head(4)) == "“the mayor” 3, “Moor” 1"


def test_sentences_of_one_quotation_are_counted_as_one_utterance():
    table, _ = shared(("A", "B", 0.95, MOOR), ("A", "B", 0.95, MOOR))
    spans = {"a_span": ["[[0, 5]]", "[[6, 9]]"], "b_span": ["[[0, 5]]", "[[6, 9]]"]}
    spans |= {"a_shared": spans["a_span"], "b_shared": spans["b_span"], "utterance": ["u", "v"]}
    two = table.assign(**spans)
    assert utterances_told(two) == (2, 2)
    assert utterances_told(two.assign(quotation_a=4)) == (1, 2)
    assert utterances_told(two.assign(quotation_a=[4, 5])) == (2, 2)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("The people's pier", "the peoples pier", 2),
        ("I'm no friend of it", "I am no friend of it", 4),
        ("He would sell it", "I will sell it", 2),
        ("Sell the pier.", "“Sell the pier,”", 3),
    ],
)
def test_words_that_two_outlets_share_have_one_form(one, other, count):
    assert words_shared(one, other) == count


def test_a_sentence_is_shown_whole_where_its_beginning_turns_it():
    text = "“I'm not saying that the pier was sold.” “So we say that the pier was sold.”"
    table, _ = shared(("A", "B", 0.95, MOOR))
    for start, whole in ((text.index("the pier"), True), (text.rindex("the pier"), False)):
        spans = json.dumps([[start, start + 17]])
        sides = {"a_span": spans, "a_shared": spans, "cue_a": "'m not saying"}
        known = articles(("A", "A", text), ("B", "B", "words"))
        (row,) = shared_rows(table.assign(**sides), known, top=1)
        first = row.sides[0]
        assert text[first.start : first.end].startswith("I'm not" if whole else "the pier")
        assert first.about["cue"] == ""


def test_a_passage_inside_another_of_its_article_is_not_told_beside_it():
    table, texts = shared(("A", "B", 0.95, MOOR), ("A", "C", 0.95, MOOR))
    (row,) = shared_rows(table, texts, top=5)
    inner = table.tail(1).assign(a_span="[[0, 2]]", utterance="other")
    assert shared_rows(pd.concat([table, inner]), texts, top=5) == [row]
    one = table.tail(1).assign(b_span="[[0, 2]]", b="B", outlet_b=table["outlet_b"].iloc[0])
    (joined,) = shared_rows(pd.concat([table, one]), texts, top=5)
    assert [side.article for side in joined.sides] == ["A", "B", "C"]


def test_rows_that_share_a_passage_are_told_once():
    table, texts = shared(("A", "B", 0.95, MOOR), ("A", "C", 0.95, MOOR))
    table["utterance"] = ["u", "v"]  # found as two utterances
    (row,) = shared_rows(table, texts, top=9)
    assert [side.article for side in row.sides] == ["A", "B", "C"]
    unlike = table.assign(speaker_b=["Moor", "Kay"])  # two speakers: not one row
    assert len(shared_rows(unlike, texts, top=9)) == 2


def test_words_of_form_and_words_of_the_other_passage_are_not_marked_as_one_outlets_own():
    table, _ = shared(("A", "B", 0.95, MOOR))
    texts = articles(
        ("A", "A", "he was still able to sell it"), ("B", "B", "and still he bought it all")
    )
    table = table.assign(
        a_span="[[0, 28]]", b_span="[[0, 26]]", a_shared="[[0, 2]]", b_shared="[[10, 12]]"
    )
    (row,) = shared_rows(table, texts, top=1)
    said = dict(zip(texts["id"], texts["text"], strict=True))
    marked = {
        side.article: [said[side.article][m.start : m.end] for m in side.marks if m.part == "alone"]
        for side in row.sides
    }
    assert marked == {"A": ["able to sell"], "B": ["bought it all"]}
    said = {name: text.replace("sell it", "buys it") for name, text in said.items()}  # another form
    texts = texts.assign(text=texts["id"].map(said))
    (row,) = shared_rows(table, texts, top=1)
    assert [
        [said[side.article][m.start : m.end] for m in side.marks if m.part == "alone"]
        for side in row.sides
    ] == [["able to"], ["all"]]


def test_only_quotations_that_cut_a_sentence_are_said_to_cut_it():
    whole = "We will stay in the harbour, and we will never sell the old pier."
    table, texts = cut_pair(whole, "Doe will stay in the harbour.", 6, [[], [[29, len(whole)]]])
    assert "without" in shared_finding(table, texts)[0].sentence
    assert "without" not in shared_finding(table.assign(type_b="indirect"), texts)[0].sentence
    assert "without" not in shared_finding(table.assign(share_of_b=0.7), texts)[0].sentence
    short = table.assign(share_of_b=0.7)
    (found,) = shared_finding(short, texts)
    # five words say little
    assert found.sentence == "One utterance is found in more than one outlet."
    longer = short.assign(text_b="Doe will stay in the harbour, and sell.")
    (found,) = shared_finding(longer, texts)
    assert found.sentence.endswith("Echo and Post have 7 words of this sentence in common:")
    (found,) = shared_finding(longer.assign(type_b="indirect"), texts)
    assert found.example == ""
    (found,) = shared_finding(
        table.assign(type_a="mixed", type_b="mixed", speaker_a="Ada Moor"), texts
    )
    assert found == Finding("One utterance is found in more than one outlet.")
    (found,) = shared_finding(
        longer.assign(type_a="mixed", text_b="“" + longer["text_b"], speaker_b=""), texts
    )
    assert found.origin == "Ada Moor; Post"
    assert found.example == "Doe will stay in the harbour, and sell."


def test_all_passages_of_an_outlet_that_belong_to_a_sentence_count_as_common():
    whole = "“We will stay in the harbour, and we will never sell the old pier.”"
    first, texts = cut_pair(whole, "“We will stay in the harbour.”", 6, [[], []])
    first = first.assign(share_of_a=0.4, share_of_b=0.7)
    second = first.assign(text_b="“We will never sell the old pier.”", b_span="[[40, 70]]")
    (found,) = shared_finding(pd.concat([second, first], ignore_index=True), texts)
    assert found.sentence.endswith("Echo and Post have 13 words of this sentence in common:")
    counted = _told_of_sentences(pd.concat([second, first], ignore_index=True))
    assert counted[["told_a", "told_b", "told"]].to_numpy().tolist() == [[13, 7, 13], [13, 6, 13]]


def test_marks_of_headlines_are_of_the_outlets_own_words():
    seeds = Study(read_corpus(ROOT / "seeds"))
    hits = seeds["loaded-word"]
    first = hits.head(1).assign(start=0, end=5, lexicon=MODEL_HITS, weight=0.9, section="headline")
    for voice, marked in (("outlet", True), ("quoted", False), ("paraphrased", False)):
        (row,) = headline_rows(seeds["articles"], seeds["sections"], first.assign(voice=voice))
        assert any(side.marks for side in row.sides) is marked
    for change in ({"weight": 0.7}, {"text": "Surge"}):
        (row,) = headline_rows(
            seeds["articles"], seeds["sections"], first.assign(voice="outlet", **change)
        )
        assert not any(side.marks for side in row.sides)


def test_the_longest_quotation_of_somebody_with_a_name_is_told():
    only = pd.DataFrame(
        {
            "kind": "quotation",
            "outlet": "Echo",
            "text": ["a real mess", "a mess"],
            "speaker": ["52 percent", "Ada Moor"],
            "article": "1",
            "span": ["[[0, 11]]", "[[12, 18]]"],
        }
    )
    texts = articles(("1", "Echo", "a real mess a mess"))
    (found,) = alone_finding(only, texts)
    assert found.sentence == "This quotation was found in quotation marks in Echo alone:"
    assert found.example == "a mess"
    assert found.origin.startswith("Ada Moor; Echo")
    assert alone_finding(only.head(1), texts) == []


def test_a_contrast_in_loaded_words_rests_on_words_that_nobody_else_has():
    row = {
        "measure": "loaded words, model", "category": "outlet", "above": "Echo", "below": "Post",
        "n_above": 9.0, "reliable": True, "interval": "none", "size": 1.0,
    }  # fmt: skip
    told = []

    def example(of):
        told.append(of["above"])
        raise LookupError

    alone = pd.DataFrame(
        {"lexicon": MODEL_HITS, "weight": 0.4, "voice": "outlet", "outlet": ["Echo"] * 6}
    )
    alone["text"] = ["Mess", "mess", "dire", "vile", "vile", "dull"]
    alone = alone.assign(article="a", start=range(0, 60, 10), end=range(4, 64, 10))
    too = alone.head(5).assign(lexicon="framing", weight=0.5)  # the list has all but "dull"
    rates = {"measure": "loaded words, list", "category": "outlet", "outlet": ["Echo", "Post"]}
    alike = pd.DataFrame(rates | {"value": [0.3, 0.1]})
    model = alike.assign(measure="loaded words, model", n=[9.0, 1.0], total=100.0, unit="words")
    patterns = pd.concat([alike, model.assign(group="", low=0.0, high=1.0, interval="none")])
    row = row | {"unit": "words", "difference": 0.2, "low": 0.0, "high": 1.0}
    rows = pd.DataFrame([row])
    assert loaded_finding(rows, patterns, alone.head(5), example) == []
    (found,) = loaded_finding(rows, patterns, alone, lambda _: Finding(""))
    assert "words that" not in found.sentence
    (found,) = loaded_finding(rows, patterns, pd.concat([alone, too]), lambda _: Finding(""))
    assert found.sentence.endswith("; words that Echo alone has: dire, mess, vile.")
    other = alike.assign(value=[0.1, 0.3])  # the word list says the contrary
    assert loaded_finding(rows, pd.concat([other, model]), alone, example) == []
    with pytest.raises(LookupError):
        loaded_finding(rows, patterns, alone, example)
    assert told == ["Echo"]
    by_chance = model.assign(n=[7.0, 1.0], group="", low=0.0, high=1.0, interval="none")  # p is .07
    assert loaded_finding(rows, pd.concat([alike, by_chance]), alone, example) == []
    foul = too.assign(
        text=["crying", "foul", "dire", "vile", "mess"],
        start=[0, 7, 20, 30, 40],
        end=[6, 11, 24, 34, 44],
    )
    both = pd.concat([foul.assign(lexicon=MODEL_HITS), foul, alone.assign(start=90, end=92)])
    (found,) = loaded_finding(rows, patterns, both, lambda _: Finding(""))
    assert found.sentence.endswith("; words that Echo alone has: crying foul, dire, mess, vile.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("He sold a ghastly pier.", False),
        ("But they sold a ghastly pier.", False),
        ("Her ghastly pier was sold.", False),
        ("Ada Moor sold a ghastly pier.", True),
        ("But the town sold a ghastly pier.", True),
    ],
)
def test_a_loaded_sentence_names_whom_it_is_about(text, shown):
    known = articles(("1", "Echo", text), ("2", "Post", "The pier was sold."))
    start = text.index("ghastly")
    seeds = Study(read_corpus(ROOT / "seeds"))
    place = {"article": "1", "outlet": "Echo", "section": "body", "number": 0}
    hit = {
        "start": start,
        "end": start + 7,
        "text": "ghastly",
        "weight": 0.9,
        "lexicon": MODEL_HITS,
    }
    sentence = {"start": 0, "end": len(text), "own_score": 0.9, "words": 6, "outlet_words": 6}
    tables = {
        "coverage": pd.DataFrame({"event": ["e", "e"]}),
        "articles": known,
        "loaded-sentence": seeds["loaded-sentence"].head(1).assign(**place, **sentence),
        "loaded-word": seeds["loaded-word"].head(1).assign(**place, **hit, voice="outlet"),
    }
    assert bool(loaded_rows(tables, top=2)) is shown


def test_a_title_right_before_a_name_is_one_call_with_it():
    rows = naming(
        [("Moor", "Echo", "former mayor", "mayor"), ("Moor", "Echo", "Ada Moor", "Ada Moor")]
    )
    beside = rows.assign(start=[0, 13], end=[12, 21])
    other = naming([("Moor", "Post", "Moor", "Moor")]).assign(article="b")
    table = calls_of(pd.concat([beside, other]), actors=1).set_index("outlet")
    assert table.loc["Echo", ["n", "own_words"]].tolist() == [1, "“former mayor Ada Moor” 1"]
    apart = calls_of(pd.concat([rows, other]), actors=1).set_index("outlet")
    assert apart.loc["Echo", "n"] == 2


def test_a_third_outlet_with_the_same_words_is_named_with_the_two():
    whole = "We will stay in the harbour, and we will never sell the old pier."
    table, texts = cut_pair(whole, whole, 6, [[], []])
    third = texts.head(1).assign(id="third", outlet="Star", text=f"“{whole}” said Moor.")
    for more, told in ((texts.head(0), "Echo and Post have"), (third, "Echo, Post and Star have")):
        (found,) = shared_finding(table, pd.concat([texts, more]))
        assert told in found.sentence
