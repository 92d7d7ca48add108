"""The model of loaded language, as it is shipped."""

import pytest

from analysis.language.sentences import sentence_spans
from analysis.models.encoder import LOADED_MODEL, Grader, shipped_grader

CALM = "The council approved the budget on Monday."
LOADED = "This shameful, reckless scheme is a disgrace that only corrupt cronies could love."


def grades(text):
    spans = sentence_spans(text)
    return spans, shipped_grader().grades(text, spans)


def test_a_loaded_sentence_has_a_higher_probability_than_a_calm_one():
    spans, found = grades(f"{CALM} {LOADED}")
    assert len(spans) == len(found.sentences) == 2
    calm, loaded = found.sentences
    assert calm < 0.3
    assert loaded > 0.7


def test_words_are_graded_where_they_stand():
    text = f"{CALM} {LOADED}"
    _, found = grades(text)
    strongest = {text[start:end] for start, end, p in found.words if p > 0.5}
    assert strongest >= {"shameful", "reckless", "disgrace"}
    assert strongest <= set(LOADED.split()) | {"shameful", "disgrace", "corrupt", "cronies"}
    assert "".join(text[a:b] for a, b, _ in found.words) == text.replace(" ", "")


def test_a_sentence_longer_than_a_window_has_its_highest_probability():
    long = (
        " and ".join(["the council met in the old town hall"] * 60)
        + " for this vile, shameful lie."
    )
    _, found = grades(long)
    assert len(found.sentences) == 1
    last = [p for _, _, p in found.words[-6:]]
    assert max(last) > max(p for _, _, p in found.words[:100])
    assert found.sentences[0] > 0.3


def test_nothing_is_said_of_what_has_no_words():
    assert grades("") == ([], shipped_grader().grades("", []))
    text = f"{CALM} {LOADED}"
    late = shipped_grader().grades(text, [(text.index(LOADED), len(text))])
    assert late.sentences == grades(text)[1].sentences[1:]


def test_the_neighbours_of_a_sentence_change_nothing():
    _, alone = grades(CALM)
    _, beside = grades(f"{CALM} {LOADED}")
    assert beside.sentences[0] == alone.sentences[0]
    assert beside.words[: len(alone.words)] == alone.words


def test_the_model_is_small_enough_to_ship_and_a_missing_one_is_named(tmp_path):
    assert (LOADED_MODEL / "model.onnx").stat().st_size < 25_000_000
    with pytest.raises(FileNotFoundError, match=r"model\.onnx is missing"):
        Grader(tmp_path)
