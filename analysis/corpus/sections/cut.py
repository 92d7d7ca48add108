"""Cut articles into headline, subhead, caption, promo, credit and body; the text stays untouched.

The rules are the table in `rules.py`. They are made for English news and err towards body: a line that
they miss counts as body, and no line is lost. `rules.py` says what holds for other languages.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from analysis.corpus.sections import line as forms
from analysis.corpus.sections import place as places
from analysis.corpus.sections.line import Line, Lines
from analysis.corpus.sections.place import Place
from analysis.corpus.sections.pull_quotes import pull_quotes
from analysis.corpus.sections.rules import deciding_rule, may_stand_out
from analysis.corpus.sections.screen import Screen, screened
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import Articles, Sections, by_key
from analysis.texts import each_of

BODY = ("body", "running_text")
_paragraph = attrgetter("paragraph")
_NEAR = 3  # lines between a video's announcement and its title


class Stretch(NamedTuple):
    """A piece of an article, `text[start:end]`: its section and the rule that decided."""

    start: int
    end: int
    section: str
    paragraph: int
    rule: str


def sections_of(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut every article into its sections.

    Parameters
    ----------
    articles
        Articles; `id`, `text` and `title` are used, an empty `title` means that none is known.

    Returns
    -------
    Sections, one row per stretch: a line with text is one stretch, or two where a photo credit ends
    a caption. Offsets are characters of `text` as stored; white space around a line and characters
    without width there belong to no stretch, every other character to exactly one.

    Source
    ------
    Our own rules, made by looking at articles; `analysis/corpus/sections/rules.py` lists them.

    Examples
    --------
    >>> from analysis.corpus import read_corpus, sections_of
    >>> sections = sections_of(read_corpus("seeds").articles)
    >>> sections["section"].value_counts().to_dict()
    {'body': 47, 'promo': 3, 'headline': 2, 'caption': 2, 'subhead': 2, 'credit': 2}
    """
    articles = Articles.validate(articles)
    each = followed(_each(articles), total=len(articles), what="finding sections")
    rows = [(article, *stretch) for article, stretches in each for stretch in stretches]
    table = pd.DataFrame(rows, columns=["article", *Stretch._fields])
    return by_key(Sections.validate(table), "article", "start")


def _each(articles: pd.DataFrame) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield the id and the stretches of each article."""
    columns = (
        each_of(articles["id"]),
        each_of(articles["title"]),
        screened(each_of(articles["text"])),
    )
    for article, title, screen in zip(*columns, strict=True):
        yield article, cut(screen.text, title, screen)


def cut(text: str, title: str = "", screen: Screen | None = None) -> list[Stretch]:
    """Return the stretches of one article in reading order; a known `title` finds the headline.

    `screen` is what `screened` tells of the text. It changes nothing but the time.
    """
    lines = forms.lines_of(text) if screen is None else screen.lines()
    apart = {
        number: list(some) for number, some in groupby(_apart(lines, title, screen), _paragraph)
    }
    stretches: list[Stretch] = []
    for number, (start, end, _) in enumerate(lines):
        stretches += apart.get(number) or [Stretch(start, end, BODY[0], number, BODY[1])]
    return stretches


def apart_from_body(title: str, screen: Screen) -> list[Stretch]:
    """Return the stretches of an article that are not body, as `cut` does."""
    return _apart(screen.lines(), title, screen)


def _apart(lines: Lines, title: str, screen: Screen | None) -> list[Stretch]:
    """Return the stretches that are not body."""
    asked = range(len(lines)) if screen is None else screen.apart
    titled = forms.titled(lines, title)
    announced = _announced(lines, asked)
    pulled = pull_quotes(lines, None if screen is None else screen.pulled)
    known = {*titled, *announced, *pulled}
    looked_at = {*known, *asked}
    stretches: list[Stretch] = []
    opening = True
    for number in range(len(lines)):
        if number not in looked_at and not (opening and number):  # below what is no body
            opening = False
            continue
        text, closing = lines[number].text, number >= len(lines) - 3
        stands_out = opening or closing or number in known
        if len(text) <= forms.LONGEST:
            stands_out = stands_out or may_stand_out(text)
        if len(text) > (forms.LONGEST if stands_out else places.SHORT) and number not in titled:
            opening = False  # no rule fits it
            continue
        above = "" if number == 0 else BODY[0]
        if stretches and stretches[-1].paragraph == number - 1:
            above = stretches[-1].section
        place = Place(
            text=text,
            before=lines[number - 1].text if number else "",
            after=tuple(lines[n].text for n in range(number + 1, min(number + 4, len(lines)))),
            above=above,
            opening=opening,
            closing=closing,
            titled=number in titled,
            repeated=number not in titled and lines.repeated(text),
            announced=number in announced,
            pulled=number in pulled,
            stands_out=stands_out,
        )
        found = _stretches(lines[number], number, place)
        stretches += found
        opening = opening and bool(found)
    return stretches


def _stretches(line: Line, number: int, place: Place) -> list[Stretch]:
    """Return what a line is cut into, nothing if it is body."""
    decided = deciding_rule(place)
    if decided is None:
        return []
    section, rule = decided.section, decided.name
    if rule != "credited_caption":
        return [Stretch(line.start, line.end, section, number, rule)]
    credit = places.photo_credit_at(place) or 0
    caption = line.start + len(line.text[:credit].rstrip(forms.BLANKS))
    return [
        Stretch(line.start, caption, section, number, rule),
        Stretch(line.start + credit, line.end, "credit", number, "bracketed_credit"),
    ]


def _announced(lines: Lines, apart: Iterable[int]) -> set[int]:
    """Return the numbers of the lines that repeat the title of a promo label near them, which is `apart`."""
    numbers = set[int]()
    for number in apart:
        title = places.promoted(lines[number].text)
        if title is None or " " not in (wanted := forms.folded(title)):
            continue
        near = range(max(0, number - _NEAR), min(len(lines), number + _NEAR + 1))
        longest = max(forms.plain_words(title), key=len, default="")
        numbers |= {
            n
            for n in near
            if len(lines[n].text) <= forms.LONGEST
            and forms.searched(lines[n].text).may_hold(longest)
            and forms.folded(lines[n].text) == wanted
        }
    return numbers


@table("sections", Sections, kept=True)
def _sections(articles: pd.DataFrame) -> pd.DataFrame:
    """Every stretch of every article with its section."""
    return sections_of(articles)
