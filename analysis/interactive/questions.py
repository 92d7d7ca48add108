"""The questions of the explorer: their settings, their names, and their captions.

Which rows of a table are looked at: terms as a person types them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

import pandas as pd
import regex

from analysis.categories import SECTIONS
from analysis.language import fold
from analysis.parameters import Value

FREQUENCIES, KEYNESS = "frequencies", "keyness"
MEASURES = (FREQUENCIES, KEYNESS)
ALL_SECTIONS = "all"


@dataclass(frozen=True)
class Question:
    """One question about a corpus; the same question has the same answer."""

    outlets: tuple[str, ...]  # those that are read
    section: str = "body"  # or "all"
    measure: str = FREQUENCIES  # or KEYNESS of `target` against `reference`
    target: str = ""
    reference: str = ""  # empty for all others of `outlets`
    min_count: int = 3  # a word must occur this often in these sections of these outlets
    stop: str = "on"  # leaves function words out; "off" keeps them
    words: str = ""  # terms that are shown, as `terms_like` takes them; empty for all
    top: int = 15  # terms shown of each outlet or side

    @property
    def sections(self) -> list[str]:
        """The sections that are read."""
        return list(SECTIONS) if self.section == ALL_SECTIONS else [self.section]

    @property
    def settings(self) -> Mapping[str, object]:
        """What the answer depends on, as it stands in the provenance of a kept figure."""
        settings = {**asdict(self), "outlets": list(self.outlets), "sections": self.sections}
        del settings["section"]
        if self.measure == FREQUENCIES:
            del settings["target"], settings["reference"]
        return settings

    @property
    def parameters(self) -> dict[str, Value]:
        """The parameters of its study; `framing list` says what they mean."""
        chosen: dict[str, Value] = {
            "outlets": list(self.outlets),
            "sections": self.sections,
            "min_count": self.min_count,
            "stop": self.stop,
        }
        if self.measure == KEYNESS:
            chosen |= {"outlet": self.target, "reference": self.reference}
        return chosen

    @property
    def name(self) -> str:
        """The file name of its figure: the measure, and the same digits for the same question."""
        digits = sha256(repr(sorted(self.settings.items())).encode(errors="surrogatepass"))
        return f"{self.measure}-{digits.hexdigest()[:6]}"

    @property
    def caption(self) -> str:
        """Sentences that make the figure understandable by itself."""
        if self.measure == FREQUENCIES:
            first = f"The {self.top} most frequent words of each outlet, per million of its words"
            marks = "Lines are 95% intervals, the numbers at the right are counts."
        else:
            first = f"The {self.top} words that lean most to either side, ordered by z"
            marks = (
                "Dots are weighted log-odds ratios (one unit doubles the odds), lines their 95% "
                "intervals; filled dots have an adjusted p of G2 below 0.05. Counts are reference "
                ": target."
            )
        return f"{first}; {self._chosen()}. {marks}"

    @property
    def alt(self) -> str:
        """What the picture shows, in words."""
        if self.measure == FREQUENCIES:
            return (
                "One panel per outlet with its most frequent words, a dot at the rate of each and a "
                "line for its interval."
            )
        return (
            "A row per word with a dot left of zero when it leans to the reference and right of zero "
            "when it leans to the target."
        )

    def _chosen(self) -> str:
        where = "all sections" if self.section == ALL_SECTIONS else f"section {self.section}"
        parts = [where, f"words that occur at least {self.min_count} times"]
        parts += ["without function words"] if self.stop == "on" else []
        parts += [f"only {self.words}"] if self.words.strip() else []
        return ", ".join(parts)


def terms_like(table: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Return the rows of a table with `term` whose term is among the wanted ones.

    Nothing else in a row depends on the choice: not its rate, its rank or its p.

    Parameters
    ----------
    table
        Frequencies, Keyness or any other table with the column `term`.
    wanted
        Words parted by blanks or commas; ``*`` stands for any characters, ``?`` for one. Capitals and
        the form of apostrophes do not matter. Empty keeps all rows.
    """
    patterns = [_pattern(word) for word in fold(wanted).replace(",", " ").split()]
    if not patterns:
        return table
    found = regex.compile("|".join(patterns))
    kept = [found.fullmatch(term) is not None for term in table["term"]]
    return table[kept].reset_index(drop=True)


def _pattern(word: str) -> str:
    # stars in a row are one star, so that a search cannot take for ever
    single = regex.sub(r"\*+", "*", word)
    return regex.escape(single, special_only=True).replace(r"\*", ".*").replace(r"\?", ".")
