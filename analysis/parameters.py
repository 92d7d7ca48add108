"""Every parameter of the reports, declared once: name, type, default, meaning, range.

Recipes name the parameters that they use, notebooks repeat those of their report in their parameters
cell (a test holds them to this list), and every value is checked against it before anything runs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from analysis.categories import PERIODS, SECTIONS
from analysis.errors import FramingError, unknown

Value = str | int | float | bool | list[str]
TYPES = ("str", "int", "float", "bool", "list[str]")
TEXTS_SHOWN = ("all", "snippets", "none")
COPIES = ("once", "all")


class ParameterError(FramingError):
    """A parameter that does not exist or cannot be what was given."""


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    Attributes
    ----------
    name, type, default, meaning
        `type` is "str", "int", "float", "bool" or "list[str]"; `meaning` is one line for readers.
    low, high
        The least and the largest number; None where there is no such limit.
    choices
        The only texts that are allowed, of a list its only entries; empty where any is.
    """

    name: str
    type: str
    default: Value
    meaning: str
    low: int | float | None = None
    high: int | float | None = None
    choices: tuple[str, ...] = ()


PARAMETERS: dict[str, Parameter] = {}


def declare(
    name: str,
    default: Value,
    meaning: str,
    *,
    range: tuple[int | float, int | float] | None = None,  # noqa: A002  the word that a reader looks for
    choices: Sequence[str] = (),
) -> Parameter:
    """Declare a parameter and return it; a measure declares its own beside its recipe.

    Raises
    ------
    ValueError
        If a parameter of this name is declared already and differs.
    """
    kind = "list[str]" if isinstance(default, list) else type(default).__name__
    low, high = range or (None, None)
    parameter = Parameter(name, kind, default, meaning, low, high, tuple(choices))
    if PARAMETERS.setdefault(name, parameter) != parameter:
        raise ValueError(f"the parameter {name!r} is declared twice: {PARAMETERS[name]}")
    return parameter


declare("corpus", "seeds", "a folder with corpus.csv, a table, or a zip of either")
declare("columns", [], "where your column names differ, each as ours, an equals sign, yours")
declare(
    "skip_bad", default=False, meaning="leave out rows with errors and say so, instead of stopping"
)
declare("outlets", [], "only these outlets; empty: all")
declare("where", [], "only articles with a value in a column: COLUMN, equals sign, VALUE")
declare(
    "copies",
    "once",
    "once: articles copied from another are left out; all: every one counts",
    choices=COPIES,
)
declare(
    "paired",
    default=True,
    meaning="compare outlets within events too, where the corpus or a table names events",
)
declare("outlet", "", "the outlet to compare; empty: each in turn")
declare("reference", "", "the outlet to compare it with; empty: all others together")
declare("sections", ["body"], "headline, subhead, caption, promo, credit, body", choices=SECTIONS)
declare(
    "unit",
    "word",
    "word (possessive 's taken off), form (as written), or lemma (dictionary form)",
    choices=("word", "form", "lemma"),
)
declare("ngram", 1, "1 for words, 2 or 3 for phrases")
declare("stop", "on", "leave out function words: on, off, or a file with one word a line")
declare("digits", default=True, meaning="false leaves out words without a letter, such as 2016")
declare(
    "min_count", 3, "a word must occur this often in the whole corpus", range=(1, 1_000_000_000)
)
declare(
    "prior_words",
    500.0,
    "weight of the pooled corpus in the weighted log-odds, in words",
    range=(1e-9, 1e12),
)
declare("house_style", default=False, meaning="true also draws words such as Mr. and Monday")
declare(
    "query",
    "",
    "word or phrase to show in context: regime, regim*, war * crimes, [say], claim_VERB; "
    "empty: the most frequent",
)
declare("window", 5, "words to the left and to the right that count as near", range=(1, 50))
declare(
    "voices",
    default=True,
    meaning="say whose words they are; the first time this takes a second an article",
)
declare(
    "linguistics",
    default=False,
    meaning="true adds how evenly words are spread and how varied the vocabulary is",
)
declare(
    "span", 100, "words of a window in which distinct words are counted (MATTR)", range=(1, 100_000)
)
declare("follow", [], "queries whose use is followed over time; empty: the three most frequent")
declare("per", "week", "rates by day, week or month", choices=PERIODS)
declare(
    "interval",
    "auto",
    "over articles from five on (auto), from two on (articles), or by words",
    choices=("auto", "articles", "words"),
)
declare(
    "resamples",
    1000,
    "how often articles are drawn again for the number of speakers",
    range=(1, 100_000),
)
declare("seed", 1, "of these draws", range=(0, 2**32 - 1))
declare(
    "similarity",
    0.5,
    "articles that share this much of their wording are listed (0 to 1)",
    range=(0.01, 1),
)
declare("lexicons", [], "word lists of your own beside ours: .tsv, .dic or .yml")
declare(
    "counted_acts",
    ["said", "thought"],
    "attributions that count: said, thought",
    choices=("said", "thought"),
)
declare(
    "certainty",
    0.0,
    "attributions of which the model is less sure are left out (0 to 1)",
    range=(0, 1),
)
declare("speakers", "", "a table that corrects speakers: alias, name, kind, affiliation")
declare(
    "corrections", "", "a table of what coders mended, as `framing codings --corrections` writes it"
)
declare("actors", [], "whom words stand beside: NAME, or NAME, equals sign, WORD|WORD, or a FILE")
declare("names", 8, "actors and speakers drawn, those with most words", range=(1, 1000))
declare("speakers_shown", 12, "speakers drawn, those with most attributions", range=(1, 1000))
declare("read", [], "articles shown in full; empty: the first of two outlets")
declare("top", 15, "words shown per outlet or side", range=(1, 1000))
declare("passages", 5, "sentences shown behind each number; more are in the files", range=(1, 1000))
declare(
    "texts",
    "all",
    "of articles, in this report: all, snippets of at most 15 words, none",
    choices=TEXTS_SHOWN,
)
declare(
    "width",
    "full",
    "figures for a page (full, 178 mm) or a column (column, 85 mm)",
    choices=("full", "column"),
)
declare("plan", "", "a plan whose claims are tried under every defensible choice: a .toml file")
declare("out", "figures/draft", "folder for figures and tables; `framing run` uses its own")


def checked(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return `values`, each of them of the type and in the range of its parameter.

    Raises
    ------
    ParameterError
        If a name is unknown, or a value is of another type or out of range.
    """
    for name, value in values.items():
        if name not in PARAMETERS:
            raise ParameterError(unknown("unknown parameter", name, sorted(PARAMETERS)))
        check_range(PARAMETERS[name], fitting(PARAMETERS[name], value))
    return dict(values)


def texts_in(values: Mapping[str, Value]) -> list[str]:
    """Return every text among values, as the names of files are."""
    lists = (value if isinstance(value, list) else [value] for value in values.values())
    return [one for found in lists for one in found if isinstance(one, str)]


def check_range(parameter: Parameter, value: Value) -> None:
    """Raise ParameterError if a value is of the right type but not one that is allowed."""
    name, low, high = parameter.name, parameter.low, parameter.high
    if (
        low is not None
        and high is not None
        and not (isinstance(value, int | float) and low <= value <= high)
    ):
        raise ParameterError(f"{name} is {value!r}; give a number from {low} to {high}")
    entries = value if isinstance(value, list) else [value]
    wrong = [entry for entry in entries if parameter.choices and entry not in parameter.choices]
    if wrong:
        raise ParameterError(f"{name} is {wrong[0]!r}; give {', '.join(parameter.choices)}")


def fits(name: str, value: object) -> bool:
    """Tell whether there is a parameter of this name, and a value is of its type."""
    return name in PARAMETERS and is_a(PARAMETERS[name].type, value)


def fitting(parameter: Parameter, value: object) -> Value:
    """Return a value that was recorded somewhere if it is of the type of `parameter`.

    Raises
    ------
    ParameterError
        If it is of another type.
    """
    if not is_a(parameter.type, value):
        raise ParameterError(f"parameter {parameter.name!r} is {parameter.type}; {value!r} is not")
    return cast("Value", value)


def is_a(kind: str, value: object) -> bool:
    """Tell whether a value is of one of `TYPES`."""
    match kind:
        case "list[str]":
            return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        case "float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return type(value).__name__ == kind


def parse_value(parameter: Parameter, text: str) -> Value:
    """Return `text` from a command line as the type of `parameter`.

    A list is given as a,b,c, or as JSON where an entry holds a comma or starts or ends with a
    space: ["a, b", "c"].
    """
    try:
        text.encode()  # a shell can hand over bytes that are no text
        return _parse(parameter.type, text)
    except ValueError as error:
        raise ParameterError(
            f"parameter {parameter.name!r} is {parameter.type}; {text!r} is not ({error})"
        ) from error


def parse_assignments(
    assignments: Sequence[str], parameters: Iterable[Parameter]
) -> dict[str, Value]:
    """Return the values of NAME=VALUE texts, each of its parameter's type.

    Of several values of a parameter the last one counts; those of a list are added up.

    Raises
    ------
    ParameterError
        If a text has no "=", a name is unknown (the known ones are listed), or a value is
        not of its type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Value] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise ParameterError(f"{assignment!r} is not NAME=VALUE")
        if name not in known:
            raise ParameterError(unknown("unknown parameter", name, sorted(known)))
        value, before = parse_value(known[name], text), values.get(name)
        both = isinstance(value, list) and isinstance(before, list)
        values[name] = [*before, *value] if both else value  # type: ignore[misc]
    return values


def columns_from(assignments: Sequence[str]) -> dict[str, str]:
    """Return {our column: theirs} from texts such as "outlet=publisher"."""
    pairs = [assignment.partition("=") for assignment in assignments]
    wrong = [
        a for a, (ours, _, theirs) in zip(assignments, pairs, strict=True) if not ours or not theirs
    ]
    if wrong:
        raise ParameterError(f"columns: {wrong[0]!r} is not OURS=THEIRS, as in outlet=publisher")
    return {ours: theirs for ours, _, theirs in pairs}


def _parse(kind: str, text: str) -> Value:
    match kind:
        case "int":
            return _number(int, text, "a whole number")
        case "float":
            return _number(float, text, "a number")
        case "bool":
            return _truth(text)
        case "list[str]":
            return _list(text)
        case _:
            return text


def _number(kind: type[int] | type[float], text: str, expected: str) -> int | float:
    try:
        return kind(text)
    except ValueError as error:
        raise ValueError(f"give {expected}") from error


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("give true or false")
    return text.lower() == "true"


def _list(text: str) -> list[str]:
    if not text.startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        entries = None
    if not is_a("list[str]", entries):
        raise ValueError('give a,b or a JSON list of texts, as in ["a", "b"]')
    return list(entries)
