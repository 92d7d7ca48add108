"""Numbers with what they count, and every value that a text gives."""

import pytest

from analysis.measures.comparison.numerals import Given, numerals, with_noun


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "At least 82 civilians, including 11 women, died.",
            [(82, "82 civilians"), (11, "11 women")],
        ),
        ("It cost $1.6 billion to build.", [(1.6e9, "$1.6 billion to build")]),
        ("Support fell to 35 percent; 40%, others say.", [(35, "35 percent"), (40, "40%")]),
        ("Some 7,000 nuclear weapons remain.", [(7000, "7,000 nuclear weapons remain")]),
        ("In 2016, on Dec. 14 and 13 December, at 5 p.m. or 10:30", []),
        ("a 5-year-old war, the 14th day, Boeing 747-400, AK-47", []),
        ("U.N. resolution 2254 and 12 of them", [(12, "12 of them")]),
        ("fallen to 3. Then", []),
        ("Ada MoorJan. 6 committee", []),
        ("20 marines, on January 9 and 3 Sept. too", [(20, "20 marines")]),
    ],
)
def test_what_is_counted(text, found):
    told = list(numerals(text))
    assert [(one.value, one.text) for one in told] == found
    for one in told:
        assert text[one.start : one.end].strip() == one.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They found 58 men shot to death.", ["58 men"]),
        ("It came 12 hours later before dawn.", []),
        ("It cost $1.6 billion to build; a $2 million fund pays.", ["$2 million fund"]),
        ("Some 7,000 nuclear weapons remain.", ["Some 7,000 nuclear weapons"]),
        ("The No. 2 man left with more than 20 guards.", ["more than 20 guards"]),
        ("Support fell to 35 percent; 40%, others say.", []),
        ("About 3 million people and 12 of them left.", ["About 3 million people"]),
        ("More than eight in 10 voters and nine out of 10 men agree.", []),
        ("One in 10 voters, and 12 voters in 10 towns.", ["12 voters", "10 towns"]),
        ("It spent $1.3 million sending police and 2 million killing time.", []),
        ("She fails to break the 50% line with 20 votes.", ["20 votes"]),
        ("They issued 13,000 IDs in Seventeen states.", ["13,000 IDs", "Seventeen states"]),
        ("Thirty-two people and eleven men met ten others.", ["Thirty-two people", "eleven men"]),
        ("From 30 to 40 men and 30% to 40% support in 10 different ways.", []),
        ("They handle 300 night calls a week.", ["300 night calls"]),
        ("It has 40 large old public harbour boats.", ["40 large old public harbour boats"]),
        ("The agency fields 500 bear reports a year.", ["500 bear reports"]),
        ("The town counts 300 dog walks each day.", ["300 dog walks"]),
        ("It has 70 field offices in May, and 12 men.", ["70 field offices", "12 men"]),
        ("It is a $17 billion compromise bill crafted by two.", ["$17 billion compromise bill"]),
    ],
)
def test_a_number_is_told_with_the_noun_that_it_counts(text, found):
    told = [with_noun(text, one) for one in numerals(text)]
    assert [one.text for one in told if one] == found
    assert all(text[one.start : one.end] == one.text for one in told if one)


def test_every_value_counts_in_digits_and_in_words():
    text = "Eleven women, 3 men and two million people in 2016; a 5-year-old war."
    known = Given()
    known.add(text)
    assert all(known.has(value) for value in (11, 3, 2, 2e6, 2016, 5))
    assert not known.has(12)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("a $700 fine for first offenses", "$700 fine"),
        ("a $900 fine", "$900 fine"),
        ("12 fine men", "12 fine men"),
        ("despite hopes of up to 30 seats", None),
        ("predictions of nearly 30 wins", None),
        ("a fear of 40 storms", None),
        ("a group of 30 men", "30 men"),
    ],
)
def test_sums_are_counted_and_what_is_expected_is_not(text, counted):
    (told,) = [with_noun(text, one) for one in numerals(text)]
    assert (told and told.text) == counted


@pytest.mark.parametrize(
    ("value", "text", "given"),
    [
        (22, "Twenty-two people died.", True),
        (22, "Thirty-two people died, twenty of them men.", False),
        (35000, "thirty-five thousand men", True),
        (23, "nearly two dozen men", True),
        (30, "nearly two dozen men", False),
        (23, "dozens of men", False),  # says too little
        (722, "nearly 700 miles", True),
        (700, "at least 722 miles", True),
        (722, "at least 655 miles", False),  # neither is round
        (58, "about 60 men", False),  # small numbers are counted
        (1990, "in 2000", False),  # a year
        (2040, "about 2,000 ballots", True),  # none
        (300, "more than 300 men", True),
    ],
)
def test_a_number_is_given_exactly_or_roughly(value, text, given):
    known = Given()
    known.add(text)
    assert known.has(value) is given


@pytest.mark.parametrize(
    ("value", "noun", "text", "given"),
    [
        (3000, "nurses", "It sent 3,000 troops.", False),
        (3000, "nurses", "It sent 3,000 striking nurses.", True),
        (3000, "nurses", "Three thousand union nurses left.", True),
        (3000, "nurses", "About 3,000 people left.", True),
        (3000, "nurses", "Nurses came, 3,000 of them.", True),
        (3000, "nurses", "Of the nurses 3,000 were hired.", True),
        (3000, "nurses", "A 3,000-strong crowd came.", True),
        (3000, "nurses", "It cost $3,000 a head.", False),
        (40, "boats", "It has 40 harbor pilots.", False),
        (40, "boats", "It has 40 ships.", True),
        (40, "nurses", "It expelled 40 Norwegians.", True),
        (12, "boats", "It left on May 12 for good.", False),
        (3127, "ballots", "It has 3,127 members.", True),  # hardly by chance
        (722, "ballots", "Some 700 bridges fell.", False),
        (722, "ballots", "Nearly 700 votes are in.", True),
        (20, "$", "Some 20 boats left.", False),
        (20, "$", "It paid $20.", True),
    ],
)
def test_a_number_of_other_things_is_another(value, noun, text, given):
    known = Given()
    known.add(text)
    assert known.has(value, noun) is given
