"""The same bytes whoever reads, and whatever ends meanwhile."""

import gc
import os
import signal
from collections import Counter
from contextlib import nullcontext

import psutil
import pytest

from analysis.cluster import CorpusReading, Crew, LostSchedulerError, OtherWorkerError
from analysis.cluster.batch import batches
from analysis.cluster.dispatch import answered
from analysis.cluster.errand import Errand
from analysis.cluster.fingerprint import fingerprint
from analysis.cluster.scheduler import address_of, connected
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
def two(tmp_path_factory):
    """The file of a scheduler with two workers, each a process as a user starts it."""
    with scheduler(tmp_path_factory.mktemp("two"), workers=2) as (_, file):
        yield str(file)


def test_two_workers_that_share_the_folder_keep_what_threads_keep(texts, expected, two, tmp_path):
    reading = CorpusReading(texts, tmp_path)
    assert Counter(reading.by(Crew(two, size=2))) == Counter(text.id for text in texts)
    assert files_in(tmp_path) == expected
    assert [path for path in tmp_path.rglob("*") if path.suffix in (".seen", ".part")] == []


def test_answers_that_are_sent_back_are_written_as_the_same_bytes(texts, expected, two, tmp_path):
    read = [*CorpusReading(texts, tmp_path).by(Crew(two, size=5, send=True))]
    assert len(read) == len(texts)
    assert files_in(tmp_path) == expected


def test_a_connection_that_is_cut_is_made_again_and_nothing_is_lost_or_twice(
    texts, expected, two, tmp_path
):
    line = Line(address_of(two))
    read = []
    for name in CorpusReading(texts, tmp_path).by(Crew(line.address, size=2)):
        if not read:
            line.cut()
        read.append(name)
    line.close()
    assert line.connected >= 2
    assert Counter(read) == Counter(text.id for text in texts)
    assert files_in(tmp_path) == expected


def test_workers_that_are_killed_in_the_middle_cost_nothing_but_time(texts, expected, tmp_path):
    """The first one's batch goes to another; at the second one Dask gives up, and the batch is cut."""
    both = [*texts, *(text._replace(id=f"{text.id} again") for text in texts)]
    with connected("local", workers=4) as four:
        four.wait_for_workers(4, timeout=PATIENT)
        processes = four.run(os.getpid)
        listening = listened_to([os.getpid(), *processes.values()])
        errand = Errand(fingerprint(), str(tmp_path), "")
        answers = answered(lambda: nullcontext(four), batches(both, 2), errand)
        found = [next(answers)]
        kill_a_busy(four, processes)
        found += [next(answers)]
        four.cluster.scheduler.allowed_failures = 0
        kill_a_busy(four, processes)
        found += answers
    assert listening == {"127.0.0.1"}
    assert [] in found  # instead of the answers to a batch that was cut
    assert {len(some) for some in found} == {0, 1, 2}
    read = [answer for some in found for answer in some]
    assert Counter(answer.id for answer in read) == Counter(text.id for text in both)
    kept = {f"{step}/{key[:2]}/{key}.json": body for one in read for step, key, body in one.entries}
    whole = {path: content.partition(b"\n")[2] for path, content in expected.items()}
    assert kept == {path: body for path, body in whole.items() if "annotated" not in path}


def kill_a_busy(client, processes):
    """Kill a worker that has a batch; `processes` are those of the workers that are not killed yet.

    Dask may still list a worker that is dead.
    """
    busy = next(one for one, keys in client.processing().items() if keys and one in processes)
    os.kill(processes.pop(busy), signal.SIGKILL)


def listened_to(numbers):
    """Return the addresses at which these processes listen."""
    return {
        connection.laddr.ip
        for number in numbers
        for connection in psutil.Process(number).net_connections()
        if connection.status == psutil.CONN_LISTEN
    }


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
