"""Show a corpus in a notebook: its outlets and its problems, in plain HTML without colours."""

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from analysis.corpus.problems import shown

_MOST_OUTLETS, _MOST_PROBLEMS = 30, 10  # shown at most; the rest is counted
_HEAD = (
    "outlet", "articles", "first day", "last day", "without a date", "median (characters)",
    "shortest (characters)", "longest (characters)",
)  # fmt: skip
_PROBLEM = ("severity", "file", "row", "column", "value", "problem", "expected")
_TEXT = {"outlet", "severity", "file", "column", "value", "problem", "what would be right"}


def corpus_html(
    facts: Sequence[tuple[str, str]], articles: pd.DataFrame, problems: pd.DataFrame
) -> str:
    """Return a corpus as HTML that holds no text of it unescaped and takes the colours of the page.

    Parameters
    ----------
    facts
        Names and values that describe the whole corpus.
    articles
        Articles; each outlet gets a row, those with most articles first.
    problems
        Problems; errors first, then warnings.
    """
    whole = " · ".join(f"{escape(name)} {escape(shown(value))}" for name, value in facts)
    outlets = _outlets(articles)
    left = outlets.iloc[_MOST_OUTLETS:]
    counted = f"{len(left):,} more outlets with {left['articles'].sum():,} articles are not shown."
    remark = counted if len(left) else ""
    parts = [f"<p>{whole}</p>", _html_table(_HEAD, outlets.head(_MOST_OUTLETS), remark)]
    if len(problems):
        head = ["what would be right" if name == "expected" else name for name in _PROBLEM]
        ordered = problems.sort_values("severity", kind="stable")
        first = ordered.loc[:, list(_PROBLEM)].head(_MOST_PROBLEMS)
        more = len(problems) - len(first)
        rest = f"{more:,} more in the attribute problems." if more else ""
        said = f"<summary>Problems: {len(problems):,}</summary>"
        parts.append(f"<details>{said}{_html_table(head, first, rest)}</details>")
    return "".join(parts)


def _outlets(articles: pd.DataFrame) -> pd.DataFrame:
    known = articles[["outlet", "date"]].assign(size=articles["text"].str.len())
    table = known.groupby("outlet", sort=True, as_index=False).agg(
        articles=("outlet", "size"),
        first=("date", "min"),
        last=("date", "max"),
        dated=("date", "count"),
        median=("size", "median"),
        shortest=("size", "min"),
        longest=("size", "max"),
    )
    table["undated"] = table["articles"] - table["dated"]
    columns = ["outlet", "articles", "first", "last", "undated", "median", "shortest", "longest"]
    return table.sort_values(["articles", "outlet"], ascending=[False, True])[columns]


def _html_table(head: Iterable[str], rows: pd.DataFrame, remark: str) -> str:
    names = list(head)
    top = "".join(_html_cell("th", name, name) for name in names)
    body = "".join(
        f"<tr>{''.join(_html_cell('td', name, value) for name, value in zip(names, row, strict=True))}</tr>"
        for row in rows.itertuples(index=False, name=None)
    )
    below = f"<p>{escape(remark)}</p>" if remark else ""
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{below}"


def _html_cell(tag: str, column: str, value: object) -> str:
    side = "left" if column in _TEXT else "right"
    return f'<{tag} style="text-align: {side}">{escape(_shown_value(value))}</{tag}>'


def _shown_value(value: object) -> str:
    match value:
        case str():
            return shown(value)
        case pd.Timestamp():
            return f"{value:%Y-%m-%d}"
        case int() | float():
            return f"{value:,.0f}"
        case _:
            return "none"  # no article of the outlet has a date
