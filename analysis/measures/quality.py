"""Read the measured error of the models and of the word list."""

from importlib.resources import files

import pandas as pd

from analysis.tables.loaded import LexiconQuality, ModelQuality
from analysis.tables.patterns import Quality


def attribution_quality() -> pd.DataFrame:
    """Return Quality of the attribution model; its card says what each figure means and how to repeat it."""
    file = files("analysis.resources").joinpath("models/attribution/quality.tsv")
    with file.open("r", encoding="utf-8") as lines:
        table = pd.read_csv(lines, sep="\t", keep_default_na=False)
    return Quality.validate(table)


def lexicon_quality() -> pd.DataFrame:
    """Return LexiconQuality of the shipped list; its card says how to repeat it."""
    file = files("analysis.resources").joinpath("wordlists/loaded_quality.tsv")
    with file.open("r", encoding="utf-8") as lines:
        return LexiconQuality.validate(pd.read_csv(lines, sep="\t"))


def loaded_quality() -> pd.DataFrame:
    """Return ModelQuality of the model of loaded language; its card says how to repeat it."""
    file = files("analysis.resources").joinpath("models/loaded/quality.tsv")
    with file.open("r", encoding="utf-8") as lines:
        return ModelQuality.validate(pd.read_csv(lines, sep="\t"))
