"""Results come in order, whether many threads make them or one."""

import threading

import pytest

from analysis.models.parallel import in_order, one_thread, processors


def test_results_come_in_the_order_of_what_is_given():
    assert list(in_order(str, range(100), workers=4)) == [str(number) for number in range(100)]


def test_within_one_thread_there_is_none_but_the_callers():
    with one_thread():
        seen = set(in_order(lambda _: threading.current_thread(), range(40), workers=4))
        assert seen == {threading.current_thread()}
    seen = set(in_order(lambda _: threading.current_thread(), range(40), workers=4))
    assert threading.current_thread() not in seen


def test_another_thread_is_not_bound_by_it():
    found = []
    with one_thread():
        other = threading.Thread(
            target=lambda: found.extend(
                in_order(lambda _: threading.current_thread(), [1], workers=1)
            )
        )
        other.start()
        other.join()
    assert found[0] not in (other, threading.current_thread())


def test_an_error_is_that_of_the_step():
    with one_thread(), pytest.raises(ZeroDivisionError):
        list(in_order(lambda one: 1 // one, [1, 0]))


def test_there_is_a_processor():
    assert processors() >= 1
