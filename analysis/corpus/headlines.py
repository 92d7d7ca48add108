"""Put the title of an article before its text, where the text does not begin with it.

Outlets and databases differ in whether the text repeats the headline. What is read is the same for all of
them: the headline, an empty line, the text.
"""

import re

from analysis.corpus.sections import line as forms
from analysis.tables.places import AFTER_TITLE

_BREAK = re.compile("[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_HEAD = 6_000  # characters in which a text gives its title
_FEWEST = 4  # words of a title that a text may begin with without a line end after them


def title_before(text: str, title: str) -> str:
    r"""Return what is read before `text`: its title and an empty line, or "" if it begins with the title.

    The title is as the user gave it, but for line ends, which are blanks: `read[:len(title)]`, cut at any
    two places, is the same piece of the title.

    Examples
    --------
    >>> title_before("The bridge was shut on Monday.", "Bridge shut")
    'Bridge shut\n\n'
    >>> title_before("BRIDGE SHUT\n\nThe bridge was shut on Monday.", "Bridge shut")
    ''
    """
    wanted = forms.folded(title)
    if not wanted or _begins_with(text[:_HEAD], title, wanted):
        return ""
    return _BREAK.sub(" ", title) + AFTER_TITLE


def _begins_with(head: str, title: str, wanted: str) -> bool:
    """Tell whether a text has its title among its first lines, or as its first words."""
    if forms.titled(forms.lines_of(head), title):
        return True
    said = forms.folded(head)
    long = wanted.count(" ") >= _FEWEST - 1
    return said == wanted or (long and said.startswith(f"{wanted} "))
