"""A report says nothing of the disk of its user: paths are seen from the current folder."""

from analysis.files import slug
from analysis.reports.execute.plan import Asked, plan, without_the_disk
from tests.conftest import ROOT


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


def test_each_event_has_a_run_and_all_of_them_one_that_leads_there(tmp_path, monkeypatch):
    rows = ["id,outlet,text,event"]
    rows += [f"{outlet}{event},{outlet},Words.,{event}" for event in ("e", "f") for outlet in "AB"]
    (tmp_path / "c.csv").write_text("\n".join([*rows, "g,A,Alone.,g"]), encoding="utf-8")
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    monkeypatch.chdir(tmp_path)
    asked = Asked(["comparison"], run="mine", each="event", values={"corpus": "c.csv"})
    jobs, _ = plan(asked)
    where = {job.run: (job.values.get("where"), job.values.get("event_pages")) for job in jobs}
    assert where == {
        "mine": (None, "../mine-"),
        f"mine-{slug('e')}": (["event=e"], None),
        f"mine-{slug('f')}": (["event=f"], None),
    }
