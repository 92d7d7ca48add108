"""Whether a machine would give the same answers is seen by what decides them, and by answers."""

import re
from dataclasses import fields, replace

import pytest

from analysis.cluster.fingerprint import Fingerprint, differences, fingerprint


def test_a_machine_does_not_differ_from_itself():
    assert differences(fingerprint()) == ()
    assert all(getattr(fingerprint(), field.name) for field in fields(Fingerprint))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"framing": "9.9"}, r"it has framing [\d.]+: install framing 9\.9 there"),
        ({"python": "2.7"}, r"it has python 3\.\d+: use Python 2\.7 there"),
        ({"libraries": "numpy 1"}, r"it has libraries .*requirements-cluster.lock names \(numpy 1\)"),
        ({"code": "0"}, "its code of framing is another"),
        ({"lists": "0"}, "its word lists are others"),
        ({"weights": "0"}, "the weights of its models are others"),
        ({"answers": "0"}, "the same code and weights give other numbers on its processor"),
    ],
)  # fmt: skip
def test_what_is_different_is_named_with_what_would_be_right(changed, told):
    (cure,) = differences(replace(fingerprint(), **changed))
    assert re.search(told, cure)


def test_the_models_are_not_asked_where_their_weights_are_others():
    """Weights that framing does not ship would end the worker's answer with another error."""
    found = differences(replace(fingerprint(), weights="0", answers="0"))
    assert len(found) == 1
