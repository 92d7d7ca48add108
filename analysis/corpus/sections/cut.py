"""Cut articles into headline, subhead, caption, promo, credit and body; the text stays untouched.

The rules are the table in `rules.py`. They are made for English news and err towards body: a line that
they miss counts as body, and no line is lost. `rules.py` says what holds for other languages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from analysis.corpus.sections import line as forms
from analysis.corpus.sections import place as places
from analysis.corpus.sections.line import Line
from analysis.corpus.sections.place import Place
from analysis.corpus.sections.pull_quotes import pull_quotes
from analysis.corpus.sections.rules import deciding_rule, may_stand_out
from analysis.corpus.sections.screen import Screen, screened
from analysis.progress import followed
from analysis.recipes import table
from analysis.tables import Articles, Sections, by_key

BODY = ("body", "running_text")
_AT_ONCE = 100  # articles; one by one, Arrow hands them out at ten times the cost
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
    """Yield the id and the stretches of each article, some articles at a time."""
    for first in range(0, len(articles), _AT_ONCE):
        some = articles.iloc[first : first + _AT_ONCE]
        columns = (some["id"].tolist(), some["title"].tolist(), screened(some["text"].tolist()))
        for article, title, screen in zip(*columns, strict=True):
            yield article, cut(screen.text, title, screen)


def cut(text: str, title: str = "", screen: Screen | None = None) -> list[Stretch]:
    """Return the stretches of one article in reading order; a known `title` finds the headline.

    `screen` is what `screened` tells of the text. It changes nothing but the time.
    """
    lines = forms.lines_of(text) if screen is None else screen.lines()
    apart = range(len(lines)) if screen is None else screen.apart
    title_lines = forms.titled(lines, title)
    announced = _announced(lines, apart)
    pulled = pull_quotes(lines) if screen is None or screen.pulled else set()
    known = {*title_lines, *announced, *pulled}
    looked_at = {*known, *apart}
    counts = Counter(line.text for line in lines)
    stretches: list[Stretch] = []
    opening = True
    for number, line in enumerate(lines):
        closing = number >= len(lines) - 3
        size, stands_out = len(line.text), opening or closing or number in known
        looked = number in looked_at or (opening and number > 0)  # below what is no body
        if looked and size <= forms.LONGEST:
            stands_out = stands_out or may_stand_out(line.text)
        longest = forms.LONGEST if stands_out else places.SHORT
        if not looked or (size > longest and number not in title_lines):  # no rule fits it
            stretches.append(Stretch(line.start, line.end, BODY[0], number, BODY[1]))
            opening = False
            continue
        place = Place(
            text=line.text,
            before=lines[number - 1].text if number else "",
            after=tuple(later.text for later in lines[number + 1 : number + 4]),
            above=stretches[-1].section if stretches else "",
            opening=opening,
            closing=closing,
            titled=number in title_lines,
            repeated=counts[line.text] > 1,
            announced=number in announced,
            pulled=number in pulled,
            stands_out=stands_out,
        )
        stretches += _stretches(line, number, place)
        opening = opening and stretches[-1].section != "body"
    return stretches


def _stretches(line: Line, number: int, place: Place) -> list[Stretch]:
    decided = deciding_rule(place)
    section, rule = (decided.section, decided.name) if decided else BODY
    if rule != "credited_caption":
        return [Stretch(line.start, line.end, section, number, rule)]
    credit = places.photo_credit_at(place) or 0
    caption = line.start + len(line.text[:credit].rstrip(forms.BLANKS))
    return [
        Stretch(line.start, caption, section, number, rule),
        Stretch(line.start + credit, line.end, "credit", number, "bracketed_credit"),
    ]


def _announced(lines: list[Line], apart: Iterable[int]) -> set[int]:
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
