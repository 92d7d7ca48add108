"""Windows of word pieces: every word once, at its own place in the text."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from analysis.models.pieces import CLOSED, LONGEST, OPEN, quotation_states, windows


@dataclass
class Encoding:
    ids: list[int] = field(default_factory=list)
    offsets: list[tuple[int, int]] = field(default_factory=list)
    word_ids: list[int | None] = field(default_factory=list)


class Letters:
    """A tokenizer with a piece a letter and a word between blanks: small enough to count by hand."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoding:
        assert not add_special_tokens
        encoding, word = Encoding(), 0
        for place, letter in enumerate(sequence):
            if letter.isspace():
                word += 1
                continue
            encoding.ids.append(ord(letter))
            encoding.offsets.append((place, place + 1))
            encoding.word_ids.append(word)
        return encoding

    def token_to_id(self, token: str) -> int | None:
        return {"[CLS]": 1, "[SEP]": 2}.get(token)


TEXTS = st.text(st.sampled_from('abc .“”"\n\r\t‘’é🙂\u2028'), max_size=600)


def test_a_window_holds_paragraphs_between_their_special_pieces():
    (window,) = windows(Letters(), "ab c\n\nd", headline=(0, 4))
    assert window.ids == [1, ord("a"), ord("b"), ord("c"), 2, ord("d"), 2]
    assert window.positions == [1, 3, 5]
    assert [(word.start, word.end, word.paragraph) for word in window.words] == [
        (0, 2, 0),
        (3, 4, 0),
        (6, 7, 1),
    ]


@given(TEXTS)
def test_every_word_is_in_one_window_and_at_its_place(text: str):
    found = [word for window in windows(Letters(), text) for word in window.words]
    assert [text[word.start : word.end] for word in found] == text.split()


@given(TEXTS)
def test_no_window_is_longer_than_the_encoder_reads(text: str):
    for window in windows(Letters(), text):
        assert len(window.ids) == len(window.features) <= LONGEST
        assert [window.ids[at] for at in window.positions] == [w.pieces[0] for w in window.words]


def test_a_long_paragraph_is_cut_after_a_sentence():
    text = "aaaaaaaaa " * 15 + "b . " + "ccccccccc " * 15
    first, _ = windows(Letters(), text)
    last = first.words[-1]
    assert text[last.start : last.end] == "."


def test_capitals_quotation_and_place_make_the_feature():
    (window,) = windows(Letters(), "Up low “UN in” ALL\nNext\nThird", headline=(0, 18))
    capitals = [word.feature % 3 for word in window.words]
    quotation = [word.feature // 3 % 3 for word in window.words]
    place = [word.feature // 9 for word in window.words]
    assert capitals == [1, 0, 0, 0, 2, 1, 1]
    assert quotation == [0, 0, CLOSED, CLOSED, 0, 0, 0]
    assert place == [0, 0, 0, 0, 0, 1, 2]


def test_any_mark_closes_what_any_mark_opened():
    assert bytes(quotation_states("“a\" b ''c''")) == bytes([1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1])


def test_a_mark_that_nothing_closes_is_told_apart_and_ends_with_its_paragraph():
    assert bytes(quotation_states("a “b")) == bytes([0, 0, OPEN, OPEN])
    assert not any(quotation_states("no mark, and a closing one” alone"))


def test_a_text_without_a_headline_begins_with_the_lead():
    (window,) = windows(Letters(), "a\nb\nc")
    assert [word.paragraph for word in window.words] == [1, 2, 3]
    (window,) = windows(Letters(), "a\nb\nc\nd", headline=(2, 5))
    assert [word.paragraph for word in window.words] == [1, 0, 0, 2]
