import json
import runpy

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.corpus.actors import GivenActor, read_actors
from analysis.measures.attribution import mentions_of
from analysis.measures.comparison.calling.name_forms import Place, widened
from analysis.measures.comparison.naming import naming_by_outlet, naming_of
from analysis.study import Study
from analysis.tables import Mentions, Voices
from tests.conftest import articles

DOE = GivenActor("Ann Doe", ("Ann Doe",))
ROE = GivenActor("Ben Roe", ("Ben Roe",))


def named(*texts, actors=(DOE, ROE), **columns):
    table = articles(*((f"{k:02}", "o", text) for k, text in enumerate(texts)))
    for column, values in columns.items():
        table[column] = values
    mentions = Mentions.empty() if actors else mentions_of(table)
    return naming_of(table, Voices.empty(), mentions, actors)


def calls(found, form="description"):
    rows = found[found["form"] == form]
    return list(rows[["text", "actor"]].itertuples(index=False, name=None))


def test_names_short_forms_and_titles_are_found():
    text = "Mayor Ann Doe spoke to Mr. Roe. Later Doe met Ben B. Roe again, and Ann left."
    found = named(text, "Roe stayed.")
    assert calls(found, "name") == [
        ("Mayor Ann Doe", "Ann Doe"),
        ("Mr. Roe", "Ben Roe"),
        ("Doe", "Ann Doe"),
        ("Ben B. Roe", "Ben Roe"),
        ("Roe", "Ben Roe"),
    ]


def test_relatives_with_the_same_surname_are_others():
    found = named("Ann Doe came with Tom Doe and with Ann Doe Jr. of Berlin. Doe laughed.")
    assert calls(found, "name") == [("Ann Doe", "Ann Doe"), ("Doe", "Ann Doe")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Critics met the Ruritanian dictator Ann Doe.", "Ruritanian dictator"),
        ("Ann Doe, the former police director, left.", "former police director"),
        ("The country's leader, Ann Doe, left.", "country's leader"),
        ("Ann Doe is a billionaire from here.", "billionaire"),
        ("He called Ann Doe a madman.", "madman"),
        ("He called Ann Doe a “puppet” there.", "puppet"),
        ("Ann Doe, the Iowa secretary of state, left.", "Iowa secretary of state"),
    ],
)
def test_what_stands_beside_a_name_is_a_description(text, expected):
    assert calls(named(text)) == [(expected, "Ann Doe")]


def test_descriptions_that_stand_alone_go_to_the_actor_called_so():
    text = (
        "Mayor Ann Doe met Ben Roe, the police director, on Monday. The mayor smiled. Reporters "
        "asked the police director why the fire director had left. The poet laughed."
    )
    assert calls(named(text)) == [
        ("police director", "Ben Roe"),
        ("mayor", "Ann Doe"),
        ("police director", "Ben Roe"),
    ]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("The mayor is elected by all.", []),
        ("They will elect the mayor soon.", []),
        ("Nobody knows who the mayor is.", []),
        ("The mayor who built it left.", []),
        ("The mayor is tired.", ["mayor"]),
        ("They praised the mayor soon.", ["mayor"]),
    ],
)
def test_an_office_that_is_meant_and_not_who_holds_it_is_no_call(text, called):
    found = calls(named(f"Mayor Ann Doe left. {text}"))
    assert [call for call, _ in found] == called


def test_a_minister_is_not_the_leader_of_a_country():
    told = "met {} Ann Doe. The Norwegian leader smiled."
    for office, called in (("Norwegian Foreign Minister", []), ("Norwegian Prime Minister", ["x"])):
        found = calls(named(f"They {told.format(office)}"))
        assert len([call for call, _ in found if call.endswith("leader")]) == len(called)


def test_a_body_or_a_right_is_no_call():
    assert not calls(named("The clerk and his family, Ann Doe, left."))
    text = "Syria said nothing. Its envoy got the authority to sell. Syrian authorities sold it."
    assert calls(named(text, actors=())) == [("Syrian authorities", "Syria")]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Mayor Ann Doe left. It is God—the mayor of all.", []),
        ("Mayor Ann Doe left. It is over — the mayor of all said so.", ["mayor"]),
        (
            "Vice president Ann Doe left. The vice president of the United States spoke.",
            ["Vice president"],
        ),
        ("They are holding hostage clerk nominee Ann Doe.", ["clerk nominee"]),
    ],
)
def test_a_description_has_only_its_own_words_and_its_own_noun(text, called):
    assert [call for call, _ in calls(named(text))] == called


def test_a_description_is_learned_from_other_articles_of_the_event():
    texts = ["Mayor Ann Doe left.", "Ann Doe left. The mayor smiled."]
    assert calls(named(*texts, event=["x", "x"])) == [("mayor", "Ann Doe")]
    assert not calls(named(*texts, event=["x", "y"]))


def test_governments_and_forces_go_to_their_country():
    text = "Syrian government forces left. Syria said nothing. The regime denied it."
    found = named(text, actors=())
    assert calls(found) == [("Syrian government forces", "Syria"), ("regime", "Syria")]
    given = named(text, actors=(GivenActor("side", ("Syria",)),))
    assert set(given["actor"]) == {"side"}


def test_counts_by_outlet_add_up():
    table = articles(
        ("1", "x", "Ann Doe left. Doe smiled."),
        ("2", "x", "Doe left."),
        ("3", "y", "Ann Doe left."),
    )
    found = naming_of(table, Voices.empty(), Mentions.empty(), [DOE])
    counted = naming_by_outlet(found)
    assert counted["n"].sum() == len(found) == 4
    row = counted[(counted["outlet"] == "x") & (counted["call"] == "Doe")].iloc[0]
    assert row[["n", "in_articles", "articles"]].tolist() == [2, 2, 2]
    assert row["share"] == pytest.approx(2 / 3)
    assert naming_by_outlet(found.head(0)).empty


def test_the_order_of_articles_changes_nothing():
    texts = [
        "Mayor Ann Doe left.",
        "Ann Doe left. The mayor smiled.",
        "Roe and Doe. Ben Roe is a poet.",
    ]
    table = articles(*((f"{k}", "o", text) for k, text in enumerate(texts)))
    other = table.iloc[::-1].reset_index(drop=True)
    given = [DOE, ROE]
    one = naming_of(table, Voices.empty(), Mentions.empty(), given)
    pd.testing.assert_frame_equal(
        one, naming_of(other, Voices.empty(), Mentions.empty(), given[::-1])
    )
    assert all(texts[int(row.article)][row.start : row.end] == row.text for row in one.itertuples())


def scored(shared, found, gold, actors):
    """What the scorer says of a table that it would otherwise read from a file."""
    naming = runpy.run_path(str(shared / "eval/comparison/comparison.py"))["naming"]
    rows = naming.__globals__["rows"]
    given = {"export": found.to_dict("records")}
    naming.__globals__["rows"] = lambda path: given.get(path) or rows(path)
    return naming(str(gold), str(actors), "export")


def test_on_five_events_of_the_news_actors_are_found_with_their_descriptions(shared):
    folder = shared / "data/comparison"
    texts = pd.read_json(folder / "naming.jsonl.gz", lines=True, dtype={"event": str})
    rows = texts[["id", "outlet", "text"]].itertuples(index=False)
    events = texts.set_index("id")["event"]
    table = articles(*rows)
    table["event"] = events.loc[table["id"]].tolist()
    actors = folder / "naming_actors.csv"
    found = naming_of(table, Voices.empty(), Mentions.empty(), read_actors(str(actors)))
    scores = scored(shared, found, folder / "naming_gold.jsonl", actors)
    assert scores["end_to_end"]["f1"] >= 0.951
    assert scores["recall_by_kind"]["description"]["share"] >= 0.62
    assert scores["assignment"]["share"] >= 0.99


SIDES = (
    "actor;names\nassad_side;Syrian government|Assad|Bashar al-Assad|Syria|Syrian forces|government "
    "forces|regime|militias|allies|proxies\nrussia;Russia|Russian|Vladimir Putin|Sergei Lavrov|Vitaly "
    "Churkin\niran;Iran\nun;UN|United Nations|Zeid|Security Council|Ban Ki-moon\ncivilians;civilians|"
    "residents|people|men, women and children|citizens|families\nrebels;rebels|opposition forces|"
    "terrorists\nisis;ISIS\nkurds_sdf;Syrian Democratic Forces|SDF|Kurds\n"
)


def test_on_the_seeds_sides_are_found_with_their_voice(tmp_path, shared):
    sides = [line.split(";") for line in SIDES.splitlines()]
    path = tmp_path / "sides.tsv"
    path.write_text(
        "".join(f"{a}\t{names.replace('|', ';')}\n" for a, names in sides), encoding="utf-8"
    )
    found = Study(read_corpus("seeds"), {"actors": [str(path)]})["naming"].to_dict("records")
    lines = (shared / "gold/seeds/naming.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    gold = [one for one in gold if one["mention_type"] not in ("venue", "place")]
    pairs = [
        (g, p)
        for g, one in enumerate(gold)
        for p, row in enumerate(found)
        if row["article"] == one["doc"] and row["actor"] == one["actor"]
        if row["start"] < one["end"] and one["start"] < row["end"]
    ]
    precision = len({p for _, p in pairs}) / len(found)
    recall = len({g for g, _ in pairs}) / len(gold)
    assert 2 * precision * recall / (precision + recall) >= 0.87
    right = [found[p]["voice"] == gold[g]["voice"] for g, p in pairs]
    assert sum(right) / len(right) >= 0.92


def found_names(text):
    """Return the names that are found without actors that are asked for."""
    return [text for text, actor in calls(named(text, actors=()), "name") if actor[:1].isupper()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lawyer Ann Doe left. A Doe adviser came.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. The Doe administration agreed.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. The new Doe tax cut came.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. A Germany deal came.", ["Ann Doe"]),
        # these must stay
        ("The lawyer Ann Doe left. Doe's adviser came.", ["Ann Doe", "Doe"]),
        ("The lawyer Ann Doe left. Doe plans to visit the harbour.", ["Ann Doe", "Doe"]),
        ("In Norland, Doe backs a deal\n\nThe lawyer Ann Doe left.", ["Doe", "Ann Doe"]),
        ("The lawyer Ann Doe left. The Doe plans to visit it failed.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. Voters hated Doe plans for it.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. Doe plans were bad.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. They gave Doe time.", ["Ann Doe", "Doe"]),
        ("The lawyer Ann Doe left. It met Doe last week.", ["Ann Doe", "Doe"]),
        ("The lawyer Ann Doe left. It met Doe Friday.", ["Ann Doe", "Doe"]),
        ("The lawyer Ann Doe left. Both the Doe and Roe campaigns failed.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. Doe and Roe campaign there.", ["Ann Doe", "Doe"]),
        ("The lawyer Ann Doe left. It hurts the Doe or Roe campaign more.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. A fake Doe waved.", ["Ann Doe"]),
        ("The lawyer Ann Doe left. The Doe- and Roe-backed bills failed.", ["Ann Doe"]),
    ],
)
def test_a_name_that_tells_more_of_another_noun_is_not_the_actor(text, expected):
    assert found_names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He accused Mayor Ann Doe of it.", "Mayor Ann Doe"),
        ("Photo by Reuters President Ann Doe waved.", "President Ann Doe"),
        ("They met Tavel-backed Mayor Ann Doe there.", "Mayor Ann Doe"),
        ("A defiant Sen. Ann Doe left.", "Sen. Ann Doe"),
        ("They are sure Senator Ann Doe left.", "Senator Ann Doe"),
        ("The former Secretary of State Ann Doe left.", "former Secretary of State Ann Doe"),
        ("The then-UN Ambassador Ann Doe left.", "then-UN Ambassador Ann Doe"),
        ("Police Director Ann Doe left.", "Police Director Ann Doe"),
    ],
)
def test_a_title_has_no_scraps_of_the_sentence_in_it(text, expected):
    assert calls(named(text), "name") == [(expected, "Ann Doe")]


@pytest.mark.parametrize(
    "text",
    [
        "President Ann Doe left. Vice President Ben Roe came. The president smiled.",
        "Vice President Ben Roe met President Ann Doe and Deputy President Ben Roe. The president left.",
        "President Ann Doe left. Ben Roe, the vice president, came. The president smiled.",
    ],
)
def test_the_president_is_not_the_vice_president(text):
    assert calls(named(text))[-1] == ("president", "Ann Doe")


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ann Doe left. Tom Poe is the first mayor to stay.",
        "Ohio Governor Ann Doe left. The Iowa governor stayed.",
        "Ann Doe, her government and others left.",
        "The campaign of Ann Doe lost. The report said so.",
        "The head of the pier's parent government, Ann Doe, left.",
    ],
)
def test_what_is_said_of_somebody_else_is_no_description_of_an_actor(text):
    found = calls(named(text))
    assert [call for call, _ in found if call.split()[-1] in ("mayor", "governor")] == []
    assert [call for call, _ in found if call in ("government", "report")] == []


def test_the_administration_belongs_to_the_country_that_is_named():
    land = GivenActor("Ruritania", ("Ruritania",))
    text = "The Ruritanian government met the White House. The administration agreed."
    assert "administration" not in [call for call, _ in calls(named(text, actors=(land,)))]
    syria = GivenActor("Syria", ("Syria",))
    text = "Syria left. The Syrian administration agreed. The administration smiled."
    assert calls(named(text, actors=(syria,)))[-1] == ("administration", "Syria")


@pytest.mark.parametrize("thing", ["Doe Post", "Ann Doe Tower", "Doe Foundation"])
def test_names_that_are_asked_for_are_not_those_of_things(thing):
    assert calls(named(f"Ann Doe left the {thing}. Doe stayed."), "name") == [
        ("Ann Doe", "Ann Doe"),
        ("Doe", "Ann Doe"),
    ]


@pytest.mark.parametrize(
    ("text", "actor", "short", "whole"),
    [
        ("He met Carl S. Unger III there.", "Carl Unger", "Unger", "Carl S. Unger III"),
        ("He met Carl Unger Jr.'s aide.", "Carl Unger", "Unger", "Carl Unger Jr."),
        ("He met C. Unger there.", "Carl Unger", "Unger", "C. Unger"),
        ("He met C.S. Unger there.", "Carl Unger", "Unger", "C.S. Unger"),
        ("He met Mr. Unger there.", "Carl Unger", "Unger", "Unger"),
        ("In the U.S. Unger slept.", "Carl Unger", "Unger", "Unger"),
        ("He met Unger. I. Falk left.", "Carl Unger", "Unger", "Unger"),
        ("He met Nora Unger there.", "Carl Unger", "Unger", "Unger"),
    ],
)
def test_a_name_has_its_initials_and_what_stands_behind_it(text, actor, short, whole):
    at = text.index(short)
    place = widened(text, Place(at, at + len(short), actor, full=True), person=True)
    assert text[place.start : place.end] == whole


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ann Doe left. The Oslo house of Ann Doe burned, and so did the state.",
        "Mayor Ann Doe left. One analysis of the Sober Budget estimated Doe's plan at 404.",
        "Mayor Ann Doe, who campaigns in Oslo, left.",
        "Mayor Ann Doe left. Many spoke of the mayor who built the harbour.",
    ],
)
def test_things_verbs_and_whoever_does_something_are_no_descriptions(text):
    assert calls(named(text)) == []


def test_the_president_is_whom_the_article_names_most_and_nobody_who_was_it_before():
    text = "President Ann Doe left. Doe spoke, and Doe sang. President Ben Roe was mentioned. {}"
    assert calls(named(text.format("Many praised the president."))) == [("president", "Ann Doe")]
    past = (
        "President Ann Doe left. Doe met the former president, Ben Roe. He praised the president."
    )
    assert ("president", "Ann Doe") in calls(named(past))


def test_who_is_the_head_of_a_body_with_a_name_is_somebody_else():
    text = "The chairman, Ann Doe, left. But the chairman of the Lowmark Harbour Committee stayed."
    assert calls(named(text)) == [("chairman", "Ann Doe")]


def test_an_apposition_in_a_paraphrase_is_the_outlets_and_what_somebody_is_said_to_be_is_not():
    text = "He said the billionaire Ann Doe won. He said Ben Roe is a madman."
    table = articles(("00", "o", text))
    row = {"article": "00", "outlet": "o", "start": 0, "end": len(text), "voice": "paraphrased"}
    row |= {"part": "content", "section": "body", "speaker": "he", "kind": "other"}
    voices = pd.DataFrame([row | {"attribution": "00001", "words": 14}])
    found = naming_of(table, Voices.validate(voices), Mentions.empty(), (DOE, ROE))
    voice = dict(zip(found["call"], found["voice"], strict=True))
    assert (voice["billionaire"], voice["madman"]) == ("outlet", "paraphrased")
    nobody = Voices.validate(voices.assign(speaker="", kind=""))
    found = naming_of(table, nobody, Mentions.empty(), (DOE, ROE))
    assert set(found["voice"]) == {"outlet"}  # nobody is named to say it


def test_a_title_of_two_is_the_call_of_neither():
    found = named("It was drafted by Senators Ann B. Doe of Tarn and Ben Roe. Ann B. Doe left.")
    assert "Senators" not in "".join(found["text"])


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("“(Doe) stays with us.”", "outlet"),
        ("“It was [Ms. Doe’s] pier.”", "outlet"),
        ("“It was (said Doe) late.”", "quoted"),
        ("“Doe stays with us.”", "quoted"),
    ],
)
def test_a_name_in_brackets_inside_a_quotation_is_put_in_by_the_outlet(text, voice):
    table = articles(("00", "o", f"Ann Doe left. {text}"))
    start = len("Ann Doe left. ")
    row = {
        "article": "00",
        "outlet": "o",
        "start": start,
        "end": start + len(text),
        "voice": "quoted",
    }
    row |= {"part": "content", "section": "body", "speaker": "he", "kind": "other"}
    voices = pd.DataFrame([row | {"attribution": "00001", "words": 4}])
    found = naming_of(table, Voices.validate(voices), Mentions.empty(), (DOE,))
    assert found["voice"].tolist() == ["outlet", voice]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Workers came when Ann Doe shut down the government there.", []),
        ("Ann Doe would keep the government open.", []),
        ("Ann Doe said the government shutdown hurts.", []),
        ("Ann Doe met the government there.", ["government"]),
        ("Ann Doe said the government lied.", ["government"]),
        ("Ann Doe wrote to the government.", ["government"]),
    ],
)
def test_a_government_that_is_paid_for_or_shut_is_of_no_country(text, expected):
    mexico = GivenActor("Mexico", ("Mexico",))
    found = named(f"The Mexican government met Ann Doe. {text}", actors=(DOE, mexico))
    own = [call for call, actor in calls(found) if actor == "Mexico"]
    assert [call for call in own if call != "Mexican government"] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Doe came to Mexico.", False),
        ("Ann Doe works in Mexico.", False),
        ("Ann Doe is the president of Mexico.", False),
        ("Mexico refused.", True),
        ("Ann Doe blamed Mexico.", True),
        ("Critics of Mexico’s plan met.", True),
    ],
)
def test_a_country_where_something_is_does_not_act(text, told):
    more = "Mexico paid for it. Mexico said no. Ann Doe said yes."
    found = named(f"{more} {text}", actors=())
    own = found[(found["actor"] == "Mexico") & (found["start"] > len(more))]
    assert bool(len(own)) is told
    given = named(f"{more} {text}", actors=(DOE, GivenActor("Mexico", ("Mexico",))))
    assert ((given["actor"] == "Mexico") & (given["start"] > len(more))).any()  # who asks gets all


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was Sens. Ann Doe and Ben Roe who left.", "Ann Doe"),
        ("It was Govs. Ann Doe and Ben Roe who left.", "Ann Doe"),
        ("The former governor of Ohio Ann Doe left.", "Ann Doe"),
        ("It was Sen. Ann Doe who left.", "Sen. Ann Doe"),
        ("The chairman of Mrs. Ann Doe left.", "Mrs. Ann Doe"),
        ("It was Norland Veterans’ Affairs Chairman Ann Doe who left.",
         "Norland Veterans’ Affairs Chairman Ann Doe"),
        ("The Democrats’ Leader Ann Doe left.", "Leader Ann Doe"),
        ("Counselor to the President Ann Doe left.", "Ann Doe"),
        ("It was Secretary of State Ann Doe who left.", "Secretary of State Ann Doe"),
    ],
)  # fmt: skip
def test_a_title_is_whole_and_of_one(text, name):
    assert calls(named(text), "name")[0] == (name, "Ann Doe")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. attorney in Utah has looked at it.", []),
        ("The U.S. attorney for Ohio has looked at it.", []),
        ("The U.S. attorney from Texas has looked at it.", []),
        ("The U.S. attorney has looked at it.", ["U.S. attorney"]),
        ("The U.S. attorney in charge has looked at it.", ["U.S. attorney"]),
        ("The U.S. attorney in May looked at it.", ["U.S. attorney"]),
    ],
)
def test_who_holds_an_office_in_another_place_is_somebody_else(text, expected):
    found = named(f"Ann Doe, the U.S. attorney in Connecticut, left. {text}")
    assert [call for call, _ in calls(found)] == ["U.S. attorney", *expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The former governor of Ohio Ann Doe left.", ["former governor of Ohio"]),
        ("The chairman of Mrs. Doe left. Ann Doe left.", []),
        ("Critics met secretary of State-designate Ann Doe.", []),
        ("Outside the office of House Majority Leader Ann Doe they sang.", []),
    ],
)
def test_an_office_before_a_name_is_the_actors_own(text, expected):
    assert [call.removeprefix("The ") for call, _ in calls(named(text))] == expected


@pytest.mark.parametrize("verb", ["let", "helped", "made"])
def test_whom_somebody_lets_do_something_is_named(verb):
    assert calls(named(f"They {verb} Doe vote on it. Ann Doe left."), "name")[0][1] == "Ann Doe"
    rows = mentions_rows(f"Ann Doe left. They {verb} Ann Doe vote on it.")
    assert len(rows) == 2


def mentions_rows(text):
    found = named(text, actors=())
    return found[(found["actor"] == "Ann Doe") & (found["form"] == "name")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Doe, president of the Harbour Pilots Union, left.",
            "president of the Harbour Pilots Union",
        ),
        (
            "Ann Doe, the head of the Institute for Tides and Harbours, left.",
            "head of the Institute for Tides and Harbours",
        ),
        ("Ann Doe, a former mayor of Tarrow, left.", "former mayor of Tarrow"),
        ("Press secretary Ann Doe left.", "Press secretary"),
        ("Ann Doe, a retired ferry captain, left.", "retired ferry captain"),
        ("“It is late,” retired ferry captain Ann Doe said.", "retired ferry captain"),
    ],
)
def test_an_office_is_told_with_what_it_is_of(text, expected):
    assert [called for called, _ in calls(named(text))] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Doe, who was the mayor of Tarrow until May, left.",
        "Ann Doe, then president, left.",
        "They met Ann Doe, Chief of Staff Ben Roe and others.",
    ],
)
def test_an_office_that_is_over_or_of_the_next_one_is_no_call(text):
    assert "Ann Doe" not in [actor for _, actor in calls(named(text))]


@pytest.mark.parametrize(
    "office",
    [
        "AFL-CIO President Ben Roe",
        "Ben Roe, president of the teachers union,",
        "Ben Roe, Oxfam’s president,",
    ],
)
def test_the_president_is_never_the_president_of_a_body(office):
    text = f"{office} praised President Ann Doe. Roe asked for time. The president agreed with Roe."
    assert ("president", "Ann Doe") in calls(named(text))
    alone = f"{office} spoke. Roe asked for time. The president agreed with Roe."
    assert ("president", "Ben Roe") not in [
        pair for pair in calls(named(alone)) if pair[0] == "president"
    ][1:]


def test_the_president_is_known_before_the_article_names_the_president_and_by_a_surname_alone():
    text = "Critics asked whether the president knew. President Doe said no. Doe left."
    assert calls(named(text, actors=())) == [("president", "Doe")]
    assert calls(named("Critics asked whether the mayor knew. Mayor Ann Doe said no.")) == []


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Ann Doe, the founder of Harbour Distributed, left.", ["founder of Harbour Distributed"]),
        # a rank among others says something else where it is cut off, and what is denied is no call
        ("Ann Doe is the highest-paid mayor to be indicted.", []),
        ("Ann Doe was not the first mayor of the town.", []),
        ("Ann Doe, the first lady of the town, left.", ["first lady of the town"]),
    ],
)
def test_a_description_is_a_call_only_as_a_whole(text, called):
    assert [text for text, _ in calls(named(f"Mayor Ann Doe came. {text}"))] == called


def test_a_state_behind_a_town_is_no_title_and_a_name_before_a_verb_no_modifier():
    found = named("Norwood, Texas Mayor Ann Doe came.")
    assert calls(found, "name") == [("Mayor Ann Doe", "Ann Doe")]
    lede = "Former vice president Joe Biden accused President Trump of lies."
    found = named(f"{lede} Joe Biden left.", actors=())
    assert ("Joe Biden", "Joe Biden") in calls(found, "name")[:1]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Some of Attorney General Ann Doe's aides left.", ["Attorney General Ann Doe"]),
        ("Statement of Lieutenant Colonel Ann Doe", ["Lieutenant Colonel Ann Doe"]),
        ("The aide to the President Ann Doe left.", ["Ann Doe"]),
        ("He read Doe v. Norland and left Ann Doe.", ["Ann Doe"]),
    ],
)
def test_a_name_has_the_office_before_it_and_is_not_that_of_a_case(text, called):
    assert [name for name, _ in calls(named(text), "name")] == called


def test_a_title_keeps_the_body_that_it_is_of_and_that_it_is_over():
    found = named("Joint Chiefs of Staff Chairman Ann Doe left. He met then-Rep. Ben Roe.")
    assert [name for name, _ in calls(found, "name")] == [
        "Joint Chiefs of Staff Chairman Ann Doe",
        "then-Rep. Ben Roe",
    ]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Mayor Ann Doe left. The main defence Doe and others have is old.", []),
        ("Mayor Ann Doe left. The best group Doe won is that of the young.", []),
        ("Mayor Ann Doe left. Later Ben Roe met his lawyer Ann Doe.", ["lawyer"]),
        ("Ann Doe was a fan of his songs.", []),
        ("Ann Doe was the director of the port.", ["director"]),
        ("Mayor Ann Doe will become the first sitting director recalled here.", []),
        ("Director Ann Doe will become the director of a port.", []),
        ("Ann Doe came with her son Ben Roe. They met his daughter, and the son smiled.", ["son"]),
        ("Ann Doe met Ben Roe. He was the son of a pilot. Ben Roe was a son from there.", []),
    ],
)
def test_what_only_stands_beside_a_name_or_tells_of_somebody_is_no_call(text, called):
    assert [call.removeprefix("The ") for call, _ in calls(named(text))] == called


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("As the panel’s top Democrat Doe is in the middle of it.", "Doe"),
        ("They met: Democrat Doe left.", "Democrat Doe"),
        ("In her time as Secretary of State Doe put it first.", "Doe"),
        ("In her time as Secretary of State Doe’s aide it was late.", "Secretary of State Doe"),
    ],
)
def test_a_noun_that_belongs_to_another_phrase_is_no_title_of_a_surname(text, name):
    assert calls(named(f"Ann Doe left. {text}"), "name")[1] == (name, "Ann Doe")


def test_a_title_that_goes_from_one_to_another_is_nobodys_alone():
    two = "House Speaker Ann Doe leaves. The new Speaker Ben Roe comes. The speaker smiled."
    assert not [call for call, _ in calls(named(two)) if call == "speaker"]
    one = "House Speaker Ann Doe met Mayor Ben Roe. The speaker smiled."
    assert calls(named(one)) == [("speaker", "Ann Doe")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They made Ann Doe Majority Leader of the harbour.", ["Ann Doe", "Ann Doe"]),
        ("They called Doe Leader of the harbour.", ["Ann Doe"]),
    ],
)
def test_a_whole_name_may_run_into_the_office_behind_it(text, found):
    assert found_names(f"The lawyer Ann Doe left. {text}") == found


@pytest.mark.parametrize(
    ("text", "short", "actor", "whole"),
    [
        ("He met Jonn Unger there.", "Unger", "John Unger", "Jonn Unger"),
        ("He met Michelle Unger there.", "Unger", "Michele Unger", "Michelle Unger"),
        ("He met Carl “Bob” Unger III there.", "Unger", "Bob Unger", "Carl “Bob” Unger III"),
        ("It is on Unger.\nUnger left.", "Unger left", "Carl Unger", "Unger"),
    ],
)
def test_a_name_has_its_given_name_in_other_spellings_and_as_a_nickname(text, short, actor, whole):
    at = text.index(short)
    place = widened(text, Place(at, at + len("Unger"), actor, full=True), person=True)
    assert text[place.start : place.end] == whole


def test_a_body_has_one_row_under_all_its_names():
    text = "The Islamic State left. ISIS, ISIL and the Islamic State of Iraq and Syria are one."
    found = named(text, actors=())
    assert len(set(found["actor"])) == 1
    assert found["text"].tolist() == [
        "Islamic State", "ISIS", "ISIL", "Islamic State of Iraq and Syria",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("It shows clips of Republican candidate Ann Doe there.", ["Republican candidate"]),
        ("The remarks of harbour director Ann Doe end there.", ["harbour director"]),
        (
            "She met University of Norland director Ann Doe there.",
            ["University of Norland director"],
        ),
        ("It is a member of the Doe Group.", []),
    ],
)
def test_a_description_behind_of_is_the_actors(text, called):
    assert [call for call, _ in calls(named(f"{text} Ann Doe left."))] == called
