import pandas as pd

from analysis.categories import SECTIONS
from analysis.language import words_of
from analysis.measures import article_lengths, outlets_of, section_shares, stretches_outside
from tests.conftest import articles

TWO = articles(
    (
        "1",
        "a",
        "The deal to end the war has failed again, officials said on Monday in the city.\n"
        "WATCH: Deal Fails\nMore people left the city, the office said, than in any week before.",
    ),
    ("2", "a", "Nothing."),
    ("3", "b", "Another outlet wrote about it in one sentence that goes on for a while."),
)


def test_lengths_and_dates_per_outlet():
    dated = TWO.assign(date=pd.to_datetime(["2016-12-14", None, "2016-12-15"]))
    lengths = article_lengths(words_of(dated))
    assert lengths["words"].tolist() == [16 + 3 + 13, 1, 14]
    table = outlets_of(dated, lengths).set_index("outlet")
    assert table.loc["a", ["articles", "words", "shortest", "longest", "undated"]].tolist() == [
        2,
        33,
        1,
        32,
        1,
    ]
    assert table.loc["a", "median_words"] == 16.5
    assert table.loc["a", "first"] == table.loc["a", "last"] == pd.Timestamp("2016-12-14")


def test_all_words_of_an_outlet_are_in_one_of_its_sections():
    table = section_shares(words_of(TWO))
    assert table.groupby("outlet")["section"].agg(list).map(len).tolist() == [len(SECTIONS)] * 2
    assert table.groupby("outlet")["n"].sum().tolist() == [33, 14]
    assert table.groupby("outlet")["share"].sum().tolist() == [1, 1]
    promo = table.set_index(["outlet", "section"]).loc[("a", "promo")]
    assert (promo["n"], promo["stretches"]) == (3, 1)


def test_everything_outside_the_bodies_is_listed_with_its_text_headlines_last():
    table = stretches_outside(words_of(TWO), TWO)
    assert table[["section", "article", "n"]].to_numpy().tolist() == [["promo", "1", 3]]
    assert table["text"].tolist() == ["WATCH: Deal Fails"]
    titled = TWO.assign(
        text=["A Deal Fails\n" + text for text in TWO["text"]], title="A Deal Fails"
    )
    sections = stretches_outside(words_of(titled), titled)["section"].tolist()
    assert sections == ["promo", *["headline"] * 3]
