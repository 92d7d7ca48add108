"""The controls of the explorer: one for every parameter of a table, made from its declaration."""

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.subset import conditions_of
from analysis.errors import FramingError
from analysis.interactive.panes import Choice, Group
from analysis.interactive.results.questions import OF_ARTICLES, Question, settings_of
from analysis.interactive.results.table_subjects import subjects
from analysis.parameters import PARAMETERS, Parameter, Value, parse_value

_KNOWN: WeakKeyDictionary[Corpus, Mapping[str, Sequence[str]]] = WeakKeyDictionary()
WHERE, ONLY = "where ", "only "  # begin the names of controls that choose articles, and rows
FROM, TO = "date from", "date to"
EVENTS = "find events"  # the control that groups articles by what they report
_FEW = 60  # values of a column, at most, that are all shown; others are searched
_SUGGESTED = 500  # values, at most, that a search suggests: the most frequent
_NO_FILTER = {"id", "outlet", "text", "title", "url", "sha256", "put_before", "date"}
# parameters whose values are outlets of the corpus
_OUTLETS = {"outlet": "all others, each in turn", "reference": "all others together"}
# columns by which rows can be chosen: what readers look for first
_ROWS_BY = (
    "measure", "group", "kind", "voice", "speaker", "type", "cue_class", "lexicon", "category", "actor",
    "act", "construction", "event", "section", "term", "node", "confidence", "figure", "statistic",
)  # fmt: skip
_FIRST = (
    "outlet",
    "reference",
    "query",
    "follow",
    "min_count",
    "stop",
    "sections",
    "unit",
    "per",
    "sure",
)


def groups_shown(
    question: Question,
    corpus: Corpus,
    table: pd.DataFrame | None,
    events: Sequence[str] | None = None,
) -> list[Group]:
    """Return the controls of a question, in groups.

    Parameters
    ----------
    question
        The question that is asked now.
    corpus
        All articles.
    table
        The table that answers it before rows are chosen; None where there is none.
    events
        The events that were found in the articles, those with most articles first; None where nobody has
        asked for them.
    """
    values = {name: one.default for name, one in PARAMETERS.items()} | question.parameters
    own = [name for name in settings_of(question.table) if name not in OF_ARTICLES]
    first = [name for name in _FIRST if name in own]
    more = [name for name in own if name not in first]
    outlets = sorted(corpus.articles["outlet"].unique())
    every = [
        Group("", [_tables(question), _outlets(outlets, values)]),
        Group("Settings", [_control(name, values, outlets) for name in first], open=True),
        Group("Rows", _rows(question, table), open=True),
        Group("Articles", _articles(corpus, values, events)),
        Group("More settings", [_control(name, values, outlets) for name in more]),
    ]
    return [group for group in every if group.fields]


def changed(
    question: Question,
    name: str,
    value: Any,
    corpus: Corpus,
    events: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return what a control changes in a question: arguments of `Explorer.ask`.

    `events` are those that were found in the articles, None where nobody has asked for them.

    Raises
    ------
    ParameterError
        If the value cannot be read as that of the parameter.
    FramingError
        If no article has the value.
    """
    if name in ("table", "words"):
        return {name: str(value)}
    if name == "top":
        return {name: int(float(value or 0))}
    if name.startswith(ONLY):
        column = name.removeprefix(ONLY)
        kept = {key: of for key, of in question.only if key != column}
        # of many values a list, to which one was added or of which one was taken
        one = value[-1] if isinstance(value, list) and value else str(value or "")[1:]
        return {"only": kept | ({column: one} if value else {})}
    if name.startswith(WHERE) or name in (FROM, TO):
        return {"where": _where(question, name, value, corpus, events)}
    if name == "outlets":
        outlets = sorted(corpus.articles["outlet"].unique())
        chosen = [one for one in outlets if one in set(value)]
        return {name: [] if len(chosen) == len(outlets) else chosen}
    parameter = PARAMETERS[name]
    read: Value = parse_value(parameter, value) if isinstance(value, str) else value
    return {name: float(read) if parameter.type == "float" and isinstance(read, int) else read}


def _tables(question: Question) -> Choice:
    offered = [
        (subject, [[f"{name.replace('-', ' ')}: {meaning}", name] for name, meaning in of.items()])
        for subject, of in subjects().items()
    ]
    meaning = next(of[question.table] for of in subjects().values() if question.table in of)
    return Choice("table", "choice", "Measure", question.table, f"{meaning}.", offered)


def _outlets(outlets: Sequence[str], values: Mapping[str, Any]) -> Choice:
    chosen = values["outlets"] or list(outlets)
    return Choice("outlets", "checks", "Outlets", chosen, "", [(one, one) for one in outlets])


def _control(name: str, values: Mapping[str, Any], outlets: Sequence[str]) -> Choice:
    one, label = PARAMETERS[name], name.replace("_", " ").capitalize()
    told, value = f"{one.meaning[:1].upper()}{one.meaning[1:]}.", values[name]
    if name in _OUTLETS:
        offered = [(_OUTLETS[name], ""), *((of, of) for of in values["outlets"] or outlets)]
        return Choice(name, "choice", label, value, told, offered)
    if one.choices:
        kind = "checks" if one.type == "list[str]" else "choice"
        return Choice(name, kind, label, value, told, [(of, of) for of in one.choices])  # type: ignore[arg-type]
    if one.type == "bool":
        return Choice(name, "switch", label, value, told)
    if one.type in ("int", "float"):
        return _number(one, label, value, told)
    shown = ", ".join(value) if isinstance(value, list) else value
    return Choice(name, "text", label, shown, told, placeholder="empty")


def _number(one: Parameter, label: str, value: Any, told: str) -> Choice:
    step = 1 if one.type == "int" else "any"
    low = 1 if one.low is None else one.low
    return Choice(one.name, "number", label, value, told, low=low, high=one.high, step=step)


def _rows(question: Question, table: pd.DataFrame | None) -> list[Choice]:
    """Return controls for the rows: columns with a few values, words, and how many are drawn."""
    fields = []
    if table is not None and {"term", "collocate"} & set(table):
        fields.append(
            Choice(
                "words",
                "text",
                "Words",
                question.words,
                "With * and ?, parted by blanks.",
                placeholder="all; or war*, rebel?",
            )
        )
    chosen = dict(question.only)
    for column in _ROWS_BY:
        if (
            table is None
            or column not in table
            or (column in ("term", "node") and column not in chosen)
        ):
            continue
        values = table[column].astype(str).unique().tolist()
        label = column.replace("_", " ").capitalize()
        if len(values) > _FEW:
            known = _by_number(table[column])
            of_rows = [chosen[column]] if column in chosen else []
            fields.append(_search(f"{ONLY}{column}", label, known, of_rows, of="rows"))
        elif len(values) >= 2 or column in chosen:
            offered = [
                ("all", ""),
                *(
                    (of or "(empty)", f"={of}")
                    for of in sorted({*values, *([chosen[column]] if column in chosen else [])})
                ),
            ]
            now = f"={chosen[column]}" if column in chosen else ""
            fields.append(Choice(f"{ONLY}{column}", "choice", label, now, "", offered))
    fields.append(
        Choice(
            "top", "number", "Rows drawn", question.top, "Of each outlet or side.", low=1, high=1000
        )
    )
    return fields


def _articles(
    corpus: Corpus, values: Mapping[str, Any], events: Sequence[str] | None
) -> list[Choice]:
    """Return controls that choose articles: by date, by every column, and by the event that they report."""
    chosen, articles = conditions_of(values["where"]), corpus.articles
    fields = []
    days = articles["date"].dropna()
    if len(days.unique()) > 1:
        low, high = _days(chosen)
        span = f"{days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}"
        fields.append(Choice(FROM, "text", "From day", low, span, placeholder="the first"))
        fields.append(Choice(TO, "text", "To day", high, "", placeholder="the last"))
    for column, known in values_known(corpus).items():
        label, now = column.replace("_", " ").capitalize(), chosen.get(column)
        if 2 <= len(known) <= _FEW:
            offered = [(of or "(empty)", of) for of in sorted(known)]
            every = [of for _, of in offered]
            fields.append(Choice(f"{WHERE}{column}", "checks", label, now or every, "", offered))
        elif len(known) > _FEW:
            fields.append(_search(f"{WHERE}{column}", label, known, now or []))
    if "event" not in articles:
        fields.append(_event(events, chosen.get("event", [])))
    copies = PARAMETERS["copies"]
    offered = [(of, of) for of in copies.choices]
    return [
        *fields,
        Choice("copies", "choice", "Copies", values["copies"], f"{copies.meaning}.", offered),
    ]


def _event(events: Sequence[str] | None, chosen: Sequence[str]) -> Choice:
    """Return the control of the events that were found, or the one that finds them."""
    if events is None and not chosen:
        told = "Groups the articles by what they report, to choose among the events."
        return Choice(EVENTS, "switch", "Find events", value=False, help=told)
    return _search(f"{WHERE}event", "Event", events or [], chosen)


def _search(
    name: str, label: str, known: Sequence[str], chosen: Sequence[str], *, of: str = "articles"
) -> Choice:
    """Return a control that suggests values, the most frequent first; of rows it takes one value."""
    suggested = [value for value in known if value][:_SUGGESTED]
    told = f"{len(known):,} values; those that most {of} have are suggested."
    if len(suggested) < len(known):
        told = (
            f"The {len(suggested):,} values that most {of} have, of {len(known):,}, are suggested."
        )
    offered = [(value, value) for value in suggested]
    return Choice(name, "search", label, list(chosen), told, offered)


def values_known(corpus: Corpus) -> Mapping[str, Sequence[str]]:
    """Return the values of each column by which articles can be chosen, those of most articles first."""
    if corpus not in _KNOWN:
        names = [name for name in map(str, corpus.articles) if name not in _NO_FILTER]
        _KNOWN[corpus] = {name: _by_number(corpus.articles[name]) for name in names}
    return _KNOWN[corpus]


def _by_number(values: pd.Series) -> list[str]:
    numbers = values.fillna("").astype(str).str.strip().value_counts()
    return sorted(numbers.index, key=lambda of: (-int(numbers[of]), of))


def _days(chosen: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    low, dots, high = next(iter(chosen.get("date", [])), "").partition("..")
    return low, high if dots else low


def _where(
    question: Question, name: str, value: Any, corpus: Corpus, events: Sequence[str] | None
) -> list[str]:
    chosen = conditions_of(question.parameters.get("where", []))  # type: ignore[arg-type]
    if name in (FROM, TO):
        low, high = _days(chosen)
        low, high = (str(value).strip(), high) if name == FROM else (low, str(value).strip())
        chosen["date"] = [f"{low}..{high}"] if low or high else []
    else:
        column = name.removeprefix(WHERE)
        known = values_known(corpus).get(column, events or [])
        new = [of for of in value if of not in chosen.get(column, []) and of not in known]
        if known and new:
            raise FramingError(
                f"where: no article has {column}={new[0]}; choose one that is suggested"
            )
        chosen[column] = [] if len(value) == len(known) <= _FEW else list(value)
    return [f"{column}={one}" for column, every in chosen.items() for one in every]
