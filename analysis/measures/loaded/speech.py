"""Measure how loaded the words of each speaker are, in quotations and in paraphrases."""

from collections.abc import Sequence

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.loaded.model import MODEL_HITS
from analysis.measures.loaded.rates import counted, in_sections, tallies_by_name
from analysis.tables import Voices

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

    Parameters and errors are as in `loaded_tallies`, with Voices instead of Sentences.

    Returns
    -------
    Tallies, a measure of `SPEAKERS` per voice, the speaker as group and category: loaded words out of
    the words of that speaker in that voice in the article. Pronouns without a resolved person are no
    speakers.
    """
    check_sections(sections)
    key = ["article", "outlet", "voice", "speaker"]
    said = in_sections(Voices.validate(voices), sections)
    said = said[said["voice"].isin(list(SPEAKERS)) & ~said["speaker"].isin(_NOBODY)]
    total = said.groupby(key, as_index=False).agg(total=("words", "sum"))
    found = counted(hits, sections, by=by)
    return tallies_by_name(total[total["total"] > 0], found, name="speaker", measures=SPEAKERS)
