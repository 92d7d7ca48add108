"""State how the outlets tell one event: at most six sentences, each with its numbers and an example."""

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import pandas as pd
import scipy

from analysis.language.words import words_in
from analysis.measures.attribution.acts import counted
from analysis.measures.comparison.utterances.hearing import heard_of, sentence_starts
from analysis.measures.comparison.utterances.namesakes import kin
from analysis.measures.loaded import (
    MODEL_HITS,
    MODEL_LOADED,
    in_sections,
    of_one_outlet,
    outlets_speaking,
)
from analysis.recipes import Tables
from analysis.reports.findings.contrasts import (
    Finding,
    attribution_example,
    contrast_sentence,
    loaded_example,
    unquoted,
)
from analysis.reports.findings.event_passages import (
    GOVERNS,
    alone_quoted,
    calls_told,
    is_land,
    is_one_event,
    likely,
    runs_of,
    speaker_told,
    utterances_told,
    with_titles,
)
from analysis.reports.findings.example_sentences import is_whole_sentence, stands_alone
from analysis.reports.findings.words import listed, some
from analysis.reports.notebook.passages import Behind, origins_of
from analysis.tables.attribution import spans_in
from analysis.texts import texts_by_id

_FEW = 3  # counts, at least, of the highest value
_WIDE = 0.2  # smallest size of a difference that is told (a small effect in Cohen 1988)
_LOADED = 6  # loaded words of the highest outlet, at least: a rate of three of them says nothing
_CHANCE = (
    0.05  # probability of a difference in loaded words by chance, from which on it is not told
)
_WORDS = 12  # loaded words that are told, at most
_SPARSE = 4  # namings of an actor, at least, in every outlet that is told
_IN_COMMON = 6  # words, at least, that two outlets are said to have of one sentence
_CUT = 4  # words that one side leaves out, at least
_CUT_OUT = 0.8  # share of the words of a cut quotation that the whole one has, at least
_MARKS = ",;:.!?–—"  # between clauses
_EXAMPLE = 30  # words of an example, at most


MOST = 6  # sentences


def event_findings(study: Tables, sections: Sequence[str]) -> list[Finding]:
    """State how the outlets tell the one event of a study; nothing if it has several.

    Parameters
    ----------
    study
        Gives tables by name: attributions, contrasts, shared quotations, naming, loaded words.
    sections
        The sections that are read for examples.
    """
    if not is_one_event(study["coverage"]):
        return []
    articles, attributions, only = study["articles"], study["attributions"], study["only-in"]
    hits, sentences = study["loaded-word"], study["loaded-sentence"]
    sure = heard_of(attributions, texts_by_id(articles))
    of_voices = attribution_example(sure, articles, sections=sections)
    unsure = _outlets_unsure(study["quotations"], articles)
    contrasts = _sure_of(study["contrasts"], unsure)
    alone = of_one_outlet(hits, articles)  # not the words of the topic, which all have
    of_loaded = loaded_example(sentences, alone, articles, sections=sections)
    # of an article that is one speech or a column it is not sure whose words they are
    reported = not outlets_speaking(articles, study["voices"])
    found = [
        *(voice_finding(contrasts, study["patterns"], of_voices) if reported else ()),
        *speaker_finding(heard_in(attributions, sections), only, texts_by_id(articles)),
        *shared_finding(study["shared-quotations"], articles),
        *naming_finding(study["naming"]),
        *(
            loaded_finding(
                _sure_of(study["loaded-contrasts"], unsure),
                study["loaded-outlet"],
                in_sections(alone, sections),
                of_loaded,
            )
            if reported
            else ()
        ),
        *alone_finding(only, articles),
    ]
    return found[:MOST]


def mark_notices(quotations: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Warn of articles in whose body a quotation is opened and never closed; their shares may be wrong."""
    told = _outlets_unsure(quotations, articles)
    if not told:
        return []
    return [
        f"A quotation is opened and never closed in an article of {listed(told)}: how much of it is "
        "quoted is not sure, nor what stands in the outlet's own voice. Such shares are not told as findings "
        "here."
    ]


def _sure_of(contrasts: pd.DataFrame, unsure: Sequence[str]) -> pd.DataFrame:
    """Return the contrasts without those of certain outlets."""
    return contrasts[~contrasts[["above", "below"]].isin([*unsure]).any(axis=1)]


def _outlets_unsure(quotations: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return the outlets with an article in whose body a quotation is opened and never closed."""
    never = quotations["kind"].eq("unclosed") & quotations["section"].eq("body")
    unclosed = set(quotations.loc[never, "article"])
    return sorted(articles.loc[articles["id"].isin(unclosed), "outlet"].unique())


def speaking_notices(articles: pd.DataFrame, voices: pd.DataFrame) -> list[str]:
    """Warn of articles that somebody tells himself: what stands in them is hardly the outlet's own voice."""
    told = outlets_speaking(articles, voices)
    if not told:
        return []
    return [
        f"An article of {listed(told)} is a column, or a speech or a statement without quotation marks: it "
        "says “I” or “we”, or calls itself opinion in its first lines. Its words are counted as the outlet's "
        "own, so shares of quoted and of loaded words are not told as findings here."
    ]


def voice_finding(
    contrasts: pd.DataFrame,
    patterns: pd.DataFrame,
    examples: Callable[[Mapping[Any, Any]], Finding],
) -> list[Finding]:
    """State the widest contrast in whose words the outlets print, if there is one."""
    return _widest(contrasts[contrasts["measure"] == "voice"], patterns, examples)


def loaded_finding(
    contrasts: pd.DataFrame,
    patterns: pd.DataFrame,
    alone: pd.DataFrame,
    examples: Callable[[Mapping[Any, Any]], Finding],
) -> list[Finding]:
    """State the contrast in the loaded words of the outlets' own voice, if it rests on enough of them.

    Enough are six of the highest outlet that no other outlet uses; `alone` are LoadedHits of such words.
    Those of them that the word list has, too, are told: the model alone takes words of a topic for loaded.
    Words that follow each other are told together. Nothing is told where the list has the outlets in another
    order, nor where chance alone gives such a difference in one of 20 cases or more, even if each word came
    by itself (binomial test of the counts, given their sum).
    """
    own = (contrasts["measure"] == "loaded words, model") & (contrasts["category"] == "outlet")
    rows = contrasts[own & (contrasts["n_above"] >= _LOADED)]
    clear = alone[(alone["lexicon"] == MODEL_HITS) & (alone["weight"] >= MODEL_LOADED)]
    counts = clear[clear["voice"] == "outlet"].groupby("outlet").size()
    others = alone[alone["lexicon"] != MODEL_HITS]
    listed_too = others.set_index(["article", "start"]).index
    of_its_own = rows["above"].map(counts).fillna(0) >= _LOADED
    alike = [
        _is_alike(row, patterns) and _is_no_chance(row, patterns) for row in rows.to_dict("records")
    ]
    fit = rows[of_its_own & pd.Series(alike, index=rows.index, dtype=bool)]
    found = []
    for row in _widest_row(fit).to_dict("records"):
        own = (clear["voice"] == "outlet") & (clear["outlet"] == row["above"])
        words = clear[own & clear.set_index(["article", "start"]).index.isin(listed_too)]
        each = sorted(set(_joined(words)))
        sentence = contrast_sentence(row, patterns, counts=True).removesuffix(".")
        if each:
            sentence += f"; words that {row['above']} alone has: {', '.join(each[:_WORDS])}"
        more = f" and {len(each) - _WORDS:,} more." if len(each) > _WORDS else "."
        found.append(examples(row)._replace(sentence=sentence + more))
    return found


def _is_alike(row: Mapping[Any, Any], patterns: pd.DataFrame) -> bool:
    """Tell whether the word list has two outlets in the same order as the model."""
    own = (patterns["measure"] == "loaded words, list") & (patterns["category"] == "outlet")
    rates = patterns[own].set_index("outlet")["value"]
    return bool(rates.get(row["above"], 0.0) > rates.get(row["below"], 0.0))


def _is_no_chance(row: Mapping[Any, Any], patterns: pd.DataFrame) -> bool:
    """Tell whether two counts of words differ by more than chance gives, if each word comes by itself."""
    own = (patterns["measure"] == row["measure"]) & (patterns["category"] == row["category"])
    counts = patterns[own].set_index("outlet")[["n", "total"]]
    (above, of_above), (below, of_below) = (
        counts.loc[row[side]].tolist() for side in ("above", "below")
    )
    share = of_above / (of_above + of_below)
    return bool(scipy.stats.binomtest(int(above), int(above + below), share).pvalue < _CHANCE)


def _joined(words: pd.DataFrame) -> list[str]:
    """Return the words of LoadedHits in small letters; of some in a row one: "crying foul"."""
    told: list[str] = []
    last = ("", -1)
    for row in words.sort_values(["article", "start"]).to_dict("records"):
        word = row["text"].casefold()
        if told and last == (row["article"], row["start"] - 1):
            told[-1] += f" {word}"
        else:
            told.append(word)
        last = (row["article"], row["end"])
    return told


def _widest(
    rows: pd.DataFrame, patterns: pd.DataFrame, examples: Callable[[Mapping[Any, Any]], Finding]
) -> list[Finding]:
    return [
        examples(row)._replace(sentence=contrast_sentence(row, patterns, counts=True))
        for row in _widest_row(rows).to_dict("records")
    ]


def _widest_row(rows: pd.DataFrame) -> pd.DataFrame:
    sure = rows["reliable"] | (rows["interval"] == "none")
    return rows[sure & (rows["n_above"] >= _FEW) & (rows["size"] >= _WIDE)].head(1)


def speakers_heard(attributions: pd.DataFrame, articles: pd.DataFrame) -> set[str]:
    """Return the named speakers who are plainly heard somewhere (`heard_of`)."""
    return set(heard_of(attributions, texts_by_id(articles))["speaker"])


def surely_heard(found: Sequence[Behind], articles: pd.DataFrame) -> list[Behind]:
    """Return the evidence of speakers, of which those rows are shown that let them plainly be heard.

    `heard_of` says which; of several in one sentence it is the longest, with the marks of all. All rows stay
    in the file.
    """
    texts = texts_by_id(articles)
    shown = []
    for one in found:
        starts = zip(one.rows["article"], one.rows["start"], strict=True)
        sentences = [
            f"{bisect_right(sentence_starts(texts[article]), start)} {article}"
            for article, start in starts
        ]
        plain = one.rows.assign(sentence=sentences).loc[heard_of(one.rows, texts).index]
        longest = plain.sort_values("words", ascending=False).drop_duplicates("sentence")
        fit = one.rows.index.isin(longest.index).tolist()
        shown.append(one._replace(fit=fit, together=sentences))
    return shown


def heard_in(attributions: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the counted Attributions of `sections`: outermost ones, and others whose words are quoted."""
    rows = counted(attributions)
    rows = rows[rows["section"].isin(list(sections))]
    return rows[rows["parent"].eq("") | rows["quoted_words"].gt(0)]


def speaker_finding(
    attributions: pd.DataFrame, only: pd.DataFrame, texts: Mapping[str, str]
) -> list[Finding]:
    """State who is heard by several outlets, and whom only one of them hears.

    `attributions` are the counted Attributions of the event, nested ones too, `only` is OnlyIn, `texts` are
    those of the articles. A speaker is heard who is plainly said to say something (`plainly_heard`), as in
    OnlyIn; two who bear one name are one. As in the figure of speakers only outermost attributions count.
    That nobody is heard by all is not told: not all who speak are found, and an outlet may hear somebody by
    the name of a body or office.
    """
    said = attributions[
        attributions["named"] & (attributions["act"] == "said") & ~attributions["negated"]
    ]
    outlets = attributions["outlet"].nunique()
    outer = heard_of(said[said["parent"] == ""], texts)  # as the figure of speakers counts
    every = _heard_by_all(outer, outlets)
    alone = only[(only["kind"] == "speaker") & only["speaker"].isin(said["speaker"])]
    alone = alone.drop_duplicates(["outlet", "speaker"])
    both = "Both outlets" if outlets == 2 else "All outlets"
    told = [f"{both} hear {_named(every)}"] if every else []
    if not every and alone.empty:
        return []
    counts = said.groupby(["outlet", "speaker"]).size()
    first = len(told)
    for outlet, rows in alone.groupby("outlet", sort=True):
        names = sorted(rows["speaker"], key=lambda name: (-counts.get((outlet, name), 0), name))
        those = "of those who are surely heard, " if len(told) == first else ""
        told.append(f"{those}only {outlet} hears {_named(names)}")
    sentence = f"{'; '.join(told).removesuffix('.')}."
    return [Finding(sentence[0].upper() + sentence[1:])]


def _heard_by_all(said: pd.DataFrame, outlets: int) -> list[str]:
    """Return the speakers whom all outlets hear, under one of their names or another, most heard first."""
    by = said.groupby("speaker").agg(outlets=("outlet", set), n=("id", "size")).reset_index()
    by = by.sort_values(["n", "speaker"], ascending=[False, True])
    met: dict[str, set[str]] = {}
    for name, where in zip(by["speaker"], by["outlets"], strict=True):
        same = next((known for known in met if kin(known, name)), name)
        met.setdefault(same, set()).update(where)
    return [name for name, where in met.items() if len(where) == outlets]


def shared_finding(shared: pd.DataFrame, articles: pd.DataFrame) -> list[Finding]:
    """State how many utterances are found in several outlets, as rows show them, and what one leaves out."""
    sure = likely(shared[shared["confidence"] == "high"])
    if sure.empty:
        return []
    count, rows = utterances_told(shared)
    of = f" ({rows:,} sentences)" if rows > count else ""
    what = f"One utterance{of} is" if count == 1 else f"{count:,} utterances{of} are"
    sentence = f"{what} found in more than one outlet"
    best = _most_cut(sure, texts_by_id(articles))
    if best is None:
        return [_in_common(sentence, sure, articles)]
    whole, part, left_out = best
    origin = f"{whole['speaker']}; {origins_of(articles)[whole['article']]}"
    sentence += (
        f"; of one sentence, {part['outlet']} has {part['of_whole']:.0f} of the {whole['words']:.0f} words "
        f"that {whole['outlet']} quotes, without:"
    )
    return [Finding(sentence, _one_line(left_out), origin)]


def _in_common(sentence: str, sure: pd.DataFrame, articles: pd.DataFrame) -> Finding:
    """Say how many words outlets quote of one sentence, if there is a sentence with enough of them.

    All passages of the other outlet that belong to the sentence count. Others that have all these words in a
    row are named with the two.
    """
    origins = origins_of(articles)
    order = _told_of_sentences(sure)
    order = order.sort_values(["told", "a", "a_span"], ascending=[False, True, True])
    for row in order.to_dict("records"):
        types = (row["type_a"], row["type_b"])
        for side in "ab":
            text = unquoted(row[f"text_{side}"])
            told = row[f"told_{side}"]
            whole = text[:1].isupper() and stands_alone(text) and told >= _IN_COMMON
            speaker = row[f"speaker_{side}"] or row["speaker_a"] or row["speaker_b"]
            named = not speaker[:1].islower()
            spoken = row[f"type_{side}"] == "direct" and "indirect" not in types
            if spoken and whole and named:
                who = speaker_told([row["speaker_a"], row["speaker_b"]])
                outlets = listed(_with_words(row | {"told": told}, articles))
                said = f"{sentence}; {outlets} have {told:,} words of this sentence in common:"
                return Finding(said, _one_line(text), f"{who}; {origins[row[side]]}")
    return Finding(f"{sentence}.")


def _told_of_sentences(sure: pd.DataFrame) -> pd.DataFrame:
    """Return pairs with how many words of each side's passage the other article's partners of it have.

    `told_a` and `told_b` are of the sides, `told` is the larger of both.
    """
    counts: dict[str, list[int]] = {}
    for one, two in ("ab", "ba"):
        of_side = counts.setdefault(f"told_{one}", [0] * len(sure))
        for _, own in sure.groupby([one, f"{one}_span", two], sort=False):
            first = {key: spans_in(key)[0] for key in own[f"{two}_span"]}
            parts = own.drop_duplicates(f"{two}_span")
            parts = parts.sort_values(f"{two}_span", key=lambda keys: keys.map(first))
            whole = " ".join(parts[f"text_{two}"])
            told = words_shared(own[f"text_{one}"].iloc[0], whole)
            for row in sure.index.get_indexer(own.index).tolist():
                of_side[row] = told
    counted = sure.assign(**counts)
    return counted.assign(told=counted[[*counts]].max(axis=1))


def _with_words(pair: Mapping[Any, Any], articles: pd.DataFrame) -> list[str]:
    """Return the outlets of a pair, and those that have its common words, if these stand in a row."""
    words = [words_in(pair[f"text_{side}"]) for side in "ab"]
    run = SequenceMatcher(None, words[0], words[1], autojunk=False).find_longest_match()
    found = [pair["outlet_a"], pair["outlet_b"]]
    if run.size < pair["told"]:
        return found
    wanted = f" {' '.join(words[0][run.a : run.a + run.size])} "
    has = articles["text"].map(lambda text: wanted in f" {' '.join(words_in(text))} ").astype(bool)
    return [*found, *sorted({*articles.loc[has, "outlet"]} - {*found})]


def words_shared(one: str, other: str) -> int:
    """Return how many words two passages have in the same order and the same form."""
    left, right = words_in(one), words_in(other)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _one_line(text: str) -> str:
    return unquoted(" ".join(text.split()))


def _most_cut(
    shared: pd.DataFrame, texts: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any], str] | None:
    """Return the pair in which one side leaves out most words in a row of what the other quotes.

    The shorter one is a quotation, too, and nearly all of its words are in the longer one. What stands
    elsewhere in its article is not left out, nor are words that are cut off inside a clause told.
    """
    best, most = None, _CUT - 1
    for row in shared.to_dict("records"):
        cut = json.loads(row["cut"])
        for long, short in (("a", "b"), ("b", "a")):
            if row[f"type_{short}"] == "indirect" or row[f"share_of_{short}"] < _CUT_OUT:
                continue
            text = texts[row[long]]
            parts = [
                one
                for at_end, spans in enumerate(cut[long])
                if spans and (one := _clause(text, spans[0][0], spans[-1][1], at_end=bool(at_end)))
            ]
            left_out = max(parts, key=lambda part: len(part.split()), default="")
            if _stands_in(left_out, texts[row[short]]):
                continue
            words = len(left_out.split())
            if row[f"type_{long}"] == "direct" and words > most and row["shared_words"] > _CUT:
                most = words
                of = row[f"text_{long}"], row[f"text_{short}"]
                whole = {
                    "article": row[long],
                    "outlet": row[f"outlet_{long}"],
                    "words": len(words_in(of[0])),
                    "speaker": speaker_told([row[f"speaker_{long}"], row[f"speaker_{short}"]]),
                }
                part = {"outlet": row[f"outlet_{short}"], "of_whole": words_shared(*of)}
                best = whole, part, left_out
    return best


def _clause(text: str, start: int, end: int, *, at_end: bool) -> str:
    """Return what is left out before or behind shared words; "" where the cut is inside a clause."""
    edge = text[max(0, start - 2) : start + 1] if at_end else text[max(0, end - 1) : end + 2]
    return text[start:end] if any(mark in edge for mark in _MARKS) else ""


def _stands_in(left_out: str, text: str) -> bool:
    """Tell whether four words in a row of what is left out stand anywhere in a text."""
    elsewhere = {*runs_of(words_in(text))}
    return any(run in elsewhere for run in runs_of(words_in(left_out)))


def naming_finding(naming: pd.DataFrame) -> list[Finding]:
    """State how the outlets call the actor whom they call most differently; `naming` is Naming.

    Of countries only what their governments are called is told, as in the table of calls.
    """
    naming, outlets = with_titles(naming), naming["outlet"].nunique()
    naming = naming[
        ~naming["actor"].map(is_land).astype(bool) | naming["text"].str.contains(GOVERNS)
    ]
    counts = pd.crosstab(naming["actor"], naming["outlet"])
    often = counts[(counts >= _SPARSE).sum(axis=1) == outlets] if outlets > 1 else counts.head(0)
    described = naming[naming["form"] == "description"]
    most = described.groupby(["actor", "call"]).size().groupby("actor").max()
    known = [name for name in sorted(often.index) if most.get(name, 0) >= _FEW]
    apart = {actor: _apart(naming[naming["actor"] == actor]) for actor in known}
    actor = max(apart, key=apart.__getitem__, default="")
    if not actor or apart[actor] < _WIDE:
        return []
    each = []
    for outlet, rows in naming[naming["actor"] == actor].groupby("outlet", sort=True):
        by_name = int((rows["form"] == "name").sum())
        told = calls_told(rows[rows["form"] == "description"])
        by = "" if is_land(actor) else f"by name {by_name:,}"
        each.append(f"{outlet} {', '.join(filter(None, (by, told)))}")
    whom = f"the government of {actor}" if is_land(actor) else actor
    return [Finding(f"What {whom} is called, with counts: {some(each)}.")]


def _apart(rows: pd.DataFrame) -> float:
    """Return how differently outlets call an actor: the share of calls that would have to change.

    All names are one call: "Ms. Moor" and "Ada Moor" are house style.
    """
    calls = rows["call"].str.lower().mask(rows["form"] == "name", "")
    shares = pd.crosstab(calls, rows["outlet"], normalize="columns")
    return float((shares.max(axis=1) - shares.min(axis=1)).sum() / 2)


def alone_finding(only: pd.DataFrame, articles: pd.DataFrame) -> list[Finding]:
    """Give the longest quotation of a named speaker that is found in one outlet only; `only` is OnlyIn.

    How many there are is not told: where an utterance ends and the next begins is for a reader to say. Nor is
    one given that begins with "and", or with "he" before it names anybody.
    """
    rows = alone_quoted(only, articles)
    if rows.empty:
        return []
    words = rows["text"].str.count(r"\S+")
    alone = rows["text"].map(stands_alone).astype(bool)
    fit = rows.assign(words=words)[(words <= _EXAMPLE) & alone]
    if fit.empty:
        return []
    sentences = fit["text"].map(is_whole_sentence).astype(bool)
    fit = fit[sentences] if sentences.any() else fit  # before parts of sentences
    best = fit.sort_values(["words", "article", "span"], ascending=[False, True, True]).iloc[0]
    origin = origins_of(articles)[best["article"]]
    sentence = f"This quotation was found in quotation marks in {best['outlet']} alone:"
    return [Finding(sentence, _one_line(best["text"]), f"{best['speaker']}; {origin}")]


def _named(names: list[str], most: int = 5) -> str:
    more = len(names) - most
    return listed(names if more <= 1 else [*names[:most], f"{more:,} more"])
