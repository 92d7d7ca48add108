"""State what sets outlets apart: one sentence a number, with every outlet in it and an example."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.inference.contrasts import comparable
from analysis.language.sentences import sentence_spans
from analysis.language.words import find_words
from analysis.measures.attribution.profile import outermost
from analysis.measures.loaded import MODEL_HITS, fit_to_quote, in_sections
from analysis.reports.findings.example_sentences import (
    is_called,
    is_whole_sentence,
    of_the_outlet,
    stands_alone,
)
from analysis.reports.findings.words import listed
from analysis.reports.notebook.passages import origins_of
from analysis.tables.attribution import spans_in
from analysis.tables.number_names import PEOPLE, short_name
from analysis.tables.patterns import Contrasts, scale_of

MOST = 5  # sentences of a report
NAMED = 6  # outlets, at most, that one sentence names
_EXAMPLE = (6, 30)  # words of an example, from and to
_FEW = 3  # counts, at least, of the highest value where there is no interval
_AMONG = 50  # of the most loaded sentences, of which the example is taken
_BESIDE = 3  # words of an example beside its source, cue and content, at most: "on Friday"
_BEST = 14  # words of the example that is taken before others
CLEAR = 0.8  # probability of a loaded word that is shown by itself


class Finding(NamedTuple):
    """A sentence, an example of it from an article, and where that comes from; "" without one."""

    sentence: str
    example: str = ""
    origin: str = ""


_PHRASES = {
    "voice, quoted": "{outlet} puts {value} of its words in quotation marks",
    "voice, paraphrased": "{outlet} tells in {value} of its words what others say, without quoting",
    "naming, named": "{outlet} names the speaker in {value} of its attributions",
    "naming, unnamed": "{outlet} leaves the speaker unnamed in {value} of its attributions",
    "naming, no source": "{outlet} tells no speaker in {value} of its attributions",
    "rate, all": "{outlet} has {value} attributions per 1,000 words",
    "loaded words, model, outlet": "{outlet} has {value} loaded words (model) per 1,000 of its own words",
    "loaded words, model, paraphrased": "{outlet} has {value} loaded words (model) per 1,000 paraphrased",
    "loaded words, model, quoted": "{outlet} has {value} loaded words (model) per 1,000 quoted",
    "kind": "{outlet} gives {value} of its attributions to {of}",
    "cue class": "{outlet} introduces {value} of its attributions with {of} cues",
    "loaded sentences": "{outlet} has {value} of its sentences loaded {of}",
    "word": "{outlet} uses “{of}” {value} times per 1,000 words",
    "violence": "{outlet} gives who acts in {value} of the acts of violence that it tells",
}


def contrast_findings(
    contrasts: pd.DataFrame,
    patterns: pd.DataFrame,
    examples: Callable[[Mapping[Any, Any]], Finding],
) -> list[Finding]:
    """State the reliable contrasts, the largest first, and name those that are not reliable.

    Parameters
    ----------
    contrasts, patterns
        Contrasts, and the Patterns they are from.
    examples
        Gives an example for a row of Contrasts: a Finding without a sentence.

    Returns
    -------
    At most five sentences on differences. Without any interval the largest differences are told, as they are.
    """
    table = Contrasts.validate(contrasts)
    rows = table[table["size"] > 0]
    if rows.empty:
        return []
    described = (rows["interval"] == "none").all()
    told = rows[rows["n_above"] >= _FEW] if described else rows[rows["reliable"]]
    told = told.head(MOST)
    findings = []
    seen: set[str] = set()
    for row in told.to_dict("records"):
        example = examples(row)
        fresh = example if example.example not in seen else Finding("")
        seen.add(example.example)
        findings.append(fresh._replace(sentence=contrast_sentence(row, patterns)))
    others = rows.drop(told.index)
    if described:
        return findings
    others = others[others["interval"] != "none"]
    doubtful = others[~others["reliable"]]
    if len(doubtful):
        names = [short_name(row) for row in doubtful.to_dict("records")]
        findings.append(Finding(f"No reliable difference in {_either(names)}."))
    if more := int(others["reliable"].sum()):
        of = "difference is" if more == 1 else "differences are"
        findings.append(Finding(f"{more:,} more reliable {of} in the table of contrasts."))
    count = int((rows["interval"] != "none").sum())
    findings.append(
        Finding(
            f"{count:,} numbers were compared. An interval of 95% leaves out zero by chance in about one "
            "of twenty where there is no difference."
        )
    )
    return findings


def contrast_sentence(
    row: Mapping[Any, Any], patterns: pd.DataFrame, *, counts: bool = False
) -> str:
    """Return a row of Contrasts as a sentence with the value of every outlet.

    The difference is that of the values as they are told. With `counts` rates of loaded words are told with
    their counts, "(13 of 439 words)".
    """
    cell = (patterns["measure"] == row["measure"]) & (patterns["category"] == row["category"])
    known = comparable(patterns[cell & patterns["value"].notna()])
    known = known.sort_values(["value", "outlet"], ascending=[False, True])
    scale = float(scale_of(pd.Series([row["unit"]])).iloc[0])
    values = {
        str(o): value_told(v, scale) for o, v in zip(known["outlet"], known["value"], strict=True)
    }
    shown = list(values) if len(values) <= NAMED else [row["above"], row["below"]]
    first, *rest = shown
    numbers = dict.fromkeys(shown, "")
    if counts and row["measure"].startswith("loaded words"):
        each = zip(known["outlet"], known["n"], known["total"], strict=True)
        numbers |= {str(outlet): f" ({n:,.0f} of {total:,.0f} words)" for outlet, n, total in each}
    said = stated(row, first, values[first]) + numbers[first]
    said = f"{said}, {listed([f'{name} {values[name]}{numbers[name]}' for name in rest])}"
    if len(values) > NAMED:
        said += f"; the other {len(values) - 2:,} outlets lie between"
    of_both = known.set_index("outlet")["value"].loc[[row["above"], row["below"]]]
    above, below = (_rounded(value, scale) for value in of_both)
    as_told = {**row, "difference": above - below}
    return f"{said} {difference_told(as_told, scale, pair=len(values) > 2)}."


def _rounded(value: float, scale: float) -> float:
    """Return a value as `value_told` writes it: a share to a tenth of a percent, a rate to a tenth."""
    return round(value, 1) if scale > 1 else round(100 * value, 1) / 100


def stated(row: Mapping[Any, Any], outlet: str, value: str) -> str:
    """Return what an outlet has of a number as a clause: "A puts 30.0% of its words in quotation marks"."""
    of = str(row["category"])
    phrase = _PHRASES.get(f"{row['measure']}, {of}") or _PHRASES[row["measure"]]
    told = of if row["measure"] == "word" else PEOPLE.get(of, of)
    return phrase.format(outlet=outlet, value=value, of=told)


def difference_told(row: Mapping[Any, Any], scale: float, *, pair: bool) -> str:
    """Return the difference of a row with its interval, in brackets; with `pair` its outlets are named."""
    size, unit = _points(row["difference"], scale)
    between = f" between {row['above']} and {row['below']}" if pair else ""
    if pd.isna(row["low"]):
        return f"(a difference{between} of {size}{unit})"
    low, high = (_points(row[name], scale)[0] for name in ("low", "high"))
    return f"(a difference{between} of {size}{unit}, 95% interval {low} to {high})"


def _points(value: float, scale: float) -> tuple[str, str]:
    if scale > 1:
        return f"{value:.1f}", " per 1,000 words"
    return f"{100 * value:.1f}", " percentage points"


def value_told(value: float, scale: float) -> str:
    """Return a share in percent, or a rate per 1,000 words."""
    return f"{value:.1f}" if scale > 1 else f"{100 * value:.1f}%"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def attribution_example(
    attributions: pd.DataFrame, articles: pd.DataFrame, *, sections: Sequence[str]
) -> Callable[[Mapping[Any, Any]], Finding]:
    """Return a function that finds an attribution behind a contrast, in the outlet that is highest.

    None is negated or hangs on "I" ("we do not want to" would be told as "to"), none is of "he" alone, and
    what is told can be read without the sentence before it.
    """
    own = outermost(attributions, sections)
    own = own[~own["negated"] & own["rule"].ne("first person")]
    sourced = (own["speaker"] != "") & (own["rule"] != "no source")
    origins, texts = origins_of(articles), articles.set_index("id")["text"]

    def example(row: Mapping[Any, Any]) -> Finding:
        of, mine = row["category"], own["outlet"] == row["above"]
        match row["measure"]:
            case "voice":
                mine &= own["type"] == ("direct" if of == "quoted" else "indirect")
                # "that it rained" in quotation marks is a clause of what somebody else says
                mine &= (of != "quoted") | ~own["content_text"].str.match(r"that\b")
            case "kind":
                mine &= own["kind"] == of
            case "cue class":
                mine &= own["cue_class"] == of
            case "rate":
                return Finding("")  # any attribution would do
            case "naming":
                mine &= (
                    ~sourced if of == "no source" else sourced & (own["named"] == (of == "named"))
                )
        # as it is read: in one piece, from a named speaker if there is any
        whole = mine & ~own["content_text"].str.contains(" ... ", regex=False)
        said_by = own["speaker"].mask(own["speaker"].eq(""), own["source_text"])
        whole &= said_by.map(is_called).astype(bool)
        named = whole & own["named"]
        named &= (own["type"] != "indirect") | (of == "paraphrased")
        chosen = own[named if named.any() else whole]
        ordered = _best_first(chosen, "content_text").to_dict("records")
        best = next((one for one in ordered if _readable(one, texts)), None)
        if best is None:
            return Finding("")
        cue = f", {best['cue_text']}" if row["measure"] == "cue class" and best["cue_text"] else ""
        who = " ".join(str(best["speaker"] or best["source_text"] or "nobody named").split())
        return Finding("", _as_read(best, texts), f"{who}{cue}; {origins[best['article']]}")

    return example


def _readable(row: Mapping[Any, Any], texts: "pd.Series") -> bool:
    """Tell whether what would be read stands alone: of a quotation whole sentences, else one attribution."""
    if not stands_alone(_as_read(row, texts)):
        return False
    if row["type"] == "direct":
        return is_whole_sentence(row["content_text"])
    start, end = _sentence_of(row, texts)
    spans = [span for part in ("source", "cue", "content") for span in spans_in(row[part])]
    words = [start + word.start for word in find_words(texts[row["article"]][start:end])]
    others = [place for place in words if not any(a <= place < b for a, b in spans)]
    return len(others) <= _BESIDE


def _as_read(row: Mapping[Any, Any], texts: "pd.Series") -> str:
    """Return what was said in quotation marks, else the sentence: a clause ("that it rained") reads badly."""
    if row["type"] == "direct":
        return unquoted(str(row["content_text"]))
    return unquoted(texts[row["article"]][slice(*_sentence_of(row, texts))])


def _sentence_of(row: Mapping[Any, Any], texts: "pd.Series") -> tuple[int, int]:
    return sentence_around(texts[row["article"]], int(row["start"]), int(row["start"]) + 1)


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence that a stretch lies in."""
    return text[slice(*sentence_around(text, start, end))]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of the sentence that a stretch lies in, else of its line."""
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin:].partition("\n")[0]
    around = ((s, e) for s, e in sentence_spans(line) if s <= start - begin and end - begin <= e)
    first, last = next(around, (0, len(line)))
    return begin + first, begin + last


def unquoted(text: str) -> str:
    """Return words without the quotation marks around them, which the report sets anew.

    Marks stay that have their counterpart inside: "he called it a “loophole”".
    """
    bare = text.strip(" \t\"“”„«»'‘’")
    paired = bare.count("“") == bare.count("”") and bare.count('"') % 2 == 0
    return bare if paired else text.strip()


def loaded_example(
    sentences: pd.DataFrame,
    hits: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    sections: Sequence[str] = ("body",),
) -> Callable[[Mapping[Any, Any]], Finding]:
    """Return a function that finds a sentence behind a contrast, in the outlet that is highest.

    The sentence is mostly in the voice that the contrast is about, and a word in that voice is clearly
    loaded: one of which the model is sure, and that is the outlet's own (`of_the_outlet`).
    """
    texts, origins = articles.set_index("id")["text"], origins_of(articles)
    by_model = hits["lexicon"] == MODEL_HITS
    found = of_the_outlet(
        in_sections(hits[~by_model | (hits["weight"] >= CLEAR)], sections), articles
    )
    found = found[found["lexicon"] == MODEL_HITS]

    def example(row: Mapping[Any, Any]) -> Finding:
        voice = row["category"] if row["measure"] != "loaded sentences" else "outlet"
        own = found[(found["outlet"] == row["above"]) & (found["voice"] == voice)]
        near = own.sort_values("weight", ascending=False).drop_duplicates(["article", "number"])
        rows = near[["article", "number", "text", "weight"]].merge(
            sentences, on=["article", "number"]
        )
        rows = fit_to_quote(rows, articles, voice=voice)
        rows = rows.assign(
            said=[
                texts[a][s:e]
                for a, s, e in zip(rows["article"], rows["start"], rows["end"], strict=True)
            ]
        )
        rows = rows[rows["said"].map(stands_alone).astype(bool)]
        best = best_example(rows.head(_AMONG), "said")
        if best is None:
            return Finding("")
        return Finding(
            "", unquoted(str(best["said"])), f"{best['text']}; {origins[best['article']]}"
        )

    return example


def best_example(rows: pd.DataFrame, column: str) -> "pd.Series | None":
    """Return the row whose text is easiest to read: of middle length, whole, the first of equals."""
    ordered = _best_first(rows, column)
    return None if ordered.empty else ordered.iloc[0]


def _best_first(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows whose text is whole and of middle length, the easiest to read first."""
    if rows.empty:
        return rows
    words = rows[column].str.count(r"\S+")
    fit = rows[words.between(*_EXAMPLE) & ~rows[column].str.contains("\n", regex=False)]
    away = (words[fit.index] - _BEST).abs()
    return fit.assign(away=away).sort_values(["away", "article", "start"], kind="stable")


def ranked_differently(by_model: pd.DataFrame, by_list: pd.DataFrame) -> list[str]:
    """Say in one sentence if model and list put the outlets in another order, by their own voice.

    Both are Patterns of loaded words, the voice as category.
    """
    ranked = []
    for rows in (by_model, by_list):
        own = rows[(rows["category"] == "outlet") & rows["value"].notna()]
        ranked.append(own.sort_values(["value", "outlet"], ascending=[False, True]))
    names = [rows["outlet"].tolist() for rows in ranked]
    if names[0] == names[1] or len(names[0]) < 2:
        return []
    told = [
        listed([f"{row.outlet} {row.value:.1f}" for row in rows.head(NAMED).itertuples()])
        for rows in ranked
    ]
    more = " first" if len(names[0]) > NAMED else ""
    return [
        f"Model and list rank the outlets differently by their own voice: the model has {told[0]}{more}, "
        f"the list {told[1]}{more} (loaded words per 1,000). Believe an order only where both have it."
    ]
