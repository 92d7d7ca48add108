"""One base class stands for every error that a user can cause."""

import importlib
import inspect
import pkgutil

import pytest

import analysis
from analysis.corpus import read_corpus
from analysis.errors import FramingError
from analysis.language import Counting, query_of

TRAINING = "analysis.training"  # needs libraries that only training has


def modules():
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if not module.name.startswith(TRAINING) and not module.name.endswith("__main__"):
            yield module.name


def errors_in(name):
    for _, found in inspect.getmembers(importlib.import_module(name), inspect.isclass):
        if issubclass(found, Exception) and found.__module__ == name:
            yield found


def test_every_error_class_of_the_project_is_a_framing_error():
    found = {error for name in modules() for error in errors_in(name)}
    assert len(found) > 5
    assert [error.__qualname__ for error in found if not issubclass(error, FramingError)] == []


def test_each_error_class_has_a_name_of_its_own_and_a_docstring():
    found = [error for name in modules() for error in errors_in(name)]
    names = [error.__name__ for error in found]
    assert sorted(names) == sorted(set(names))
    assert [error.__name__ for error in found if not error.__doc__] == []


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: read_corpus("no such corpus"),
        lambda: query_of("("),
        lambda: Counting(unit="sentence"),
        lambda: Counting(sections=["advert"]),
    ],
    ids=["a corpus that is not there", "a query", "a setting", "a section"],
)
def test_one_class_catches_what_a_user_did_wrong(mistake):
    with pytest.raises(FramingError, match=r"\S"):
        mistake()


def test_a_framing_error_is_a_value_error_so_that_older_code_still_catches_it():
    assert issubclass(FramingError, ValueError)
