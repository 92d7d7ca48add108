"""How well attributions are found, as it was measured when the model was made."""

from importlib.resources import files

import pandas as pd

from analysis.tables.patterns import Quality


def model_quality() -> pd.DataFrame:
    """Return Quality of the shipped model; its card says what each figure means and how to repeat it."""
    file = files("analysis.resources").joinpath("models/attribution/quality.tsv")
    with file.open("r", encoding="utf-8") as lines:
        table = pd.read_csv(lines, sep="\t", keep_default_na=False)
    return Quality.validate(table)
