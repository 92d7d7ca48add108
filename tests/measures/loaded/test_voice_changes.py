"""Loaded words where other words are the outlet's own than before: as if all were read again."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import sections_of
from analysis.measures.attribution import attributions_of, quotations_of, voices_of
from analysis.measures.loaded import Matcher, loaded_in, own_lexicon, voice_changes
from analysis.measures.loaded.voice_changes import with_voices
from analysis.models.cache import Cache
from tests.conftest import articles
from tests.measures.loaded.test_hits import TEXT

OTHER = (
    "Norland mourns\n\nBrook said the disgusting regime, a bizarre mob, had lied, and a brutal "
    "winter came.\n\n“Vile lies,” said Unger, who called the absurd hoax “shameful.”\n"
)
TABLE = articles(("2", "b", OTHER), ("1", "a", TEXT), ("3", "b", "The brutal regime lied."))
SECTIONS = sections_of(TABLE)
QUOTATIONS = quotations_of(TABLE, SECTIONS)
SAID = attributions_of(TABLE, cache=Cache(None))


def voices(said):
    return voices_of(said, TABLE, SECTIONS, QUOTATIONS)


def read(found):
    return loaded_in(TABLE, SECTIONS, found, [Matcher(own_lexicon())], cache=Cache(None))


EVERY = voices(SAID)
BEFORE = read(EVERY)


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(range(len(SAID)))), st.booleans())
def test_other_voices_give_what_reading_again_gives(left, back):
    now = voices(SAID.drop(index=list(left)))
    then, before = (now, read(now)) if back else (EVERY, BEFORE)
    expected = BEFORE if back else read(now)
    found = with_voices(before, TABLE, (then, EVERY if back else now))
    for one, other in zip(found, expected, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_speaker_by_another_name_reads_nothing_again(monkeypatch):
    for name in ("grades_of", "places_of_words"):
        monkeypatch.setattr(voice_changes, name, None)
    now = voices(SAID.assign(speaker=SAID["speaker"].replace("Ada Brook", "Mayor Brook")))
    sentences, hits = with_voices(BEFORE, TABLE, (EVERY, now))
    pd.testing.assert_frame_equal(sentences, BEFORE[0])
    assert {"Mayor Brook", "Carl Unger"} <= {*hits["speaker"]}
    assert (hits["voice"] == BEFORE[1]["voice"]).all()


def test_the_model_reads_only_sentences_that_are_partly_the_outlets_own(monkeypatch):
    asked = []

    def grades(text, sentences, own, cache):
        asked.extend((text[start:end], [text[a:b] for a, b in own[0]]) for start, end in sentences)
        return grades_of(text, sentences, own, cache)

    grades_of = voice_changes.grades_of
    monkeypatch.setattr(voice_changes, "grades_of", grades)
    kept = SAID[SAID["speaker"] != "Carl Unger"]
    with_voices(BEFORE, TABLE, (EVERY, voices(kept)))
    assert len(asked) == 2
    assert all("Unger" in sentence and own != [sentence] for sentence, own in asked)


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1]])
def test_the_order_of_articles_changes_nothing(order):
    now = voices(SAID.head(1))
    found = with_voices(BEFORE, TABLE.iloc[order], (EVERY, now))
    for one, other in zip(found, with_voices(BEFORE, TABLE, (EVERY, now)), strict=True):
        pd.testing.assert_frame_equal(one, other)
