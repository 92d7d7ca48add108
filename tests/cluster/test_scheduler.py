"""Where there is no scheduler, or no Dask, a sentence says what would be right."""

import json
import socket
import subprocess
import sys

import pytest

from analysis.cluster.scheduler import SchedulerError, address_of, connected
from tests.conftest import ROOT


@pytest.fixture
def nobody():
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    return f"tcp://127.0.0.1:{port}"


def test_an_address_is_taken_as_it_is_and_a_file_is_read(tmp_path):
    assert address_of("tls://10.0.0.5:8786") == "tls://10.0.0.5:8786"
    file = tmp_path / "scheduler.json"
    file.write_text(json.dumps({"type": "Scheduler", "address": "tcp://10.0.0.5:8786"}))
    assert address_of(str(file)) == "tcp://10.0.0.5:8786"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file"),
        (b"\xff", "no file of a scheduler"),
        (b"[]", "has no address"),
        (b'{"address": 5}', "has no address"),
        (b'{"address": "http://10.0.0.5:80"}', "has no address"),
    ],
)
def test_a_file_that_is_none_of_a_scheduler_is_named(tmp_path, content, told):
    file = tmp_path / "scheduler.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SchedulerError, match=told) as refused:
        address_of(str(file))
    assert str(file) in str(refused.value)
    assert "such as tcp://10.0.0.5:8786" in str(refused.value)


@pytest.mark.parametrize(
    "address", ["tcp://", "tcp://host", "tcp://host:port", "tcp://host:99999", "http://host:80", ""]
)
def test_what_is_no_address_is_taken_for_a_file_and_named(address):
    with pytest.raises(SchedulerError, match=r"such as tcp://10\.0\.0\.5:8786"):
        address_of(address)


def test_tls_without_certificates_says_where_they_belong():
    with (
        pytest.raises(SchedulerError, match=r"names no certificates.*distributed\.comm\.tls"),
        connected("tls://127.0.0.1:1", patience=0.5),
    ):
        pass


def test_an_address_at_which_nobody_listens_is_named(nobody):
    with (
        pytest.raises(SchedulerError, match=f"{nobody}: no scheduler of Dask answers there"),
        connected(nobody, patience=0.5),
    ):
        pass


def test_a_scheduler_of_this_run_listens_to_nobody_without_its_certificates():
    from distributed import Client

    with connected("local", workers=1) as client:
        address = client.scheduler.address
        assert address.startswith("tls://127.0.0.1:")
        for spoken in (address, address.replace("tls:", "tcp:")):
            with pytest.raises((OSError, TypeError)):
                Client(spoken, timeout=2)


def without_dask(code):
    blocked = "import sys; sys.modules['dask'] = sys.modules['distributed'] = None\n"
    done = subprocess.run(
        [sys.executable, "-c", blocked + code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout


def test_without_dask_only_a_scheduler_is_refused():
    code = (
        "from analysis.cluster import CorpusReading, Crew, SchedulerError, texts_of\n"
        "from analysis.cluster.scheduler import connected\n"
        "try:\n    connected('local').__enter__()\n"
        "except SchedulerError as error:\n    print(error)\n"
    )
    told = "--scheduler needs Dask, which is not installed: pip install 'framing[cluster]'\n"
    assert without_dask(code) == told


def test_dask_is_not_imported_where_no_scheduler_is_asked_for(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nimport analysis.cli\n"
        "from analysis.cluster import CorpusReading, Crew\nfrom analysis.cluster.batch import Text\n"
        f"reading = CorpusReading([Text('a', '', '', 'It rains.')], Path({str(tmp_path)!r}))\n"
        "late = [name for name in sys.modules if name.partition('.')[0] in ('dask', 'distributed')]\n"
        "print([*reading.by(Crew())], late)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "['a'] []\n"
