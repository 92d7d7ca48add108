"""What is done where workers are missing, or ended while they read a batch."""

from contextlib import nullcontext

import pytest
from distributed import Client, LocalCluster

from analysis.cluster.batch import Text
from analysis.cluster.dispatch import DeadlyArticleError, answered, halves
from analysis.cluster.errand import Errand
from analysis.cluster.fingerprint import Fingerprint

BATCH = tuple(Text(name, "", "", "x" * 1234) for name in "abcde")


def test_a_batch_is_cut_until_the_article_stands_alone():
    first, second = halves(BATCH, RuntimeError())
    assert first + second == BATCH
    assert abs(len(first) - len(second)) == 1


def test_an_article_that_ends_workers_is_named_with_its_length():
    with pytest.raises(DeadlyArticleError, match=r"article 'a' \(1,234 characters\).*more memory"):
        halves(BATCH[:1], RuntimeError())


def test_that_there_are_no_workers_yet_is_said(capfd):
    errand = Errand(Fingerprint(*"1234567"), "", "")
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as empty,
        Client(empty) as client,
    ):
        assert list(answered(lambda: nullcontext(client), [], errand)) == []
    told = "the scheduler has no workers yet; the articles wait for the first one\n"
    assert told in capfd.readouterr().err
