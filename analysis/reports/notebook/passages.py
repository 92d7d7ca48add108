"""The evidence for numbers: some passages of each to read on the spot, and all of them as a table.

A passage is the paragraphs that hold an attribution or a hit, cut down where they are long.
"""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pandas as pd

from analysis.progress import followed
from analysis.reports.display.blocks import Evidence, Extract, Group, Passage, evenly
from analysis.reports.display.marks import Mark
from analysis.tables import Attributions, spans_in

Span = tuple[int, int]

CONTEXT = 30  # words kept on either side
_SPARED = 10  # so many more where that shows the paragraph to its start or end
_LONG = 120  # words in one span, of which only the two ends are kept
_WIDTH = 10  # characters for each of these words at most: some texts have no spaces
_WORD = re.compile(r"\S+")
_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def extracts(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the stretches of `text` to show for `spans`, in reading order, none touching another.

    Each span is shown with the words around it in its paragraph (a line of the text): up to 30 on
    either side, or 40 if these are all; of a span of more than 120 words the first and the last 60.
    The time does not depend on the length of the text.

    Raises
    ------
    ValueError
        If a span is outside the text, or there is none.
    """
    found: list[Span] = []
    for start, end in sorted(kept for span in spans for kept in _ends(text, *span)):
        window = _floor(text, start), _ceiling(text, end)
        if found and not text[found[-1][1] : window[0]].strip():
            window = found[-1][0], max(found[-1][1], window[1])
            found.pop()
        found.append(window)
    if not found:
        raise ValueError("there is no span to show the passage of")
    return found


def goes_on(text: str, shown: Sequence[Span]) -> tuple[bool, bool]:
    """Tell whether the paragraph has words before the first and after the last of `shown`."""
    before, after = in_paragraph(text, shown)
    return bool(before), bool(after)


def in_paragraph(text: str, shown: Sequence[Span]) -> tuple[str, str]:
    """Return what stands near in the paragraph before the first and after the last of `shown`."""
    first, last = shown[0][0], shown[-1][1]
    before = _LINE_END.split(text[max(0, first - 300) : first])[-1]
    after = _LINE_END.split(text[last : last + 300], maxsplit=1)[0]
    return before.strip(), after.strip()


def _ends(text: str, start: int, end: int) -> list[Span]:
    """Return the span, or its two ends if it is long."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {start}..{end} is not inside the text, 0..{len(text)}")
    half = _LONG // 2
    head, tail = _after(text, start, end, half), _before(text, end, start, half)
    return [(start, end)] if head >= tail else [(start, head), (tail, end)]


def _floor(text: str, place: int) -> int:
    """Return where the context before `place` starts."""
    lowest = max(0, place - (CONTEXT + _SPARED) * _WIDTH)
    breaks = list(_LINE_END.finditer(text, lowest, place))
    line = breaks[-1].end() if breaks else lowest
    whole = _before(text, place, line, CONTEXT + _SPARED)
    if (breaks or lowest == 0) and not text[line:whole].strip():
        return whole
    return _before(text, place, line if breaks else 0, CONTEXT)


def _ceiling(text: str, place: int) -> int:
    """Return where the context after `place` ends."""
    highest = min(len(text), place + (CONTEXT + _SPARED) * _WIDTH)
    line_end = _LINE_END.search(text, place, highest)
    line = line_end.start() if line_end else highest
    whole = _after(text, place, line, CONTEXT + _SPARED)
    if (line_end or highest == len(text)) and not text[whole:line].strip():
        return whole
    return _after(text, place, line if line_end else len(text), CONTEXT)


def _after(text: str, place: int, limit: int, words: int) -> int:
    """Return where the `words` words from `place` on end, or fewer if they are long."""
    edge = min(limit, place + words * _WIDTH)
    ends = [word.end() for word in islice(_WORD.finditer(text, place, edge), words)]
    if len(ends) > 1 and ends[-1] == edge < limit and not text[edge].isspace():
        ends.pop()  # the edge is inside this word
    return ends[-1] if ends else place


def _before(text: str, place: int, limit: int, words: int) -> int:
    """Return where the `words` words up to `place` start, or fewer if they are long."""
    edge = max(limit, place - words * _WIDTH)
    starts = [word.start() for word in _WORD.finditer(text, edge, place)][-words:]
    if len(starts) > 1 and starts[0] == edge > limit and not text[edge - 1].isspace():
        starts.pop(0)
    return starts[0] if starts else place


class Behind(NamedTuple):
    """Evidence for one number.

    `label` (what was counted), `rows` (all counted rows, or a sample of the `total`), `key` (the key of
    the number in figures and tables), `fit` (which of the rows may be shown; None: all), `together` (what
    names the sentence of each row: the rows of one are shown as one passage).
    """

    label: str
    rows: pd.DataFrame
    key: str = ""
    total: int | None = None
    fit: Sequence[bool] | None = None
    together: Sequence[str] | None = None


Found = Sequence[Behind | tuple[str, pd.DataFrame]]
_STRETCH = {"article", "start", "end"}
_CONTENT = {"direct": "quoted", "indirect": "paraphrased", "mixed": "mixed"}


def evidence_of(  # noqa: PLR0913  the parts of a block
    found: Found,
    texts: Mapping[str, str],
    *,
    name: str,
    caption: str,
    limit: int,
    origins: Mapping[str, str] | None = None,
) -> Evidence:
    """Return what a reader sees of `found`: per label up to `limit` passages; NAME.csv has all.

    Parameters
    ----------
    found
        The rows behind each number: Attributions, or any table with `article`, `start` and `end`
        (Voices, say). Of more than `limit` rows those at even distances are taken, so that
        they do not all come from the first articles.
    texts
        The text of each article by its id.
    origins
        What names each article for a reader, by its id; the id itself if there are none.

    Raises
    ------
    ValueError
        If a table is of neither form, an article is unknown, or a span is outside its text.
    """
    passages: dict[str, tuple[int, Passage]] = {}
    groups = []
    for label, rows, key, total, fit, together in (Behind(*one) for one in found):
        _check(label, rows, texts)
        able = rows if fit is None else rows[list(fit)]
        sentences = pd.Series([*(together or rows.index)], index=rows.index)
        chosen = able.iloc[spread_over_articles(able["article"], limit)]
        places = []
        for index, row in zip(chosen.index, chosen.to_dict("records"), strict=True):
            told = rows[sentences == sentences[index]].to_dict("records") if together else [row]
            same = repr(
                [sorted((str(k), str(v)) for k, v in each.items()) for each in (row, *told)]
            )
            if same not in passages:
                origin = (origins or {}).get(row["article"], "")
                one = passage_of(row, texts[row["article"]], origin, beside=told)
                passages[same] = len(passages), one
            places.append(passages[same][0])
        behind = len(rows) if total is None else total
        unsure = behind > 0 and fit is not None and not any(fit)
        groups.append(Group(label, behind, tuple(places), key, unsure))
    shown = tuple(passage for _, passage in passages.values())
    return Evidence(name, caption, f"{name}.csv", tuple(groups), shown)


Told = dict[tuple[str, ...], str]  # passages of attributions


def evidence_table(
    found: Found, texts: Mapping[str, str], *, told: Told | None = None
) -> pd.DataFrame:
    """Return all rows of `found` below each other, each with its label and what stands there.

    For Attributions that is the `passage`, as it is shown; for other tables the `text` of the row. Passages
    in `told` are not cut again, and those that are cut are put there: most attributions of a report stand
    behind several numbers.
    """
    told = {} if told is None else told
    tables = [_told(one[0], one[1], texts, told) for one in found]
    filled = [table for table in tables if not table.empty]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame({"evidence_for": []})


def _told(label: str, rows: pd.DataFrame, texts: Mapping[str, str], known: Told) -> pd.DataFrame:
    _check(label, rows, texts)
    wanted = _SPANS if is_attributions(rows) else ["article", "start", "end"]
    cells = zip(*(rows[name].tolist() for name in wanted), strict=True)
    each = followed(cells, total=len(rows), what="writing evidence")
    if is_attributions(rows):
        told = {"passage": [_passage_text(row, texts, known) for row in each]}
    else:
        told = {"text": [texts[article][start:end] for article, start, end in each]}
    table = rows.reset_index(drop=True).assign(**told)
    table.insert(0, "evidence_for", label)
    return table


_SPANS = ["article", "id", "type", "source", "cue", "content"]


def _passage_text(row: tuple[str, ...], texts: Mapping[str, str], known: Told) -> str:
    if row not in known:
        text = texts[row[0]]
        named = dict(zip(_SPANS, row, strict=True))
        shown = _shown(named, text, _marks(named))
        before, after = goes_on(text, shown)
        cut = " [...] ".join(text[start:end] for start, end in shown)
        known[row] = f"{'[...] ' * before}{cut}{' [...]' * after}"
    return known[row]


def is_attributions(rows: pd.DataFrame) -> bool:
    """Tell whether rows are Attributions, and not stretches."""
    return {"source", "cue", "content"} <= set(rows.columns)


def _check(label: str, rows: pd.DataFrame, texts: Mapping[str, str]) -> None:
    wanted = set(Attributions.names()) if is_attributions(rows) else _STRETCH
    missing = sorted(wanted - set(rows.columns))
    if missing:
        raise ValueError(f"evidence for {label!r} has no column {missing[0]!r}")
    unknown = [article for article in rows["article"].unique() if article not in texts]
    if unknown:
        raise ValueError(f"evidence for {label!r} is from an unknown article, {min(unknown)!r}")


def origins_of(articles: pd.DataFrame, *, headlines: bool = False) -> dict[str, str]:
    """Return what names each article for a reader: outlet and day, and its headline if that may be shown."""
    each = articles[["id", "outlet", "date", "title"]].itertuples(index=False)
    return {
        str(key): ", ".join(
            filter(
                None,
                [
                    outlet,
                    "" if pd.isna(date) else f"{date:%Y-%m-%d}",
                    _one_line(title) if headlines else "",
                ],
            )
        )
        for key, outlet, date, title in each
    }


def _one_line(title: str, most: int = 80) -> str:
    return textwrap.shorten(title, most, placeholder=" ...") if title.strip() else ""


def spread_over_articles(articles: pd.Series, limit: int) -> list[int]:
    """Return up to `limit` places of rows in order, those first that are the only one of their article."""
    turn = articles.groupby(articles, sort=False).cumcount().to_numpy()
    kept: list[int] = []
    for number in range(int(turn.max(initial=-1)) + 1):
        fresh = (turn == number).nonzero()[0]
        kept += [int(fresh[place]) for place in evenly(len(fresh), limit - len(kept))]
        if len(kept) >= limit:
            break
    return sorted(kept)


def passage_of(
    row: Mapping[Any, Any],
    text: str,
    origin: str = "",
    *,
    beside: Sequence[Mapping[Any, Any]] = (),
) -> Passage:
    """Return what a reader sees of one row: the sentence around its spans, with their marks.

    The marks of rows `beside` it are shown, too, where they cross none; the type is then that of all.
    """
    marks = _marks(row)
    for other in beside:
        for mark in _marks(other):
            if all(mark.end <= one.start or one.end <= mark.start for one in marks):
                marks = sorted([*marks, mark])
    if len({other.get("type") for other in (row, *beside)}) > 1:
        row = {**row, "type": "mixed"}
    if len({other.get("cue_class") for other in (row, *beside)}) > 1:
        row = {**row, "cue_class": ""}
    shown = _shown(row, text, marks)
    cut = (Extract(s, text[s:e], within(marks, s, e)) for s, e in shown)
    return Passage(_about(row, origin), tuple(cut), *goes_on(text, shown))


def _shown(row: Mapping[Any, Any], text: str, marks: Sequence[Mark]) -> list[Span]:
    try:
        return extracts(text, [(mark.start, mark.end) for mark in marks])
    except ValueError as error:
        raise ValueError(
            f"article {row['article']!r}, {row.get('id', 'stretch')}: {error}"
        ) from error


def _marks(row: Mapping[Any, Any]) -> list[Mark]:
    if "content" not in row:
        voice = str(row.get("voice") or "stretch")  # empty where nobody asked whose words they are
        return [Mark(int(row["start"]), int(row["end"]), voice)]
    parts = {"source": "source", "cue": "cue", "content": _CONTENT[row["type"]]}
    return sorted(
        Mark(start, end, part)
        for column, part in parts.items()
        for start, end in spans_in(row[column])
    )


def within(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Return the parts of marks that lie in the stretch from `start` to `end`."""
    clipped = (
        mark._replace(start=max(mark.start, start), end=min(mark.end, end)) for mark in marks
    )
    return tuple(mark for mark in clipped if mark.start < mark.end)


def _about(row: Mapping[Any, Any], origin: str) -> dict[str, str]:
    said = dict(row) | ({"outlet": origin, "article": ""} if origin else {})
    if "content" in row:
        said["speaker"] = row["speaker"] or row["source_text"] or "nobody named"
    names = ("outlet", "article", "speaker", "cue_class", "type", "voice")
    return {name: str(said[name]) for name in names if said.get(name)}
