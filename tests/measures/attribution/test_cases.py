"""Short articles in which two careful readers would agree who says what, kind by kind.

A line of `cases.jsonl` is one article. `expect` lists what must be found: words of the content, and
what the table has to say about them; a list of speakers is one or another. `none` lists words that no
content may hold; "" is any content. `never` lists who must not be given what.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from analysis.corpus.headlines import title_before
from analysis.measures.attribution import attributions_of
from analysis.models.cache import Cache
from tests.conftest import articles

LINES = (Path(__file__).parent / "cases.jsonl").read_text("utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
# what the text tells only to a reader who knows more: two first names before one surname
KNOWN = {"husband and wife at a bank"}
LATER = {"act"}  # columns that the table may not have yet
ARTICLES = ("the ", "a ", "an ")


def bare(name):
    """Return a name without its article and capitals: readers do not agree on these."""
    name = name.casefold()
    return next((name.removeprefix(one) for one in ARTICLES if name.startswith(one)), name)


def same(row, field, wanted):
    if field in LATER and field not in row:
        return True
    if field == "speaker":
        names = [wanted] if isinstance(wanted, str) else wanted
        return bare(row["speaker"]) in map(bare, names)
    return row[field] == wanted


def fits(row, expected):
    fields = {field: wanted for field, wanted in expected.items() if field != "content"}
    return expected["content"] in row["content_text"] and all(
        same(row, field, wanted) for field, wanted in fields.items()
    )


def in_short(rows):
    fields = ("speaker", "kind", "source_text", "cue_text", "content_text", "type", "negated")
    fields += tuple(LATER)
    return "\n".join(str({f: row[f] for f in fields if f in row}) for row in rows) or "nothing"


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if c["name"] not in KNOWN],
    ids=lambda case: f"{case['kind']}: {case['name']}",
)
def test_a_short_article_is_read_as_a_careful_reader_would(case):
    text = title_before(case["text"], case["title"]) + case["text"]
    table = articles(("a", "Herald", text), title=[case["title"]])
    rows = attributions_of(table, workers=1, cache=Cache(None)).to_dict("records")
    missing = [one for one in case["expect"] if not any(fits(row, one) for row in rows)]
    counted = [row for row in rows if row.get("act") != "done"]
    too_many = [
        words for words in case["none"] if any(words in row["content_text"] for row in counted)
    ]
    wrong = [one for one in case.get("never", []) if any(fits(row, one) for row in rows)]
    assert (missing, too_many, wrong) == ([], [], []), in_short(rows)


def test_a_name_stands_once_and_the_words_looked_for_stand_in_the_article():
    assert Counter(case["name"] for case in CASES).most_common(1)[0][1] == 1
    for case in CASES:
        assert case["expect"] or case["none"] or case.get("never"), case["name"]
        for one in case["expect"] + case.get("never", []):
            assert one["content"] in case["text"] or one["content"] in case["title"], one
