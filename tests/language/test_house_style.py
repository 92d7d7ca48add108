"""Words that say how an outlet writes, and not what about."""

import pytest

from analysis.language.house_style import of_house_style

OUTLETS = ("The Daily Star", "Fox News")


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("mr", "form of address"), ("sen", "abbreviated title"), ("monday", "weekday"),
        ("u.s.", "initials"), ("f.b.i", "initials"), ("e", "initials"), ("r-ohio", "party and state"),
        ("d-n.y", "party and state"), ("senator", "title before a name"), ("fox", "name of an outlet"),
        ("fox-poll", "name of an outlet"), ("mr roe", "form of address"), ("percent", "spelling"),
    ],
)  # fmt: skip
def test_a_word_of_house_style_is_known_by_its_kind(term, kind):
    assert of_house_style([term], OUTLETS) == {term: kind}


@pytest.mark.parametrize("term", ["rebels", "the", "war", "x-ray", "re-election", "may", "mass"])
def test_other_words_are_none(term):
    assert of_house_style([term], OUTLETS) == {}
