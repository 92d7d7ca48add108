"""The errors that a user can cause, as one family."""

from collections.abc import Collection
from difflib import get_close_matches

_ALIKE = 0.7  # of their letters, from which on a name may be meant


class FramingError(ValueError):
    """The base of every error that a user can cause: catch this one to catch them all.

    The message names the value that was wrong and says what would have been right. A mistake in the
    code, such as a table without a column, raises another error.
    """


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """Return that there is nothing of this name, what may be meant, and what there is.

    Examples
    --------
    >>> unknown("no table", "keynes", ["cues", "keyness"])
    "no table 'keynes' (did you mean keyness?); there are cues, keyness"
    """
    close = get_close_matches(name, known, n=1, cutoff=_ALIKE)
    hint = f" (did you mean {close[0]}?)" if close else ""
    return f"{what} {name!r}{hint}; there are {', '.join(known)}"
