"""Normal forms: the same as the standard library's, in linear time."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.words import find_words
from analysis.normal_form import Form, normal_form

FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")
# marks of four classes, one of class 0, one that is two, letters that have marks, and half-width signs
MARKS = "\u0301\u0323\u0327\u0345\u034f\u0344\u3099\uff9e"


@given(st.text(st.sampled_from(MARKS + "eé가ｶ")), st.text(st.sampled_from(MARKS), min_size=31))
def test_the_form_is_that_of_the_standard_library(before: str, marks: str) -> None:
    text = f"{before}{marks}e{marks[::-1]}"
    for form in FORMS:
        assert normal_form(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323", "\u0323\u0345\uff9e"])
def test_ten_times_the_marks_of_one_letter_cost_no_fifty_times_the_time(marks: str) -> None:
    def seconds(times: int) -> float:
        text = "e" + marks * times
        start = time.process_time()
        find_words(text)
        return time.process_time() - start

    seconds(100)  # what is made at the first call
    assert seconds(100_000) < 50 * max(seconds(10_000), 0.01)
