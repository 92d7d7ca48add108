"""Sections: the hand-annotated seeds, invented lines for and against each rule, and the laws."""

import ast
import gzip
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.categories import SECTIONS
from analysis.corpus.sections.cut import cut, sections_of
from analysis.corpus.sections.line import BLANKS, SPACES
from analysis.corpus.sections.place import Place
from analysis.corpus.sections.rules import RULES, may_stand_out, may_stand_out_at_an_edge
from tests.timing import steady_seconds

ROOT = Path(__file__).parents[3]
GOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "gold" / "boilerplate.jsonl").read_text("utf-8").splitlines()
]
LEAD = (
    "The council of the harbour town voted late on Monday to keep the old bridge open all winter."
)
NEXT = (
    "Residents had asked for that since the ferry stopped running, the mayor told reporters there."
)
HEADLINE = "Council Keeps Old Bridge Open"


def flagged(text, title=""):
    return [(text[s.start : s.end], s.section) for s in cut(text, title) if s.section != "body"]


def between(line):
    """Return what a line is between two paragraphs of running text, below a headline."""
    text = "\n\n".join([HEADLINE, LEAD, line, NEXT, LEAD, NEXT, LEAD])
    return [piece for piece in flagged(text, HEADLINE) if piece[1] != "headline"]


def at_the_end(line):
    text = "\n\n".join([HEADLINE, LEAD, NEXT, line])
    return [piece for piece in flagged(text, HEADLINE) if piece[1] != "headline"]


def below_the_headline(line):
    text = "\n\n".join([HEADLINE, line, LEAD, NEXT, LEAD, NEXT])
    return [piece for piece in flagged(text, HEADLINE) if piece[1] != "headline"]


def first(line, title=""):
    return flagged("\n\n".join([line, LEAD, NEXT]), title)


def articles(*rows):
    table = pd.DataFrame(rows, columns=["id", "text", "title"])
    empty = dict.fromkeys(("author", "url", "language"), "")
    return table.assign(outlet="herald", date=pd.NaT, **empty)


@pytest.mark.parametrize("titled", [True, False])
@pytest.mark.parametrize("doc", sorted({span["doc"] for span in GOLD}))
def test_the_seeds_are_cut_exactly_as_annotated_by_hand(doc, titled):
    with (ROOT / "seeds" / f"{doc}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    gold = [span for span in GOLD if span["doc"] == doc]
    title = gold[0]["text"] if titled else ""
    found = [(s.start, s.end, s.section) for s in cut(text, title) if s.section != "body"]
    assert found == [(span["start"], span["end"], span["label"]) for span in gold]


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("WATCH: Mayor Walks Across The Bridge", "promo"),
        ("READ MORE: Ferry service ends after a century", "promo"),
        ("Also read: Ferry service ends after a century", "promo"),
        ("Related story: Ferry service ends after a century", "promo"),
        ("RELATED:", "promo"),
        ("Your browser doesn't support HTML5", "promo"),
        ("Your browser does not support the audio element.", "promo"),
        ("This video cannot be played in your country.", "promo"),
        ("Story continues below advertisement", "promo"),
        ("Story highlights The bridge stays open The ferry does not", "subhead"),
        ("Key takeaways:", "subhead"),
        ("Click here to see all pictures of the bridge", "promo"),
        ("Watch the whole interview with the mayor here.", "promo"),
        ("Sign up for our morning newsletter!", "promo"),
        ("(Subscribe to the Harbour podcast with Jo Doe.)", "promo"),
        ("Follow Jo Doe on Twitter @jodoe.", "promo"),
        ("Follow the Harbour Desk on Facebook and Instagram", "promo"),
        ('<embed id="77"><embed/>.', "promo"),
        ("Photo by Jo Doe", "credit"),
        ("Jo Doe via Harbour Images", "credit"),
        ("(Jo Doe/Harbour Images)", "credit"),
        ("(Reporting by Jo Doe; Editing by Max van Muster)", "credit"),
        ("© 2019 Harbour Herald", "credit"),
        ("Ferry crews rest at the pier (file photo).", "caption"),
        ("Photo: The old bridge at dawn, seen from the ferry", "caption"),
        ("A Bridge For Everyone", "subhead"),
        ("'Nobody Asked Us'", "subhead"),
        ("“Nobody Asked Us”", "subhead"),
        ("THE PRICE OF WAITING", "subhead"),
        ("Joined With Great Care.", "subhead"),
        ("What the council decided", "subhead"),
    ],
)
def test_a_line_of_its_own_kind_between_paragraphs_is_told_by_its_form(line, section):
    assert between(line) == [(line, section)]


@pytest.mark.parametrize(
    "line",
    [
        "With reporting by Jo Doe, AFP, and dpa",
        "--additional reporting from Jo Doe",
        "Contributing: Jo Doe, Max Muster",
        "Jo Doe and Max Muster contributed to this report.",
        "Jo Doe contributed reporting from Harbour Town.",
        "Based on reporting by Jo Doe and the Harbour Herald",
        "By Jo Doe and Max van Muster",
        "Translated by Jo Doe",
        "All rights reserved.",
    ],
)
def test_who_wrote_it_is_credit_at_the_end(line):
    assert at_the_end(line) == [(line, "credit")]


@pytest.mark.parametrize(
    "line",
    [
        '"We will not go back," she said.',
        "“Nobody asked us.”",
        '"No."',
        "Raqqa fell.",
        "By Monday, the city had fallen.",
        "By Monday evening",
        "By and large, it held.",
        "Highlights of the night were two songs about the bridge.",
        "In brief, the bridge stays open.",
        "WATCHING: the crowd on the pier grew by the minute.",
        "Watch: the moment he leaves, she will sell the boat.",
        "VIDEO: They said it was one. It never was.",
        "Related to this, the ferry has no crew left.",
        "Photo editors say so.",
        "Photographs by the pier tell the story of the storm.",
        "Reporting from the front line is dangerous work.",
        "Reporting by the Herald showed that the bridge was sold twice.",
        "With reporting by the Herald showing a sale, the mayor resigned.",
        "Years of neglect contributed to the collapse.",
        "Follow the money, she told the crowd on Facebook last week.",
        "Sign up to serve, the poster said.",
        "Subscribe to that theory and nothing will ever change, he said.",
        "Click. The door shut behind him.",
        "Read the room, he told the members.",
        "Advertisement revenue fell by half.",
        "Copyright law forbids it.",
        "Q: Why did you leave the council?",
        "A: Nobody Asked Me To Stay",
        "DOE: And that is why the bridge has to stay.",
        "Jo Doe, Max Muster, Ada van Dijk",
        "- Keep the Bridge Open",
        "3. Keep the Bridge Open",
        "He added:",
        "7 p.m.",
        "___",
        "He would not say",
        "Where is the money?",
        "Jo Doe is the mayor of Harbour Town.",
        "She had seen the photos (in the archive of the town).",
        "He spoke for Jo Doe (D-Harbour/East).",
        "The novel is hers (that comes courtesy of an aunt of the mayor).",
        "<b>Nobody asked us.</b>",
        "Das hat niemand gefragt.",
        "Никто нас не спрашивал.",
        "誰も聞いていません。",
    ],
)
def test_body_stays_body(line):
    assert between(line) == []


def test_lines_of_a_poem_and_names_in_a_list_stay_body():
    poem = [
        "The bridge is old and wide and grey",
        "It carries no one home today",
        "And No One Sings",
    ]
    roll = ["Jo Doe", "Max Muster", "Ada van Dijk", "Climate Change"]
    assert flagged("\n".join(poem)) == []
    assert flagged("\n".join([LEAD, *roll, NEXT])) == []
    assert flagged("\n".join([LEAD, "Those present:", "Jo Doe", NEXT])) == []


def test_the_speakers_of_an_interview_stay_body():
    lines = [LEAD, "JANE DOE", NEXT, "MAX MUSTER", LEAD, "JANE DOE", NEXT, "MAX MUSTER", LEAD]
    assert flagged("\n".join(lines)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Council keeps old bridge open",
        "Council Keeps Old Bridge Open, Ferry Remains Closed for Years",
        "'Nobody asked us': Council keeps old bridge",
        "The Crew of the Ferry That Nobody Asked.",
        "Gemeinderat lässt alte Brücke offen",
        "Совет оставил старый мост открытым",
    ],
)
def test_a_first_line_with_the_form_of_a_headline_needs_no_title(line):
    assert first(line) == [(line, "headline")]


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        "Raqqa fell.",
        "Jo Doe is in Ohio.",
        "The bridge stays.",
        '"We will never go"',
        "Have you ever seen a ferry die?",
        "LONDON, 14 December",
        "HARBOUR TOWN (Wire) —",
        "Q: Why did you leave",
        "Мост остаётся.",
        "橋は残る。",
    ],
)
def test_a_first_line_of_text_is_never_taken_for_a_headline(line):
    assert first(line) == []


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("The bridge stays.", "The bridge stays"),
        ("THE BRIDGE ‘STAYS’.", "The bridge 'stays'"),
        ("The bridge stays open for now.", "The bridge stays open for now | Harbour Herald"),
        (
            "Council keeps the old bridge open all winter.",
            "Council keeps old bridge open all winter",
        ),
        ("橋は残る。", "橋は残る"),
    ],
)
def test_the_title_finds_a_headline_of_any_form(line, title):
    assert first(line, title) == [(line, "headline")]


def test_a_title_may_be_spread_over_two_lines():
    text = f"The bridge stays; \nFerry crews will have to wait.\n\n{LEAD}\n{NEXT}"
    lines = [("The bridge stays;", "headline"), ("Ferry crews will have to wait.", "headline")]
    assert flagged(text, "The bridge stays; Ferry crews will have to wait") == lines
    assert flagged(text) == lines


def test_a_text_that_is_nothing_but_its_title_is_body():
    assert flagged(HEADLINE, HEADLINE) == []


def test_a_lead_that_begins_like_the_title_stays_body():
    text = f"The bridge stays open, the council of the town decided.\n{LEAD}"
    assert flagged(text, "The bridge stays open") == []


def test_a_scene_with_its_date_below_the_headline_is_a_caption_and_elsewhere_body():
    scene = "Ferry crews wait at the pier of Harbour Town, Ohio, on Jan. 5, 2017."
    told = "The mayor of Harbour Town died at the pier, his wife said on Jan. 5, 2017."
    assert below_the_headline(scene) == [(scene, "caption")]
    assert below_the_headline(told) == []
    assert between(scene) == []


def test_a_credit_in_brackets_is_cut_off_the_caption():
    line = "Ferry crews wait at the pier.\u00a0 (Jo Doe/Harbour Wire)"
    parts = [("Ferry crews wait at the pier.", "caption"), ("(Jo Doe/Harbour Wire)", "credit")]
    assert below_the_headline(line) == parts
    assert len({s.paragraph for s in cut(line)}) == 1


def test_the_title_that_a_watch_line_announces_is_promo_only_near_it():
    title = "Mayor walks across the bridge."
    near = "\n".join([LEAD, "WATCH: Mayor Walks Across The Bridge", title, NEXT])
    far = "\n".join([LEAD, "WATCH: Mayor Walks Across The Bridge", *[NEXT] * 3, title, NEXT])
    assert (title, "promo") in flagged(near)
    assert (title, "promo") not in flagged(far)


def test_a_line_of_more_than_400_characters_is_body_whatever_it_says():
    assert between("WATCH: " + "Bridge " * 70) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f"])
def test_every_form_of_newline_ends_a_paragraph(newline):
    text = newline.join(["\ufeff\u00a0One. ", " \u200b ", "Two."])
    assert [(text[s.start : s.end], s.paragraph) for s in cut(text)] == [("One.", 0), ("Two.", 1)]


def test_blanks_are_all_white_space_there_is_and_the_characters_without_width():
    spaces = {chr(code) for code in range(0x110000) if chr(code).isspace()}
    assert set(SPACES) == spaces
    assert set(BLANKS) - spaces == set("\u180e\u200b\u2060\ufeff")


PIECES = st.sampled_from(
    [
        LEAD,
        NEXT,
        HEADLINE,
        "WATCH: A B",
        "A B",
        "By Jo Doe",
        "(Jo Doe/X Images)",
        "\n",
        "\r",
        "\ufeff",
    ]
)
TEXTS = st.one_of(
    st.text(), st.lists(st.one_of(PIECES, st.text(max_size=9)), max_size=12).map("\n".join)
)


@given(TEXTS, st.one_of(TEXTS, st.just(HEADLINE)))
def test_the_stretches_hold_every_character_but_blanks_exactly_once_and_in_order(text, title):
    past = 0
    for stretch in cut(text, title):
        assert past <= stretch.start < stretch.end
        assert not text[past : stretch.start].strip(BLANKS)
        assert text[stretch.start : stretch.end] == text[stretch.start : stretch.end].strip(BLANKS)
        past = stretch.end
    assert not text[past:].strip(BLANKS)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "(" * 1_000_000,
        "A B\n" * 20_000,
        "".join(f"WATCH: Line {n} Here\nline {n} here\n" for n in range(10_000)),
    ],
    ids=["one paragraph", "brackets", "the same short line", "announced titles"],
)
def test_long_texts_take_time_in_proportion(text):
    # half a second; minutes if the time were quadratic
    assert steady_seconds(lambda: cut(text, "A title that is not there")) < 8


@pytest.mark.parametrize(
    "line",
    [
        "Follow x on Twitter " + "a@," * 120 + "!!",
        "Follow x on Twitter" + " a@, @b." * 45 + "!!",
        "<a>" * 130 + "x",
        "Sign up " + "here " * 75 + "!!",
        "(Reporting by " + "A; " * 125 + "x y z)",
        "(" + "Aa " * 39 + "/A!)",
        "x'" * 199,
    ],
)
def test_no_line_makes_a_rule_search_for_long(line):
    # milliseconds; backtracking would take for ever
    assert steady_seconds(lambda: between(line)) < 1


def test_the_table_is_sorted_by_article_and_start_whatever_the_order_of_the_articles():
    table = sections_of(articles(("b", f"{HEADLINE}\n{LEAD}", HEADLINE), ("a", LEAD, "")))
    rows = [
        ("a", 0, len(LEAD), "body", 0, "running_text"),
        ("b", 0, len(HEADLINE), "headline", 0, "title"),
        ("b", len(HEADLINE) + 1, len(HEADLINE) + 1 + len(LEAD), "body", 1, "running_text"),
    ]
    assert list(table.itertuples(index=False, name=None)) == rows


def test_a_corpus_without_a_letter_gives_an_empty_table():
    assert sections_of(articles(("a", " \n", ""))).empty


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Ferry owner was nearly caught by the bridge inspectors last winter", "promo"),
        ("Mayor to take first vote on the bridge, forcing owners to pay at once", "promo"),
        ("Owner: ‘I was surprised’ at the vote on the old ferry", "promo"),
        (
            "HARBOUR WORKERS SUE THE FERRY OWNER AFTER A RULING OF THE HIGHEST COURT IN LOWMARK",
            "promo",
        ),
        ("'He gave us no choice': the owner's glare and more moments of the day", "promo"),
        ("More:A timeline of the votes on the old ferry", "promo"),
        ("Ferry inquiry:Owner who called the rule 'mad' to testify", "promo"),
        ("[Undercover video shows the owner of the ferry at lunch]", "promo"),
        ("This is a developing story.", "promo"),
        ("This story has been updated with comments from the owner.", "promo"),
        ("Stay up to date on the latest ferry news", "promo"),
        ("Enlarge this image toggle caption Ada Moor/AP Ada Moor/AP", "caption"),
        ("(Ada Moor/Lowmark Picture Service)", "credit"),
    ],
)
def test_what_leads_to_another_article_is_no_body(line, section):
    assert between(line) == [(line, section)]


@pytest.mark.parametrize(
    "line",
    [
        "I wish I had had a boat that day",
        "The mayor, who won the vote by a few ballots that year, said",
        "The old ferry that the town had bought from the owner’s",
        "The inquiry heard that the owner of the old ferry was",
        "'He gave us no choice and I do not like to give the town advice",
        "“I think it is highly unusual,” she said on the radio of Lowmark",
        "This story is about a town and its bridge.",
        "This post has been updated since the mayor, whom we asked twice, said that the bridge stays open.",
        "More: the mayor said that the bridge stays open all winter.",
        "[The mayor] said that the bridge stays open all winter.",
        "Ada Moor, Ben Hall, Jo Lee, Kay Doe",
    ],
)
def test_a_sentence_stays_body_even_without_a_stop(line):
    assert between(line) == []


def test_a_line_without_a_stop_that_goes_on_or_stands_in_a_speech_stays_body():
    line = "Ferry owner was nearly caught by the bridge inspectors last winter"
    for before, after in (
        (LEAD, "but nobody told him so, and the inspectors went home early that day."),
        (LEAD, ", stressed the mayor, who had asked for the inspectors in the first place."),
        (LEAD, "And he ran,” the mayor told the reporters in the hall of the harbour town."),
        (f"{LEAD} “She ran.", NEXT),
    ):
        text = "\n\n".join([HEADLINE, NEXT, before, line, after, LEAD, NEXT])
        assert [piece for piece in flagged(text, HEADLINE) if piece[1] != "headline"] == []


SPOKEN = "“We will never let the old bridge rot in the harbour again,” Ada Moor told the council."


@pytest.mark.parametrize(
    "line",
    [
        "“We will never let the old bridge rot in the harbour again.”",
        "We will never let the old bridge rot in the harbour again",
        "We will never let the old bridge rot in the harbour again.",  # a post beside the text
        "[We] will never let the old bridge rot in the harbour again",
        "We will never let the [very dilapidated wooden] old bridge rot in the harbour again",
        "WE WILL NEVER LET THE OLD BRIDGE ROT IN THE HARBOUR AGAIN",
        "We will never let the old bridge rot in the ｈａｒｂｏｕｒ again",
        "“We will never let the old bridge rot in the harbour again” Ada Moor",
        "Never let the old bridge rot in the harbour Ada Moor",
    ],
)
def test_a_line_that_only_repeats_a_quotation_is_no_running_text(line):
    above = "\n\n".join([HEADLINE, LEAD, line, NEXT, SPOKEN])
    below = "\n\n".join([HEADLINE, LEAD, SPOKEN, NEXT, line, NEXT])
    for text in (above, below):
        assert (line, "subhead") in flagged(text, HEADLINE)
        assert SPOKEN not in [piece for piece, _ in flagged(text, HEADLINE)]


@pytest.mark.parametrize(
    "line",
    [
        "We will never let the ferry rot in the harbour again.",  # other words
        "“We will never let the old bridge rot in the harbour again,” Ben Quell said, too.",
        "The mayor said that we will never let the old bridge rot in the harbour again.",
        "The old bridge in the harbour.",  # too short
    ],
)
def test_a_line_that_says_more_than_a_quotation_stays_body(line):
    text = "\n\n".join([HEADLINE, LEAD, line, NEXT, SPOKEN, NEXT])
    assert flagged(text, HEADLINE) == [(HEADLINE, "headline")]


def test_of_a_quotation_that_stands_alone_twice_one_is_running_text():
    alone = "“We will never let the old bridge rot in the harbour again.”"
    text = "\n\n".join([HEADLINE, LEAD, alone, NEXT, alone, alone, NEXT])
    assert flagged(text, HEADLINE) == [(HEADLINE, "headline"), *[(alone, "subhead")] * 2]
    assert flagged("\n\n".join([alone, LEAD, SPOKEN]))[:1] != [(alone, "subhead")]


def test_articles_without_a_title_column_are_refused_by_name():
    with pytest.raises(Exception, match="title"):
        sections_of(articles(("a", LEAD, "")).drop(columns="title"))


def test_the_rules_have_names_of_their_own_and_known_sections():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert {rule.section for rule in RULES} == set(SECTIONS) - {"body"}
    assert {rule.where for rule in RULES} == {"anywhere", "opening", "edges", "between"}


def test_on_polnear_dev_no_more_is_flagged_than_was_read_and_judged(shared):
    source = shared / "data" / "polnear" / "dev.jsonl.gz"
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        corpus = [json.loads(line) for line in file]
    flagged_characters = sum(
        stretch.end - stretch.start
        for article in corpus
        for stretch in cut(article["text"], article["title"])
        if stretch.section not in ("body", "headline")
    )
    share = flagged_characters / sum(len(article["text"]) for article in corpus)
    assert 0.001 < share < 0.002  # 0.17% when each of the 25 stretches was read: none was body


def test_every_line_that_a_rule_for_anywhere_fits_stands_out():
    tree = ast.parse(Path(__file__).read_text("utf-8"))
    found = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)]
    written = [one for one in found if isinstance(one, str) and one.strip() and "\n" not in one]
    lines = {
        shape
        for one in (line.strip(BLANKS) for line in written)
        for shape in (one, one.upper(), one.lower(), f"“{one}”", f"*{one}.", f"({one})", f"[{one}]")
    }
    rules = [
        rule
        for rule in RULES
        if rule.where == "anywhere"
        and rule.name not in ("title", "repeated_video_title", "pull_quote")
    ]
    fitting = {
        (rule.name, line)
        for rule in rules
        for line in lines
        if rule.fits(Place(text=line, opening=False))
    }
    assert {name for name, _ in fitting} == {rule.name for rule in rules}
    assert [(name, line) for name, line in fitting if not may_stand_out(line)] == []
    label = (
        "More" + " more" * 6 + ":" + "Headlines of others " * 7 + "–"
    )  # too long for lines inside
    signed = "A Doe/Wire Service Images" + "." * 90
    at_an_edge = {
        (rule.name, line)
        for rule in rules
        for line in {*lines, label, signed}
        if rule.fits(Place(text=line, opening=True, closing=True))
    }
    assert {("other_article", label), ("photo_credit", signed)} <= at_an_edge
    assert [one for one in at_an_edge if not may_stand_out_at_an_edge(one[1])] == []
