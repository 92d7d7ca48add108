"""Any text as LaTeX that prints it: nothing in it is obeyed, and braces are balanced for BibTeX."""

from analysis.record.described import visible

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # \{ is right for LaTeX, but BibTeX counts it as a brace
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
}


def tex(text: str) -> str:
    """Return text for LaTeX in UTF-8 (with the font encoding T1, LuaLaTeX or XeLaTeX), on one line."""
    line = " ".join(text.split())
    return "".join(_SPECIAL.get(char, char) for char in visible(line))
