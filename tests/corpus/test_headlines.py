"""A title is the headline of its article, once, whatever the outlet's file repeats of it."""

import csv
import json

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.corpus import read_corpus
from analysis.corpus.headlines import title_before
from analysis.corpus.sections.cut import cut

TITLE = "Mayor says the bridge is safe"
BODY = "“Nobody was hurt,” said Ann Doyle on Monday.\n\nThe bridge is a hundred years old."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{TITLE}\n\n{BODY}", TITLE),
        (f"{TITLE.upper()}\n{BODY}", TITLE),
        (f"“Mayor” says: the bridge is SAFE.\n\n{BODY}", TITLE),
        (f"Mayor says\nthe bridge is safe\n\n{BODY}", TITLE),
        (f"Photo: Jane Roe\n\n{TITLE}\n\n{BODY}", TITLE),
        (f"{TITLE}\n\n{BODY}", f"{TITLE} | The Daily Herald"),
        (f"{TITLE} {BODY}", TITLE),
        (TITLE, TITLE),
        (BODY, ""),
        (BODY, " \n"),
        (BODY, "***"),
    ],
)
def test_nothing_is_put_before_a_text_that_has_its_title(text, title):
    assert title_before(text, title) == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (BODY, TITLE),
        (f"The other headline of the print edition\n\n{BODY}", TITLE),
        (f"Bridge {BODY}", "Bridge"),
        (BODY, f" {TITLE}\r\nand the mayor knows "),
        (BODY, "word " * 120),
        ("Мост закрыт.", "Мэр: мост безопасен"),
    ],
)
def test_a_title_that_the_text_lacks_is_put_before_it_and_is_its_headline(text, title):
    before = title_before(text, title)
    assert len(before) == len(title) + 2
    first = cut(before + text, title)[0]
    assert (first.section, first.rule) == ("headline", "title")
    assert (before + text)[first.start : first.end] == before.strip()


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        (f"{TITLE}\n\n{TITLE}\n\n{BODY}", TITLE, 2),
        (f"{TITLE}\n\n{TITLE.upper()}!\n\n{TITLE}\n\n{BODY}", TITLE, 2),
        (f"{TITLE}\n\n{TITLE} again\n\n{BODY}", TITLE, 1),
        (f"{TITLE}\n\n{TITLE}", TITLE, 1),
        (f"Rain\n\nRain\n\n{BODY}", "Rain", 1),
    ],
)
def test_a_title_that_stands_twice_is_a_headline_twice(text, title, number):
    found = cut(text, title)
    assert [one.rule for one in found].count("title") == number
    assert [one.rule for one in found[:number]] == ["title"] * number


@pytest.fixture
def corpus(tmp_path):
    """Two outlets with one article each; only the files of the second repeat the headline."""
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "outlet", "title", "text"])
        rows.writerow(["a", "Herald", TITLE, BODY])
        rows.writerow(["b", "Post", TITLE, f"{TITLE}\n\n{BODY}"])
    return path


def exported(corpus, table, name, tmp_path):
    out = tmp_path / name
    ended = CliRunner().invoke(
        main, ["export", table, "--corpus", str(corpus), "--out", str(out)], catch_exceptions=False
    )
    assert ended.exit_code == 0, ended.output
    return out


def test_the_digest_is_that_of_what_was_given(corpus, tmp_path):
    read = read_corpus(corpus)
    assert read.articles["put_before"].tolist() == [len(TITLE) + 2, 0]
    assert read.articles["text"].iloc[0] == read.articles["text"].iloc[1]
    table = pd.read_csv(exported(corpus, "articles", "a.csv", tmp_path))
    assert table["text"].tolist() == [BODY, f"{TITLE}\n\n{BODY}"]


def test_both_articles_have_the_same_attributions_at_the_places_that_the_user_gave(
    corpus, tmp_path
):
    lines = exported(corpus, "attributions", "a.jsonl", tmp_path).read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    told = [
        [
            [[article[one["field"]][a:b] for a, b in one[role]] for role in ("source", "content")]
            for one in article["attributions"]
        ]
        for article in found
    ]
    assert told[0] == told[1]
    assert told[0] == [
        [["Mayor"], ["the bridge is safe"]],
        [["Ann Doyle"], ["“Nobody was hurt,”"]],
    ]
    assert [one["field"] for one in found[0]["attributions"]] == ["title", "text"]
    assert {one["field"] for one in found[1]["attributions"]} == {"text"}


@pytest.mark.parametrize(
    "table", ["attributions", "voices", "sections", "loaded-sentence", "words", "quotations"]
)
def test_every_place_of_an_exported_table_is_one_of_its_field(corpus, tmp_path, table):
    given = pd.read_csv(corpus, dtype=str).set_index("id")
    rows = pd.read_csv(exported(corpus, table, "t.csv", tmp_path), keep_default_na=False)
    for row in rows.to_dict("records"):
        text = given.loc[row["article"], row["field"]]
        spans = [(row["start"], row["end"])] if "end" in row else []
        spans += [tuple(s) for role in ("source", "cue") for s in json.loads(row.get(role, "[]"))]
        assert spans
        for start, end in spans:
            assert 0 <= start < end <= len(text)
        if "word" in row:
            assert text[row["start"] : row["end"]].lower().startswith(row["word"])


def test_the_corpus_report_says_how_many_headlines_are_titles(corpus, tmp_path):
    table = pd.read_csv(exported(corpus, "outlets", "o.csv", tmp_path))
    assert table[["headlines", "from_title"]].to_numpy().tolist() == [[1, 1], [1, 0]]
