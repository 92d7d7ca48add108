"""How well list and model find what people call loaded, as it was measured when they were made."""

from importlib.resources import files

import pandas as pd

from analysis.tables.loaded import LexiconQuality, ModelQuality


def lexicon_quality() -> pd.DataFrame:
    """Return LexiconQuality of the shipped list; its card says how to repeat it."""
    file = files("analysis.resources").joinpath("wordlists/loaded_quality.tsv")
    with file.open("r", encoding="utf-8") as lines:
        return LexiconQuality.validate(pd.read_csv(lines, sep="\t"))


def model_quality() -> pd.DataFrame:
    """Return ModelQuality of the shipped model; its card says how to repeat it."""
    file = files("analysis.resources").joinpath("models/loaded/quality.tsv")
    with file.open("r", encoding="utf-8") as lines:
        return ModelQuality.validate(pd.read_csv(lines, sep="\t"))
