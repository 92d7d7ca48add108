import csv

import pytest

from analysis.language import stop_words, words_in
from tests.conftest import ROOT

LIST = ROOT / "analysis/resources/wordlists/function_words.tsv"


def test_the_list_holds_function_words_and_leaves_content_alone():
    words = stop_words("on")
    assert {"the", "of", "and", "don't", "she", "would"} <= words
    assert not words & {"said", "new", "people", "regime", "government", "claimed", "year"}
    assert stop_words("off") == frozenset()


def test_every_entry_is_one_folded_word_once_and_in_order():
    rows = list(csv.DictReader(LIST.read_text("utf-8").splitlines(), delimiter="\t"))
    words = [row["word"] for row in rows]
    assert words == sorted(set(words))
    assert all(words_in(word) == [word] for word in words)
    assert all(row["class"] for row in rows)


def test_the_card_says_the_size_of_the_list():
    card = LIST.with_suffix(".md").read_text(encoding="utf-8")
    assert f"{len(stop_words('on'))} words" in card


def test_a_file_of_ones_own_is_read_folded_with_comments(tmp_path):
    file = tmp_path / "stop.txt"
    file.write_text("\ufeff# mine\nThe\n\n  Don’t \n", encoding="utf-8")
    assert stop_words(str(file)) == {"the", "don't"}


@pytest.mark.parametrize("line", ["two words", "---"])
def test_a_line_that_is_not_one_word_is_named(tmp_path, line):
    file = tmp_path / "stop.txt"
    file.write_text(f"the\n{line}\n", encoding="utf-8")
    with pytest.raises(
        ValueError, match=rf"stop.txt, line 2: '{line}' is . words; one word a line"
    ):
        stop_words(str(file))


def test_a_missing_file_is_named():
    with pytest.raises(ValueError, match=r"stop list 'nowhere.txt' cannot be read"):
        stop_words("nowhere.txt")
