"""Make text from outside harmless: readable characters stay, and active ones are taken out."""

import re

# Reordering controls can turn around the text after them; article text never needs them to be read.
_REORDERING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_CONTROLS = [*range(0x20), 0x7F, *range(0x80, 0xA0)]
_HARMLESS: dict[int, str | None] = (
    dict.fromkeys([*_REORDERING, *_CONTROLS])
    | {ord("\t"): "\t", ord("\n"): "\n", 0x85: "\n", 0x0B: " ", 0x0C: " "}
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a pair cannot be written as UTF-8
)
_ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)"  # window titles, links
    r"|\x1b[ -/]*[0-~]"
)


def harmless(text: str) -> str:
    """Return `text` without control and text-reordering characters; tabs and line ends stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_HARMLESS)


def plain(text: str) -> str:
    """Return `text` as a terminal would show it: no colours, no overwritten progress bars."""
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return harmless(_ANSI.sub("", "\n".join(lines)))
