"""Lines that say from where an article has its words: "(AP)", "Reuters contributed to this report"."""

import re

from analysis.language.words import words_in

_EDGE = 3  # lines at either end of a text that are read
_LONGEST = 40  # words of a credit line
_AGENCIES = {
    "associated press": ("ap", "the ap"),
    "agence france-presse": ("afp",),
    "united press international": ("upi",),
    "press association": ("pa", "pa media"),
    "reuters": ("thomson reuters",),
}
_SAID = re.compile(
    r"contribut(?:ed|ing) to (?:this|the) |\bmaterial from\b|\b(?:first|originally) (?:appeared|published|"
    r"ran)\b|\bused in (?:this|the) (?:report|story|article)|\bre(?:published|printed)\b|\bcourtesy of\b|"
    r"\bwith reporting (?:by|from)\b|\bfiles? from\b|\bprovided by\b|^\W*(?:source|via|from)\b[^.]{0,60}\.?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[^.!?a-z]{0,60}\(([^()]{2,40})\)\s*(?:--|[-–—:])")
_BARE = re.compile(r"^\W*\(?(AP|AFP|UPI|Reuters|Associated Press|The Associated Press)\)?\W*$")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


def credit_lines(text: str) -> list[str]:
    r"""Return the lines at the edges of a text that credit others with its words.

    Examples
    --------
    >>> credit_lines("PARIS (AP) - No train.\n\nNobody left.\n\nThe Echo contributed to this report.")
    ['AP', 'The Echo contributed to this report.']
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    edges = lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]
    found = []
    for line in edges:
        dateline = _DATELINE.match(line)
        if dateline:
            found.append(dateline.group(1))
        elif _BARE.match(line) or (_SAID.search(line) and len(words_in(line)) <= _LONGEST):
            found.append(line)
    return found


def names_outlet(lines: list[str], outlet: str) -> bool:
    """Tell whether credit lines name an outlet, as it is written or as agencies are called ("AP")."""
    said = [f" {' '.join(words_in(line))} " for line in lines]
    return any(f" {name} " in line for line in said for name in _names(outlet))


def _names(outlet: str) -> set[str]:
    """Return what an outlet is called: "Echo (online)" and "The Echo" are "echo" too."""
    plain = {" ".join(words_in(name)) for name in (outlet, _IN_BRACKETS.sub("", outlet))}
    plain |= {name.removeprefix("the ") for name in plain}
    for name, others in _AGENCIES.items():
        if plain & {name, *others}:
            plain |= {name, *others}
    return plain - {""}
