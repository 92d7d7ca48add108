"""`framing multiverse`: what it says of the claims of a plan, writes, and locks."""

import json

import pytest
from click.testing import CliRunner

from analysis.cli import main
from tests.robustness.plans import corpus_in, written


def said(*words):
    return CliRunner().invoke(main, ["multiverse", *map(str, words)])


@pytest.fixture
def plan(tmp_path):
    corpus_in(tmp_path)
    return written(tmp_path)


def test_it_says_how_often_each_claim_holds_and_writes_the_numbers(plan, tmp_path):
    done = said(plan, "--corpus", tmp_path / "c.jsonl", "--out", tmp_path / "m.csv")
    assert done.exit_code == 0, done.output
    first, left, second, left_of_second, third, last = done.output.splitlines()
    assert first.startswith("“Post says regime more often than the others”: as the study was set, ")
    assert second.startswith("“Post says bridge more often”: as the study was set, ")
    for line in (left, left_of_second):
        assert line.startswith("Outlets and events left out one by one: of the ")
    assert "exploration" in third
    rows = (tmp_path / "m.csv").read_text().splitlines()
    assert last == f"{tmp_path / 'm.csv'}: {len(rows) - 1} rows"


def test_one_claim_and_the_settings_of_the_study(plan, tmp_path):
    words = [plan, "--corpus", tmp_path / "c.jsonl", "--claim", "common", "-p", "unit=lemma"]
    done = said(*words, "--out", tmp_path / "m.jsonl")
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in (tmp_path / "m.jsonl").read_text().splitlines()]
    assert {row["claim"] for row in rows} == {"common"}
    assert json.loads(rows[0]["choices"])["unit"] == "lemma"  # that of the study comes first


def test_it_locks_a_plan_once(plan, tmp_path):
    done = said(plan, "--lock", "--corpus", tmp_path / "c.jsonl")
    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "study.lock.json").read_text())["corpus"].startswith("sha256:")
    again = said(plan, "--lock")
    assert again.exit_code == 2
    assert "locked already" in again.output
    assert "confirmation" in said(plan, "--corpus", tmp_path / "c.jsonl").output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--claim", "none"], "no claim 'none'; there are regime, common"),
        (["-p", "unit=words"], "unit"),
        (["--out", "m.xlsx"], "m.xlsx"),
    ],
)
def test_what_cannot_be_is_one_line(plan, tmp_path, words, message):
    done = said(plan, "--corpus", tmp_path / "c.jsonl", *words)
    assert done.exit_code == 2
    assert message in done.output
    assert "Traceback" not in done.output
