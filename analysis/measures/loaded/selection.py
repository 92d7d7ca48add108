"""Choose sentences for reading: the most loaded ones, and the disagreements of list and model."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from analysis.language.lemmas import lemma
from analysis.language.words import check_sections, fold, words_in
from analysis.measures.loaded.rates import in_sections
from analysis.tables.loaded import LoadedHits, Sentences
from analysis.texts import texts_by_id

_STEM = 4  # letters of the parts of a word with a hyphen that are compared
_FIRST_PERSON = re.compile(r"\b(?:I|me|[Mm]y|mine|myself|[Ww]e|us|[Oo]urs?|ourselves)\b(?!\.)")
_AUTHOR = re.compile(r"\b(?:I|[Mm]y|me)\b(?!\.)")
_IN_MARKS = re.compile(r"[“\"«][^“”\"«»]*[”\"»]?")
_OPINION = (
    3,
    0.2,
)  # lines in which "I" tells, at least: so many, and as a share of those with words
_LINE = 3  # words, at least, of a line that is read for who tells it
_KIND = r"(?:(?:analysis\s*/\s*)?opinion|commentary|column|editorial|op-?ed)"
_CALLED_OPINION = re.compile(  # at one end of a headline
    rf"^{_KIND}\s*[:|–—-]|[:|–—]\s*{_KIND}$", re.IGNORECASE
)
_OPINION_LINE = re.compile(rf"{_KIND}\s*[:|–—-]?", re.IGNORECASE)  # nothing else in a line
_FIRST_LINES = 4  # lines above which a label stands
_MOSTLY = 0.5  # of the words of a sentence, at least, in the voice that it is an example of


def most_loaded(
    sentences: pd.DataFrame,
    *,
    top: int,
    sections: Sequence[str] = ("body",),
    by: str = "own_score",
) -> pd.DataFrame:
    """Return Sentences: the `top` of each outlet with the highest scores in its own voice.

    `by` is "own_score" (the model's) or "own_lexicon_score".
    """
    check_sections(sections)
    rows = in_sections(Sentences.validate(sentences), sections)
    rows = rows[rows[by] > 0]
    order = ["outlet", by, "article", "number"]
    rows = rows.sort_values(order, ascending=[True, False, True, True])
    return Sentences.validate(rows.groupby("outlet").head(top).reset_index(drop=True))


def disagreements(
    sentences: pd.DataFrame, *, top: int, sections: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Return Sentences on which list and model disagree most: `top` of each outlet and direction.

    Scores are compared by their ranks in the corpus, because they are not on one scale. For each outlet,
    sentences that the list ranks higher come first.
    """
    check_sections(sections)
    rows = in_sections(Sentences.validate(sentences), sections)
    rows = rows[rows["words"] > 0]
    apart = rows["lexicon_score"].rank(pct=True) - rows["score"].rank(pct=True)
    rows = rows.assign(apart=apart).sort_values(["outlet", "apart", "article", "number"])
    by_outlet = rows.groupby("outlet")
    model = by_outlet.head(top).pipe(lambda found: found[found["apart"] < 0])
    listed = by_outlet.tail(top).pipe(lambda found: found[found["apart"] > 0])
    table = pd.concat([listed.iloc[::-1], model]).sort_values("outlet", kind="stable")
    return Sentences.validate(table.drop(columns="apart").reset_index(drop=True))


def of_one_outlet(hits: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return LoadedHits of words that no article of another outlet has, in any form ("claim", "claimed").

    What all outlets call a thing ("the shooting") is its topic, and says nothing of one of them.

    Parameters
    ----------
    hits, articles
        LoadedHits, and Articles that tell of one event.
    """
    hits = LoadedHits.validate(hits)
    users: dict[str, set[str]] = defaultdict(set)
    outlets = dict(zip(articles["id"], articles["outlet"], strict=True))
    for article, text in texts_by_id(articles).items():
        for word in set(words_in(text)):
            users[_form(word)].add(outlets[article])
    alone = [len(users[_form(fold(text))]) < 2 for text in hits["text"]]
    return LoadedHits.validate(hits[pd.Series(alone, index=hits.index, dtype=bool)])


def _form(word: str) -> str:
    """Return what all forms of a folded word have in common: "shootings", then "shooting", then "shoot".

    Of a word with a hyphen the first letters of each part: "hard-line" and "hard-liners" are one.
    """
    if "-" in word.strip("-"):
        return "-".join(_form(part)[:_STEM] for part in word.strip("-").split("-"))
    return lemma(lemma(word, "en"), "en")


def fit_to_quote(
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    voice: str = "outlet",
    least: float = _MOSTLY,
) -> pd.DataFrame:
    """Return the Sentences that can stand as examples of a voice.

    At least a share `least` of their words is in that voice, by default half, and none of them is a piece of
    a longer sentence or quotation: it does not begin with a small letter, and every quotation mark has its
    counterpart.
    A sentence of "I", "we" or "our" is hardly the outlet's own voice, but speech that nobody was found for;
    it stands for that voice only in an article that its author tells as "I".
    """
    texts = texts_by_id(articles)
    said = [
        (article, texts[article][start:end])
        for article, start, end in zip(
            sentences["article"], sentences["start"], sentences["end"], strict=True
        )
    ]
    own = {article for article in dict(said) if voice != "outlet" or _tells_as_i(texts[article])}
    whole = [
        _is_whole(sentence) and (article in own or not _of_somebody(sentence))
        for article, sentence in said
    ]
    mostly = sentences[f"{voice}_words"] >= least * sentences["words"]
    return sentences[mostly & pd.Series(whole, index=sentences.index, dtype=bool)]


def _of_somebody(sentence: str) -> bool:
    """Tell whether a sentence says "I" or "we" outside quotation marks."""
    return _FIRST_PERSON.search(_IN_MARKS.sub(" ", sentence)) is not None


def outlets_speaking(articles: pd.DataFrame, voices: pd.DataFrame) -> list[str]:
    """Return the outlets with an article that somebody tells himself, outside all quotation marks.

    `voices` are Voices. Three lines at least, and a fifth of all, say "I" or "we" where nobody is said to
    speak: a column, or a speech or a statement printed without marks; or its first lines call it opinion.
    """
    own = voices[voices["voice"].eq("outlet") & voices["section"].eq("body")]
    places = dict(iter(own.groupby("article")))
    found = set()
    for article, outlet, text in articles[["id", "outlet", "text"]].itertuples(index=False):
        rows = places.get(article, own.head(0))
        lines = _own_lines(text, zip(rows["start"], rows["end"], strict=True))
        told = sum(_FIRST_PERSON.search(_IN_MARKS.sub(" ", line)) is not None for line in lines)
        fewest, share = _OPINION
        spoken = told >= fewest and told >= share * len(lines)
        if spoken or _called_opinion(text):
            found.add(outlet)
    return sorted(found)


def _called_opinion(text: str) -> bool:
    """Tell whether an article calls itself opinion: in its headline, or in one of its first lines alone."""
    head = [line.strip() for line in text.splitlines() if line.strip()][:_FIRST_LINES]
    return bool(head) and (
        _CALLED_OPINION.search(head[0]) is not None
        or any(_OPINION_LINE.fullmatch(line) for line in head)
    )


def _own_lines(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """Return what each line of a text has of some stretches, lines without a word of them left out."""
    kept = [" "] * len(text)
    for start, end in spans:
        kept[start:end] = text[start:end]
    ends = [found.start() for found in re.finditer(r"\n|$", text)]
    lines = ["".join(kept[a:b]) for a, b in pairwise([0, *ends])]
    return [line for line in lines if len(words_in(line)) >= _LINE]


def _tells_as_i(text: str) -> bool:
    """Tell whether an article is told by "I", as opinion pieces and reviews are."""
    lines = [line for line in text.splitlines() if line.strip()]
    told = sum(_AUTHOR.search(_IN_MARKS.sub(" ", line)) is not None for line in lines)
    fewest, share = _OPINION
    return told >= fewest and told >= share * len(lines)


def _is_whole(sentence: str) -> bool:
    first = next((letter for letter in sentence if letter.isalnum()), "")
    straight = sentence.count('"') % 2 == 0
    pairs = all(sentence.count(a) == sentence.count(b) for a, b in ("“”", "«»"))
    return straight and pairs and not first.islower()
