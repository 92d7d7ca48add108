"""What is done with a batch while which was read workers ended."""

import pytest

from analysis.cluster.batch import Text
from analysis.cluster.dispatch import DeadlyArticleError, halves

BATCH = tuple(Text(name, "", "", "x" * 1234) for name in "abcde")


def test_a_batch_is_cut_until_the_article_stands_alone():
    first, second = halves(BATCH, RuntimeError())
    assert first + second == BATCH
    assert abs(len(first) - len(second)) == 1


def test_an_article_that_ends_workers_is_named_with_its_length():
    with pytest.raises(DeadlyArticleError, match=r"article 'a' \(1,234 characters\).*more memory"):
        halves(BATCH[:1], RuntimeError())
