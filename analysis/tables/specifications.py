"""The table of a claim under every defensible choice."""

from analysis.tables.base import Series, Table, field

# from the best for a claim to the worst; "holds": the interval leaves out zero, on the side that is claimed
OUTCOMES = ("holds", "same sign", "not there", "other sign", "contradicted")


class Specifications(Table):
    """One row per set of choices; key (claim, specification), the first is the study as it was set.

    `choices` is JSON: what was chosen, by name; `left_out` the outlet or event without which it was computed,
    "" for none. `same_as` is the first set of choices that gives the same counts, value and interval, its own
    number if there is none before: a set that changes nothing is not counted. `value` is the number of the
    claim with its interval; NaN where the table has no such row. `outcome` is one of OUTCOMES: where the
    interval leaves out zero the claim "holds" or is "contradicted", else only its sign is told.
    """

    claim: Series[str] = field("claim")
    specification: Series[int] = field("set of choices", ge=1)
    choices: Series[str] = field("choices")
    left_out: Series[str] = field("left out")
    same_as: Series[int] = field("gives the same as", ge=1)
    value: Series[float] = field("value", digits=3, nullable=True)
    low: Series[float] = field("95% interval, from", digits=3, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, nullable=True)
    outcome: Series[str] = field("outcome", isin=list(OUTCOMES))
