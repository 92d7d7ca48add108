"""Reports without the texts of articles: never more words of one than may be shown."""

import io
import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from analysis.language.words import find_words
from analysis.reports.notebook.passages import evidence_of
from analysis.reports.notebook.redaction import CUT, cut_evidence, cut_table, words_shown
from tests.commands import framing
from tests.projects import published, write_project
from tests.reports.display.test_marks import TEXT, THREE

LONG = " ".join(f"w{number}" for number in range(40))
TABLE = pd.DataFrame(
    {
        "outlet": [LONG, "b"],
        "content_text": [LONG, "a few words"],
        "sentence": [LONG, LONG],
        "n": [1, 2],
    }
)


def count(text):
    return len(find_words(text.replace(CUT, "")))


def test_a_row_shows_so_many_words_over_all_its_texts_and_other_columns_stay():
    cut = cut_table(TABLE, 15)
    assert cut["outlet"].tolist() == TABLE["outlet"].tolist()
    assert cut["n"].tolist() == [1, 2]
    assert cut["content_text"].tolist() == [" ".join(LONG.split()[:15]) + CUT, "a few words"]
    assert cut["sentence"].tolist() == ["", " ".join(LONG.split()[:12]) + CUT]


def test_none_shows_none_and_all_shows_all():
    assert (cut_table(TABLE, 0)[["content_text", "sentence"]] == "").all(axis=None)
    assert cut_table(TABLE, None).equals(TABLE)


@given(st.integers(0, 20), st.lists(st.text(max_size=80), min_size=1, max_size=3))
def test_no_row_passes_the_limit(most, texts):
    table = pd.DataFrame({"content_text": texts, "sentence": texts[::-1]})
    for row in cut_table(table, most).itertuples(index=False):
        assert sum(count(value) for value in row) <= most


@pytest.mark.parametrize("most", [1, 3, 15])
def test_a_passage_keeps_the_words_around_what_is_marked(most):
    text = f"{LONG}. {TEXT}"
    row = THREE.head(1)
    shift = len(LONG) + 2
    moved = {
        part: [json.dumps([[a + shift, b + shift] for a, b in json.loads(row[part].iloc[0])])]
        for part in ("source", "cue", "content")
    }
    found = [("one", row.assign(**moved))]
    block = evidence_of(found, {"a": text}, name="e", caption="c", limit=5)
    (passage,) = cut_evidence(block, most).passages
    (extract,) = passage.extracts
    assert count(extract.text) <= most
    assert text[extract.start :].startswith(extract.text)
    assert "Minister" in extract.text
    for mark in extract.marks:
        assert extract.start <= mark.start < mark.end <= extract.start + len(extract.text)


def test_a_passage_without_text_still_says_where_it_is():
    found = [("one", THREE.head(1))]
    block = evidence_of(found, {"a": TEXT}, name="e", caption="c", limit=5)
    (passage,) = cut_evidence(block, 0).passages
    assert passage.extracts == ()
    assert passage.about["article"] == "a"


def test_an_unknown_wish_is_refused():
    with pytest.raises(ValueError, match="texts is 'some'; give all, snippets, none"):
        words_shown("some")


CELLS = (
    'corpus: str = "seeds"  # x\nout: str = "figures/draft"  # x\ntexts: str = "all"  # x',
    "from analysis.corpus import read_corpus, sections_of\n"
    "from analysis.measures.attribution import attributions_of, quotations_of, voices_of\n"
    "from analysis.reports import Run, with_evidence\n"
    "articles = read_corpus(corpus)\n"
    'run = Run("said", articles, folder=out, settings={"texts": texts})\n'
    "table = articles.articles\nsaid = attributions_of(table)\nparts = sections_of(table)\n"
    "voices = voices_of(said, table, parts, quotations_of(table, parts))\n"
    'run.table(said, name="said", caption="All.")\n'
    'run.evidence([("all", said)], name="behind", caption="All.")\n'
    "run.reading([], attributions=said, voices=voices)",
    "run.finish()",
)
WORD = re.compile(r"[a-z]+")
SAYING = (
    "The minister of the interior said on Monday that the old bridge over the river would remain closed to "
    "all lorries and buses until the engineers had looked at every single bolt of it in the coming spring."
)


@pytest.mark.parametrize(("text", "most"), [("all", 99), ("snippets", 15), ("none", 0)])
def test_no_file_of_a_run_holds_more_words_in_a_row_than_may_be_shown(tmp_path, text, most):
    folder = write_project(tmp_path / "project", said=CELLS)
    rows = f'id,outlet,date,text\n1,Herald,2020-01-01,"{SAYING}"\n2,Post,2020-01-02,"{SAYING}"\n'
    (folder / "seeds" / "corpus.csv").write_text(rows)
    code, _, err = framing(folder, "run", "-p", f"texts={text}")
    assert code == 0, err
    words = WORD.findall(SAYING.lower())
    longest = 0
    for name, content in published(folder).items():
        if name.endswith("report.pdf"):
            pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
            shown = WORD.findall(" ".join(pages).lower())
        elif name.endswith((".csv", ".html", ".ipynb", ".json")):
            shown = WORD.findall(re.sub(r"<[^>]*>|\\n", " ", content.decode().lower()))
        else:
            continue
        longest = max(longest, longest_run(words, shown))
    # a speaker without a name is called by the words of the text: "the minister of the interior"
    assert longest > 15 if text == "all" else longest <= max(most, 5)


def longest_run(words, shown):
    """How many words in a row of `words` are somewhere in a row in `shown`."""
    best, starts = 0, {}
    for place, word in enumerate(shown):
        starts.setdefault(word, []).append(place)
    for begin, first in enumerate(words):
        for place in starts.get(first, []):
            length = 0
            while (
                words[begin + length : begin + length + 1]
                == shown[place + length : place + length + 1]
                != []
            ):
                length += 1
            best = max(best, length)
    return best
