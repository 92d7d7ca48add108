"""Numbers about outlets in a few words, for sentences and for the rows of figures."""

from collections.abc import Mapping
from typing import Any

_SHORT = {
    "voice": "words {}", "naming": "speakers {}", "rate": "attributions per 1,000 words",
    "kind": "attributions to {}", "cue class": "{} cues", "loaded words, model": "loaded words {} (model)",
    "loaded sentences": "sentences loaded {}", "word": "“{}”",
}  # fmt: skip
PEOPLE = {
    "government": "governments", "international_organisation": "international organisations",
    "ngo": "NGOs", "media": "media", "military": "the military", "armed_group": "armed groups",
    "party_or_campaign": "parties and campaigns", "business": "business", "expert": "experts",
    "civilian": "civilians", "anonymous": "unnamed people of unknown kind", "other": "others",
}  # fmt: skip
_WHOLE = {
    "no source": "attributions without a source",
    "agent given": "acts of violence with their agent",
}
_VOICES = {"outlet": "in their own voice", "paraphrased": "paraphrased", "quoted": "quoted"}


def short_name(row: Mapping[Any, Any]) -> str:
    """Return what a row of Contrasts or Paired counts: "attributions to governments"."""
    measure, of = str(row["measure"]), str(row["category"])
    if of in _WHOLE and measure != "word":
        return _WHOLE[of]
    return _SHORT[measure].format(category_told(measure, of))


def category_told(measure: str, of: str) -> str:
    """Return a category as sentences have it; a word stays as it is."""
    if measure == "word":
        return of
    return _VOICES.get(of, of) if measure.startswith("loaded") else PEOPLE.get(of, of)
