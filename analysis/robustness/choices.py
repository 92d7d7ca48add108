"""The choices that can be defended, and the specifications that they make together."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

import pandas as pd

from analysis.corpus import Corpus
from analysis.parameters import Value
from analysis.recipes import parameters_of
from analysis.robustness.study_plan import ROW, Claim, Plan

# For each parameter the usual value first; a plan may name others. Intervals by words are no choice: words of
# one article hang together, so they are too narrow.
DEFENSIBLE: Mapping[str, tuple[Value, ...]] = {
    "sections": (
        ["body"],
        ["headline", "body"],
        ["subhead", "body"],
        ["headline", "subhead", "caption", "body"],
    ),
    "copies": ("once", "all"),
    "unit": ("word", "lemma"),
    "stop": ("on", "off"),
    "digits": (True, False),
    "min_count": (3, 2, 5),
    "prior_words": (500.0, 100.0, 2500.0),
    "counted_acts": (["said", "thought"], ["said"]),
    "certainty": (0.0, 0.6, 0.8),
    "event_days": (3, 1, 7),
    "estimator": ("prediction-powered", "design-based"),
    "clusters": ("article", "event"),
}
MOST = 12  # outlets, and events, that are left out one by one: those with most articles
_OF_ALL = ("copies",)  # decides which articles count, for every table
SAMPLE = "sample"  # a number that depends on it rests on what people coded
_OF_SAMPLE = ("sections", "copies", "counted_acts")  # decided when the sample was drawn


class Specification(NamedTuple):
    """One set of choices: parameters, the row of the claim, and what is left out of the corpus."""

    settings: Mapping[str, Value]
    row: Mapping[str, str]
    column: str = ""  # "outlet" or "event" with `value` left out
    value: str = ""

    @property
    def left_out(self) -> str:
        """The outlet or event that is left out, "" for none."""
        return f"{self.column} {self.value}" if self.column else ""


def choices_for(
    plan: Plan, claim: Claim, settings: Mapping[str, Value], *, events: bool = False
) -> dict[str, list[Value]]:
    """Return the values that each choice can have for a claim, that of the study first.

    Parameters
    ----------
    plan, claim, settings
        The plan, one of its claims, and the parameters of the study.
    events
        Whether the corpus says which articles are of one event, so that nothing decides it.

    Returns
    -------
    dict: those of the plan; if it names none, the defensible ones. A parameter on which the table of a claim
    does not depend is no choice; nor is what coders were asked, for a number that rests on them.
    """
    needed = {*parameters_of(claim.table), *_OF_ALL} - ({"event_days"} if events else set())
    if SAMPLE in needed:
        needed -= set(_OF_SAMPLE)
    named = plan.choices or DEFENSIBLE
    found: dict[str, list[Value]] = {}
    for name, values in named.items():
        if not name.startswith(ROW) and name not in needed:
            continue
        own = claim.row.get(name.removeprefix(ROW)) if name.startswith(ROW) else settings.get(name)
        first = values[0] if own is None else own
        found[name] = [first, *(value for value in values if value != first)]
    return found


def specifications(
    plan: Plan, claim: Claim, corpus: Corpus, settings: Mapping[str, Value]
) -> Iterator[Specification]:
    """Yield every combination of choices, then the first of them without each outlet and each event.

    The first is the study as it was set. The outlets of the claim stay; of the others, and of the events, the
    `MOST` with most articles are left out one by one.
    """
    choices = choices_for(plan, claim, settings, events="event" in corpus.articles)
    combined = [
        _specification(dict(zip(choices, values, strict=True)), claim, settings)
        for values in product(*choices.values())
    ]
    yield from combined
    kept = [claim.above, claim.below, *claim.row.values()]
    kept += [str(settings.get(name, "")) for name in ("outlet", "reference")]
    for column in plan.leave_out:
        if column in corpus.articles:
            counts = corpus.articles[column].dropna().astype(str).value_counts()
            ordered = sorted(counts.index, key=lambda name: (-counts[name], name))
            known = [one for one in ordered if one and not any(_is_in(one, told) for told in kept)]
            # two outlets have to stay, or one event
            for value in known[:MOST] if len(counts) > 1 + (column == "outlet") else []:
                yield combined[0]._replace(column=column, value=value)


def _is_in(outlet: str, told: str) -> bool:
    """Tell whether a value is an outlet or two of which it is one, "Post - Echo" or "Echo and Post"."""
    pairs = (f"{outlet} - ", f"{outlet} and "), (f" - {outlet}", f" and {outlet}")
    return told == outlet or told.startswith(pairs[0]) or told.endswith(pairs[1])


def _specification(
    chosen: Mapping[str, Value], claim: Claim, settings: Mapping[str, Value]
) -> Specification:
    row = {n.removeprefix(ROW): str(value) for n, value in chosen.items() if n.startswith(ROW)}
    own = {name: value for name, value in chosen.items() if not name.startswith(ROW)}
    return Specification({**settings, **own}, {**claim.row, **row})


def without(corpus: pd.DataFrame, specification: Specification) -> pd.DataFrame:
    """Return the articles that a specification is about."""
    if not specification.column:
        return corpus
    return corpus[corpus[specification.column].astype(str) != specification.value]
