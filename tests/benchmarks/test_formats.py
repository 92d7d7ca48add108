"""The page says on how many files each format was tried, as it was counted, and has every format."""

import csv
import re

from analysis.corpus.archives import FORMATS
from tests.benchmarks.formats import OUT, noting, table
from tests.conftest import ROOT

PAGE = (ROOT / "docs/how-to/from-your-archive.md").read_text("utf-8")


def counted():
    return dict(re.split(r" +", line) for line in OUT.read_text("utf-8").splitlines()[1:])


def test_the_page_has_every_format_with_the_number_that_was_counted():
    told = {}
    for row in re.findall(r"^\|(.*)\|$", PAGE, re.M)[2:]:
        _, formats, *_, tried = (cell.strip() for cell in row.split("|"))
        told |= dict(zip(re.findall(r"`([\w-]+)`", formats), tried.split(" and "), strict=True))
    assert told == {name: tried for name, tried in counted().items() if name != "polnear"}
    assert "`polnear`" in PAGE


def test_the_file_has_every_format_and_each_was_tried():
    assert list(counted()) == list(FORMATS)
    assert all(int(tried) > 0 for tried in counted().values())


def test_what_a_reader_opens_is_noted_once_by_its_content(tmp_path, monkeypatch):
    from analysis.cli import main

    opened = {"csv": set()}
    noted = type(FORMATS["csv"])("", noting("csv", opened), FORMATS["csv"].looks)
    monkeypatch.setitem(FORMATS, "csv", noted)
    for name in ("a", "b"):
        with (tmp_path / f"{name}.csv").open("w", newline="") as out:
            csv.writer(out).writerows([["id", "outlet", "text"], ["1", "Post", "It rains."]])
        words = ["import", "csv", str(tmp_path / f"{name}.csv"), "--out", str(tmp_path / name)]
        main(words, standalone_mode=False)
    assert len(opened["csv"]) == 1
    assert table(opened).splitlines()[1].split() == ["csv", "1"]
