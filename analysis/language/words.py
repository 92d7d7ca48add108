"""The one definition of a word, and all words of a corpus as integers with places in its texts.

A word is what `WORD` finds in `fold(text)`: letters and digits of any script with their marks, joined
by single apostrophes or hyphens inside; initials with full stops ("u.s.", "p.m.") and numbers with
separators ("1,000", "10:30", "1/2") are one word. No other module splits text for counting.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import regex

from analysis.categories import SECTIONS
from analysis.corpus.sections.cut import BODY, apart_from_body, sections_of
from analysis.corpus.sections.rules import RULES
from analysis.corpus.sections.screen import Screen, screened
from analysis.errors import FramingError
from analysis.normal_form import normal_form
from analysis.progress import followed
from analysis.recipes import step, table
from analysis.tables import Articles, Words, by_key
from analysis.texts import each_of, texts_by_id

_INITIALS = r"(?<![\p{L}\p{M}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{M}\p{N}]|\.\p{L})\.?"
_NUMBER = r"\p{N}+(?:[.,:/]\p{N}+)+[\p{L}\p{M}\p{N}]*"
_PART = rf"(?:{_INITIALS}|{_NUMBER}|[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}]*)"
WORD = regex.compile(rf"{_PART}(?:['\-]{_PART})*")

# curly and modifier apostrophes, Unicode hyphens; the soft hyphen is a hint for line breaks, not a letter
_TYPOGRAPHY = str.maketrans(
    {"\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None}
)

_AT_ONCE = 500  # articles whose words are held where only their numbers are asked for
_REMEMBERED = 500_000  # runs of characters whose words are counted once while they are remembered
_RULES = sorted({BODY[1], *(rule.name for rule in RULES)})

Ids = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]


def fold(text: str) -> str:
    """Return `text` for comparison: NFC, plain apostrophes and hyphens, lower case."""
    return normal_form("NFC", text).translate(_TYPOGRAPHY).lower()


def words_in(text: str) -> list[str]:
    """Return the words of `text` in reading order, folded. This is the definition.

    Examples
    --------
    >>> words_in("The “cease-fire” isn’t over: U.S. planes, 2016.")
    ['the', 'cease-fire', "isn't", 'over', 'u.s.', 'planes', '2016']

    Source
    ------
    Unicode Standard Annex #29, word boundaries. Ours: initials keep their last full stop, a hyphen joins,
    and so do the colon and the stroke between digits.
    """
    found: list[str] = WORD.findall(fold(text))
    return found


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Return the project's English function words (resources/wordlists/function_words.md), folded."""
    table = files("analysis.resources").joinpath("wordlists/function_words.tsv")
    return frozenset(line.split("\t")[0] for line in table.read_text("utf-8").splitlines()[1:])


class Span(NamedTuple):
    """One word: `text[start:end]` counts as `word`."""

    start: int
    end: int
    word: str


def find_words(text: str) -> list[Span]:
    """Return the words of `text` with their place in it, in reading order.

    The places are positions in `text` as given, also where folding changes its length (a decomposed
    accent, a soft hyphen, a capital that becomes two characters).
    """
    folded = fold(text)
    if _keeps_places(text):
        return [Span(m.start(), m.end(), m.group()) for m in WORD.finditer(folded)]
    origin = _origins(text)
    return [
        Span(origin[m.start()][0], origin[m.end() - 1][1], m.group()) for m in WORD.finditer(folded)
    ]


def places_of_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each word that `find_words` returns, in a third of the time."""
    if _keeps_places(text):
        return (m.span() for m in WORD.finditer(fold(text)))
    return ((start, end) for start, end, _ in find_words(text))


@dataclass(frozen=True, eq=False)
class Tokens:
    """All words of a corpus as numbers, in the order of `stretches` (article, then reading order).

    Attributes
    ----------
    articles
        One row per article: `id`, `outlet`.
    stretches
        Sections, the rows that were read; `article_row` is the position in `articles`.
    vocabulary
        The distinct words; `ids` are positions in it.
    ids
        One number per word.
    bounds
        Words of stretch k are `ids[bounds[k]:bounds[k + 1]]`.
    bare
        Whether "trump's" stands in the vocabulary as "trump".
    spans
        The start and end of every word in the text of its article, where they are known already.
    """

    articles: pd.DataFrame
    stretches: pd.DataFrame
    vocabulary: npt.NDArray[np.object_]
    ids: Ids
    bounds: Integers
    bare: bool = False
    spans: npt.NDArray[np.int32] | None = None

    @property
    def article_rows(self) -> Integers:
        """Position in `articles` of every word."""
        rows = self.stretches["article_row"].to_numpy(dtype=np.int64)
        return np.repeat(rows, np.diff(self.bounds))


@dataclass(frozen=True, eq=False)
class Stretches:
    """Where the sections of a corpus stand and how many words they have, without the words.

    Attributes
    ----------
    articles
        One row per article: `id`, `outlet`.
    stretches
        Sections of every article, in the order of the articles; `article_row` stands for the article.
    bounds
        Stretch k has `bounds[k + 1] - bounds[k]` words.
    """

    articles: pd.DataFrame
    stretches: pd.DataFrame
    bounds: Integers


def stretches_of(articles: pd.DataFrame) -> Stretches:
    """Count the words of every stretch of Articles, of some articles at a time."""
    parts, words = list[pd.DataFrame](), [np.zeros(1, np.int64)]
    of_runs = _WordsOfRuns()
    for first in range(0, max(len(articles), 1), _AT_ONCE):
        some = articles.iloc[first : first + _AT_ONCE]
        found = _stretches_read(some, SECTIONS)
        lengths = map(of_runs.words_of, _pieces(some, found))
        words.append(np.fromiter(lengths, np.int64, len(found)))
        parts.append(
            pd.DataFrame(
                {
                    "article_row": (found["article_row"] + first).astype(np.int32),
                    "start": found["start"].astype(np.int32),
                    "end": found["end"].astype(np.int32),
                    "section": pd.Categorical(found["section"], SECTIONS),
                    "rule": pd.Categorical(found["rule"], _RULES),
                }
            )
        )
    kept = articles[["id", "outlet"]].reset_index(drop=True)
    return Stretches(kept, pd.concat(parts, ignore_index=True), np.cumsum(np.concatenate(words)))


def without_possessives(tokens: Tokens) -> Tokens:
    """Return `tokens` with "trump" for "trump's"."""
    bare = [without_possessive(word) for word in tokens.vocabulary]
    vocabulary: dict[str, int] = {}
    numbers = [vocabulary.setdefault(word, len(vocabulary)) for word in bare]
    ids = np.asarray(numbers, np.int32)[tokens.ids]
    return replace(tokens, ids=ids, vocabulary=np.array(list(vocabulary), dtype=object), bare=True)


def without_possessive(word: str) -> str:
    """Return a folded word without "'s" at its end; a contraction ("it's", "that's") stays as it is."""
    return word[:-2] if word.endswith("'s") and word not in function_words() else word


def words_of(articles: pd.DataFrame, *, sections: Sequence[str] = SECTIONS) -> Tokens:
    """Read the words of every article.

    Parameters
    ----------
    articles
        Articles.
    sections
        The sections to read: any of headline, subhead, caption, promo, credit, body.

    Raises
    ------
    FramingError
        If a section is unknown.
    """
    check_sections(sections)
    stretches = _stretches_read(articles, sections)
    ids, bounds, vocabulary = encode(_pieces(articles, stretches))
    kept = articles[["id", "outlet"]].reset_index(drop=True)
    return Tokens(kept, stretches, vocabulary, ids, bounds)


def _stretches_read(articles: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return Sections of what is read, with `article_row`, the position of the article."""
    stretches = sections_of(articles)
    stretches = stretches[stretches["section"].isin(list(sections))].reset_index(drop=True)
    position = pd.Series(range(len(articles)), index=articles["id"].to_numpy(), dtype=np.int64)
    stretches["article_row"] = position.loc[stretches["article"]].to_numpy()
    return stretches


def _pieces(articles: pd.DataFrame, stretches: pd.DataFrame) -> Iterator[str]:
    """Yield the text of each stretch."""
    texts = articles["text"].array if len(articles) > _AT_ONCE else list(articles["text"])
    for row, start, end in stretches[["article_row", "start", "end"]].itertuples(index=False):
        yield texts[row][start:end]


def texts_in(articles: pd.DataFrame, *, sections: Sequence[str] = SECTIONS) -> Iterator[str]:
    """Yield the text of each article without the sections that are not read.

    Its words are those of `words_of`: no word goes on from one stretch into the next. FramingError if a
    section is unknown.
    """
    check_sections(sections)
    articles = Articles.validate(articles)
    return followed(_read(articles, set(sections)), total=len(articles), what="reading words")


def _read(articles: pd.DataFrame, wanted: set[str]) -> Iterator[str]:
    """Yield the text of each article without the sections that are not wanted."""
    texts = each_of(articles["text"])
    if wanted >= set(SECTIONS):
        return texts
    screens = zip(each_of(articles["title"]), screened(texts), strict=True)
    return (_read_of(title, screen, wanted) for title, screen in screens)


def _read_of(title: str, screen: Screen, wanted: set[str]) -> str:
    """Return the text of an article without the sections that are not wanted."""
    text = screen.text
    apart = apart_from_body(title, screen) if title or screen.apart or screen.pulled else ()
    if BODY[0] not in wanted:
        return "\n".join(text[s.start : s.end] for s in apart if s.section in wanted)
    unwanted = [s for s in apart if s.section not in wanted]
    if not unwanted:
        return text
    begins, ends = [0, *(s.end for s in unwanted)], [*(s.start for s in unwanted), len(text)]
    return "\n".join(text[begin:end] for begin, end in zip(begins, ends, strict=True))


def check_sections(sections: Sequence[str]) -> None:
    """Refuse sections that do not exist, and none at all."""
    unknown = sorted(set(sections) - set(SECTIONS))
    if unknown or not sections:
        wrong = f"unknown section {unknown[0]!r}" if unknown else "no section to read"
        raise FramingError(f"{wrong}; the sections are {', '.join(SECTIONS)}")


def encode(texts: Iterable[str]) -> tuple[Ids, Integers, npt.NDArray[np.object_]]:
    """Return word ids, the bounds of each text in them, and the vocabulary they point into.

    Gives exactly `words_in` of every text. Faster because a word never contains white space: each
    distinct run of other characters is folded and searched once, however often it occurs.
    """
    runs = _Runs()
    per_text = [np.fromiter(map(runs.__getitem__, text.split()), np.int32) for text in texts]
    lengths = np.fromiter(map(len, per_text), np.int64, len(per_text))
    run_ids = np.concatenate(per_text) if per_text else np.empty(0, np.int32)
    ids, words_per_run = runs.expand(run_ids)
    before = np.concatenate(([0], np.cumsum(words_per_run, dtype=np.int64)))
    bounds = before[np.concatenate(([0], np.cumsum(lengths)))]
    return ids, bounds, np.array(list(runs.vocabulary), dtype=object)


def stretch_numbers(tokens: Tokens) -> Integers:
    """Return the number of the stretch of every word."""
    return np.repeat(np.arange(len(tokens.bounds) - 1), np.diff(tokens.bounds))


def word_spans(tokens: Tokens, articles: pd.DataFrame) -> Integers:
    """Return the start and end of every word in the text of its article, (words, 2) characters."""
    if tokens.spans is not None:
        return tokens.spans.astype(np.int64)
    texts = texts_by_id(articles)
    named = tokens.stretches[["article", "start", "end"]].itertuples(index=False)
    inside = (places_of_words(texts[article][start:end]) for article, start, end in named)
    places = np.fromiter(
        chain.from_iterable(chain.from_iterable(inside)), np.int64, 2 * len(tokens.ids)
    )
    begins = np.repeat(tokens.stretches["start"].to_numpy(np.int64), np.diff(tokens.bounds))
    return np.asarray(places.reshape(-1, 2) + begins[:, None])


def words_table(tokens: Tokens, articles: pd.DataFrame) -> pd.DataFrame:
    """Return every word with its place: Words, one row per word of `tokens`."""
    spans = word_spans(tokens, articles)
    own = (
        tokens.stretches[["article", "section"]]
        .take(stretch_numbers(tokens))
        .reset_index(drop=True)
    )
    words = pd.Series(tokens.vocabulary, dtype=str).take(tokens.ids).reset_index(drop=True)
    table = pd.DataFrame(
        {
            "article": own["article"],
            "start": spans[:, 0],
            "end": spans[:, 1],
            "section": own["section"],
            "word": words,
        }
    )
    return Words.validate(by_key(table, "article", "start"))


class _WordsOfRuns(dict[str, int]):
    """Run of non-space characters -> how many words it is."""

    def __missing__(self, run: str) -> int:
        number = self[run] = len(words_in(run))
        return number

    def words_of(self, text: str) -> int:
        """Count the words of a text, as `words_in` finds them."""
        if len(self) > _REMEMBERED:
            self.clear()
        return sum(map(self.__getitem__, text.split()))


class _Runs(dict[str, int]):
    """Run of non-space characters -> its number; remembers the words of every run."""

    def __init__(self) -> None:
        super().__init__()
        self.vocabulary: dict[str, int] = {}
        self._words: list[int] = []
        self._starts: list[int] = [0]

    def __missing__(self, run: str) -> int:
        number = self[run] = len(self)
        plain = run.isascii() and run.isalnum()  # one word, as most runs are
        for word in [run.lower()] if plain else words_in(run):
            self._words.append(self.vocabulary.setdefault(word, len(self.vocabulary)))
        self._starts.append(len(self._words))
        return number

    def expand(self, run_ids: Ids) -> tuple[Ids, Integers]:
        """Return the word ids of a sequence of runs, and how many words each run gave."""
        starts = np.asarray(self._starts, np.int64)
        lengths = np.diff(starts)[run_ids]
        first_out = np.cumsum(lengths) - lengths
        source = np.repeat(starts[run_ids] - first_out, lengths) + np.arange(lengths.sum())
        return np.asarray(self._words, np.int32)[source], lengths


def _keeps_places(text: str) -> bool:
    """Whether folding leaves every character where it was: U+0130 alone grows in lower case."""
    if text.isascii():
        return True
    return "\u00ad" not in text and "\u0130" not in text and normal_form("NFC", text) == text


def _origins(text: str) -> list[tuple[int, int]]:
    """Start and end in `text` of the cluster that each character of `fold(text)` comes from."""
    origins: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        alone = end == start + 1 and text[start].isascii()  # most are: nothing has to be folded
        origins.extend([(start, end)] * (1 if alone else len(fold(text[start:end]))))
    return origins


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Cut `text` into the shortest stretches that NFC treats apart from each other."""
    start = 0
    for here in range(1, len(text)):
        if text[here].isascii() or _parts_at(here, start, text):
            yield start, here
            start = here
    if text:
        yield start, len(text)


def _parts_at(here: int, start: int, text: str) -> bool:
    """Whether `text[here]`, which is not ASCII, begins a new cluster after the one from `start` on."""
    character = text[here]
    if unicodedata.combining(unicodedata.normalize("NFD", character)[0]):
        return False
    cluster = text[start:here]  # not cut out for a mark, of which a cluster may have any number
    apart = normal_form("NFC", cluster) + normal_form("NFC", character)
    return normal_form("NFC", cluster + character) == apart


@step("tokens")
def _tokens(articles: pd.DataFrame, *, sections: list[str], unit: str) -> Tokens:
    """The words of the sections that are read."""
    tokens = words_of(articles, sections=sections)
    return tokens if unit == "form" else without_possessives(tokens)


@step("every-token")
def _every_token(articles: pd.DataFrame) -> Tokens:
    """The words of all sections."""
    return words_of(articles)


@step("every-stretch")
def _every_stretch(articles: pd.DataFrame) -> Stretches:
    """The stretches of all sections, with the number of their words."""
    return stretches_of(articles)


@table("words", Words)
def _words(tokens: Tokens, articles: pd.DataFrame) -> pd.DataFrame:
    """Every word with its place in the text."""
    return words_table(tokens, articles)
