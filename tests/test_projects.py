"""What several workers need is made by one of them."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from tests.projects import made_once


def test_workers_that_need_one_folder_at_the_same_time_make_it_once(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    times = []

    def make(folder):
        times.append(folder)
        (folder / "made").write_text(str(len(times)))

    def ask(number):
        own = tmp_path / f"worker-{number}"
        own.mkdir()
        factory = SimpleNamespace(getbasetemp=lambda: own, mktemp=lambda name: _new(own / name))
        return made_once(factory, "thing", make)

    with ThreadPoolExecutor(4) as workers:
        folders = set(workers.map(ask, range(4)))
    assert folders == {tmp_path / "made-once-thing"}
    assert len(times) == 1
    assert [path.name for path in folders.pop().iterdir()] == ["made"]


def _new(folder):
    folder.mkdir()
    return folder
