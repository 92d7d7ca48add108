"""Attributions and Voices made for tests: by hand, and from the gold annotation of the two seeds."""

import json
from itertools import groupby

import pandas as pd

from analysis.categories import SPEAKER_KINDS
from analysis.corpus import sections_of
from analysis.tables import CUE_CLASSES, Attributions, Voices, by_key, spans_in

_EMPTY = {
    "outlet": "Herald", "section": "body", "paragraph": 0, "start": 0, "source": (), "cue": (),
    "content": (), "source_text": "", "cue_text": "", "content_text": "", "type": "indirect",
    "parent": "", "speaker": "", "kind": "other", "affiliation": "", "named": True, "rule": "hand",
    "cue_lemma": "say", "cue_class": "neutral", "act": "said", "listed": True, "negated": False,
    "passive": False,
    "words": 1, "quoted_words": 0, "score": 1.0,
}  # fmt: skip


def attributions(*rows):
    """Attributions from dicts that say only what matters; `source`, `cue`, `content` as span lists."""
    made = [_EMPTY | row for row in rows]
    for row in made:
        spans = [span for part in ("source", "cue", "content") for span in _listed(row[part])]
        row["start"] = min((start for start, _ in spans), default=0)
        row |= {part: json.dumps(_listed(row[part])) for part in ("source", "cue", "content")}
    table = pd.DataFrame(made, columns=Attributions.names())
    return Attributions.validate(table)


def voices(article, text, marks, *, outlet="Herald", section="body"):
    """Voices of one article from (start, end, voice) marks, the later ones on top."""
    of = ["outlet"] * len(text)
    for start, end, voice in marks:
        of[start:end] = [voice] * (end - start)
    sections = section if isinstance(section, list) else [section] * len(text)
    rows, place = [], 0
    for (voice, named), group in groupby(zip(of, sections, strict=True)):
        end = place + len(list(group))
        rows.append((article, outlet, place, end, voice, "narrative", named, "", "", "", 0))
        place = end
    table = pd.DataFrame(rows, columns=Voices.names())
    return Voices.validate(table)


def gold(shared, articles):
    """Attributions and Voices as people marked them in the two seeds."""
    folder = shared / "gold" / "seeds"
    said = [
        json.loads(line) for name in ("attributions", "nested") for line in _lines(folder, name)
    ]
    quotes = [json.loads(line) for line in _lines(folder, "quotes")]
    rows = [_row(one) for one in said]
    spoken = by_key(attributions(*rows), "article", "start")
    tables = []
    for name, outlet, text in zip(
        articles["id"], articles["outlet"], articles["text"], strict=True
    ):
        own = spoken[spoken["article"] == name]
        marks = [(*span, "paraphrased") for spans in own["content"] for span in spans_in(spans)]
        marks += [(it["start"], it["end"], "quoted") for it in quotes if it["doc"] == name]
        section = ["body"] * len(text)
        cut = sections_of(articles[articles["id"] == name])
        for start, end, kind in zip(cut["start"], cut["end"], cut["section"], strict=True):
            section[start:end] = [kind] * (end - start)
        tables.append(voices(name, text, marks, outlet=outlet, section=section))
    return spoken, pd.concat(tables, ignore_index=True)


def _lines(folder, name):
    return (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()


def _row(one):
    speaker = one["speaker"] or ""
    return {
        "article": one["doc"],
        "speaker": speaker,
        "kind": one["speaker_kind"] if one["speaker_kind"] in SPEAKER_KINDS else "other",
        "parent": one.get("parent", ""),
        "cue_class": one["cue_class"] if one["cue_class"] in CUE_CLASSES else "other",
        **{name: one[name] for name in ("id", "outlet", "source", "cue", "content", "type")},
        **{name: one[name] for name in ("source_text", "cue_text", "content_text")},
    }


def _listed(spans):
    return [list(span) for span in spans]
