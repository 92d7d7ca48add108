"""What is screened for many texts at once changes no stretch, and finds most lines of running text."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.sections.cut import cut
from analysis.corpus.sections.joined_lines import KINDS, MARK, WIDE
from analysis.corpus.sections.line import folded, lines_of
from analysis.corpus.sections.screen import screened
from tests.conftest import SHARED
from tests.corpus.sections.test_cut import GOLD, HEADLINE, LEAD, NEXT, ROOT
from tests.timing import steady_seconds

QUOTED = "“We have asked for a bridge that never opens since the ferry stopped,” the mayor said."
LINES = st.sampled_from(
    [
        *(
            LEAD,
            NEXT,
            HEADLINE,
            QUOTED,
            "A B",
            "",
            " ",
            "\u200b",
            f" {LEAD}\u00a0",
            "<b>",
            "<b>x</b>.",
        ),
        "We have asked for a bridge that never opens since the ferry stopped",
        "Have asked [she said] for a bridge that never opens since the ferry stopped.",
        '"We have asked for a bridge that never opens since the ferry stopped"',
        '"WE HAVE ASKED FOR A BRIDGE that never opens since the ferry stopped." Jo Doe',
        "We have aſked for a bridge that never opens since the ﬁrst ferry stopped. 😀",
        "WATCH: Mayor Walks Across The Bridge",
        "Mayor walks across the bridge.",
        "By Jo Doe and Max van Muster",
        "Video produced by Jo Doe",
        "Jo Doe contributed to this report.",
        "With reporting by Jo Doe, AFP, and dpa",
        "ſubscribe to our newsletter",
        "Ferry crews wait at the pier.\u00a0 (Jo Doe/Harbour Wire)",
        "(Jo Doe/Harbour Images).”",
        "Jo Doe via Harbour Images......",
        "Ferry crews wait at the pier of Harbour Town, Ohio, on Jan. 5, 2017.",
        "The bridge stays open;",
        "THE PRICE OF WAITING.",
        "Joined With Great Care.",
        "What the council decided",
        "More:A timeline of the votes on the old ferry",
        "Ferry owner was nearly caught by the bridge inspectors last winter",
        "Ferry owner was nearly caught by the bridge inspectors 𝐥𝐚𝐬𝐭 𝐰𝐢𝐧𝐭𝐞𝐫",
        "“We have asked for a cafe\u0301 that never opens since the ferry stopped,” she said.",
        "We have asked for a café that never opens since the ferry stopped.",
        "“We have asked for a bridge that never opens since the ferry stopped” – Jo Doe",
        "‘’— Sign up for our newsletter.",
        "ıllustrated by Jo Doe, Max van Muster, Anna Muster, Peter Muster and Mary van Muster.",
        "(c) 2019 Harbour Herald",
        "© 2019 Harbour Herald",
        "word " * 90,
    ]
)
PARTS = st.one_of(
    LINES, st.text(max_size=9), st.tuples(LINES, st.text(max_size=3), LINES).map("".join)
)
TEXTS = st.tuples(
    st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", "\n \n"]), st.lists(PARTS, max_size=8)
).map(lambda one: one[0].join(one[1]))


def screened_alike(texts, title=""):
    for text, screen in zip(texts, screened(texts), strict=True):
        assert list(screen.lines()) == list(lines_of(text))
        assert cut(text, title, screen) == cut(text, title)


@settings(max_examples=300)
@given(st.lists(TEXTS, max_size=4), st.sampled_from(["", HEADLINE, LEAD]))
def test_a_text_is_cut_alike_whether_it_was_screened_or_not(texts, title):
    screened_alike(texts, title)


@given(st.lists(st.text(), max_size=4))
def test_no_character_is_too_odd_to_be_screened(texts):
    screened_alike(texts)


def test_real_articles_are_cut_alike():
    docs = sorted({span["doc"] for span in GOLD})
    screened_alike([(ROOT / "seeds" / f"{doc}.txt").read_text("utf-8") for doc in docs])
    train = SHARED / "data" / "polnear" / "train.jsonl.gz"
    if train.is_file():
        with gzip.open(train, "rt", encoding="utf-8") as file:
            screened_alike([json.loads(line)["text"] for line in file])


def test_running_text_needs_no_look():
    (screen,) = screened(["\n".join([LEAD, QUOTED, NEXT, f"“{LEAD}”", QUOTED[:-1] + " there."])])
    assert (*screen.apart, *screen.pulled) == ()


def test_letters_of_mathematics_end_a_headline_too():
    headline = "Ferry owner was nearly caught by the bridge inspectors 𝐥𝐚𝐬𝐭 𝐰𝐢𝐧𝐭𝐞𝐫"
    text = "\n".join([LEAD, NEXT, headline, NEXT, LEAD])
    (screen,) = screened([text])
    assert [stretch.section for stretch in cut(text, "", screen)][2] == "promo"


@pytest.mark.parametrize("bridge", ["café", "cafe\u0301", "cafe\u0338\u0301", "bridge\u0338"])
def test_a_quotation_is_repeated_whether_its_accents_stand_alone_or_not(bridge):
    said = "We have asked for a {} that never opens since the ferry stopped"
    quoted = f"“{said.format(bridge)},” the mayor said."
    plain = "café" if bridge.startswith("caf") else "bridge"
    (screen,) = screened(["\n".join([LEAD, f"{said.format(plain)}.", NEXT, quoted])])
    assert 1 in screen.pulled


def test_two_signs_may_be_six_words():
    text = "\n".join([LEAD, "\ufdfa\ufdfa", NEXT, "“\ufdfa\ufdfa,” the mayor said.", NEXT, LEAD])
    screened_alike([text])
    assert [stretch.rule for stretch in cut(text)][1] == "pull_quote"


def test_every_other_character_has_the_same_letters_of_ascii_when_folded():
    def letters(text):
        return [letter for letter in text if letter.isascii() and letter.isalnum()]

    for number in {*range(1 << 16)} - {*range(0xD800, 0xE000)}:
        if not KINDS[number] & (WIDE | MARK):
            for text in (chr(number), f"a{chr(number)}"):
                assert letters(folded(text)) == letters(text.lower())


def test_what_repeats_a_quotation_needs_one():
    line = "We have asked for a bridge that never opens since the ferry stopped."
    (screen,) = screened(["\n".join([LEAD, line, NEXT, QUOTED])])
    assert screen.pulled == [1]


def test_no_text_at_all_is_screened():
    assert list(screened([])) == []
    assert [list(screen.lines()) for screen in screened(["", " \n"])] == [[], []]


def test_a_long_text_of_quotations_takes_time_in_proportion():
    lines = (
        f"“We asked for bridge {n} in vain.”\nWe asked for a bridge in vain." for n in range(9_000)
    )
    text = "\n".join(lines)
    assert steady_seconds(lambda: list(screened([text]))) < 8
