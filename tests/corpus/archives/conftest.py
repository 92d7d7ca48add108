"""What all tests of imports do: run the command, and read what came of it."""

import csv
import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.corpus import read_corpus
from analysis.tables.places import texts_given


@pytest.fixture
def imported(tmp_path):
    """Import into tmp_path/corpus; the result has code, out, err, corpus, texts, record and tables."""

    def run(*words, out="corpus"):
        folder = tmp_path / out
        done = CliRunner().invoke(main, ["import", *map(str, words), "--out", str(folder)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        result = SimpleNamespace(
            code=done.exit_code, out=done.stdout, err=done.stderr, folder=folder
        )
        if done.exit_code == 0:
            result.corpus = read_corpus(folder)
            result.articles = result.corpus.articles.set_index("id")
            given = texts_given(result.corpus.articles)
            result.texts = dict(zip(result.corpus.articles["id"], given, strict=True))
            result.record = json.loads((folder / "import.json").read_text("utf-8"))
            result.removed = rows(folder / "removed.csv")
            result.problems = rows(folder / "problems.csv")
        return result

    return run


def rows(path):
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
