"""Read the measured error of the models and of the word list."""

from importlib.resources import files

import pandas as pd

from analysis.recipes import table
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


@table("quality-attribution", Quality)
def _of_attributions() -> pd.DataFrame:
    """How well attributions are found."""
    return attribution_quality()


@table("quality-list", LexiconQuality)
def _of_lexicon() -> pd.DataFrame:
    """How well the word list finds what people call loaded."""
    return lexicon_quality()


@table("quality-model", ModelQuality)
def _of_model() -> pd.DataFrame:
    """How well the model finds what experts call loaded."""
    return loaded_quality()
