"""A corpus in a notebook: every outlet a row, problems folded, no colours, no markup from outside."""

import re
from html.parser import HTMLParser

from analysis.corpus import read_corpus
from tests.corpus.test_read import as_csv

HOSTILE = '<script>alert(1)</script>" onload="alert(2)\u202e'


class Cells(HTMLParser):
    """The elements, attributes and rows of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes.update(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        self.text += data
        if self.rows:
            self.rows[-1][-1:] = ["".join(self.rows[-1][-1:]) + data]


def look(folder, rows, **options) -> Cells:
    (folder / "t.csv").write_bytes(as_csv(rows))
    return Cells(read_corpus(folder / "t.csv", **options)._repr_html_())


def row(number, outlet, text, date="") -> dict[str, str]:
    return {"id": str(number), "outlet": outlet, "text": text, "date": date}


def test_every_outlet_has_its_articles_days_and_lengths(tmp_path):
    rows = [
        row(1, "Herald", "a" * 10, "2020-03-01"),
        row(2, "Post", "b" * 1234, "2020-01-05"),
        row(3, "Post", "c" * 30, "2020-02-06"),
        row(4, "Post", "d" * 20),
    ]
    seen = look(tmp_path, rows)
    assert seen.rows[1:3] == [
        ["Post", "3", "2020-01-05", "2020-02-06", "1", "30", "20", "1,234"],
        ["Herald", "1", "2020-03-01", "2020-03-01", "0", "10", "10", "10"],
    ]
    assert "articles 4 · outlets 2 · dates 2020-01-05 to 2020-03-01" in seen.text


def test_an_outlet_without_dates_says_so(tmp_path):
    assert look(tmp_path, [row(1, "A", "text")]).rows[1][2:5] == ["none", "none", "1"]


def test_problems_are_listed_the_errors_first(tmp_path):
    rows = [row(1, "A", "text", "2999-13-45"), row(2, "A", "text", "2020-01-01")]
    rows += [row(3, "A", ""), row(4, "A", "text")]
    seen = look(tmp_path, rows, skip_bad=True)
    told = seen.rows[seen.rows.index(next(r for r in seen.rows if r[0] == "severity")) + 1 :]
    severities = [cells[0] for cells in told]
    assert severities == sorted(severities)
    assert "error" in severities
    assert "details" in seen.names


def test_many_outlets_are_counted_where_they_are_not_shown(tmp_path):
    seen = look(tmp_path, [row(n, f"outlet {n:02}", "text") for n in range(40)])
    assert "10 more outlets with 10 articles are not shown." in seen.text


def test_nothing_from_outside_is_markup_and_nothing_has_a_colour(tmp_path):
    rows = [row(1, HOSTILE, "text", HOSTILE), row(2, HOSTILE, "text"), row(3, "x" * 500, "y")]
    seen = look(tmp_path, rows, skip_bad=True)
    assert seen.names <= {"p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
    assert {name for name, _ in seen.attributes} == {"style"}
    assert not [v for _, v in seen.attributes if re.search("color|background|#|rgb", str(v))]
    assert "<script>alert(1)</script>" in seen.text
    assert "\u202e" not in seen.text
    assert "x" * 81 not in seen.text
