"""Who is named in small articles read by hand."""

import pytest

from analysis.measures.attribution import mentions_of
from tests.conftest import articles

ONE = """Ann Diaz Accuses Rebels

Senator Ann Diaz met the lawyer Joseph Okoye on Monday and said that they had spoken about all of it. Later
Mr. Okoye thanked Diaz for it. Germany sent police officers there, and the rebels fled into the mountains.
The United Nations praised Germany's government. Ohio voted on the same day.
"""


def named(*texts, actors=()):
    table = mentions_of(articles(*((str(k), "o", text) for k, text in enumerate(texts))), actors)
    return list(zip(table["text"], table["actor"], strict=True))


def test_people_bodies_countries_and_groups_are_found_where_they_are_named():
    assert named(ONE) == [
        ("Diaz", "Ann Diaz"),
        ("Rebels", "rebels"),
        ("Diaz", "Ann Diaz"),
        ("Okoye", "Joseph Okoye"),
        ("Okoye", "Joseph Okoye"),
        ("Diaz", "Ann Diaz"),
        ("Germany", "Germany"),
        ("police", "police"),
        ("rebels", "rebels"),
        ("United Nations", "United Nations"),
        ("Germany's", "Germany"),
        ("government", "government"),
    ]


def test_what_is_held_passed_or_exercised_is_nobody():
    assert named("The Harbour Summit opened. The Fair Piers Act passed in her presidency.") == []
    text = "The authority to sell is old. The authorities sold it."
    assert named(text) == [("authorities", "authorities")]


def test_a_place_where_something_happens_is_nobody():
    assert named("They met in Germany. Germany agreed.") == [("Germany", "Germany")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Diaz left. Her sons Carl Diaz and Ben Diaz Jr. rowed, as Ben Diaz had.", 3),
        ("Ann Diaz left. Her sons Carl Diaz and Ben Diaz Jr. rowed.", 3),  # there is no other
        ("Ben Diaz left. Ben Diaz Jr. rowed.", 1),
        ("Ben H. Diaz Jr. left. They met Ben Diaz.", 2),
    ],
)
def test_a_son_with_his_fathers_name_is_not_the_father(text, found):
    assert len(named(text)) == found


def test_one_person_has_one_name_in_all_articles():
    long = "Senator Ann Maria Diaz spoke. Diaz left."
    short = "Senator Ann Diaz spoke. Diaz left."
    assert {actor for _, actor in named(short, long, short)} == {"Ann Diaz"}


def test_actors_asked_for_are_found_by_lemma_possessive_and_beginning_and_nothing_else_is():
    text = (
        "Rebels fear Assad's army. The opposition and the oppositional press saw Assad leave Syria."
    )
    found = named(text, actors=["Assad", "rebels=rebel|opposition*|oppositional press"])
    assert found == [
        ("Rebels", "rebels"),
        ("Assad's", "Assad"),
        ("opposition", "rebels"),
        ("oppositional press", "rebels"),
        ("Assad", "Assad"),
    ]


@pytest.mark.parametrize(
    ("actors", "said"),
    [
        (["=rebel"], "'=rebel' is not written as NAME or NAME=WORDS"),
        (["rebels="], "'rebels=' is not written"),
        (["rebels=a||b"], "is not written"),
        (["", "a"], "'' is not written"),
        (["a", "a=b"], "'a' is named twice"),
    ],
)
def test_an_actor_written_wrongly_is_refused_with_what_would_be_right(actors, said):
    with pytest.raises(ValueError, match=said.replace("|", r"\|")):
        named("text", actors=actors)


def test_an_article_without_anybody_has_no_rows():
    assert named("It rained.") == []


def actors(text):
    """Return the people, bodies and countries that are named in a text."""
    return [actor for _, actor in named(text) if actor[:1].isupper()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lawyer Ann Diaz built Diaz Tower.", ["Ann Diaz"]),
        ("The lawyer Ann Diaz left the Diaz Organization.", ["Ann Diaz"]),
        ("Germany Chancellor Ann Diaz left.", ["Ann Diaz"]),
        ("The Washington Post wrote it.", []),
        ("Reporters of the Iraq War left.", []),
        ("NATO Secretary Ann Diaz left.", ["Ann Diaz"]),
        # these must stay
        ("The lawyer Ann Diaz left. Diaz Friday came back.", ["Ann Diaz"] * 2),
        ("The lawyer Ann Diaz left. Diaz Jr. stayed.", ["Ann Diaz"] * 2),
        ("The lawyer Ann Diaz left Diaz’s Tower.", ["Ann Diaz"] * 2),
        ("Germany agreed. NATO agreed.", ["Germany", "NATO"]),
        ("The ambassador to the UN Julia Diaz left.", ["UN", "Julia Diaz"]),
    ],
)
def test_a_name_that_a_longer_one_begins_with_is_not_that_actor(text, expected):
    assert actors(text) == expected


def test_in_a_title_only_the_end_of_a_known_thing_makes_a_longer_name():
    text = "Lawyer Ann Diaz Votes No On Pier\n\nThe lawyer Ann Diaz voted no. It was late."
    assert actors(text) == ["Ann Diaz"] * 2
    tower = "Germany Sells Diaz Tower To Nobody\n\nThe lawyer Ann Diaz voted no. It was late."
    assert actors(tower) == ["Germany", "Ann Diaz"]


@pytest.mark.parametrize(
    "text",
    [
        "BERLIN — The pier is shut.",
        "BERLIN, Germany (AP) - The pier is shut.",
        "Berlin CNN — The pier is shut.",
    ],
)
def test_the_place_that_an_article_is_sent_from_is_nobody(text):
    assert actors(text) == []
    assert actors("Berlin — and nobody else — agreed.") == ["Germany"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lawyer Ann Diaz came. Bob Diaz left.", ["Ann Diaz", "Bob Diaz"]),
        ("The lawyer Ann Diaz came with Paul’s and Tom Diaz’s son.", ["Ann Diaz", "Tom Diaz"]),
        ("The lawyer Robert Diaz came. Bob Diaz left.", ["Robert Diaz"] * 2),
        ("The lawyer Ann Diaz came. Ms. Diaz left. Senator Diaz laughed.", ["Ann Diaz"] * 3),
    ],
)
def test_another_given_name_before_a_surname_is_another_person(text, expected):
    assert actors(text) == expected


def test_what_somebody_writes_on_is_nobody():
    assert actors("The lawyer Ann Diaz wrote it on Twitter.") == ["Ann Diaz"]
    assert actors("Twitter agreed.") == ["Twitter"]


def test_a_common_noun_at_the_end_of_a_name_is_no_body_of_its_own():
    assert actors("They helped Annunciation House a lot.") == []
    assert actors("They met the House again. A U.S. House vote came.") == ["House", "House"]
    assert actors("They met the Whig-controlled House again.") == ["House"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The National Rifle Association met. The NRA slept. The NRA left.", 3 * ["NRA"]),
        ("The Food and Drug Administration met the FDA. The FDA slept.", 3 * ["FDA"]),
        ("The American Civil Liberties Union met. The ACLU slept. The ACLU left.", 3 * ["ACLU"]),
        ("The N.R.A. met. The NRA’s car broke. Ask the N.R.A.", 3 * ["NRA"]),
        ("The national rifle association met. The NRA slept.", ["NRA"]),
        ("The Norland Rifle Society met. The NRA slept.", ["NRA"]),
        ("The food and drug administration met. The FDA slept.", ["FDA", "administration"]),
    ],
)
def test_a_body_by_its_name_is_the_actor_of_its_initials_and_no_word_of_it_is_another(text, actors):
    assert sorted(mentions_of(articles(("1", "a", text)))["actor"]) == actors


@pytest.mark.parametrize(
    "text",
    [
        "The Flood Will Reach Us\n\nIt came at night.",
        "Storm Warning\n\nWashington —\n\nIt came at night.",
        "Mia Okoye of Voters for America left.",
        "He sat in “Good Evening America” at eight.",
    ],
)
def test_a_pronoun_a_dateline_and_the_end_of_a_name_are_no_country(text):
    assert "United States" not in [actor for _, actor in named(text)]


def test_america_is_the_country_where_a_verb_or_a_sentence_begins():
    assert ("America", "United States") in named("“Make America safe again,” he said.")
    assert ("America", "United States") in named("He left. America voted.")


def test_a_firm_is_not_the_person_whose_name_it_has():
    text = "Ann Diaz spoke. Diaz & Co. of Oslo asked 404 people, and Diaz Inc. paid. Diaz left."
    assert named(text).count(("Diaz", "Ann Diaz")) == 2


def test_a_department_is_one_whichever_word_comes_first():
    found = named("The Department of Justice agreed. The Justice Department left.")
    assert [actor for _, actor in found] == ["Justice Department"] * 2
    text = (
        "The Justice Department’s head agreed. The Justice Dept.'s lawyers and the DOJ left. A doj."
    )
    text += " The Justice Department stayed."
    assert [actor for _, actor in named(text)] == ["Justice Department"] * 4


def test_the_united_states_are_a_country_in_any_form():
    text = "The United States agreed. It told the U.S. so, and the president of the United States left."
    assert [actor for _, actor in named(text)].count("United States") == 3


def test_a_name_behind_the_end_of_a_quotation_is_not_the_given_name_before_it():
    text = "Mr. Carl Reid met Ms. Ina Warren. “I want Ina Warren,” Reid said. Warren, Reid and Roe left."
    assert named(text).count(("Reid", "Carl Reid")) == 3
    assert named(text).count(("Warren", "Ina Warren")) == 3
    assert named("Mr. Carl Reid spoke. Warren Reid left.").count(("Reid", "Carl Reid")) == 1


def test_a_given_name_alone_is_the_one_person_who_bears_it():
    text = "Senator Hannah Diaz won. The poll shows that Hannah leads, and voters like Hannah."
    assert named(text).count(("Hannah", "Hannah Diaz")) == 2
    other = f"{text} Mayor Hannah Roe left. Later Hannah Quell spoke, and Will they go?"
    assert ("Hannah", "Hannah Diaz") not in named(other)
    assert (
        "Hannah Diaz"
        not in [who for _, who in named("Hannah Diaz won. The Santa Hannah sank.")][1:]
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They left, said his spokesperson, AshLee Grau.", True),
        ("They met her lawyer, AshLee Grau.", True),
        ("They met their former chief clerk, AshLee Grau.", True),
        ("They drank its water, AshLee Grau.", False),
        ("They left for their home, AshLee Grau.", False),
        ("They drank AshLee Grau.", False),
    ],
)
def test_who_is_somebodys_clerk_or_lawyer_is_a_person(text, found):
    assert (("Grau", "AshLee Grau") in named(text)) is found


def in_events(*texts_and_events):
    texts, events = zip(*texts_and_events, strict=True)
    table = articles(*((str(k), "o", text) for k, text in enumerate(texts))).assign(event=events)
    found = mentions_of(table)
    return list(found[["article", "text", "actor"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Later Okoye spoke.", "Okoye"),
        ("They urged Okoye to go.", "Okoye"),
        ("It was Okoye’s pledge.", "Okoye’s"),
    ],
)
def test_a_surname_alone_is_whom_another_article_of_the_event_names_in_full(text, word):
    full = "The lawyer Joseph Okoye left."
    assert ("1", word, "Joseph Okoye") in in_events((full, "e"), (text, "e"))
    assert [row for row in in_events((full, "e"), (text, "f")) if row[0] == "1"] == []
    two = "The clerk Ann Okoye and the lawyer Joseph Okoye left."
    assert [row for row in in_events((two, "e"), (text, "e")) if row[0] == "1"] == []


def test_a_surname_that_is_a_word_or_somebody_elses_is_not_known_from_another_article():
    full = ("The lawyer Joseph Banks left. Senator Ann Diaz left.", "e")
    assert "Joseph Banks" not in {row[2] for row in in_events(full, ("Banks closed.", "e"))[2:]}
    other = ("The painter Rosa Diaz left. Diaz sang.", "e")
    assert {row[2] for row in in_events(full, other) if row[0] == "1"} == {"Rosa Diaz"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Mayor Tom Falk’s son, Vico Falk, won. Falk wrote to the town. Vico sang.",
            ["Tom Falk", "Vico Falk", "Tom Falk", "Vico Falk"],
        ),
        (
            "Mayor Tom Falk met his son Vico Falk, a singer. Vico left with Vico Falk’s dog.",
            ["Tom Falk", "Vico Falk", "Vico Falk", "Vico Falk"],
        ),
        (
            "Mayor Tom Falk came with Zelma Falk, a painter. Falk spoke, Zelma did not.",
            ["Tom Falk", "Zelma Falk", "Tom Falk", "Zelma Falk"],
        ),
    ],
)
def test_of_two_with_one_surname_it_is_the_first_and_given_names_tell_them_apart(text, found):
    assert [actor for _, actor in named(text) if actor.endswith("Falk")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # both are named in full again and again
            "Mayor Tom Falk met Vico Falk there. Vico Falk sang. Falk left with Tom Falk and a dog.",
            ["Tom Falk", "Vico Falk", "Vico Falk", "Tom Falk"],
        ),
        (  # his is the name that stands last before the surname
            "Mayor Tom Falk met Vico Falk there. Vico Falk sang. Tom Falk spoke. Later Falk left.",
            ["Tom Falk", "Vico Falk", "Vico Falk", "Tom Falk", "Tom Falk"],
        ),
        (  # it had become usual before
            "Mayor Tom Falk spoke. Later Falk sat, as Falk did, and Falk sang. He met Vico Falk there, and "
            "Vico Falk spoke. Later Falk slept.",
            [*["Tom Falk"] * 4, "Vico Falk", "Vico Falk", "Tom Falk"],
        ),
        (  # the title tells
            "Mayor Tom Falk met the pilot Vico Falk there. So Vico Falk sang. Later Mayor Falk left.",
            ["Tom Falk", "Vico Falk", "Vico Falk", "Tom Falk"],
        ),
        (  # a nickname
            "Mayor Tom Falk came. There the pilot Joseph “Vico” Falk met Vico Falk’s dog.",
            ["Tom Falk", "Vico Falk", "Vico Falk"],
        ),
    ],
)
def test_a_surname_of_two_counts_only_where_it_is_sure_whose_it_is(text, found):
    assert [actor for _, actor in named(text) if actor.endswith("Falk")] == found


def test_whose_kin_a_surname_is_of_is_not_sure_where_its_bearer_is_kin():
    kin = "The paper wrote of Mayor Tom Falk’s son, Vico Falk, who sang."
    text = "The pilot Vico Falk died. He was Falk’s eldest son. They buried Vico on Monday."
    rows = [row for row in in_events((kin, "e"), (text, "e")) if row[0] == "1"]
    assert [row[1:] for row in rows] == [("Falk", "Vico Falk"), ("Vico", "Vico Falk")]
    alone = [row for row in in_events((kin, "e"), (text, "f")) if row[0] == "1"]
    assert ("1", "Falk’s", "Vico Falk") in alone


def test_a_surname_is_of_who_is_mostly_meant_in_the_event_and_a_title_makes_a_word_one():
    full = "Karl Trump spoke. Mr. Trump left. Trump came. Then Hail Trump was sung by them."
    bare = "President Trump came. Trump left."
    table = articles(("a", "o", full), ("b", "p", bare)).assign(event="1")
    found = mentions_of(table)
    assert set(found.loc[found["article"] == "b", "actor"]) == {"Karl Trump"}
