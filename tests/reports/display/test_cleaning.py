"""Text from outside: what is read stays, what acts is gone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.display.cleaning import harmless, plain


@given(st.text(alphabet=st.characters()))
def test_harmless_text_is_text_that_can_be_stored_and_keeps_all_letters(text):
    kept = harmless(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", kept)
    assert kept.encode().decode() == kept
    assert harmless(kept) == kept
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


def test_a_terminal_title_or_an_open_escape_hides_no_text():
    assert plain("\x1b]0;title\x07a \x1b]8;;unclosed\nb\x9b31mc") == "a 8;;unclosed\nbc"
