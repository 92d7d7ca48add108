"""Lines about a long step, where there is no terminal for a bar."""

import pytest

from analysis import progress
from analysis.progress import duration, followed, pace, unseen


@pytest.fixture(autouse=True)
def nobody_else_looks(monkeypatch):
    monkeypatch.delenv(progress.FILE_VARIABLE, raising=False)


def test_a_step_that_is_asked_to_says_how_far_it_is_and_how_long_it_will_take(capfd):
    assert list(followed("abc", total=3, what="reading", every=0)) == ["a", "b", "c"]
    first, second = capfd.readouterr().err.splitlines()
    assert first.startswith("reading, 1 of 3 articles, ")
    assert second.startswith("reading, 2 of 3 articles, ")
    assert second.endswith(" a second, about 0 s left")


def test_between_two_lines_is_the_time_that_was_asked_for(capfd, monkeypatch):
    now = iter([0.0, 1.0, 2.5, 3.0, 61.0, 63.0, 70.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    list(followed(range(6), total=10, what="reading", every=60))
    told = [line.partition(" articles")[0] for line in capfd.readouterr().err.splitlines()]
    assert told == ["reading, 2 of 10", "reading, 5 of 10"]


def test_the_time_until_the_first_articles_come_is_no_part_of_the_rate(capfd, monkeypatch):
    """They come four at once, and the first after a start of twenty seconds."""
    now = iter([0.0, *[20.0] * 4, *[22.0] * 4, *[24.0] * 4])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    list(followed(range(12), total=400, what="reading", every=2))
    told = capfd.readouterr().err.splitlines()
    assert told[0].endswith(" 1 of 400 articles, 0.05 a second, about 2 h 13 min left")
    assert told[1].endswith(" 5 of 400 articles, 0.5 a second, about 13 min 10 s left")
    assert told[2].endswith(" 9 of 400 articles, 1.25 a second, about 5 min 13 s left")


def test_what_is_part_of_a_step_that_is_shown_shows_nothing(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv(progress.FILE_VARIABLE, str(tmp_path / "progress.txt"))
    monkeypatch.setattr(progress, "_EVERY", -1.0)
    with unseen():
        assert list(followed("abc", total=3, what="reading", every=0)) == ["a", "b", "c"]
    assert capfd.readouterr().err == ""
    assert not (tmp_path / "progress.txt").exists()
    list(followed("abc", total=3, what="reading"))
    assert (tmp_path / "progress.txt").exists()


def test_the_pace_is_worked_out_by_hand():
    assert pace(1_200, 12_000, 3.0) == "1,200 of 12,000 articles, 3 a second, about 1 h left"
    assert pace(1, 5, 0.125) == "1 of 5 articles, 0.125 a second, about 32 s left"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.4, "0 s"), (45, "45 s"), (60, "1 min"), (725, "12 min 5 s"), (3600, "1 h"),
        (12_000, "3 h 20 min"), (3_605, "1 h"), (367_205, "4 d 6 h"),
    ],
)  # fmt: skip
def test_a_time_is_told_in_its_two_largest_units(seconds, told):
    assert duration(seconds) == told
