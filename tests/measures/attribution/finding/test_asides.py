"""A content ends where the writer goes on about it, and nowhere else."""

import pytest

from analysis.measures.attribution.finding.asides import (
    without_asides,
    without_far_parts,
    without_programmes,
)
from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.quotes.quotations import quoted_spans
from tests.measures.attribution.finding.test_quoted_content import attribution


def content(text):
    """What is left of a content that reaches from behind “said” to the full stop at the end."""
    start = text.index("said ") + len("said ")
    found = Attribution(((0, 4),), ((5, 9),), ((start, len(text) - 1),), 1.0)
    (one,) = without_asides([found], quoted_spans(text, ["body"]), text)
    return text[one.content[0][0] : one.content[0][1]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Moor said the pier was sold, effectively undercutting her own town.",
            "the pier was sold",
        ),
        (
            "Moor said “the pier was sold” in May, contradicting her aide.",
            "“the pier was sold” in May",
        ),
        (
            "Moor said that the pier is “not” sold, although without naming a price.",
            "that the pier is “not” sold",
        ),
        (
            "Moor said the pier is “a dark joke,” although the town has not seen it.",
            "the pier is “a dark joke,”",
        ),
        ('Moor said it was "a joke" though she was first to laugh.', 'it was "a joke"'),
        ("Moor said it was “a gain,” clearing the way for a sale.", "it was “a gain,”"),
        ("Moor said why she left: “I was late.”.", "“I was late.”"),
        ("Moor said after the long vote that she goes.", "that she goes"),
        ("Moor said it was “late” by then and warned us of ice.", "it was “late” by then"),
        ("Moor said it was over “for good,” only to be sued by Reed.", "it was over “for good,”"),
    ],
)
def test_what_the_writer_adds_is_no_part_of_what_was_said(text, left):
    assert content(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Moor said the pier was sold, leaving the town poor.",
        "Moor said she came in May, only to be sent away.",
        "Moor said why she left “so late.”.",
        "Moor said “the pier was sold, effectively ruining us” in May.",
        "Moor said the pier is dark, although the town has not seen it.",
        "Moor said it was “a joke” but not a good one.",
        "Moor said it was “a joke” though she found “nothing” to laugh about.",
    ],
)
def test_what_may_be_said_stays(text):
    assert content(text) == text[len("Moor said ") : -1]


@pytest.mark.parametrize(
    ("text", "parts", "left"),
    [
        # what the writer goes on with behind source and cue, or behind a part
        ("The pier sank, Moor said, as ferries came.", ["The pier sank", "ferries came"], 1),
        ("The pier sank, Moor said, although it was new.", ["The pier sank", "it was new"], 1),
        ("Moor said it opens in May, well after her day.", ["it opens in May", "her day"], 1),
        ("Moor said it sinks, which critics deny as odd.", ["it sinks", "which", "as odd"], 1),
        ("“It sank,” he of Moor said as he waved.", ["“It sank,”", "he waved"], 1),
        ("“It sinks,” Moor said about the old pier.", ["“It sinks,”", "the old pier"], 1),
        ("“It sinks,” Moor said to loud applause.", ["“It sinks,”", "to loud applause"], 1),
        # parts that are said
        (
            "It sank, they of Moor said, though they warned of ice.",
            ["It sank", "they warned of ice"],
            2,
        ),
        ("The pier sank, Moor said, and it was new.", ["The pier sank", "and it was new"], 2),
        ("It sank, Moor said, when “nobody” came.", ["It sank", "“nobody” came"], 2),
        ("It sank, Moor said. As ever, he lies.", ["It sank", "As ever, he lies"], 2),
        ("Moor said it sank, which it had not.", ["it sank, which it had not"], 1),
    ],
)
def test_a_clause_behind_a_conjunction_that_is_not_content_is_the_writers(text, parts, left):
    places = [(text.index(part), text.index(part) + len(part)) for part in parts]
    source, cue = text.index("Moor"), text.index("said")
    found = Attribution(((source, source + 4),), ((cue, cue + 4),), tuple(places), 1.0)
    (one,) = without_asides([found], quoted_spans(text, ["body"]), text)
    assert one.content == tuple(places[:left])


@pytest.mark.parametrize(
    ("between", "parts"),
    [
        ("Reed said it was late.", 1),
        ("She stepped down and waved.", 2),
        ("“It is mine,” she added.", 2),  # her own second part
    ],
)
def test_a_quotation_behind_what_another_says_is_not_of_who_spoke_before(between, parts):
    text = f"“No,” Moor wrote.\n\n{between}\n\n“We go on.”"

    def spans(*words):
        return tuple((text.index(word), text.index(word) + len(word)) for word in words)

    own = ["“No,”", "“It is mine,”"] if "mine" in between else ["“No,”"]
    moor = Attribution(spans("Moor"), spans("wrote"), spans(*own, "“We go on.”"), 1.0)
    found = [moor]
    if "Reed" in between:
        found += [Attribution(spans("Reed"), spans("said"), spans("it was late"), 1.0)]
    assert len(without_far_parts(found, text)[0].content) == len(own) - 1 + parts
    before = Attribution(spans("Moor"), spans("wrote"), spans("“No,”"), 1.0)
    assert without_far_parts([before], text) == [before]


def test_who_is_named_behind_a_line_does_not_say_the_quotation_before_it():
    text = "Reed left.\n\n“I quit.”\n\nThirty piers sank, according to Moor."
    quoted = text.index("“"), text.index("”") + 1
    told = text.index("Thirty"), text.index(",")
    cue = text.index("according"), text.index("Moor") - 1
    source = text.index("Moor"), len(text) - 1
    (kept,) = without_far_parts([Attribution((source,), (cue,), (quoted, told), 1.0)], text)
    assert kept.content == (told,)


def test_that_others_say_so_too_is_no_content():
    text = "Roe suggested, as other aides have, that he won."
    one = Attribution(((0, 3),), ((4, 13),), ((13, len(text) - 1),), 0.9)
    (kept,) = without_asides([one], [], text)
    assert [text[start:end] for start, end in kept.content] == ["that he won"]


def test_what_a_writer_says_is_missing_ends_a_content():
    text = "Roe wrote that “most are late,” without offering evidence."
    one = Attribution(((0, 3),), ((4, 9),), ((10, len(text) - 1),), 0.9)
    (kept,) = without_asides([one], quoted_spans(text), text)
    assert [text[start:end] for start, end in kept.content] == ["that “most are late,”"]


@pytest.mark.parametrize(
    "behind", ["to say", "when asked if it rains", "of Spencer:", "blaming us."]
)
def test_what_belongs_to_the_cue_is_no_content_beside_a_quotation(behind):
    text = f"“We drown,” Roe said {behind} “We left.”"
    spans = [(0, 11), (text.index(behind), text.index(behind) + len(behind))]
    one = Attribution(((12, 15),), ((16, 20),), tuple(spans), 0.9)
    (kept,) = without_asides([one], quoted_spans(text), text)
    assert [text[start:end] for start, end in kept.content] == ["“We drown,”"]


def left_of(text, cue, content):
    """What is left of the contents of Moor's saying; None where the saying is left out."""
    found = [attribution(text, "Moor", cue, content)]
    kept = without_programmes(found, quoted_spans(text), text)
    return [text[start:end] for one in kept for start, end in one.content] if kept else None


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "Moor said the pier sank on Tarn TV’s “Face the Lake.”",
            "the pier sank on Tarn TV’s “Face the Lake.”",
            "the pier sank",
        ),
        ('Moor said so, on "Meet the Town".', 'so, on "Meet the Town"', "so"),
        (
            "Moor said she appeared on “Wet Morning”.",
            "she appeared on “Wet Morning”",
            "she appeared",
        ),
        # words of hers: no title, no more than a word, in the middle, or behind another word
        ("Moor said it rests on “the whole lake”.", "it rests on “the whole lake”", None),
        ("Moor said he is hard on “Greed”.", "he is hard on “Greed”", None),
        ("Moor said on “Face the Lake” it sank.", "on “Face the Lake” it sank", None),
        ("Moor said no to a study on “Women in Boats”.", "no to a study on “Women in Boats”", None),
        ("Moor said he loves “Face the Lake”.", "he loves “Face the Lake”", None),
    ],
)
def test_a_content_ends_before_a_broadcast(text, content, expected):
    assert left_of(text, "said", content) == [expected or content]


def test_what_is_nothing_but_a_broadcast_is_no_saying():
    text = "Moor said no, also appearing on “Face the Lake”."
    assert left_of(text, "appearing on", "“Face the Lake”") is None
    assert left_of(text, "said", "no") == ["no"]
