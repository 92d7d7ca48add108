"""Which spellings are one name, and which are not."""

import pytest

from analysis.language.given_names import gender_of, is_given_name, is_short_for
from analysis.language.spellings import one_spelling, spelled, spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei", "Sergey"),
        ("Hoffman", "Hoffmann"),
        ("Vorhies", "Voorhies"),
        ("López", "Lopez"),
        ("O’Neil", "O'Neil"),
        ("Erik", "Eric"),
    ],
)
def test_spellings_of_one_name_are_one(one, other):
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lee", "Le"), ("Reed", "Read"), ("Tom", "Tim"), ("Ann", "Anna"), ("Daniel", "Danielle")],
)
def test_names_of_different_people_stay_apart(one, other):
    assert spelling(one) != spelling(other)


def test_a_hyphen_is_a_space():
    assert spelled(["Sun-Sentinel"]) == spelled(["Sun", "Sentinel"])


def test_a_short_given_name_is_the_full_one_that_alone_fits():
    keys = [("bob", "roe"), ("robert", "roe"), ("ann", "roe")]
    assert one_spelling(keys)[("bob", "roe")] == ("robert", "roe")
    assert one_spelling(keys)[("ann", "roe")] == ("ann", "roe")
    for short, full in (
        ("jack", "jacob"),
        ("harry", "henry"),
        ("geoff", "jeffrey"),
        ("terry", "theresa"),
    ):
        assert one_spelling([(short, "roe"), (full, "roe")])[(short, "roe")] == (full, "roe")
    both = [("jack", "roe"), ("jacob", "roe"), ("john", "roe")]
    assert one_spelling(both)[("jack", "roe")] == ("jack", "roe")
    two = [("chris", "roe"), ("christine", "roe"), ("christopher", "roe")]
    assert one_spelling(two)[("chris", "roe")] == ("chris", "roe")
    assert one_spelling([("bob", "roe"), ("robert", "doe")])[("bob", "roe")] == ("bob", "roe")


def test_given_names_have_a_gender_or_none():
    assert [gender_of(name) for name in ("Gloria", "Rick", "Chris", "Walnut")] == ["f", "m", "", ""]
    assert is_given_name("Gloria")
    assert not is_given_name("Walnut")
    assert is_short_for("bob", "robert")
    assert not is_short_for("robert", "bob")
