"""Find loaded words by lists and by the model, with their voices, and score each sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

import pandas as pd

from analysis.language.sentences import sentence_spans
from analysis.language.words import Span, find_words
from analysis.measures.loaded.exemptions import exempt_places
from analysis.measures.loaded.lexicons import OWN, Entry
from analysis.measures.loaded.matching import Hit, Matcher, is_negated
from analysis.measures.loaded.model import LEAST, MODEL_HITS, by_word, grades_of
from analysis.models.cache import Cache, usual_cache
from analysis.models.encoder import Grades
from analysis.models.parallel import in_order
from analysis.progress import followed
from analysis.recipes import step, table
from analysis.tables import Articles, Sections, Voices, by_key
from analysis.tables.loaded import LOADED_VOICES, LoadedHits, Sentences

SCARE_WORDS = (
    3  # words, at most, of scare quotes: a quoted fragment without a speaker (decision 29)
)


class Stretch(NamedTuple):
    """One stretch of Voices."""

    start: int
    voice: str
    speaker: str
    kind: str
    attribution: str


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    section: str
    words: list[Span]
    voices: list[Stretch]  # of each word

    @property
    def own_spans(self) -> list[tuple[int, int]]:
        own = [stretch.voice == "outlet" for stretch in self.voices]
        return own_spans((self.start, self.end), [word.start for word in self.words], own)


_Found = tuple[str, Hit, Stretch]


def loaded_in(
    articles: pd.DataFrame,
    sections: pd.DataFrame,
    voices: pd.DataFrame,
    matchers: Sequence[Matcher],
    *,
    cache: Cache | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find loaded words in all sections of the articles of one corpus, by word lists and by the model.

    Parameters
    ----------
    matchers
        The word lists. Lexicon scores of sentences are of our own list, where it is among them.
    cache
        Where the answers of the model are kept; the usual folder if None. Changes nothing but the time.

    Returns
    -------
    Sentences and LoadedHits. A hit has the voice of its first word. For the test whether they are scare
    quotes, quotations that touch count as one. The model's hits have the list "model"; each is a single
    word, and its weight is its probability. Names, titles of works and terms of law are no hits
    (`analysis.measures.loaded.exemptions`).

    Examples
    --------
    >>> from analysis.corpus import read_corpus, sections_of
    >>> from analysis.measures.attribution import attributions_of, quotations_of, voices_of
    >>> from analysis.measures.loaded import counted, loaded_in, matchers_of
    >>> articles = read_corpus("seeds").articles
    >>> sections = sections_of(articles)
    >>> quotations = quotations_of(articles, sections)
    >>> voices = voices_of(attributions_of(articles), articles, sections, quotations)
    >>> sentences, hits = loaded_in(articles, sections, voices, matchers_of([]))
    >>> counted(hits, ["body"], by="model").groupby(["outlet", "voice"]).size().unstack(fill_value=0)
    voice     outlet  paraphrased  quoted
    outlet
    PJ Media       4            3      26
    RFE/RL         4            3       5
    """
    articles = by_key(Articles.validate(articles), "id")
    cut = dict(iter(Sections.validate(sections).groupby("article")))
    spoken = dict(iter(Voices.validate(voices).groupby("article")))
    sentences: list[tuple[object, ...]] = []
    hits: list[tuple[object, ...]] = []
    kept = cache or usual_cache("loaded")

    def read(row: tuple[str, str, str]) -> tuple[str, str, str, list[_Sentence], Grades]:
        article, _, text = row
        parts = list(_sentences(text, cut.get(article), stretches_of(spoken.get(article))))
        asked = [(one.start, one.end) for one in parts]
        return *row, parts, grades_of(text, asked, [one.own_spans for one in parts], kept)

    each = in_order(read, articles[["id", "outlet", "text"]].itertuples(index=False))
    each = followed(each, total=len(articles), what="finding loaded words")
    for article, outlet, text, parts, grades in each:
        exempt = exempt_places(text, [(one.words, one.section) for one in parts])
        scored = zip(parts, grades.sentences, grades.own, strict=True)
        for number, (sentence, score_of, own_score) in enumerate(scored):
            listed = list(_listed_words(sentence, matchers, exempt))
            graded = list(_graded_words(sentence, grades, exempt))
            place = sentence.section, sentence.start, sentence.end
            scores = *_scores(listed), score_of, min(score_of, own_score)
            sentences.append((article, number, outlet, *place, *_counts(sentence.voices), *scores))
            for one in (*listed, *graded):
                hits += ((article, outlet, *row, number) for row in _hit_rows(text, sentence, *one))
    return (
        Sentences.of_rows(sentences, "article", "number"),
        LoadedHits.of_rows(hits, "article", "start", "lexicon", "category"),
    )


def _sentences(
    text: str, sections: pd.DataFrame | None, stretches: list[Stretch]
) -> Iterator[_Sentence]:
    """Yield the sentences of an article; none crosses a section."""
    words = find_words(text)
    starts = [word.start for word in words]
    changes = [stretch.start for stretch in stretches]
    if sections is None:
        return
    for start, end, section in sections[["start", "end", "section"]].itertuples(index=False):
        for first, last in sentence_spans(text[start:end]):
            begin, stop = start + first, start + last
            inside = words[bisect_left(starts, begin) : bisect_left(starts, stop)]
            voices = [stretches[bisect_right(changes, word.start) - 1] for word in inside]
            yield _Sentence(begin, stop, section, inside, voices)


def own_spans(
    sentence: tuple[int, int], begins: Sequence[int], own: Sequence[bool]
) -> list[tuple[int, int]]:
    """Return the runs of words in the outlet's own voice, with the marks behind them.

    Parameters
    ----------
    sentence
        Where it stands in the text.
    begins, own
        Where each of its words begins, and whether it is the outlet's.
    """
    first = [k for k in range(1, len(own)) if own[k] != own[k - 1]]
    places = [sentence[0], *(begins[k] for k in first), sentence[1]]
    runs = zip([0, *first], pairwise(places), strict=True)
    return [ends for k, ends in runs if own and own[k]]


def stretches_of(voices: pd.DataFrame | None) -> list[Stretch]:
    """Return the stretches of an article in order, with scare quotes apart from other quotations."""
    if voices is None:
        return []
    columns = ["start", "voice", "speaker", "kind", "attribution"]
    rows = list(zip(*(voices[column].tolist() for column in columns), strict=True))
    words = voices["words"].tolist()
    found = []
    for quoted, places in groupby(range(len(rows)), key=lambda place: rows[place][1] == "quoted"):
        run = list(places)
        short = sum(words[place] for place in run) <= SCARE_WORDS
        scare = quoted and short and not any(rows[place][4] for place in run)
        for start, voice, *whose in (rows[place] for place in run):
            found.append(Stretch(start, "scare quotes" if scare else voice, *whose))
    return found


def _listed_words(
    sentence: _Sentence, matchers: Sequence[Matcher], exempt: set[int]
) -> Iterator[_Found]:
    folded = [word.word for word in sentence.words]
    for matcher in matchers:
        for hit in matcher.hits(folded):
            if not any(word.start in exempt for word in sentence.words[hit.first : hit.end]):
                yield matcher.lexicon.name, hit, sentence.voices[hit.first]


def _graded_words(sentence: _Sentence, grades: Grades, exempt: set[int]) -> Iterator[_Found]:
    """Yield the words that the model calls loaded with a probability of at least `LEAST`."""
    first = bisect_left(grades.words, (sentence.start,))
    last = bisect_left(grades.words, (sentence.end,))
    here = Grades([], [], grades.words[first:last])
    probabilities = by_word(sentence.words, here)
    folded = [word.word for word in sentence.words]
    for place, (word, p) in enumerate(zip(sentence.words, probabilities, strict=True)):
        if p >= LEAST and word.start not in exempt:
            entry = Entry(word.word, (word.word,), (MODEL_HITS,), weight=p)
            found = Hit(place, place + 1, entry, is_negated(folded, place))
            yield MODEL_HITS, found, sentence.voices[place]


def _counts(own: list[Stretch]) -> tuple[int, ...]:
    by_voice = [sum(one.voice == voice for one in own) for voice in LOADED_VOICES]
    return len(own), *by_voice


def _hit_rows(
    text: str, sentence: _Sentence, lexicon: str, hit: Hit, stretch: Stretch
) -> Iterator[tuple[object, ...]]:
    """Yield a hit as rows of LoadedHits, one a category, without article, outlet and number."""
    start, end = sentence.words[hit.first].start, sentence.words[hit.end - 1].end
    whose = stretch.voice, stretch.speaker, stretch.kind, stretch.attribution
    for category in hit.entry.categories:
        said = lexicon, hit.entry.term, category, hit.entry.weight, hit.negated
        yield start, end, text[start:end], *said, sentence.section, *whose


def _scores(found: list[_Found]) -> tuple[float, float]:
    ours = [(hit, stretch) for name, hit, stretch in found if name == OWN and not hit.negated]
    return (
        score([hit.entry.weight for hit, _ in ours]),
        score([hit.entry.weight for hit, stretch in ours if stretch.voice == "outlet"]),
    )


def score(weights: Sequence[float]) -> float:
    """Return 1 less the product of (1 - weight), 0 for no words (decision 26).

    This is the probability that at least one of the words is loaded, if they are independent.
    """
    none = 1.0
    for weight in weights:
        none *= 1 - weight
    return 1 - none


@step("loaded-language", kept=True)
def _loaded_language(
    articles: pd.DataFrame, sections: pd.DataFrame, voices: pd.DataFrame, matchers: list[Matcher]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sentences and LoadedHits of all sections."""
    return loaded_in(articles, sections, voices, matchers)


@table("loaded-sentence", Sentences)
def _sentences_scored(loaded_language: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    """Every sentence with its words in each voice and its scores."""
    return loaded_language[0]


@table("loaded-word", LoadedHits)
def _hits(loaded_language: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    """Every loaded word with its place in the text and its voice."""
    return loaded_language[1]
