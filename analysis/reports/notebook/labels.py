"""How columns are shown to a reader: a label with its unit, and how their values are written."""

from typing import Any

import pandas as pd

from analysis.files import plain
from analysis.reports.display.cells import column_of, written
from analysis.tables import KIND_LABELS

_OF_KINDS = {"kind", "group", "category"}  # columns that may hold kinds of speakers

# column: label with unit, kind, digits; the kinds are text, integer, number, rate, p
_SHOWN: dict[str, tuple[str, str, int | None]] = {
    "article": ("article", "text", None),
    "article_a": ("article", "text", None),
    "article_b": ("other article", "text", None),
    "articles": ("articles", "integer", None),
    "attributions": ("attributions", "integer", None),
    "body_words": ("words in bodies", "integer", None),
    "category": ("category", "text", None),
    "column": ("column", "text", None),
    "content_text": ("what is said", "text", None),
    "cue_class": ("class of cue", "text", None),
    "cue_classes": ("classes of cues", "text", None),
    "cue_text": ("cue", "text", None),
    "docfreq": ("articles with it", "integer", None),
    "docfreq_reference": ("articles, reference", "integer", None),
    "docfreq_target": ("articles, target", "integer", None),
    "end": ("to (character)", "integer", None),
    "expected": ("what would be right", "text", None),
    "data": ("measured on", "text", None),
    "figure": ("what is measured", "text", None),
    "file": ("file", "text", None),
    "first": ("first day", "text", None),
    "g2": ("G2 (four cells)", "number", 2),
    "g2_two_cell": ("G2 (two cells)", "number", 2),
    "given": ("language given", "text", None),
    "group": ("of", "text", None),
    "high": ("95% interval, to", "rate", 0),
    "in_articles": ("articles with it", "integer", None),
    "interval": ("interval from", "text", None),
    "kind": ("kind of speaker", "text", None),
    "lexicon": ("word list", "text", None),
    "lexicon_score": ("score by list", "number", 2),
    "list": ("categories", "text", None),
    "loaded": ("loaded words, weights", "text", None),
    "own_lexicon_score": ("score by list, own voice", "number", 2),
    "model_score": ("score by model", "number", 2),
    "own_score": ("score by model, own voice", "number", 2),
    "by_list": ("by list, weights", "text", None),
    "by_model": ("by model, probabilities", "text", None),
    "negated": ("negated", "integer", None),
    "sentence": ("sentence", "text", None),
    "terms": ("different entries", "integer", None),
    "threshold": ("threshold", "number", 2),
    "voice": ("voice", "text", None),
    "weight": ("weight", "number", 2),
    "entries": ("entries", "integer", None),
    "last": ("last day", "text", None),
    "log_odds": ("weighted log-odds (log2)", "number", 2),
    "log_ratio": ("log ratio (log2)", "number", 2),
    "longest": ("longest (words)", "integer", None),
    "low": ("95% interval, from", "rate", 0),
    "measure": ("measure", "text", None),
    "median_words": ("median (words)", "rate", 1),
    "n": ("count", "integer", None),
    "n_reference": ("count, reference", "integer", None),
    "n_target": ("count, target", "integer", None),
    "outlet": ("outlet", "text", None),
    "outlet_a": ("outlet", "text", None),
    "outlet_b": ("other outlet", "text", None),
    "outlets": ("outlets", "integer", None),
    "p": ("p of G2", "p", None),
    "p_adjusted": ("p, adjusted (BH)", "p", None),
    "per_thousand": ("per 1,000 words", "number", 1),
    "pct_diff": ("%DIFF", "number", 0),
    "problem": ("problem", "text", None),
    "quoted_words": ("words in quotation marks", "integer", None),
    "rank": ("rank", "integer", None),
    "rate": ("per million words", "rate", 0),
    "rate_reference": ("per million, reference", "rate", 0),
    "rate_target": ("per million, target", "rate", 0),
    "recognised": ("language recognised", "text", None),
    "reference": ("reference", "text", None),
    "row": ("row", "integer", None),
    "rule": ("rule that decided", "text", None),
    "section": ("section", "text", None),
    "severity": ("severity", "text", None),
    "share": ("share of words", "number", 3),
    "shortest": ("shortest (words)", "integer", None),
    "similarity": ("similarity (Jaccard)", "number", 2),
    "source_text": ("source", "text", None),
    "speaker": ("speaker", "text", None),
    "speakers": ("speakers", "integer", None),
    "start": ("from (character)", "integer", None),
    "statistic": ("number", "text", None),
    "stretches": ("stretches", "integer", None),
    "target": ("target", "text", None),
    "term": ("term", "text", None),
    "text": ("text", "text", None),
    "total": ("of all", "integer", None),
    "type": ("type", "text", None),
    "undated": ("without a date", "integer", None),
    "unit": ("counted in", "text", None),
    "value": ("value", "number", 3),
    "words": ("words", "integer", None),
    "words_reference": ("all words, reference", "integer", None),
    "words_target": ("all words, target", "integer", None),
    "z": ("z", "number", 2),
    "collocate": ("collocate", "text", None),
    "collocate_n": ("count of collocate", "integer", None),
    "date": ("date", "text", None),
    "delta_p_collocate": ("ΔP, collocate by node", "number", 3),
    "delta_p_node": ("ΔP, node by collocate", "number", 3),
    "dp": ("DP", "number", 2),
    "dp_norm": ("DPnorm", "number", 2),
    "hdd": ("HD-D", "number", 2),
    "juilland_d": ("Juilland's D", "number", 2),
    "left": ("left", "text", None),
    "log_dice": ("logDice", "number", 2),
    "mattr": ("MATTR", "number", 2),
    "mtld": ("MTLD (words)", "number", 1),
    "n_left": ("left of the node", "integer", None),
    "n_right": ("right of the node", "integer", None),
    "node": ("node", "text", None),
    "node_n": ("count of node", "integer", None),
    "npmi": ("NPMI", "number", 2),
    "parts": ("of articles", "integer", None),
    "per": ("by", "text", None),
    "period": ("from", "text", None),
    "pmi": ("PMI (bits)", "number", 2),
    "range": ("articles with it", "integer", None),
    "range_share": ("share of articles", "number", 2),
    "slots": ("places near any word", "integer", None),
    "slots_collocate": ("places of the collocate", "integer", None),
    "slots_node": ("places near the node", "integer", None),
    "t": ("t", "number", 2),
    "ttr": ("TTR", "number", 2),
    "types": ("distinct words", "integer", None),
    "window": ("window (words)", "integer", None),
}
_MEASURED = {"expected": ("expected count", "number", 2)}  # where the column has numbers


_MANY_COLUMNS, _MANY_ROWS = 8, 5  # a larger table leaves out columns that never change


def table_block(table: pd.DataFrame) -> dict[str, Any]:
    """Return `table` as a report shows it: labelled columns, plain values, and a note.

    In a wide table of many rows, columns with one and the same value are said once, in the note.
    """
    large = len(table) > _MANY_ROWS and len(table.columns) > _MANY_COLUMNS
    same = _constant(table) if large else []
    shown = table.drop(columns=same)
    columns = [_column(name, shown) for name in map(str, shown)]
    names = {name: shown[name].replace(KIND_LABELS) for name in _OF_KINDS & set(shown)}
    told = shown.assign(**names).itertuples(index=False, name=None)
    rows = [[plain(value) for value in row] for row in told]
    said = [name for name in same if table[name].iloc[0] != ""]
    first = [f"{_column(name, table)['label']} {_written(table, name)}" for name in said]
    note = f"In all rows: {', '.join(first)}." if first else ""
    return {"columns": columns, "rows": rows, "note": note}


def _constant(table: pd.DataFrame) -> list[str]:
    return [name for name in map(str, table) if len(table[name].unique()) == 1]


def _written(table: pd.DataFrame, name: str) -> str:
    return written(plain(table[name].iloc[0]), column_of(_column(name, table))) or "undefined"


def _column(name: str, table: pd.DataFrame) -> dict[str, Any]:
    own = _kind(table[name])
    label, kind, digits = _SHOWN.get(name, (name, own, None))
    if own != "text":
        label, kind, digits = _MEASURED.get(name, (label, kind, digits))
    if own == "text":
        kind = own  # a column of the corpus that has the name of one of ours
    if name in ("low", "high") and "rate" not in table:
        digits = 2 if "log_odds" in table else 3  # an interval of log-odds or of a value
    return {"name": name, "label": label, "type": kind, "digits": digits}


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "integer" if pd.api.types.is_integer_dtype(values) else "number"
