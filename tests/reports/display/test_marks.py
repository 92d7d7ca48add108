"""Pieces, passages and evidence: what is marked, what is cut, and that no character is lost."""

import json
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.measures.loaded import MODEL_LOADED
from analysis.reports import show
from analysis.reports.display.blocks import block_of, stored
from analysis.reports.display.jupyter import MIME, block_html
from analysis.reports.display.marked_html import marked_html
from analysis.reports.display.marks import LOADED, Mark, pieces
from analysis.reports.notebook.passages import evidence_of, evidence_table, extracts, goes_on
from analysis.reports.notebook.reading import numbered
from analysis.reports.notebook.run import Run
from analysis.tables.loaded import LoadedHits
from tests.conftest import articles
from tests.marked_tables import attributions, voices
from tests.timing import least_seconds, steady_seconds

TEXT = 'Minister Roe said "taxes fall" and denied that Poe lied.\nNothing came of it.'
SAID = {"article": "a", "id": "1", "source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 30]]}
SAID |= {"type": "direct", "speaker": "Roe", "source_text": "Minister Roe", "cue_text": "said"}
DENIED = {"article": "a", "id": "2", "cue": [[35, 41]], "content": [[42, 55]], "speaker": "Roe"}
DENIED |= {"cue_class": "denying", "cue_text": "denied"}
LIED = {"article": "a", "id": "3", "source": [[47, 50]], "cue": [[51, 55]], "parent": "2"}
LIED |= {"content": [[51, 55]], "speaker": "Poe", "source_text": "Poe"}
ARTICLES = articles(("a", "Herald", TEXT))
THREE = attributions(SAID, DENIED, LIED)
VOICES = voices("a", TEXT, [(18, 30, "quoted"), (42, 55, "paraphrased")])


class Read(HTMLParser):
    """The text that a browser would see, and which elements it stands in."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=False)  # Python would drop controls, browsers do not
        self.text, self.tags, self.inside = "", set(), []
        self.seen = []
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag != "br":
            self.inside.append(dict(attrs).get("class", tag))

    def handle_endtag(self, tag):
        self.inside.pop()

    def handle_charref(self, name):
        self.handle_data(chr(int(name)))

    def handle_entityref(self, name):
        self.handle_data(unescape(f"&{name};"))

    def handle_data(self, data):
        self.text += data
        self.seen.append((data, tuple(self.inside)))


@st.composite
def marked(draw):
    """A range, and marks of any kind in it."""
    start = draw(st.integers(0, 5))
    end = start + draw(st.integers(0, 30))
    places = st.integers(start, end)
    spans = st.tuples(places, places).map(sorted)
    marks = st.builds(
        lambda span, part, of: Mark(*span, part, of),
        spans,
        st.sampled_from(["source", "cue", "content", "quoted"]),
        st.sampled_from(["", "1", "1.1"]),
    )
    return start, end, draw(st.lists(marks, max_size=12)), draw(st.lists(places, max_size=3))


@given(marked())
def test_the_pieces_hold_every_character_once_and_in_order(case):
    start, end, marks, cuts = case
    found = pieces(start, end, marks, cuts=cuts)
    covered = [place for piece in found for place in range(piece.start, piece.end)]
    assert covered == list(range(start, end))
    assert all(piece.start < piece.end for piece in found)
    assert {*cuts} - {end} <= {piece.start for piece in found}


@given(marked())
def test_a_character_has_exactly_the_marks_that_are_on_it(case):
    start, end, marks, _ = case
    for piece in pieces(start, end, marks):
        for place in range(piece.start, piece.end):
            assert set(piece.marks) == {m for m in marks if m.start <= place < m.end}
        assert len(piece.marks) == len(set(piece.marks))


@given(marked())
def test_outer_marks_come_before_the_marks_inside_them(case):
    start, end, marks, _ = case
    for piece in pieces(start, end, marks):
        for outer, inner in pairwise(piece.marks):
            assert (outer.start, -outer.end) <= (inner.start, -inner.end)


@given(marked(), st.randoms())
def test_the_order_in_which_marks_are_given_changes_nothing(case, random):
    start, end, marks, _ = case
    shuffled = random.sample(marks, len(marks))
    assert pieces(start, end, shuffled) == pieces(start, end, marks)


@pytest.mark.parametrize("span", [(-1, 3), (0, 11), (11, 12), (5, 4)])
def test_a_mark_outside_is_named_with_its_offsets(span):
    with pytest.raises(
        ValueError, match=rf"cue of 2 at {span[0]}\.\.{span[1]} is not inside 0..10"
    ):
        pieces(0, 10, [Mark(*span, "cue", "2")])


def test_a_cut_outside_is_refused():
    with pytest.raises(ValueError, match=r"cuts from 0 to 11"):
        pieces(0, 10, [], cuts=[11])


def test_the_time_grows_with_the_number_of_marks():
    few, many = (
        [Mark(10 * n, 10 * n + 9, "cue", str(n)) for n in range(count)]
        for count in (10_000, 160_000)
    )
    assert len(pieces(0, 1_600_000, many)) == 320_000
    small = least_seconds(lambda: pieces(0, 100_000, few))
    large = least_seconds(lambda: pieces(0, 1_600_000, many), times=2)
    assert large < 64 * small  # squared would be 256 times


ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(ANY, st.data())
@example("a\r\nb\rc\n\td\x07\u202e\u2066x & <b>&amp;\u0301\x0b\x0c\u2028", None)
def test_the_text_comes_out_of_the_markup_as_it_went_in(text, data):
    marks = []
    if data:
        places = st.integers(0, len(text))
        spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=5))
        marks = [Mark(*span, "quoted") for span in spans]
    read = Read(marked_html(text, marks))
    kept = "".join(c for c in text if not 0x80 <= ord(c) < 0xA0)
    assert read.text == kept
    assert read.tags <= {"mark", "span", "br"}


def test_a_line_end_cut_between_its_two_characters_is_one_line_end():
    assert marked_html("a\r\nb", [Mark(0, 2, "cue")]) == '<i class="is-cue">a&#13;</i>\nb'
    assert marked_html("a\rb", []) == "a&#13;<br>b"


def test_characters_that_turn_the_text_around_or_that_html_cannot_hold_are_shown_by_number():
    html = marked_html("\u202e\x85\x00\ud800", [])
    assert [f'data-code="U+{code}"' in html for code in ("202E", "0085", "0000", "D800")] == [
        True
    ] * 4
    assert "\u202e" not in html
    assert Read(html).text == "\u202e"


def shown_html(**tables):
    shown = show("a", articles=ARTICLES, attributions=THREE, **tables)
    return shown._repr_mimebundle_()["text/html"]


def test_the_reading_view_marks_parts_and_voices_where_they_are():
    html = shown_html(voices=VOICES)
    seen = Read(html[html.index('<div class="text"') : html.index("</div>")] + "</div>")
    assert seen.text == TEXT
    classes = {
        data: {name for name in inside if name.startswith("is-")} for data, inside in seen.seen
    }
    assert classes["Minister Roe"] == {"is-source"}
    assert classes["said"] == {"is-cue"}
    assert classes['"taxes fall"'] == {"is-quoted", "is-content"}
    assert classes["that "] == {"is-paraphrased", "is-content"}
    assert classes["Poe"] == {"is-paraphrased", "is-content", "is-source"}
    assert classes["Nothing came of it."] == set()


def loaded(start, end, weight, voice, lexicon="model"):
    row = {"article": "a", "outlet": "Herald", "start": start, "end": end, "text": TEXT[start:end]}
    row |= {"lexicon": lexicon, "term": "t", "category": "c", "weight": weight, "negated": False}
    row |= {"section": "body", "voice": voice, "speaker": "", "kind": "", "attribution": ""}
    return row | {"number": 0}


def test_the_reading_view_marks_loaded_words_by_strength_and_by_voice():
    rows = [
        loaded(19, 24, 0.31, "quoted"), loaded(25, 29, 0.5, "quoted"), loaded(51, 55, 0.8, "outlet"),
        loaded(57, 64, 0.29, "outlet"), loaded(57, 64, 0.9, "outlet", lexicon="loaded"),
    ]  # fmt: skip
    hits = LoadedHits.validate(pd.DataFrame(rows))
    html = shown_html(voices=VOICES, hits=hits)
    seen = Read(html[html.index('<div class="text"') : html.index("</div>")] + "</div>")
    assert seen.text == TEXT
    classes = {
        data: {name for name in " ".join(inside).split() if name.startswith("is-loaded")}
        for data, inside in seen.seen
    }
    assert classes["taxes"] == {"is-loaded-weak"}
    assert classes["fall"] == {"is-loaded-clear"}
    assert classes["lied"] == {"is-loaded-strong", "is-loaded-own"}
    assert {data for data, names in classes.items() if names} == {"taxes", "fall", "lied"}
    assert LOADED["loaded-weak"] == MODEL_LOADED
    legend = html[html.index('class="legend"') : html.index('<div class="text"')]
    assert "loaded, probability from 0.3" in legend
    assert "from 0.8" in legend


def test_the_reading_view_does_not_speak_of_loaded_words_where_none_are_marked():
    html = shown_html(voices=VOICES)
    assert "loaded" not in html[html.index("</style>") :]


def test_the_reading_view_names_the_speaker_at_each_attribution():
    html = shown_html(voices=VOICES)
    assert 'title="Attribution 1: Roe (other, direct, neutral cue)"' in html
    assert 'data-number="2" data-who="Roe" data-how="other, indirect, denying cue"' in html
    assert 'data-number="2.1" data-who="Poe"' in html


def test_the_bundle_holds_the_text_once_and_offsets_into_it():
    block = stored(show("a", articles=ARTICLES, attributions=THREE, voices=VOICES).block)
    assert json.dumps(block).count("came of it") == 1
    assert [0, 12, "source", "1"] in block["marks"]
    assert [51, 55, "content", "2.1"] in block["marks"]


def test_a_section_other_than_the_body_has_its_name_before_its_first_word():
    section = ["headline"] * 57 + ["body"] * 19
    named = voices("a", TEXT, [(18, 30, "quoted")], section=section)
    block = show("a", articles=ARTICLES, attributions=THREE, voices=named).block
    assert (0, 57, "headline", "") in block.marks
    html = block_html(block)
    assert html.index('data-name="headline"') < html.index("Minister Roe</b>")
    assert html.count('data-name="') == 1


def test_an_unknown_article_is_named_beside_known_ones():
    with pytest.raises(ValueError, match=r"no article 'b'; the first ids are 'a'"):
        show("b", articles=ARTICLES, attributions=THREE, voices=VOICES)


def test_a_span_outside_the_text_is_named_with_its_article():
    far = attributions(SAID | {"cue": [[500, 504]]})
    with pytest.raises(ValueError, match=r"article 'a': cue of 1 at 500..504 is not inside 0..76"):
        show("a", articles=ARTICLES, attributions=far, voices=VOICES)


def test_attributions_are_numbered_by_what_they_stand_in():
    numbers = numbered(["a", "b", "c", "d", "e"], ["", "a", "b", "a", "gone"])
    assert numbers == {"a": "1", "b": "1.1", "c": "1.1.1", "d": "1.2", "e": "2"}


@given(
    st.integers(1, 8).flatmap(lambda n: st.lists(st.integers(-1, n - 1), min_size=n, max_size=n))
)
def test_every_attribution_has_a_number_of_its_own_even_if_they_go_round_in_circles(parents):
    ids = [str(place) for place in range(len(parents))]
    numbers = numbered(ids, [str(parent) for parent in parents])
    assert set(numbers) == set(ids)
    assert len(set(numbers.values())) == len(ids)


def words(count, name="w"):
    return " ".join(f"{name}{number}" for number in range(count))


def test_a_short_paragraph_is_shown_whole_and_others_are_not():
    text = "Before.\nShe said it rained.\nAfter."
    assert extracts(text, [(12, 16)]) == [(8, 27)]
    assert goes_on(text, [(8, 27)]) == (False, False)


def test_a_long_paragraph_is_cut_to_thirty_words_on_either_side():
    text = f"{words(100, 'a')} said {words(100, 'b')}"
    start = text.index("said")
    shown = extracts(text, [(start, start + 4)])
    assert [text[s:e].split() for s, e in shown] == [
        [*words(100, "a").split()[-30:], "said", *words(30, "b").split()]
    ]
    assert goes_on(text, shown) == (True, True)


def test_a_few_words_more_are_not_cut_off():
    text = f"{words(40, 'a')} said {words(40, 'b')}"
    start = text.index("said")
    assert extracts(f"x\n{text}\nx", [(start + 2, start + 6)]) == [(2, 2 + len(text))]
    assert extracts(text, [(start, start + 4)]) == [(0, len(text))]
    longer = f"a {text} b"
    assert extracts(longer, [(start + 2, start + 6)]) != [(0, len(longer))]


def test_spans_far_apart_are_shown_in_two_extracts_and_near_ones_in_one():
    text = f"He said {words(200)} so there"
    far = extracts(text, [(0, 2), (len(text) - 5, len(text))])
    assert [text[s:e].split(maxsplit=1)[0] for s, e in far] == ["He", "w171"]
    assert extracts(text, [(0, 2), (3, 7)]) == extracts(text, [(0, 7)])


def test_of_a_very_long_content_both_ends_are_shown():
    text = f"He said {words(500)}"
    assert [len(text[s:e].split()) for s, e in extracts(text, [(8, len(text))])] == [92, 90]


TEXTS = st.text("ab \n\r.é\u2028", min_size=1, max_size=2000)


@given(TEXTS, st.data())
def test_extracts_are_apart_in_order_inside_and_hold_where_spans_begin_and_end(text, data):
    places = st.integers(0, len(text))
    spans = data.draw(
        st.lists(st.tuples(places, places).filter(lambda it: it[0] < it[1]), min_size=1)
    )
    shown = extracts(text, spans)
    assert all(0 <= start < end <= len(text) for start, end in shown)
    assert all(left[1] < right[0] for left, right in pairwise(shown))
    for start, end in spans:
        ends = {start, end - 1} if text[start:end].strip() == text[start:end] else set()
        assert all(any(s <= place < e for s, e in shown) for place in ends)


def test_a_passage_of_a_huge_text_without_spaces_or_lines_is_small_and_quick():
    text = "x" * 1_000_000

    def every_passage():
        for place in range(0, 900_000, 900):
            shown = extracts(text, [(place, place + 50_000)])
            assert sum(end - start for start, end in shown) < 2_500

    assert steady_seconds(every_passage) < 10


@pytest.mark.parametrize("spans", [[(0, 99)], [(3, 3)], []])
def test_spans_without_a_place_in_the_text_are_refused(spans):
    with pytest.raises(ValueError, match="span"):
        extracts("short", spans)


def evidence(found, limit=5):
    return evidence_of(found, {"a": TEXT}, name="e", caption="c", limit=limit)


def test_evidence_says_where_each_passage_is_from_and_marks_it():
    [passage] = evidence([("Roe: 1 of 3", THREE.head(1))]).passages
    about = {"outlet": "Herald", "article": "a", "speaker": "Roe", "cue_class": "neutral"}
    assert passage.about == about | {"type": "direct"}
    [extract] = passage.extracts
    assert extract.text == TEXT.split("\n", maxsplit=1)[0]
    marks = [(TEXT[start:end], part) for start, end, part, _ in extract.marks]
    assert marks == [("Minister Roe", "source"), ("said", "cue"), ('"taxes fall"', "quoted")]


def test_a_passage_in_two_groups_is_stored_once():
    found = [("all", THREE), ("first", THREE.head(1)), ("none", THREE.head(0))]
    block = evidence(found)
    assert [group.passages for group in block.groups] == [(0, 1, 2), (0,), ()]
    assert len(block.passages) == 3


def test_of_many_rows_some_are_shown_evenly_spread_and_all_are_in_the_table():
    rows = attributions(*({**SAID, "id": str(number)} for number in range(10)))
    [group] = evidence([("ten", rows)], limit=3).groups
    assert (group.label, group.total, group.passages) == ("ten", 10, (0, 1, 2))
    table = evidence_table([("ten", rows)], {"a": TEXT})
    assert table["id"].tolist() == rows["id"].tolist()
    assert table["passage"].tolist() == [TEXT.split("\n", maxsplit=1)[0]] * 10


def test_stretches_are_evidence_too():
    quoted = VOICES[VOICES["voice"] == "quoted"]
    found = [("quoted", quoted), ("bare", quoted[["article", "start", "end"]])]
    marks = [passage.extracts[0].marks for passage in evidence(found).passages]
    assert marks == [((18, 30, "quoted", ""),), ((18, 30, "stretch", ""),)]
    assert evidence_table(found, {"a": TEXT})["text"].tolist() == ['"taxes fall"'] * 2


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (THREE.assign(article="b"), "unknown article, 'b'"),
        (THREE.drop(columns="type"), "no column 'type'"),
        (pd.DataFrame({"article": ["a"], "start": [0]}), "no column 'end'"),
        (
            pd.DataFrame({"article": ["a"], "start": [0], "end": [99]}),
            "'a', stretch: the span 0..99",
        ),
    ],
)
def test_rows_that_fit_no_article_are_refused_with_their_label_or_place(rows, message):
    with pytest.raises(ValueError, match=message):
        evidence([("some", rows)])


class OneArticle:
    """As much of a corpus as evidence needs."""

    articles = ARTICLES


def test_a_run_writes_all_rows_and_shows_some(tmp_path, monkeypatch):
    displayed = []
    monkeypatch.setattr("analysis.reports.notebook.run.display", displayed.append)
    run = Run("r", OneArticle, folder=str(tmp_path), settings={})
    run.evidence([("Roe: 2", THREE.head(2))], name="who-evidence", caption="Who.", limit=1)
    run.reading("a", attributions=THREE, voices=VOICES)
    lines = (tmp_path / "who-evidence.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("evidence_for,article,id,")
    assert len(lines) == 3
    behind, reading = (shown._repr_mimebundle_() for shown in displayed)
    assert "(1 of 2 shown; all in who-evidence.csv)" in behind["text/html"]
    assert behind[MIME]["kind"] == "evidence"
    assert reading[MIME]["text"] == TEXT
    with pytest.raises(ValueError, match="limit is 0"):
        run.evidence([], name="x", caption="", limit=0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"marks": [[0, 500, "cue", "1"]]}, "cue of 1 at 0..500"),
        ({"marks": [[0, 5, "<b>", "1"]]}, "a mark is of the part '<b>', expected one of .*'cue'"),
        (
            {"marks": [[0, 5]]},
            r"'reading': Expected `array` of length 3 to 4, got 2 - at `\$\.marks\[0\]",
        ),
        ({"text": None}, r"display 'reading': Expected `str`, got `null` - at `\$\.text`"),
    ],
)
def test_a_stored_reading_that_is_not_as_it_should_be_is_refused(change, message):
    block = stored(show("a", articles=ARTICLES, attributions=THREE, voices=VOICES).block)
    with pytest.raises(ValueError, match=message):
        block_of(block | change)
