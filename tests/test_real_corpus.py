"""A corpus as users bring one: several outlets, real articles; only where it lies beside the project."""

import subprocess
import sys
from pathlib import Path

import pandas as pd


def test_seven_outlets_go_through_the_frequency_report(shared, tmp_path):
    corpus = shared / "data/polnear/dev.jsonl.gz"
    command = [Path(sys.executable).with_name("framing"), "run", "frequency", "--to", tmp_path]
    done = subprocess.run(
        [*command, "--corpus", corpus, "--columns", "outlet=outlet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "figures/frequency/default"
    used = pd.read_csv(folder / "frequencies.csv", keep_default_na=False)
    assert used["outlet"].nunique() == 7
    assert set(used["interval"]) == {"articles"}
    assert used["articles"].sum() == 12 * len(used)
    compared = pd.read_csv(folder / "keyness-all.csv", keep_default_na=False)
    assert set(compared["interval"]) == {"articles"}
    inside = (compared["low"] <= compared["log_odds"]) & (compared["log_odds"] <= compared["high"])
    assert (
        inside.mean() > 0.9
    )  # a percentile interval need not hold its point, but nearly always does
