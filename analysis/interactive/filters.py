"""Which rows of a table are looked at: terms as a person types them."""

import pandas as pd
import regex

from analysis.language import fold


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
