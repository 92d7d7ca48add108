"""Contents and quotation marks brought together; the attributions are written by hand, no model reads."""

from itertools import pairwise

from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.quoted_content import with_whole_quotations
from analysis.measures.attribution.quotes.quotations import quoted_spans
from tests.timing import least_seconds

PLACES = ("start", "end", "inner_start", "inner_end")


def place(text, part):
    start = text.index(part)
    return (start, start + len(part))


def attribution(text, source, cue, *content):
    sources = (place(text, source),) if source else ()
    return Attribution(sources, (place(text, cue),), tuple(place(text, c) for c in content), 1.0)


def contents(text, *found):
    """The texts of the contents once they are brought together with the marks."""
    whole = with_whole_quotations(list(found), quoted_spans(text), text)
    assert [(one.source, one.cue, one.score) for one in whole] == [
        (one.source, one.cue, one.score) for one in found
    ]
    return [[text[start:end] for start, end in one.content] for one in whole]


def test_a_content_is_given_the_rest_of_the_quotation_and_its_marks():
    text = "Mary said: “We have left the town. It was late.” Nobody saw it."
    assert contents(text, attribution(text, "Mary", "said", "We have left the town")) == [
        ["“We have left the town. It was late.”"]
    ]


def test_words_around_a_quotation_stay_in_the_content():
    text = "Mary said the plan was “a very bad joke” and ill timed."
    found = attribution(text, "Mary", "said", "the plan was “a very bad joke” and ill timed")
    assert contents(text, found) == [["the plan was “a very bad joke” and ill timed"]]


def test_a_quotation_broken_off_by_a_cue_is_given_back_its_second_part():
    text = "“We have left the town,” Mary said. “Nobody saw us go.”"
    assert contents(text, attribution(text, "Mary", "said", "“We have left the town,”")) == [
        ["“We have left the town,”", "“Nobody saw us go.”"]
    ]


def test_the_paragraphs_that_go_on_with_a_quotation_are_given_to_who_began_it():
    text = "Mary said: “We have left.\n\n“It was late.\n\n“Nobody saw us.”\n\nThe town is empty."
    assert contents(text, attribution(text, "Mary", "said", "“We have left.")) == [
        ["“We have left.", "“It was late.", "“Nobody saw us.”"]
    ]


def test_the_mark_that_ends_another_quotation_is_no_part_of_a_content():
    text = 'He said, "We won.\n\nIt was hard." After that Ben said, "We lost."'
    found = (
        attribution(text, "He", "said", '"We won.'),
        attribution(text, "Ben", "said,", '" After that', '"We lost."'),
    )
    assert contents(text, *found) == [
        ['"We won.', 'It was hard."'],
        ["After that", '"We lost."'],
    ]


def test_the_mark_that_opens_another_quotation_is_no_part_of_a_content():
    text = 'Ann said it was hard, "We lost," Ben said.'
    found = (
        attribution(text, "Ann", "said", 'it was hard, "'),
        attribution(text, "Ben", "said.", 'We lost,"'),
    )
    assert contents(text, *found) == [["it was hard, "], ['"We lost,"']]


def test_all_parts_of_an_utterance_belong_to_who_says_its_last_one():
    text = "“We have left.\n\nTom is hiding the keys.\n\nNobody saw us!”\n\nMary said on Monday."
    found = (
        attribution(text, "Tom", "is hiding", "the keys"),
        attribution(text, "Mary", "said", "Nobody saw us!”"),
    )
    whole = with_whole_quotations(list(found), quoted_spans(text), text)
    assert [text[slice(*one.source[0])] for one in whole] == ["Mary"]
    assert [text[start:end] for start, end in whole[0].content] == [
        "“We have left.",
        "Tom is hiding the keys.",
        "Nobody saw us!”",
    ]


def test_who_speaks_inside_a_quotation_is_left_to_the_reading_of_contents():
    text = "“We have left. Tom says it rains, and we believe him,” Mary told the Post."
    found = (
        attribution(text, "Tom", "says", "it rains"),
        attribution(text, "Mary", "told", "“We have left.", "and we believe him,”"),
    )
    (whole,) = with_whole_quotations(list(found), quoted_spans(text), text)
    assert text[slice(*whole.source[0])] == "Mary"
    assert text[slice(*whole.content[0])].startswith("“We have left. Tom says")


def test_who_speaks_inside_a_quotation_of_nobody_stays():
    text = "It was written on the wall: “Tom says it rains, and we believe him.”"
    found = attribution(text, "Tom", "says", "it rains, and we believe him")
    assert contents(text, found) == [["it rains, and we believe him"]]


def test_the_title_of_a_programme_is_no_part_of_what_is_said_there():
    text = "It was on “Face the Nation.”\n\n“We have left,” Mary said. “It rains.”"
    found = attribution(text, "Mary", "said", "“We have left,”")
    assert contents(text, found) == [["“We have left,”", "“It rains.”"]]


def test_a_quotation_that_another_one_already_says_is_left_there():
    text = "“We have left the town,” Mary said. “Nobody saw us go,” Tom added."
    mary = attribution(text, "Mary", "said", "“We have left the town,”")
    tom = attribution(text, "Tom", "added", "“Nobody saw us go,”")
    assert contents(text, mary, tom) == [["“We have left the town,”"], ["“Nobody saw us go,”"]]


def test_a_quotation_of_which_a_content_holds_little_is_not_given_to_it():
    text = "Mary said go, and “go was all that she had ever said to us in those seven years”."
    assert contents(text, attribution(text, "Mary", "said", "go, and “go")) == [["go, and “go"]]


def test_a_quotation_with_two_speakers_in_it_is_given_to_neither():
    text = "“We left, Mary said, and Tom said they stayed in the old town.”"
    mary = attribution(text, "Mary", "Mary said", "We left")
    tom = attribution(text, "Tom", "Tom said", "they stayed")
    assert contents(text, mary, tom) == [["We left"], ["they stayed"]]


def test_a_quotation_around_a_cue_is_not_made_a_content():
    text = "“They left the old town, Mary said.”"
    found = attribution(text, "", "Mary said", "They left the old town")
    assert contents(text, found) == [["They left the old town"]]


def test_a_lone_mark_gives_nothing():
    text = "Mary said the board is 6” wide. The other one is wider."
    found = attribution(text, "Mary", "said", "the board is 6")
    assert contents(text, found) == [["the board is 6"]]


def test_a_quotation_nobody_says_stays_nobodys():
    text = "The “experts” met. Mary said rain would fall."
    assert contents(text, attribution(text, "Mary", "said", "rain would fall")) == [
        ["rain would fall"]
    ]


def test_quotations_without_attributions_are_no_error():
    text = "The “experts” met."
    assert with_whole_quotations([], quoted_spans(text), text) == []


SENTENCE = "“We have left the town,” Mary said. “Nobody saw us go.” The rest is “news”. "
ONE = Attribution(((25, 29),), ((30, 34),), ((0, 24),), 1.0)


def repeated(times):
    """The attributions and quotations of SENTENCE written `times` times."""
    size, once = len(SENTENCE), quoted_spans(SENTENCE)
    found, quotations = [], []
    for number in range(times):
        by, first = number * size, number * len(once)
        source, cue, content = (
            ((start + by, end + by),) for ((start, end),) in (ONE.source, ONE.cue, ONE.content)
        )
        found.append(Attribution(source, cue, content, ONE.score))
        for quote in once:
            places = {name: getattr(quote, name) + by for name in PLACES}
            resumes = quote.resumes + first if quote.resumes >= 0 else -1
            moved = quote._replace(number=quote.number + first, resumes=resumes, **places)
            quotations.append(moved)
    return found, quotations, SENTENCE * times


def seconds(times):
    found, quotations, text = repeated(times)
    whole = with_whole_quotations(found, quotations, text)
    spans = [span for one in whole for span in one.content]
    assert len(spans) == 2 * times
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    return least_seconds(lambda: with_whole_quotations(found, quotations, text))


def test_quotations_written_again_and_again_are_those_of_the_text():
    assert repeated(7)[1] == quoted_spans(SENTENCE * 7)


def test_a_megabyte_takes_time_in_proportion():
    few = 250_000 // len(SENTENCE)
    assert seconds(4 * few) < 9 * seconds(few)  # squared would be sixteen times


def test_lines_of_one_quotation_are_whose_name_stands_behind_it():
    text = "Moor said he knows.\n\n“It is his doing.\n\nThat is plain,” Reed said."
    moor = attribution(text, "Moor", "said", "he knows", "“It is his doing.")
    reed = Attribution(
        (place(text, "Reed"),), ((text.rindex("said"), text.rindex("said") + 4),),
        (place(text, "That is plain,"),), 1.0,
    )  # fmt: skip
    assert contents(text, moor, reed) == [["he knows"], ["“It is his doing.", "That is plain,”"]]


def test_a_quotation_that_nobody_is_named_behind_stays_with_who_spoke_before():
    text = "Moor said he knows.\n\n“It is his doing.\n\nThat is plain.”"
    moor = attribution(text, "Moor", "said", "he knows", "“It is his doing.")
    assert contents(text, moor) == [["he knows", "“It is his doing.", "That is plain.”"]]
