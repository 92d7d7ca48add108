"""Parts of speech of English words, each in its sentence (decision 76)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from analysis.language.nltk_parts import part_of_nltk
from analysis.language.sentences import sentence_spans
from analysis.language.words import find_words

PARTS_OF_SPEECH = {
    "ADJ": "adjectives and ordinal numbers",
    "ADP": "prepositions",
    "ADV": "adverbs, also the particle of a verb (shut down)",
    "AUX": "be, do, have and modal verbs, whether or not another verb follows",
    "CCONJ": "and, or, but",
    "DET": "articles, this, some, all",
    "INTJ": "interjections",
    "NOUN": "nouns that are not names",
    "NUM": "numbers",
    "PART": "not, to before a verb",
    "PRON": "pronouns, also my, which and there (there is)",
    "PROPN": "names",
    "SCONJ": "because, if, that",
    "VERB": "all other verbs",
    "X": "what is none of these",
}

_OF_C5 = {
    "AJ": "ADJ", "OR": "ADJ", "PR": "ADP", "IN": "ADP", "AV": "ADV", "VB": "AUX", "VD": "AUX",
    "VH": "AUX", "VM": "AUX", "CJC": "CCONJ", "AT": "DET", "DT0": "DET", "IT": "INTJ", "NN": "NOUN",
    "CR": "NUM", "PO": "PART", "TO": "PART", "XX": "PART", "DP": "PRON", "DTQ": "PRON",
    "EX": "PRON", "PN": "PRON", "NP": "PROPN", "CJ": "SCONJ", "VV": "VERB",
}  # fmt: skip
_LONGEST = 40  # letters of a word that the tagger sees; no English word is longer
_PLAIN = str.maketrans("‘’ʼ“”„«»", '\'\'\'"""""')


@lru_cache(maxsize=50_000)
def parts_of_speech(sentence: str) -> tuple[str, ...]:
    """Return the part of speech of each word that `find_words` finds in an English sentence.

    Returns
    -------
    Keys of `PARTS_OF_SPEECH`, which are tags of Universal Dependencies; AUX, ADV and PRON are wider
    here. A word with a clitic ("isn't", "government's") has the part of speech of its first part.

    Source
    ------
    HanTa 1.2 (Wartena 2019, the Hanover Tagger), whose English model, with the C5 tags of the British
    National Corpus, lies inside the package; words are cut as NLTK does for the Penn Treebank. Ours: a
    noun with a capital, or an adjective with one beside another word with one, is a name unless
    it begins the sentence or verbs and adverbs have a capital, as in a headline. Measured against the Penn
    Treebank; see the page on words.
    """
    words = find_words(sentence)
    tokens = tagged_words(sentence)
    if not words or not tokens:
        return ("X",) * len(words)
    tags = [_universal(tag) for _, _, tag in tokens]
    starts = [start for start, _, _ in tokens]
    found = [tags[max(bisect_right(starts, word.start) - 1, 0)] for word in words]
    capital = [sentence[word.start].isupper() for word in words]
    verbs = [capital[place] for place in range(1, len(words)) if found[place] in ("VERB", "ADV")]
    if any(verbs) and sum(verbs) * 2 >= len(verbs):  # a headline
        return tuple(found)
    for place in range(1, len(words)):
        beside = any(capital[place + 1 : place + 2]) or (place > 1 and capital[place - 1])
        name = found[place] == "NOUN" or (found[place] == "ADJ" and beside)
        if capital[place] and name:
            found[place] = "PROPN"
    return tuple(found)


def tagged_words(sentence: str) -> list[tuple[int, int, str]]:
    """Return start, end and C5 tag of each word and mark of an English sentence, as the tagger has them."""
    tokens = list(_tokenizer().span_tokenize(sentence.translate(_PLAIN)))
    if not tokens:
        return []
    # the end of a word matters most; the time grows with the square of its length
    plain = [sentence[max(start, end - _LONGEST) : end].translate(_PLAIN) for start, end in tokens]
    tags = _tagger().tag_sent(plain, taglevel=0)
    return [(start, end, tag) for (start, end), tag in zip(tokens, tags, strict=True)]


def parts_at(text: str, numbers: Iterable[int], *, sentence: bool) -> list[str]:
    """Return the part of speech of some words of a text, given by their numbers in `find_words`.

    Parameters
    ----------
    sentence
        Whether the text is one sentence, which is not cut again.
    """
    words = [word.start for word in find_words(text)]
    spans = [(0, len(text))] if sentence else sentence_spans(text)
    starts = [start for start, _ in spans]
    found = []
    for number in numbers:
        start, end = spans[max(bisect_right(starts, words[number]) - 1, 0)]
        tags = parts_of_speech(text[start:end])
        found.append(tags[min(number - bisect_left(words, start), len(tags) - 1)])
    return found


def _universal(tag: str) -> str:
    return _OF_C5.get(tag) or _OF_C5.get(tag[:2], "X")


@cache
def _tagger() -> Any:
    from HanTa.HanoverTagger import HanoverTagger  # noqa: PLC0415  needed only where it is asked for

    return HanoverTagger("morphmodel_en.pgz")


@cache
def _tokenizer() -> Any:
    return part_of_nltk("tokenize.destructive").NLTKWordTokenizer()
