"""A short campaign; `python -m tests.campaign.run` makes a long one."""

import pytest

from tests.campaign import run, trials
from tests.campaign.run import Count, tried

QUICK = [trials.corpus, trials.damaged_corpus, trials.damaged_import, trials.spans]
SLOW = ["picture", "damage", "damaged_bundle", "kill", "small_disk", "values"]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return trials.Published(tmp_path_factory.mktemp("campaign"))


@pytest.mark.parametrize("trial", QUICK, ids=lambda trial: trial.__name__)
def test_no_trial_in_one_process_finds_a_fault(trial):
    count = Count()
    for number in range(20):
        tried(trial.__name__, trial, f"short-{number}", count)
    assert count.faults == []


@pytest.mark.parametrize("name", SLOW)
def test_no_trial_on_a_report_finds_a_fault(published, name):
    count = Count()
    for number in range(40 if name == "picture" else 1):
        tried(name, getattr(published, name), f"short-{number}", count)
    assert count.faults == []


@pytest.mark.skipif(not trials.disks_can_be_made(), reason="only root may make a disk")
@pytest.mark.parametrize("name", ["full_disk", "read_only"])
def test_no_trial_on_a_disk_finds_a_fault(published, name):
    count = Count()
    tried(name, getattr(published, name), "short-0", count)
    assert count.faults == []


def test_a_fault_is_counted_with_its_seed():
    count = Count()
    tried("one", lambda random, folder: "lost", "seed-1", count)
    tried("two", lambda random, folder: 1 / 0, "seed-2", count)
    assert count.number == 2
    assert count.faults == [("seed-1", "lost"), ("seed-2", "ZeroDivisionError: division by zero")]


def test_a_campaign_of_one_kind_renews_the_row_of_its_command_and_keeps_the_others(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(run, "MEASURED", tmp_path / "campaign.csv")
    monkeypatch.setattr(run, "PAGE", tmp_path / "page.md")
    run.written(
        run.renewed({"corpora": Count(2661), "kills": Count(24, [("s", "left, over")])}, "14 8")
    )
    run.written(run.renewed({"kills": Count(1, [("s", "half a bundle")])}, "90 9 kills"))
    run.written(run.renewed({"kills": Count(1000)}, "90 9 kills"))
    lines = [line for line in (tmp_path / "page.md").read_text("utf-8").splitlines() if "`" in line]
    assert [line.rsplit("|", 2)[0] for line in lines[-3:]] == [
        "| corpora | 2,661 | 0 | `14 8` ",
        "| kills | 24 | 1 | `14 8` ",
        "| kills | 1,000 | 0 | `90 9 kills` ",
    ]
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "- kills: left, over" in page
    assert "half a bundle" not in page
