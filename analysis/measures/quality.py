"""Read the measured error of the models and of the word list."""

from importlib.resources import files

import pandas as pd

from analysis.recipes import table
from analysis.tables.loaded import LexiconQuality, ModelQuality
from analysis.tables.patterns import Quality


@table("quality-attribution", Quality)
def attribution_quality() -> pd.DataFrame:
    """How well attributions are found.

    Returns Quality; the card of the model says what each figure means and how to repeat it.
    """
    return Quality.validate(_shipped("models/attribution/quality.tsv").fillna({"outlet": ""}))


@table("quality-list", LexiconQuality)
def lexicon_quality() -> pd.DataFrame:
    """How well the word list finds what people call loaded.

    Returns LexiconQuality of the shipped list; its card says how to repeat it.
    """
    return LexiconQuality.validate(_shipped("wordlists/loaded_quality.tsv"))


@table("quality-model", ModelQuality)
def loaded_quality() -> pd.DataFrame:
    """How well the model finds what experts call loaded.

    Returns ModelQuality of the model of loaded language; its card says how to repeat it.
    """
    return ModelQuality.validate(_shipped("models/loaded/quality.tsv"))


def _shipped(path: str) -> pd.DataFrame:
    with files("analysis.resources").joinpath(path).open("r", encoding="utf-8") as lines:
        return pd.read_csv(lines, sep="\t")
