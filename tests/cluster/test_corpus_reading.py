"""The same bytes whoever reads, and whatever ends meanwhile."""

import gc
import os
import signal
from collections import Counter

import psutil
import pytest

from analysis.cluster import CorpusReading, Crew, LostSchedulerError, OtherWorkerError
from analysis.cluster.scheduler import connected
from tests.cluster.places import (
    PATIENT,
    Line,
    changed_package,
    few_texts,
    files_in,
    scheduler,
)
from tests.tiny import ARTICLES

# Dask leaves a socket open that it was connecting when its client was closed
pytestmark = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(autouse=True)
def leave_no_socket_to_other_tests():
    yield
    gc.collect()


@pytest.fixture(scope="module")
def texts():
    return few_texts(ARTICLES, 12)


@pytest.fixture(scope="module")
def expected(texts, tmp_path_factory):
    """What threads keep."""
    folder = tmp_path_factory.mktemp("threads")
    assert [*CorpusReading(texts, folder).by(Crew())] == [text.id for text in texts]
    return files_in(folder)


@pytest.fixture(scope="module")
def two():
    """A client of a scheduler with two workers, for all tests of this module."""
    with connected("local", workers=2) as client:
        client.wait_for_workers(2, timeout=PATIENT)
        yield client


def crew(client, **changes):
    return Crew(**({"scheduler": client.scheduler.address, "size": 2} | changes))


def test_two_workers_that_share_the_folder_keep_what_threads_keep(texts, expected, two, tmp_path):
    reading = CorpusReading(texts, tmp_path)
    assert Counter(reading.by(crew(two))) == Counter(text.id for text in texts)
    assert files_in(tmp_path) == expected
    assert [path for path in tmp_path.rglob("*") if path.suffix in (".seen", ".part")] == []


def test_answers_that_are_sent_back_are_written_as_the_same_bytes(texts, expected, two, tmp_path):
    assert len([*CorpusReading(texts, tmp_path).by(crew(two, send=True, size=5))]) == len(texts)
    assert files_in(tmp_path) == expected


def test_all_that_listens_listens_on_this_machine_alone(two):
    family = [psutil.Process(), *map(psutil.Process, two.run(os.getpid).values())]
    places = [
        connection.laddr.ip
        for process in family
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert set(places) == {"127.0.0.1"}


def test_a_connection_that_is_cut_is_made_again_and_nothing_is_lost_or_twice(
    texts, expected, two, tmp_path
):
    line = Line(two.scheduler.address)
    read = []
    for name in CorpusReading(texts, tmp_path).by(crew(two, scheduler=line.address)):
        if not read:
            line.cut()
        read.append(name)
    line.close()
    assert line.connected >= 2
    assert Counter(read) == Counter(text.id for text in texts)
    assert files_in(tmp_path) == expected


def test_a_worker_that_is_killed_in_the_middle_costs_nothing_but_time(texts, expected, tmp_path):
    read = []
    with connected("local", workers=4) as four:
        four.wait_for_workers(4, timeout=PATIENT)
        for name in CorpusReading(texts, tmp_path).by(crew(four, size=1)):
            if not read:
                os.kill(next(iter(four.run(os.getpid).values())), signal.SIGKILL)
            read.append(name)
    assert Counter(read) == Counter(text.id for text in texts)
    assert files_in(tmp_path) == expected


def test_a_scheduler_that_ends_leaves_what_was_read_and_threads_go_on(texts, expected, tmp_path):
    reading = CorpusReading(texts, tmp_path / "cache")
    with scheduler(tmp_path) as (process, file):
        names = reading.by(Crew(str(file), size=1, patience=1))
        read = [next(names)]
        process.kill()
        with pytest.raises(LostSchedulerError, match="the scheduler ended"):
            read += names
    # what comes between the last name and the error is read, too, but not in `read`
    read = sorted(
        set(text.id for text in texts)
        - {t.id for t in CorpusReading(texts, tmp_path / "cache").left}
    )
    assert 0 < len(read) < len(texts)
    again = CorpusReading(texts, tmp_path / "cache")
    assert [text.id for text in again.left] == [t.id for t in texts if t.id not in read]
    assert len([*again.by(Crew())]) == len(again.left)
    assert files_in(tmp_path / "cache") == expected
    assert CorpusReading(texts, tmp_path / "cache").left == []


def test_a_worker_with_other_code_and_other_weights_is_refused_with_a_sentence(texts, tmp_path):
    package = changed_package(
        tmp_path,
        {
            "measures/attribution/acts.py": lambda content: content + b"\n",
            "resources/models/loaded/model.onnx": lambda content: content[:-1] + b"!",
        },
    )
    with scheduler(tmp_path, package=package) as (_, file):
        reading = CorpusReading(texts, tmp_path / "cache")
        with pytest.raises(OtherWorkerError) as refused:
            list(reading.by(Crew(str(file), size=1)))
    told = str(refused.value)
    assert "would not give the same answers" in told
    assert "its code of framing is another; install the same commit there" in told
    assert "the weights of its models are others; install framing there again" in told
    assert "word lists" not in told
    assert not files_in(tmp_path / "cache")
