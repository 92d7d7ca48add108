import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.sections.cut import sections_of
from analysis.measures.attribution.quotes.quotations import quotations_of, quoted_spans
from tests.conftest import ROOT, articles
from tests.timing import least_seconds

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "gold" / "quotes.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def quoted(text):
    return [text[found.start : found.end] for found in quoted_spans(text)]


def only(text):
    (found,) = quoted_spans(text)
    return found


QUOTED = {
    "straight": ('"We left," she said.', ['"We left,"']),
    "between spaces, never closed": (
        "“A mess.\n\n" + '" You can hear her here: at noon.',
        ["“A mess.", '"'],
    ),
    "closed in the paragraph that opens the next": (
        'Ann said, "We won.\n\nIt was hard." Then Ben said, "We lost.\n\nIt was fair."',
        ['"We won.', 'It was hard."', '"We lost.', 'It was fair."'],
    ),
    "closed, said, and opened again": (
        'Ann said, "We won.\n\nAt last," she added. "It was\n\nhard."',
        ['"We won.', 'At last,"', '"It was', 'hard."'],
    ),
    "closed in the paragraph that quotes and opens": (
        'Ann said, "We won.\n\nIt was hard." She called it "a mess" and said, "Go.\n\nGo home."',
        ['"We won.', 'It was hard."', '"a mess"', '"Go.', 'Go home."'],
    ),
    "two marks on the wrong sides": ('They went to" the sea "once.', ['" the sea "']),
    "opened at the end of a paragraph": (
        'They should grow," she wrote. " \n\nIt is so."',
        ['"', '"', 'It is so."'],
    ),
    "opened at the end of a line, over lines without a mark": (
        '"They grow," she wrote. "\n\nWe saw them.\n\nIt is so."\n\nShe left.',
        ['"They grow,"', '"', "We saw them.", 'It is so."'],
    ),
    "marks alone in their lines": (
        'She spoke of " the sea " once.\n\n"\n\nWe saw it.\n\n"\n\nShe left.',
        ['" the sea "', '"', "We saw it.", '"'],
    ),
    "a mark at the end of a line that nothing closes": (
        'She left. "\n\nIt rained.\n\n"We go," she said.',
        ['"', '"We go,"'],
    ),
    "a mark at the end of a line that has a quotation of its own": (
        'She left. "\n\nIt rained.\n\n"We go," she said. "\n\nWe stay."',
        ['"', '"We go,"', '"', 'We stay."'],
    ),
    "a second closing mark in its line": (
        '"We go.\n\nWe stay," she said in a note."\n\nWe left.\n\nIt rained," his note reads.',
        ['"We go.', 'We stay,"', '"', "We left.", 'It rained,"'],
    ),
    "closed by a mark alone in its line": (
        'She wrote "that it is so.\n\n"\n\nShe left.',
        ['"that it is so.', '"'],
    ),
    "opened by a mark alone in its line, behind a colon": (
        'She left. "\n\nHe told us:\n\n"\n\nWe go."\n\nShe left.',
        ['"', '"', 'We go."'],
    ),
    "lines with single marks within": (
        "“It is so.\n\nThey say it is ‘true’ now.\n\nWe go,” she said.",
        ["“It is so.", "They say it is ‘true’ now.", "‘true’", "We go,”"],
    ),
    "announced and opened again behind a line without a mark": (
        'The paper writes:\n\n"It is so.\n\nThey go.\n\n"It is late."',
        ['"It is so.', "They go.", '"It is late."'],
    ),
    "not announced and opened again behind a line without a mark": (
        '"It is so.\n\nThey go.\n\n"It is late."',
        ['"It is so.', '"It is late."'],
    ),
    "between spaces": ('She said " we go " and went.', ['" we go "']),
    "begins a paragraph, never closed": (
        '"You can hear her here: at noon.',
        ['"You can hear her here: at noon.'],
    ),
    "curly": ("She called it “a mess” twice.", ["“a mess”"]),
    "straight closed by curly": ('He said: "We left.”', ['"We left.”']),
    "curly closed by straight": ('“We left," he said.', ['“We left,"']),
    "curly, the opening one closing": ("The “best in town“ is closed.", ["“best in town“"]),
    "curly, the closing one opening": ("They saw ”a great risk” in it.", ["”a great risk”"]),
    "two apostrophes": ("''We left,'' he said. ''Late.''", ["''We left,''", "''Late.''"]),
    "backticks as typesetters write": ("``We left,'' he said.", ["``We left,''"]),
    "three apostrophes": (
        "''She told us 'go away.''' He left.",
        ["''She told us 'go away.'''", "'go away.'"],
    ),
    "German": ("Er nannte es „einen Fehler“ im Amt.", ["„einen Fehler“"]),
    "German, within": (
        "„Sie rief ‚Halt‘ und ging“, sagte er.",
        ["„Sie rief ‚Halt‘ und ging“", "‚Halt‘"],
    ),
    "German guillemets": ("Er sagte, »wir gehen«, und ging.", ["»wir gehen«"]),
    "Polish": ("Nazwał to „błędem” wczoraj.", ["„błędem”"]),
    "Swedish": ("Hon sade ”vi går” och gick.", ["”vi går”"]),
    "French": ("« Nous partons », dit-il. Puis « rien ».", ["« Nous partons »", "« rien »"]),
    "French, tight": ("Il a dit «non» hier.", ["«non»"]),
    "French apostrophes": ("L’homme qu'il a vu s’en va.", []),
    "Swiss, within": ("«Er sagte ‹nein› dazu», hiess es.", ["«Er sagte ‹nein› dazu»", "‹nein›"]),
    "Japanese": ("彼は「行く」と言った。", ["「行く」"]),
    "Japanese, within": (
        "彼は「『行く』と聞いた」と言った。",
        ["「『行く』と聞いた」", "『行く』"],
    ),
    "Chinese": ("他说“你好”，她说“再见”。", ["“你好”", "“再见”"]),
    "full width": ("他说＂你好＂。", ["＂你好＂"]),
    "headline": ("Mayor Calls Plan 'Shabby' and 'Too Late'", ["'Shabby'", "'Too Late'"]),
    "headline, possessive near": ("Cities' Plan Is 'Shabby'", ["'Shabby'"]),
    "headline, curly": ("Mayor: It’s ‘in the Drawer’", ["‘in the Drawer’"]),
    "British": ("‘We left,’ he said. ‘It’s late.’", ["‘We left,’", "‘It’s late.’"]),
    "British, double within": (
        "‘He told us “no” and left,’ she said.",
        ["‘He told us “no” and left,’", "“no”"],
    ),
    "single within double": (
        "“She said ‘no,’” he recalled.",
        ["“She said ‘no,’”", "‘no,’"],
    ),
    "single first within double": ("“‘No’ means no.”", ["“‘No’ means no.”", "‘No’"]),
    "double within double": (
        'He said "the "club" is shut" again.',
        ['"the "club" is shut"', '"club"'],
    ),
    "possessive inside single quotes": (
        "'The rebels' lines held,' he said.",
        ["'The rebels' lines held,'"],
    ),
    "single word in s": ("They call them 'rebels' in town.", ["'rebels'"]),
    "single quote closed by double": ("‘We left,” he said.", ["‘We left,”"]),
    "double quote closed by single": ("“We left,’ he said.", ["“We left,’"]),
    "blank before the closing mark": ('"We left, "he said. "Late."', ['"We left, "', '"Late."']),
    "blanks inside": ('He said " no " and left.', ['" no "']),
    "brackets": ("The plan (“a mess”) failed.", ["“a mess”"]),
    "dashes": ("The plan—“a mess”—failed.", ["“a mess”"]),
    "dash in speech": ("“But I—” he said.", ["“But I—”"]),
    "hyphen": ('An anti-"club" vote, a "club"-backed one.', ['"club"', '"club"']),
    "ellipsis": ('"... and then we left," he said.', ['"... and then we left,"']),
    "quotation with its genitive": ("“The Lamp”’s author left.", ["“The Lamp”"]),
    "two that touch": ("He sang “One”“Two” again.", ["“One”", "“Two”"]),
    "elision": ("The '90s were 'loud' and we liked 'em.", ["'loud'"]),
    "feet and inches in speech": ("“He is 6’2” tall,” she said.", ["“He is 6’2” tall,”"]),
    "inches in speech": ('"A 6" pipe broke," she said.', ['"A 6" pipe broke,"']),
    "number at the end": ('They chanted "57" and "58" there.', ['"57"', '"58"']),
    "direction marks": ("\u202a”We left,” he said.", ["”We left,”"]),
}


@pytest.mark.parametrize(("text", "expected"), QUOTED.values(), ids=QUOTED)
def test_marks_pair_any_with_any(text, expected):
    assert quoted(text) == expected


NOT_QUOTED = [
    "Ra'ad, Ja'afari and the Shi'ite party of Syria's north met O'Hara.",
    "The forces’ lines, the countries’ envoys and the bosses' cars.",
    "A child of the '90s, class of '16, of the ’60s too.",
    "Rock 'n' roll and drum ’n’ bass.",
    "Get 'em, 'til it's over; 'twas nothin' to the boys' club.",
    "He stood 5'11\" and she 6' 1\"; the boy 4’9”.",
    "It ran 5'30 and he fell at the 6' mark.",
    'A 6" pipe and a 12" record.',
    "He lives in ‘Aleppo and never came back.",
    '<a href="there" class="x">there</a>',
    "No marks at all.",
    "",
]


@pytest.mark.parametrize("text", NOT_QUOTED)
def test_apostrophes_and_measures_quote_nothing(text):
    assert quoted_spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayorÃ¢â‚¬â„¢s plan wins.", []),
        ('Ann said Ã¢â‚¬Ëœbridge, "We left."', ['"We left."']),
        ("It rained â€” all day â€” in Leith.", []),
        ("A long wait Ã¢â‚¬Å“ends", []),
        # no broken encoding
        ("Er rief: „â la carte“ und ging.", ["„â la carte“"]),
        ("He called it a “café”—and left.", ["“café”"]),
        ("“Ã is a letter,” she said, ‘É’ another.", ["“Ã is a letter,”", "‘É’"]),
    ],
)
def test_marks_of_text_in_a_broken_encoding_quote_nothing(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(("doc", "text"), [(p.stem, p) for p in sorted(ROOT.glob("seeds/*.txt"))])
def test_every_quotation_of_the_annotated_articles_is_found_to_the_character(doc, text):
    body = text.read_bytes().decode("utf-8")
    gold = [
        (row["start"], row["end"], row["open"], row["close"]) for row in GOLD if row["doc"] == doc
    ]
    found = quoted_spans(body)
    assert gold
    assert [(q.start, q.end, q.opened_by, q.closed_by) for q in found] == gold
    assert {q.kind for q in found} == {"quotation"}


def test_a_forgotten_closing_mark_ends_with_its_paragraph():
    text = "He said “we left and went.\n\nShe said “no” to it."
    first, second = quoted_spans(text)
    assert text[first.inner_start : first.inner_end] == "we left and went."
    assert (first.end, first.closed_by, first.kind) == (first.inner_end, "", "unclosed")
    assert text[second.start : second.end] == "“no”"
    assert (second.kind, second.continues) == ("quotation", -1)


def test_a_stray_closing_mark_is_told_and_quotes_nothing():
    text = "We left,” he said. She called it “bad” again."
    stray, other = quoted_spans(text)
    assert (stray.kind, stray.opened_by, stray.closed_by) == ("stray", "", "”")
    assert text[stray.start : stray.end] == "”"
    assert stray.inner_start == stray.inner_end
    assert text[other.start : other.end] == "“bad”"


def test_of_a_doubled_opening_mark_the_outer_one_is_stray():
    stray, whole = quoted_spans("““We left,” he said.")
    assert (stray.kind, stray.opened_by) == ("stray", "“")
    assert (whole.start, whole.kind, whole.parent) == (1, "quotation", -1)


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’", ["''", "''"]])
def test_paragraphs_that_each_open_are_one_run_and_the_last_closes(marks):
    opening, closing = marks
    text = (
        f"{opening}We left.\n\n{opening}It was late.\n\n{opening}It rained.{closing}\n\nHe slept."
    )
    found = quoted_spans(text)
    assert [q.continues for q in found] == [-1, 0, 1]
    assert [q.closed_by for q in found] == ["", "", closing]
    assert {q.kind for q in found} == {"quotation"}
    assert [q.paragraph for q in found] == [0, 1, 2]


def test_a_run_that_never_closes_is_flagged_at_its_last_paragraph_alone():
    found = quoted_spans("“We left.\n\n“It was late.\n\nHe slept.")
    assert [q.kind for q in found] == ["quotation", "unclosed"]
    found = quoted_spans("‘We left.\n\n‘It was late.\n\nHe slept.")
    assert [q.kind for q in found] == ["quotation", "unclosed"]


@pytest.mark.parametrize(
    ("second", "closes"),
    [
        ('" It did not sound so.', True),
        ('"It did not sound so.', False),  # opens a paragraph of the same quotation
        ('" It did" not sound so.', False),
        ("It did not sound so.", False),
    ],
)
def test_a_mark_and_a_space_at_the_head_of_a_line_close_the_line_before(second, closes):
    text = f'He spoke of "piers in the old harbour.\n\n{second}'
    (first, *others) = quoted_spans(text, ["body", "body"])
    assert (first.kind, text[first.start : first.end]) == (
        "quotation" if closes or second.startswith('"') else "unclosed",
        '"piers in the old harbour.',
    )
    assert [one for one in others if one.kind == "quotation"] == [] or not closes


def test_a_quotation_left_open_is_closed_by_a_mark_that_nothing_else_opened():
    text = "He said: “We left and\n\nwent home.” She agreed."
    first, second = quoted_spans(text)
    assert text[second.start : second.end] == "went home.”"
    assert (second.opened_by, second.closed_by, second.kind) == ("", "”", "quotation")
    assert (first.kind, second.continues) == ("quotation", 0)


def test_a_long_quotation_holds_the_quotations_of_its_last_paragraph():
    text = '"They met at noon.\n\n“We left,” he said there."'
    found = quoted_spans(text)
    assert [text[q.start : q.end] for q in found[1:]] == [
        '“We left,” he said there."',
        "“We left,”",
    ]
    assert [(q.continues, q.parent) for q in found] == [(-1, -1), (0, -1), (-1, 1)]


CUES = {
    "he said": ("“We left,” he said. “It was late.”", True),
    "comma and small letter": ("“We left,” he said, “but not early.”", True),
    "abbreviated title": ("“We left,” Mr. Moe and Dr. B. Roe said. “It was late.”", True),
    "dash": ("“We left —” he said. “It was late.”", True),
    "British": ("‘We left’, he said. ‘It was late.’", True),
    "question": ("“Why?” he asked. “It was late.”", False),
    "a sentence end": ("“We left.” He said more. “It was late.”", False),
    "another sentence between": ("“We left,” he said. The room fell silent. “It was late.”", False),
    "fragments": ("He called it “a mess,” and her “a liar.”", False),
    "a list": ("She sang “One,” “Two” and “Three.”", False),
    "another cue": ("“We left,” he said, while she replied: “It was late.”", False),
}


@pytest.mark.parametrize(("text", "one"), CUES.values(), ids=CUES)
def test_a_cue_breaks_an_utterance_in_two_only_where_no_sentence_ended(text, one):
    found = quoted_spans(text)
    assert [q.resumes for q in found[:2]] == [-1, 0 if one else -1]


WITHOUT_CUE = {
    "a quoted paragraph": ("“We left,” he said.\n\n“It was late. We slept.”", True),
    "with a bracket at its end": ("“We left,” he said.\n\n“It was late.” (…)", True),
    "with a cue of its own": ("“We left,” he said.\n\n“It was late,” she said.", False),
    "of several lines with a cue of its own": (
        "“We left,” he said.\n\n“It was late.\n\nWe slept,” he added.",
        False,
    ),
    "of several lines": ("“We left,” he said.\n\n“It was late.\n\nWe slept.”", True),
    "announced by a colon": (
        "“We left,” he said. She objected:\n\n“It was late. We slept.”",
        False,
    ),
    "after words of a sentence": ("He called it “a mess.”\n\n“It was late. We slept.”", False),
    "after a paragraph without any": ("“We left,” he said.\n\nIt rained.\n\n“It was late.”", False),
    "in marks of the other sort": ("“We left,” he said.\n\n'Late and Wet'", False),
}


def test_a_second_closing_mark_opens_what_another_says():
    text = '"We go.\n\nWe stay," she said in a note."\n\nWe left.\n\nIt rained," his note reads.'
    assert [one.continues for one in quoted_spans(text)] == [-1, 0, -1, -1, 3]


@pytest.mark.parametrize(("text", "goes_on"), WITHOUT_CUE.values(), ids=WITHOUT_CUE)
def test_a_quoted_paragraph_without_a_cue_goes_on_with_the_one_before(text, goes_on):
    assert quoted_spans(text)[1].continues == (0 if goes_on else -1)


def test_the_parent_is_the_innermost_quotation_around():
    found = quoted_spans("“He said ‘it is “odd” now’ and left.” ‘So.’")
    assert [q.parent for q in found] == [-1, 0, 1, -1]


MARKS = "\"'“”„‟«»‹›‘’‚「」`´＂"
HOSTILE = st.text(
    st.sampled_from(MARKS + MARKS + " \u00a0ab.S,-—(6=\n\r\u2028\x00\u200b😀ا你"), max_size=120
)


@given(HOSTILE)
def test_whatever_the_marks_quotations_are_in_range_in_order_and_nested(text):
    found = quoted_spans(text)
    assert [q.number for q in found] == list(range(len(found)))
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    open_ones = []
    for q in found:
        assert 0 <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text)
        assert text[q.start : q.inner_start] == q.opened_by
        assert text[q.inner_end : q.end] == q.closed_by
        assert q.start < q.end
        while open_ones and open_ones[-1].end <= q.start:
            open_ones.pop()
        assert q.parent == (open_ones[-1].number if open_ones else -1)
        assert not open_ones or q.end <= open_ones[-1].inner_end
        assert q.continues < q.number
        assert q.resumes < q.number
        assert q.continues < 0 or found[q.continues].paragraph < q.paragraph
        assert q.resumes < 0 or found[q.resumes].paragraph == q.paragraph
        open_ones.append(q)


@given(st.lists(st.text("\"'“”‘’« a.S,", max_size=30), max_size=4), st.integers(0, 4))
def test_odd_marks_in_one_paragraph_shift_no_quotation_of_the_others(odd, place):
    sound = [f"He said “it is {n} now” and ‘no’ to her." for n in range(5)]
    lines = [*sound[:place], *(" ".join(part.split()) for part in odd), *sound[place:]]
    text = "\n".join(lines)
    found = {text[q.start : q.end] for q in quoted_spans(text)}
    assert {f"“it is {n} now”" for n in range(5)} <= found
    for line in sound:
        start = text.index(line)
        inside = [q for q in quoted_spans(text) if start <= q.start and q.end <= start + len(line)]
        assert [text[q.start : q.end] for q in inside if q.opened_by][:1] == [line[8:21]]


@pytest.mark.parametrize(
    "unit", ['"', "'", "“", "”", "“a ‘b ", "'a' \"", '="', "6' ", "“a,” b. ", "“A.\n"]
)
def test_many_marks_take_time_in_proportion_to_their_number(unit):
    few, many = (unit * (size // len(unit)) for size in (5_000, 40_000))
    small = least_seconds(lambda: quoted_spans(few))
    assert least_seconds(lambda: quoted_spans(many), times=2) < 8 * 3 * small + 0.1


def test_the_table_has_one_row_per_quotation_with_its_section():
    corpus = articles(
        (
            "b",
            "x",
            "Mayor Calls Plan 'Shabby'\n\n“We left,” he said. “It was late and we had no car.”",
        ),
        ("a", "y", "No marks in here at all, and a full stop at the end of the line."),
        title=["", "Mayor Calls Plan 'Shabby'"],
    )
    table = quotations_of(corpus, sections_of(corpus))
    assert table["article"].tolist() == ["b"] * 3
    assert table["section"].tolist() == ["headline", "body", "body"]
    assert table["number"].tolist() == [0, 1, 2]
    assert table["resumes"].tolist() == [-1, -1, 1]
    text = corpus.set_index("id").loc["b", "text"]
    assert text[table["start"][0] : table["end"][0]] == "'Shabby'"


def test_a_quoted_headline_is_not_continued_in_the_body():
    found = quoted_spans("“We Left It All”\n\n“It was late.”", ["headline", "body"])
    assert [q.continues for q in found] == [-1, -1]


def test_no_quotations_make_an_empty_table():
    corpus = articles(("a", "x", "Nothing is quoted here."))
    table = quotations_of(corpus, sections_of(corpus))
    assert isinstance(table, pd.DataFrame)
    assert len(table) == 0


def test_sections_of_another_text_are_refused():
    with pytest.raises(ValueError, match="1 sections for 2 paragraphs: expected one for each line"):
        quoted_spans("“One.”\n“Two.”", ["body"])


def test_a_quotation_goes_on_over_lines_without_a_mark_to_the_one_that_closes_it():
    lines = [
        "He said: “One thing is clear.",
        "It is late.",
        "We go on.",
        "Now we stop.” He left.",
        "Rain fell.",
    ]
    text = "\n\n".join(lines)
    found = quoted_spans(text)
    assert quoted(text) == ["“One thing is clear.", "It is late.", "We go on.", "Now we stop.”"]
    assert [one.kind for one in found] == ["quotation"] * 4
    assert [one.continues for one in found] == [-1, 0, 1, 2]


@pytest.mark.parametrize(
    "after",
    [
        ["It is late.", "Then “no” was said.", "Now we stop.”"],  # another quotation stands between
        ["It is late."] * 9 + ["Now we stop.”"],  # too far
        ["It is late. " * 101, "Now we stop.”"],
        ["It is late.", "“A new one,” she said."],
        ["It is late."],
    ],
)
def test_a_quotation_that_is_never_closed_costs_its_line_alone(after):
    text = "\n\n".join(["He said: “One thing is clear.", *after])
    assert "It is late." not in quoted(text)
    assert quoted_spans(text)[0].kind == "unclosed"


def test_a_signed_post_is_quoted_without_marks_line_by_line_where_each_holds_a_sentence():
    text = (
        "Mr. Roe went on Twitter.\n\nRain again!\n\nWho pays for “clean” water?\n\n"
        "— Carl Roe (@croe) May 3, 2021\n\nHe left."
    )
    found = quoted_spans(text)
    assert [(text[one.start : one.end], one.continues, one.parent) for one in found] == [
        ("Rain again!", -1, -1),
        ("Who pays for “clean” water?", 0, -1),
        ("“clean”", -1, 1),
    ]
    told = text.replace("Rain again!", "He was angry. He went on.")
    assert next(told[one.start : one.end] for one in quoted_spans(told)).startswith("Who pays")


@pytest.mark.parametrize(
    ("before", "quoted"),
    [
        ("Mr. Roe wrote:\n\nRain again!\n\n", ["Rain again!", "Look here"]),
        ("Mr. Roe left.\n\nIt rained.\n\n", ["Look here"]),  # may be the article's
        ("Mr. Roe wrote:\n\n", ["Look here"]),
    ],
)
def test_a_post_signed_in_its_last_line_has_the_lines_behind_a_colon(before, quoted):
    text = f"{before}Look here pic.twitter.com/x — Carl Roe (@croe) May 3, 2021\n\nHe left."
    assert [text[one.start : one.end] for one in quoted_spans(text)] == quoted


def test_a_quotation_may_begin_with_a_point():
    text = '“.@POTUS has lost.\n\nWe won,” said Ann Roe. ".38s are guns," he said.'
    assert [text[one.start : one.end] for one in quoted_spans(text)] == [
        "“.@POTUS has lost.",
        "We won,”",
        '".38s are guns,"',
    ]


def test_a_mark_behind_a_blank_at_the_end_of_a_line_closes_the_quotation_of_the_lines_before():
    text = "\"If they say, 'Go, pastor.'\n\nI say, 'Then I go.' \"\n\nThe court met."
    found = [one for one in quoted_spans(text) if one.parent < 0]
    assert [text[one.start : one.end] for one in found] == [
        "\"If they say, 'Go, pastor.'",
        "I say, 'Then I go.' \"",
    ]
    assert found[1].continues == found[0].number


def test_a_mark_that_closes_the_line_before_opens_nothing_in_its_own():
    text = 'He called it "one of the best.\n\n" As it went, she called it a "great day," and left.'
    quoted = [text[one.start : one.end] for one in quoted_spans(text) if one.kind == "quotation"]
    assert quoted == ['"one of the best.', '"great day,"']


@pytest.mark.parametrize(
    ("second", "elsewhere", "closes"),
    [
        ('"Moor told of "the lake," and left.', "", True),  # all other marks of the line pair
        ("“Moor told of “the lake,” and left.", "", True),
        ('"Moor told of a lake.', '"I go.\n\n" He went.\n\n', True),  # other lines begin so
        ('"Moor told of a lake.', "", False),
    ],
)
def test_a_mark_that_nothing_closes_closes_the_line_before(second, elsewhere, closes):
    mark = second[0]
    text = f"{elsewhere}He said, {mark}We go on.\n\n{second}\n\nIt rained."
    start = text.index(second)
    found = [one for one in quoted_spans(text) if one.start >= start - 12]
    assert found[0].kind == "quotation"
    assert (found[1].start, found[1].kind) == (start, "stray" if closes else "unclosed")
    inner = [text[one.start : one.end] for one in found[2:] if one.kind == "quotation"]
    assert inner == ([second[14:25]] if closes and "the lake" in second else [])


@pytest.mark.parametrize(
    ("last", "quoted"),
    [
        ("So we left.”", 5),
        ("So we left.", 0),  # nothing closes
        ("“So we left.”", 1),  # another quotation
        ("She said “so” and left.”", 5),
    ],
)
def test_lines_that_open_again_are_one_quotation_with_the_lines_between_if_the_last_closes(
    last, quoted
):
    lines = ["“We rowed.", "It was late.", "“The pier was dark.", "Nobody came.", last]
    text = "\n\n".join([*lines, "It rained."])
    found = [one for one in quoted_spans(text) if one.parent < 0 and one.kind == "quotation"]
    assert len(found) == quoted
    if quoted > 1:
        assert [one.paragraph for one in found] == [0, 1, 2, 3, 4]
        assert [one.continues for one in found] == [-1, 0, 1, 2, 3]
