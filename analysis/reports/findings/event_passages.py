"""What the page of one event shows side by side: headlines, shared quotations, loaded sentences, acts."""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any, NamedTuple

import pandas as pd

from analysis.language.sentences import sentence_spans
from analysis.language.words import Span, find_words, fold, words_in
from analysis.measures.attribution.speakers.names import parsed
from analysis.measures.comparison.calling.lists import land_of
from analysis.measures.comparison.clauses.acts_listed import noun_act
from analysis.measures.comparison.clauses.violence import of_violence, plain_violence
from analysis.measures.comparison.only_in import whole_sentence
from analysis.measures.comparison.utterances.alignment import PERSON, stem
from analysis.measures.comparison.utterances.hearing import is_act, is_unsaid
from analysis.measures.comparison.utterances.likelihood import (
    Compared,
    is_likely,
    is_plain,
    longest_run,
    one_speaker,
)
from analysis.measures.comparison.utterances.namesakes import kin
from analysis.measures.comparison.word_set import word_set
from analysis.measures.loaded import (
    MODEL_HITS,
    MODEL_LOADED,
    fit_to_quote,
    most_loaded,
    of_one_outlet,
)
from analysis.recipes import Tables
from analysis.reports.display.marks import Mark
from analysis.reports.findings.contrasts import CLEAR
from analysis.reports.findings.example_sentences import (
    is_whole_sentence,
    of_the_outlet,
    stands_alone,
)
from analysis.reports.findings.words import listed
from analysis.reports.notebook.reading import loaded_marks
from analysis.reports.notebook.side_by_side import Row, Side
from analysis.tables import by_key
from analysis.tables.attribution import spans_in
from analysis.tables.events import ActsTold, CallsTold, OnlyInTold
from analysis.texts import texts_by_id

_OFTEN = word_set("repeatedly often regularly routinely frequently")  # of a habit, and no utterance
_TELLING = 8  # words in common from which on a pair is no slogan
_MOST = 0.5  # of both passages, that three words of a quotation are in
_JOINED = re.compile(
    r"^(?:And|But|Or|So|Yet) "
)  # what a sentence may begin with that names everybody
_MARKED = re.compile(r"[“\"‘'](?=[\w#])([^“”\"]+?)[”\"’'](?!\w)")
_OWN_VERB = re.compile(r"[’'](?:m|re|ve)\b")  # "'m not suggesting": the verb of who speaks
_TURNING = re.compile(r"\b(?:not|never|no|nobody|if|unless|without|nor)\b|n['’]t\b", re.IGNORECASE)
_BESIDE = 300  # characters around a passage in which the same words count as given there
RUN = 4  # words in a row that show that something is given elsewhere
_SPEECH = 60  # words, from which on a quotation is a speech
_OF_TITLE, _RUN_OF_TITLE = 0.7, 4  # share of words with a capital in a title; letters that count
# say nothing that another passage would lack
_OF_FORM = word_set(
    "that and but so the a an of to in on is are was were be 's this it or for with as at"
)
# of contests and budgets, which the model finds loaded and which are their plain words
_OF_CONTESTS = word_set("surge surges surged surging fuel fuels fueled fuelled lame duck")
_LOADED = 0.6  # score of a sentence from which its words need not be clearly loaded
_FOUND = 0.4  # probability of each of two words that the model alone has
_OWN = (
    0.25  # share of the outlet's own words: its verb may be loaded, and the rest what somebody said
)
_PHRASE = 3  # words between two, from which they are no phrase
UNSURE = "speaker not sure"
GOVERNS = r"(?i)\b(?:government|regime|junta|administration|dictatorship)s?\b"
_DOTS = r"(?<=\b[a-z])\.(?=[a-z]\b|$|\W)"  # of initials
_NO_CALLS = ("one", "person")  # "one of the best": what follows is the call, and is not found
_NUMBERS = 3  # of one outlet alone
_LEAST = 6  # words of the quotation that stands for an outlet, and of a loaded sentence
MOST = 12  # articles or outlets side by side
_NAME = re.compile(r"[A-Z][\w’'-]+")
_HEAD = re.compile(r"([\w'’-]+)(?: (?:in|on|at|of|by|near|outside) .*)?$")  # of who acts
# stand for what another sentence names
_PRONOUNS = word_set(
    "i me we us you he him she her it they them this that these those who one ones all both some others"
)
_OWNED = r"(?:his|her|its|their|my|our|your)\b"  # "his top lieutenant": whose?
_OPENS_INSIDE = r"(?<![\s\"“”])(?<!\.\.\.) [\"“](?=\w)"  # '"I left. "He ran": a mark is missing
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|nor)|n['’]t)(?: an?| the| any)?\s+$", re.IGNORECASE
)
_NO_REACH = 20  # characters before a quotation
_FIGURES = r"\b(?:ritual|character|political|legal|media) \w+$"  # "character assassination"
_HEDGED = r"\b(?:reported|reportedly|alleged|allegedly|apparent|apparently|suspected|purported|possible)\b"
_LEVELS = ("high", "medium", "low")  # confidence of shared quotations
Key = tuple[str, str]  # of a passage: article and spans
_VOICE = {"direct": "quoted", "mixed": "mixed", "indirect": "paraphrased"}


def is_one_event(coverage: pd.DataFrame) -> bool:
    """Tell whether all articles are of one event, which several outlets tell; `coverage` is Coverage."""
    return len(coverage) > 1 and len(set(coverage["event"])) == 1


def headline_rows(articles: pd.DataFrame, sections: pd.DataFrame, hits: pd.DataFrame) -> list[Row]:
    """Return the headlines of an event in one row, each with its clearly loaded words marked."""
    hits = _told(hits, articles)
    hits = hits[hits["weight"] >= CLEAR]
    heads = sections[sections["section"] == "headline"].groupby("article")
    places = heads.agg(start=("start", "min"), end=("end", "max"))
    known = articles[articles["id"].isin(places.index)].sort_values(["outlet", "date", "id"])
    sides = [
        Side(
            row["id"],
            int(places.loc[row["id"], "start"]),
            int(places.loc[row["id"], "end"]),
            _about(row["outlet"], row["date"]),
            tuple(loaded_marks(row["id"], hits)),
        )
        for row in known.head(MOST).to_dict("records")
    ]
    return [Row("Headlines", sides)] if sides else []


def _about(outlet: str, date: "pd.Timestamp | Any") -> dict[str, str]:
    return {"outlet": outlet, "date": "" if pd.isna(date) else f"{date:%Y-%m-%d}"}


def shared_rows(
    shared: pd.DataFrame, articles: pd.DataFrame, *, top: int | None = None
) -> list[Row]:
    """Return the utterances that several outlets give, the surest and longest first, a row each.

    A row holds passages that pairs of high confidence and of one speaker connect. Other pairs have rows of
    their own, with one passage of each outlet, in which each is paired with each. A row is left out if one
    before it has one of its passages and all of its articles. The words that no other passage of the row has
    are marked, but for runs of four that stand elsewhere in another article, and but for words of form alone;
    so is whether words are quoted or paraphrased. Sure rows that have a passage in common are one, and none
    repeats another.
    Pairs whose words do not show one utterance, or whose speakers speak against it, are left out (`likely`).
    """
    texts = texts_by_id(articles)
    return [_row(row.level, row.passages, texts) for row in _rows_told(shared)[:top]]


def utterances_told(shared: pd.DataFrame) -> tuple[int, int]:
    """Return how many utterances the rows of `shared_rows` are of, and how many rows there are.

    Sentences of one quotation are one utterance, also where a cue or a paragraph breaks it.
    """
    rows = _rows_told(shared)
    groups: list[set[tuple[str, int]]] = []
    for row in rows:
        chains = {
            (article, of["quotation"])
            for (article, _), of in row.passages.items()
            if of["quotation"] >= 0
        }
        met = [group for group in groups if group & chains]
        groups = [group for group in groups if group not in met]
        groups.append(chains.union(*met))
    return len(groups), len(rows)


def _rows_told(shared: pd.DataFrame) -> "list[_Told]":
    """Return the rows of passages, the surest and longest first."""
    fit = likely(shared)
    rows = [pairs for _, own in fit.groupby("utterance") for pairs in _sides_joined(own)]
    rows.sort(key=_rank)
    told: list[_Told] = []
    for pairs in rows:
        _put(told, _Told(_LEVELS[_rank(pairs)[0]], bool(pairs["sure"].all()), _passages(pairs)))
    return told


class _Told(NamedTuple):
    """A row of passages: its confidence, and whether sure pairs connect all of them."""

    level: str
    sure: bool
    passages: dict[Key, dict[str, Any]]


def _put(told: list[_Told], new: _Told) -> None:
    """Put a row after others: into one with a passage of it if both are sure, in its place, or not.

    Nor is a row put whose passages all lie inside those of one before it.
    """
    if any(all(_lies_in(key, row.passages) for key in new.passages) for row in told):
        return None
    for place, row in enumerate(told):
        if not row.passages.keys() & new.passages.keys():
            continue
        if row.level == new.level and row.sure and new.sure:
            return _add(row.passages, new.passages)
        if row.level == new.level and row.passages.keys() <= new.passages.keys():
            told[place] = new
            return None
        if {article for article, _ in new.passages} <= {article for article, _ in row.passages}:
            return None
    return told.append(new)


def _lies_in(key: Key, passages: Collection[Key]) -> bool:
    """Tell whether a passage is one of others, or lies inside one of its article."""
    start, end = _ends(key)
    around = [_ends(other) for other in passages if other[0] == key[0]]
    return any(first <= start and end <= last for first, last in around)


def _ends(key: Key) -> tuple[int, int]:
    spans = spans_in(key[1])
    return spans[0][0], spans[-1][1]


def likely(shared: pd.DataFrame) -> pd.DataFrame:
    """Return the SharedQuotations whose words show one utterance, and against which nothing speaks.

    See `likelihood`; what is written like a title is left out, too, so is what has fewer than four words in
    quotation marks and little more in common, and a pair of which a passage has a better partner there.
    """
    kept = [_is_likely(row) for row in shared.to_dict("records")]
    fit = shared[pd.Series(kept, index=shared.index, dtype=bool)]
    worse = _with_better(fit.to_dict("records"))
    return fit[~pd.Series(worse, index=fit.index, dtype=bool)]


def _with_better(rows: Sequence[Mapping[Any, Any]]) -> list[bool]:
    """Tell for each pair whether the same words of a passage have a likelier partner in that article."""
    met: dict[tuple[str, str, str], list[tuple[float, list[list[int]]]]] = {}
    sides = [[(*_key(row, one), str(row[two])) for one, two in ("ab", "ba")] for row in rows]
    places = [[json.loads(row[f"{side}_shared"]) for side in "ab"] for row in rows]
    for row, keys, shared in zip(rows, sides, places, strict=True):
        for key, own in zip(keys, shared, strict=True):
            met.setdefault(key, []).append((row["score"], own))
    return [
        any(
            score > row["score"] and _overlap(own, other)
            for key, own in zip(keys, shared, strict=True)
            for score, other in met[key]
        )
        for row, keys, shared in zip(rows, sides, places, strict=True)
    ]


def _overlap(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> bool:
    """Tell whether half of the shorter of two sets of places lies in the longer one."""
    left, right = ({k for start, end in spans for k in range(start, end)} for spans in (one, other))
    return 2 * len(left & right) >= min(len(left), len(right)) > 0


def _is_likely(row: Mapping[Any, Any]) -> bool:
    pair = Compared(
        row["confidence"] == "high",
        {row["type_a"], row["type_b"]} == {"direct"},
        row["shared_words"],
        (row["share_of_a"], row["share_of_b"]),
        (row["speaker_a"], row["speaker_b"]),
    )
    if not is_likely(pair) or _is_title(row["text_a"]) or _is_title(row["text_b"]):
        return False
    told = [row[f"cue_{side}"] for side in "ab" if row[f"type_{side}"] == "indirect"]
    if any(is_act(cue) or is_unsaid(cue) for cue in told):
        return False
    habit = any(_OFTEN & {*words_in(row[f"cue_{side}"])} for side in "ab")
    if habit and pair.shared_words < _TELLING:
        return False
    return is_plain(pair, longest_run(row["text_a"], row["text_b"])) and not _is_slogan(row)


def _is_slogan(row: Mapping[Any, Any]) -> bool:
    """Tell whether a side quotes one or two words, and both share little: “witch hunt”.

    So are three, unless they are in what is most of both passages, of one speaker.
    """
    if row["shared_words"] >= _TELLING:
        return False
    quoted = [
        len(words_in(" ".join(_MARKED.findall(text)) if kind == "mixed" else text))
        for text, kind in ((row[f"text_{side}"], row[f"type_{side}"]) for side in "ab")
        if kind != "indirect"
    ]
    most = min(row["share_of_a"], row["share_of_b"]) >= _MOST
    one = one_speaker(row["speaker_a"], row["speaker_b"])
    return any(0 < words < RUN - (most and one) for words in quoted)


def _is_title(text: str) -> bool:
    """Tell whether most of the longer words of a passage have capitals, and no sentence ends with it."""
    if text.rstrip("'\"“”‘’ ").endswith((".", ",", "!", "?")):
        return False  # "Halabja, Rwanda, and Aleppo."
    words = [word for word in text.split() if len(word.strip("'\"“”‘’,.")) >= _RUN_OF_TITLE]
    capitals = sum(word.lstrip("'\"“‘")[:1].isupper() for word in words)
    return len(words) >= RUN and capitals > _OF_TITLE * len(words)


def _add(row: dict[Key, dict[str, Any]], passages: Mapping[Key, Mapping[str, Any]]) -> None:
    """Add passages to those of a row; of those that it has, what others share."""
    for key, of in passages.items():
        known = row.setdefault(key, {**of, "shared": []})
        known["shared"] += of["shared"]


def _row(sure: str, passages: Mapping[Key, dict[str, Any]], texts: Mapping[str, str]) -> Row:
    who = speaker_told([of["speaker"] for of in passages.values()])
    label = f"{who[:1].upper()}{who[1:]} ({sure} confidence)"
    inside = [key for key in passages if _lies_in(key, [one for one in passages if one != key])]
    passages = {key: of for key, of in passages.items() if key not in inside}
    if who == UNSURE:
        passages = {key: of | {"speaker": ""} for key, of in passages.items()}
    sides = [_side(key, of, texts, passages) for key, of in sorted(passages.items())]
    sides.sort(key=lambda side: (side.about["outlet"], side.article, side.start))
    return Row(label, sides[:MOST])


def speaker_told(speakers: Sequence[str]) -> str:
    """Return to whom passages of one utterance are given; it is not sure if they name different speakers.

    A person speaks for a body: with one of each, both are told.

    Examples
    --------
    >>> speaker_told(["Ada Moor", "Ms Moor", "the mayor", ""]), speaker_told(["", ""])
    ('Ada Moor', 'nobody is named')
    >>> speaker_told(["Ada Moor", "Moor and Jon Reed"])
    'speaker not sure'
    >>> speaker_told(["Ohio Democrat", "Ada Moor"]), speaker_told(["Ada Moor", "Pier Board"])
    ('Ada Moor', 'Ada Moor or Pier Board')
    """
    times = Counter(filter(None, speakers))
    order = sorted(times, key=lambda name: (not name[:1].isupper(), -times[name], name))
    named = [name for name in order if name[:1].isupper()]
    if any(parsed(name).form == "person" for name in named):  # the others may only describe them
        named = [name for name in named if parsed(name).form != "description"]
    if not order:
        return "nobody is named"
    several = {" and " in name for name in named}  # "Moor and Reed" are not Moor
    others = [name for name in named if not kin(named[0], name)]
    if len(several) < 2 and len(others) == 1 and _speaks_for(named[0], others[0]):
        return f"{named[0]} or {others[0]}"
    return (named or order)[0] if len(several) < 2 and not others else UNSURE


def _speaks_for(left: str, right: str) -> bool:
    """Tell whether one speaker is a body and the other a person, who may speak for it, of another name."""
    forms = {parsed(name).form for name in (left, right)}
    return forms == {"person", "organisation"} and not {*left.split()} & {*right.split()}


def _rank(pairs: pd.DataFrame) -> tuple[int, int, str]:
    """Return what rows are ordered by; first the confidence of the least sure pair that a row needs."""
    levels = [_LEVELS.index(level) for level in pairs["confidence"]]
    needed = min(levels) if pairs["sure"].all() else max(levels)
    return needed, -int(pairs["shared_words"].max()), str(pairs["utterance"].min())


def _sides_joined(pairs: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the pairs of one utterance by rows: first those that sure pairs connect, then the others.

    The column `sure` is added: whether sure pairs connect the passages of the row.
    """
    edges = [(_key(row, "a"), _key(row, "b")) for row in pairs.to_dict("records")]
    sure = [_is_sure(row) for row in pairs.to_dict("records")]
    groups = _connected([edge for edge, is_sure in zip(edges, sure, strict=True) if is_sure])
    placed = set[Key]().union(*groups)
    best_first = pairs["score"].to_numpy().argsort(kind="stable")[::-1]
    doubtful = _doubtful([edges[k] for k in best_first], placed, _outlets(pairs))
    return [
        *(_between(pairs, group).assign(sure=True) for group in groups),
        *(_between(pairs, group).assign(sure=False) for group in doubtful),
    ]


def _key(row: Mapping[Any, Any], side: str) -> Key:
    return str(row[side]), str(row[f"{side}_span"])


def _outlets(pairs: pd.DataFrame) -> dict[str, str]:
    """Return the outlet of each article in a table of pairs."""
    sides = (zip(pairs[side], pairs[f"outlet_{side}"], strict=True) for side in "ab")
    return {article: outlet for each in sides for article, outlet in each}


def _is_sure(row: Mapping[Any, Any]) -> bool:
    """Tell whether a pair connects others: of high confidence, and not of two speakers."""
    left, right = row["speaker_a"], row["speaker_b"]
    one = not left or not right or left == right or kin(left, right) or _speaks_for(left, right)
    return bool(row["confidence"] == "high" and one)


def _doubtful(
    edges: Sequence[tuple[Key, Key]], placed: Collection[Key], outlets: Mapping[str, str]
) -> list[set[Key]]:
    """Return the groups of the passages not yet placed, the best pair first: each is paired with each."""
    met = {frozenset(edge) for edge in edges}
    known, found = set(placed), list[set[Key]]()
    for left, right in edges:
        if left in known and right in known:
            continue
        group = {left, right}
        for other in dict.fromkeys(node for edge in edges for node in edge):
            apart = outlets[other[0]] not in {outlets[node[0]] for node in group}
            if apart and all(frozenset((node, other)) in met for node in group):
                group.add(other)
        known |= group
        found.append(group)
    return found


def _connected(edges: Sequence[tuple[Key, Key]]) -> list[set[Key]]:
    """Return the groups of passages that pairs connect."""
    groups: list[set[Key]] = []
    for left, right in edges:
        met = [group for group in groups if left in group or right in group]
        groups = [group for group in groups if group not in met]
        groups.append({left, right}.union(*met))
    return groups


def _between(pairs: pd.DataFrame, group: Collection[Key]) -> pd.DataFrame:
    """Return the pairs both of whose passages are in a group."""
    left = [key in group for key in zip(pairs["a"], pairs["a_span"], strict=True)]
    right = [key in group for key in zip(pairs["b"], pairs["b_span"], strict=True)]
    return pairs[pd.Series(left, index=pairs.index) & pd.Series(right, index=pairs.index)]


def _passages(pairs: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the passages of one utterance by article and spans, with all places that others share."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in pairs.to_dict("records"):
        for side in "ab":
            passage = found.setdefault(
                (row[side], row[f"{side}_span"]),
                {
                    name: row[f"{name}_{side}"]
                    for name in ("outlet", "speaker", "type", "cue", "quotation")
                }
                | {"shared": []},
            )
            passage["shared"] += json.loads(row[f"{side}_shared"])
    return found


def _side(
    key: Key, of: Mapping[str, Any], texts: Mapping[str, str], passages: Collection[Key]
) -> Side:
    """Return one passage of a row; `texts` are those of all articles."""
    article, written = key
    spans, text = spans_in(written), texts[article]
    others = [other for name, other in texts.items() if name != article]
    given = [*of["shared"], *_given_elsewhere(text, spans, others)]
    marks = [Mark(start, end, _VOICE[of["type"]]) for start, end in spans]
    beside = {
        word
        for name, places in passages
        if name != article
        for start, end in spans_in(places)
        for written in words_in(texts[name][max(0, start - _BESIDE) : end + _BESIDE])
        for word in _forms(written)
    }
    marks += [
        Mark(start, end, "alone")
        for start, end in _alone(text, spans, given, beside)
        if not {*words_in(text[start:end])} <= _OF_FORM
    ]
    about = {name: str(of[name]) for name in ("outlet", "speaker", "cue")}
    own = _OWN_VERB.match(about["cue"]) is not None
    about["cue"] = "" if own else " ".join(about["cue"].split()).rstrip(":,")
    first, last = _unturned(text, spans[0][0], spans[-1][1])
    return Side(article, first, last, about, tuple(sorted(marks)))


def _unturned(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the whole sentence where "not" or "if" stands in it before a passage, else the passage."""
    first, last = whole_sentence(text, start, end)
    return (first, last) if _TURNING.search(text[first:start]) else (start, end)


def _given_elsewhere(
    text: str, spans: Sequence[tuple[int, int]], others: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the places of words that stand anywhere in another text, RUN of them in a row."""
    runs = {run for other in others for run in runs_of(words_in(other))}
    found: list[tuple[int, int]] = []
    for start, end in spans:
        words = find_words(text[start:end])
        for first, run in enumerate(runs_of([word.word for word in words])):
            if run in runs:
                found.append((start + words[first].start, start + words[first + RUN - 1].end))
    return found


def runs_of(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return every RUN words in a row."""
    return [tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)]


def _alone(
    text: str,
    spans: Sequence[tuple[int, int]],
    shared: Sequence[Sequence[int]],
    beside: Set[str],
) -> list[tuple[int, int]]:
    """Return the stretches of words in none of the shared places, without those that stand `beside`.

    A word stands there in any form: "America" as "America's". Neighbours make one stretch. Words of form are
    left out at its ends only.
    """
    found: list[list[Span]] = []
    for start, end in spans:
        before = -2  # of no word: a stretch ends with its span
        for place, word in enumerate(find_words(text[start:end])):
            here = word._replace(start=start + word.start, end=start + word.end)
            given = any(here.start < last and first < here.end for first, last in shared)
            if given or _forms(word.word) & (beside - _OF_FORM):
                continue
            if found and before == place - 1:
                found[-1].append(here)
            else:
                found.append([here])
            before = place
    told = [[word for word in words if word.word not in beside] for words in found]
    return [(words[0].start, words[-1].end) for words in told if words]


def _forms(word: str) -> set[str]:
    """Return a word as written, without hyphens, and what all its forms have in common."""
    return {word, word.replace("-", ""), stem(word)} - {PERSON}


def loaded_rows(study: Tables, *, top: int, sections: Sequence[str] = ("body",)) -> list[Row]:
    """Return the most loaded sentences of each outlet in its own voice, one row for all.

    Only sentences of six words and more, half of them at least in the outlet's own voice (a quarter where the
    score is high), that name whom they are about, and show the reader why: with a word that the model finds
    clearly loaded and the list has, too, or, from a score of 0.6 on, with one that both have, or two apart
    that the model has. No other outlet uses these words; they are marked.
    Nothing if the articles are of several events.

    Parameters
    ----------
    study
        Gives tables by name: coverage, articles, sentences and their loaded words.
    top
        Sentences of each outlet, at most.
    """
    if not is_one_event(study["coverage"]):
        return []
    articles, sentences, hits = study["articles"], study["loaded-sentence"], study["loaded-word"]
    hits = hits[~hits["negated"]]
    model = hits[hits["lexicon"] == MODEL_HITS]
    both = of_one_outlet(_told(hits, articles), articles)
    both = both[(both["lexicon"] == MODEL_HITS) & (both["weight"] >= MODEL_LOADED)]
    found = of_one_outlet(_told(model, articles), articles)
    found = found[found["weight"] >= _FOUND]
    marked = pd.concat([both, found]).drop_duplicates(["article", "start"])
    marks = {article: tuple(loaded_marks(article, marked)) for article in articles["id"]}
    high = (sentences["own_score"] >= MODEL_LOADED) & (sentences["words"] >= _LEAST)
    fit = fit_to_quote(sentences[high], articles, least=_OWN)
    texts = texts_by_id(articles)
    clear = both[both["weight"] >= CLEAR]
    shown = [
        (_in(clear, of) > 0 and (_is_own(of) or of["own_score"] >= CLEAR))
        or (
            of["own_score"] >= _LOADED
            and _is_own(of)
            and (_in(both, of) > 0 or _apart(found, of, texts))
        )
        for of in fit.to_dict("records")
    ]
    fit = fit[pd.Series(shown, index=fit.index, dtype=bool)]
    said = [texts[of["article"]][of["start"] : of["end"]] for of in fit.to_dict("records")]
    alone = [stands_alone(_JOINED.sub("", sentence)) for sentence in said]
    fit = fit[pd.Series(alone, index=fit.index, dtype=bool)]
    told = most_loaded(fit, top=top, sections=sections).to_dict("records")
    sides = [
        Side(of["article"], of["start"], of["end"], _scored(of), marks[of["article"]])
        for of in told
    ]
    return [Row("Most loaded in the outlet’s own voice", sides)] if sides else []


def _told(hits: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the hits in the outlets' own voice without words that are plain where people contest."""
    words = hits["text"].str.casefold()
    own = hits[(hits["voice"] == "outlet") & ~words.isin(_OF_CONTESTS)]
    return of_the_outlet(own, articles)


def _in(hits: pd.DataFrame, sentence: Mapping[Any, Any]) -> int:
    """Return how many of the hits are in a sentence."""
    own = hits[hits["article"] == sentence["article"]]["start"]
    return int(((own >= sentence["start"]) & (own < sentence["end"])).sum())


def _is_own(sentence: Mapping[Any, Any]) -> bool:
    """Tell whether half of a sentence is in the outlet's own words."""
    return bool(2 * sentence["outlet_words"] >= sentence["words"])


def _apart(hits: pd.DataFrame, sentence: Mapping[Any, Any], texts: Mapping[str, str]) -> bool:
    """Tell whether two of the hits are in a sentence and make no phrase: "waging an offensive"."""
    own = hits[hits["article"] == sentence["article"]]
    own = own[(own["start"] >= sentence["start"]) & (own["start"] < sentence["end"])]
    if len(own) < 2:
        return False
    between = texts[sentence["article"]][own["end"].min() : own["start"].max()]
    return len(between.split()) >= _PHRASE


def loaded_caption(rows: Sequence[Row], articles: pd.DataFrame) -> str:
    """Say what `loaded_rows` shows: how many sentences of each outlet, and of which there are none."""
    shown = Counter(side.about["outlet"] for row in rows for side in row.sides)
    outlets = sorted(set(articles["outlet"]))
    each = [f"{shown[outlet] or 'none'} of {outlet}" for outlet in outlets]
    return (
        "The sentences that the model scores highest, of those partly in the outlet's own voice with loaded "
        "words that no other outlet of the event uses (marked). The model misses some, and experts agree "
        "little on others. Shown are: "
        f"{listed(each)}."
    )


def loaded_remarks(rows: Sequence[Row]) -> list[str]:
    """Say so if `loaded_rows` shows nothing."""
    if rows:
        return []
    return [
        "No sentence is shown: none in the outlets' own voice scores high, names whom it is about, and has "
        "loaded words that one outlet of the event alone uses and that the model is sure of or the list has, "
        "too. The model misses some."
    ]


def _scored(of: Mapping[Any, Any]) -> dict[str, str]:
    return {"outlet": str(of["outlet"]), "score": f"score {of['own_score']:.2f}"}


def calls_of(naming: pd.DataFrame, *, actors: int) -> pd.DataFrame:
    """Return CallsTold: how each outlet calls the actors that several outlets name, and name most.

    `naming` is Naming. "The people" and other actors without a name are told only where no actor has one,
    and none whom all outlets call by one and the same name. Of countries only what their government is called
    is told ("the regime"): by their names they are places in most sentences, and their army is not they. A
    title right before a name is one call with it.
    """
    voices = {
        "own_words": ["outlet"],
        "in_paraphrase": ["paraphrased"],
        "in_quotes": ["quoted", "scare quotes"],
    }
    naming = with_titles(naming)
    way = naming["text"].str.casefold().str.replace(_DOTS, "", regex=True)  # "F.B.I." is "FBI"
    ways = naming.assign(way=way)[["actor", "way"]].drop_duplicates()
    told = naming[naming["actor"].isin(ways.loc[ways["actor"].duplicated(), "actor"])]
    told = told[~told["text"].str.casefold().isin(_NO_CALLS)]
    told = told[~told["actor"].map(is_land).astype(bool) | told["text"].str.contains(GOVERNS)]
    ways = told.assign(way=told["text"].str.casefold())[["actor", "way"]].drop_duplicates()
    told = told[told["actor"].isin(ways.loc[ways["actor"].duplicated(), "actor"])]
    counts = told["form"].eq("name") | told["actor"].map(is_land).astype(bool)
    each = told.assign(by_name=counts).groupby("actor")
    whole = each.agg(outlets=("outlet", "nunique"), n=("by_name", "sum")).reset_index()
    whole["named"] = whole["actor"].str[:1].str.isupper()  # before those with a common noun only
    whole["shared"] = whole["outlets"] > 1
    order = whole.sort_values(
        ["shared", "named", "n", "actor"], ascending=[False, False, False, True]
    )
    order = order[order["named"]] if order["named"].any() else order
    rows = []
    for actor in order["actor"].head(actors):
        own = told[told["actor"] == actor]
        for outlet, here in own.groupby("outlet", sort=True):
            called = {
                column: calls_told(here[here["voice"].isin(of)]) for column, of in voices.items()
            }
            rows.append({"actor": actor, "outlet": outlet, "n": len(here), **called})
    return CallsTold.validate(pd.DataFrame(rows, columns=CallsTold.names()))


def is_land(actor: str) -> bool:
    """Tell whether an actor is a country."""
    return land_of(tuple(fold(actor).split())) != ""


def with_titles(naming: pd.DataFrame) -> pd.DataFrame:
    """Return Naming in which a description right before the name it stands with is one call with it."""
    rows = by_key(naming, "article", "start", "end", "actor")
    at = ["article", "actor", "start"]
    titles = rows[rows["form"] == "description"].drop_duplicates(["article", "actor", "end"])
    names = rows[rows["form"] == "name"].set_index(at).index
    behind = titles.assign(start=titles["end"] + 1).set_index(at)["text"]
    before = rows.set_index(at).index.map(behind.to_dict())
    named = rows["form"].eq("name") & pd.Series(before, index=rows.index).notna()
    text = rows["text"].mask(
        named, pd.Series(before, index=rows.index).astype(str) + " " + rows["text"]
    )
    ends = pd.MultiIndex.from_arrays([rows["article"], rows["actor"], rows["end"] + 1])
    return rows.assign(text=text)[~(rows["form"].eq("description") & ends.isin(names))]


def calls_told(rows: pd.DataFrame, most: int = 4) -> str:
    """Return what an actor is called, the most frequent first: “the mayor” 3, “Ada Moor” 1.

    `rows` are Naming; each call is counted as it is written, capitals aside: "nominee" is not "Whig nominee".
    Calls beyond the `most` frequent are told as others.
    """
    each = rows.groupby(rows["text"].str.split().str.join(" ").str.casefold())
    counts = [(len(own), _usual(own["text"])) for _, own in each]
    counts.sort(key=lambda pair: (-pair[0], pair[1]))
    rest = sum(n for n, _ in counts[most:])
    told = [f"“{call}” {n:,}" for n, call in counts[:most]] + ([f"others {rest:,}"] if rest else [])
    return ", ".join(told)


def _usual(texts: pd.Series) -> str:
    """Return how something is written most, the shortest of equals."""
    counts = texts.map(lambda text: " ".join(text.split())).value_counts()
    return str(min(counts.index, key=lambda text: (-counts[text], len(text), text)))


def acts_listed(agency: pd.DataFrame) -> pd.DataFrame:
    """Return ActsTold: the acts of violence that bodies tell plainly, the outlets in turn.

    Only those that are said to be done, with an agent or a patient, neither a pronoun alone, no agent known
    by "his" or "her", no event as agent ("the shooting killed"), no "reported" ones, whose verb or noun is
    hardly ever a figure of speech; active verbs and nouns with who acts. What an outlet tells twice in the
    same words is one row. None without who acts, if the article names him elsewhere ("Moor, who killed
    Reed"): alone it would hide what the outlet does not. Nothing of an event that is none of violence:
    what is decided and blamed an outlet tells in many sentences, of which the plain ones are few.
    """
    told = agency if of_violence(agency) else agency.head(0)
    told = told[(told["act"] == "violence") & (told["section"] == "body") & told["asserted"]]
    told = told[told["plain"]]
    told = told[plain_violence(told)]
    told = told[(told["agent_text"] != "") | (told["patient_text"] != "")]
    for side in ("agent_text", "patient_text"):
        told = told[~told[side].str.casefold().isin(_PRONOUNS)]
    told = told[~told["agent_text"].str.match(_OWNED, case=False)]
    unnamed = told["agent_text"].eq("")
    nobody = unnamed & (
        told["construction"].isin(["nominal", "active"]) | _named_elsewhere(told, agency)
    )
    told = told[~nobody & ~told["agent_text"].map(_is_event).astype(bool)]
    told = told[~told["predicate_text"].str.contains(_FIGURES, case=False)]
    for part in ("agent_text", "predicate_text", "patient_text"):
        told = told[~told[part].str.contains(_HEDGED, case=False)]
    order = told.sort_values(["article", "start"])
    order = order.drop_duplicates(
        ["outlet", "agent_text", "predicate_text", "patient_text", "construction"]
    )
    order = order.assign(turn=order.groupby("outlet").cumcount())
    order = order.sort_values(["turn", "outlet"], kind="stable", ignore_index=True)
    return ActsTold.validate(order.assign(construction=order["construction"].str.replace("_", " ")))


def _named_elsewhere(told: pd.DataFrame, agency: pd.DataFrame) -> pd.Series:
    """Tell of each act whether its article says elsewhere who does the like to the same patient."""
    known = agency[agency["agent_text"].ne("") & agency["act"].eq("violence")]
    words: dict[str, set[str]] = {}
    for article, patient in zip(known["article"], known["patient_text"], strict=True):
        words.setdefault(article, set()).update(_NAME.findall(patient))
    each = [
        bool(words.get(article, set()) & {*_NAME.findall(patient)})
        for article, patient in zip(told["article"], told["patient_text"], strict=True)
    ]
    return pd.Series(each, index=told.index, dtype=bool)


def _is_event(agent: str) -> bool:
    """Tell whether who acts is an act of violence itself."""
    head = _HEAD.search(agent)
    return head is not None and noun_act(head[1]) == "violence"


def alone_listed(only: pd.DataFrame, articles: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Return OnlyInTold: whom each outlet alone hears, three numbers at most, its `top` longest quotations.

    A number is told with its sentence, without which nobody knows what is counted; longer ones than 60 words
    are left out. Quotations have a speaker with a name and six words at least; whole sentences
    come first, those of more than 60 words last: a whole speech is not read in a table.
    """
    rows, texts = list[dict[Any, Any]](), texts_by_id(articles)
    for outlet, own in only.groupby("outlet", sort=True):
        speakers = own[own["kind"] == "speaker"]["text"].drop_duplicates().tolist()
        if speakers:
            told = ", ".join(speakers)
            rows.append({"outlet": outlet, "kind": "speakers", "speaker": "", "text": told})
        for text in _numbers_told(own[own["kind"] == "number"], texts)[:_NUMBERS]:
            rows.append({"outlet": outlet, "kind": "number", "speaker": "", "text": text})
        said = alone_quoted(own, articles)
        said = said.assign(text=said["text"].str.split().str.join(" "))
        words = said["text"].str.count(r"\S+")
        part = ~said["text"].map(is_whole_sentence).astype(bool)
        said = said.assign(words=-words, speech=words > _SPEECH, part=part)[words >= _LEAST]
        longest = said.sort_values(["speech", "part", "words", "article", "span"]).head(top)
        rows += longest[["outlet", "kind", "speaker", "text"]].to_dict("records")
    return OnlyInTold.validate(pd.DataFrame(rows, columns=OnlyInTold.names()))


def alone_quoted(only: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of OnlyIn that are quotations of somebody who has a name.

    One in which another mark opens is left out: where it ends is not sure. So is one behind "no" or "not",
    which says the contrary.
    """
    fit = (only["kind"] == "quotation") & only["speaker"].str[:1].str.isupper()
    said, texts = only[fit & ~only["text"].str.contains(_OPENS_INSIDE)], texts_by_id(articles)
    starts = [spans_in(written)[0][0] for written in said["span"]]
    before = [
        texts[article][max(0, start - _NO_REACH) : start]
        for article, start in zip(said["article"], starts, strict=True)
    ]
    denied = [_DENIED.search(words) is not None for words in before]
    return said[~pd.Series(denied, index=said.index, dtype=bool)]


def _numbers_told(numbers: pd.DataFrame, texts: Mapping[str, str]) -> list[str]:
    """Return numbers with their sentences: "82 boats: The town counted 82 boats."; a sentence once."""
    told: dict[str, str] = {}
    for row in numbers.to_dict("records"):
        text, (start, end) = texts[row["article"]], spans_in(row["span"])[0]
        spans = [(a, b) for a, b in sentence_spans(text) if a <= start and end <= b]
        sentence = " ".join(text[a:b] for a, b in spans).strip()
        if sentence and len(sentence.split()) <= _SPEECH:
            told.setdefault(sentence, f"{row['text']}: {sentence}")
    return list(told.values())
