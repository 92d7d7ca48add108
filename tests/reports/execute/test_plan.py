"""A report says nothing of the disk of its user: paths are seen from the current folder."""

from analysis.reports.execute.plan import without_the_disk


def test_absolute_paths_are_seen_from_the_current_folder(tmp_path, monkeypatch):
    here = tmp_path / "study"
    here.mkdir()
    monkeypatch.chdir(here)
    given = {
        "corpus": str(tmp_path / "data" / "c.csv"),
        "lexicons": [str(here / "own.tsv"), "other.tsv"],
        "stop": "on",
        "speakers": "",
        "query": "/war/",
    }
    assert without_the_disk(given) == {
        "corpus": "../data/c.csv",
        "lexicons": ["own.tsv", "other.tsv"],
        "stop": "on",
        "speakers": "",
        "query": "/war/",
    }
