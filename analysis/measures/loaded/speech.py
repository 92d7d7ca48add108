"""Measure how loaded the words of each speaker are, in quotations and in paraphrases."""

from collections.abc import Sequence

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.loaded.model import MODEL_HITS
from analysis.measures.loaded.rates import UNIT, counted, in_sections
from analysis.tables import Tallies, Voices, by_key

SPEAKERS = {
    "quoted": "loaded words of speakers, quoted",
    "paraphrased": "loaded words of speakers, paraphrased",
}
_NOBODY = ["", "I", "he", "him", "it", "she", "they", "them", "we", "us", "who", "you"]


def speaker_tallies(
    voices: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    sections: Sequence[str] = ("body",),
    by: str = MODEL_HITS,
) -> pd.DataFrame:
    """Count the loaded words of every speaker in every article.

    Parameters
    ----------
    voices, hits
        Voices and LoadedHits of all sections.
    sections
        The sections to count.
    by
        The hits to count: "model", or "loaded" for our own list.

    Returns
    -------
    Tallies, a measure of `SPEAKERS` per voice, the speaker as group and category: loaded words out of
    the words of that speaker in that voice in the article. Pronouns without a resolved person are no
    speakers.

    Raises
    ------
    FramingError
        If a section is unknown.
    """
    check_sections(sections)
    key = ["article", "outlet", "voice", "speaker"]
    said = in_sections(Voices.validate(voices), sections)
    said = said[said["voice"].isin(list(SPEAKERS)) & ~said["speaker"].isin(_NOBODY)]
    total = said.groupby(key, as_index=False).agg(total=("words", "sum"))
    found = counted(hits, sections, by=by)
    n = found.groupby(key, as_index=False).size().rename(columns={"size": "n"})
    table = total[total["total"] > 0].merge(n, on=key, how="left").fillna({"n": 0})
    table["measure"] = table["voice"].map(SPEAKERS).astype(str)
    table[["n", "total"]] = table[["n", "total"]].astype(float)
    table = table.assign(group=table["speaker"], category=table["speaker"], unit=UNIT)
    table = table.drop(columns=["voice", "speaker"])
    return Tallies.validate(by_key(table, "measure", "group", "category", "article"))
