"""The page that leads to all runs: every report with its findings, and nothing that acts."""

import json

from analysis.record.publication import MIME
from analysis.reports.execute.front_page import write_front


def published(root, report, run, sentences, title="# Who & what?\n\nWhy."):
    folder = root / "reports" / report / run
    folder.mkdir(parents=True)
    displays = [
        {"kind": "findings", "sentences": sentences},
        {"kind": "about", "record": {"corpus": {"source": "seeds", "articles": 2, "outlets": 2}}},
    ]
    outputs = [{"data": {MIME: display}} for display in displays]
    cells = [{"cell_type": "markdown", "source": title}, {"cell_type": "code", "outputs": outputs}]
    (folder / "report.ipynb").write_text(json.dumps({"cells": cells}))
    (folder / "report.html").write_text("")


def test_it_leads_to_every_run_and_says_what_was_found(tmp_path):
    published(tmp_path, "words", "mine", ["Six <b>words</b>."])
    published(tmp_path, "words", "default", ["One.", "Two.", "Three.", "Four.", "Five.", "Six."])
    (tmp_path / "reports" / "failed").mkdir()
    page = write_front(tmp_path).read_text()
    assert page.index('href="words/default/report.html"') < page.index(
        'href="words/mine/report.html"'
    )
    assert "Who &amp; what?" in page
    assert "Five." in page
    assert "Six.</li>" not in page
    assert "Six &lt;b&gt;words&lt;/b&gt;." in page
    assert "2 articles" in page


def test_a_damaged_run_is_listed_and_no_run_is_said(tmp_path):
    (tmp_path / "reports").mkdir()
    assert "No report is published yet." in write_front(tmp_path).read_text()
    published(tmp_path, "words", "default", ["One."])
    (tmp_path / "reports" / "words" / "default" / "report.ipynb").write_text("{")
    page = write_front(tmp_path).read_text()
    assert 'href="words/default/report.html"' in page
    assert "One." not in page
