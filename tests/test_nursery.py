"""A command that is copied from the nursery is the command that a shell would start."""

import os

import pytest

from tests.commands import framing
from tests.projects import end, start
from tests.tiny import ARTICLES


@pytest.mark.parametrize("words", [("list",), ("check", "nowhere.csv"), ("run", "nouns")])
def test_it_says_what_a_new_one_says(words, tmp_path):
    assert framing(tmp_path, *words) == end(start(tmp_path, *words))


def test_it_has_the_environment_that_is_given(tmp_path):
    code, _, said = framing(tmp_path, "annotate", ARTICLES, env={**os.environ, "FRAMING_CACHE": ""})
    assert code == 2
    assert "FRAMING_CACHE is empty" in said
