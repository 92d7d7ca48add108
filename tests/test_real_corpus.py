"""A corpus as users bring one: several outlets, real articles; only where it lies beside the project."""

import pandas as pd

from tests.commands import ROOT, framing


def test_seven_outlets_go_through_the_frequency_report(shared, tmp_path):
    corpus = shared / "data/polnear/dev.jsonl.gz"
    words = ["run", "frequency", "--to", tmp_path, "--corpus", corpus, "--columns", "outlet=outlet"]
    code, _, err = framing(ROOT, *words)
    assert code == 0, err
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
