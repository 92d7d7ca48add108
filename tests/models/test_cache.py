"""What is kept on disk is believed only if it is whole; a disk that fails is no error."""

import errno
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.models.cache import (
    FOLDER_VARIABLE,
    Cache,
    files_digest,
    key_of,
    noted,
    usual_cache,
    usual_folder,
)
from tests.conftest import ROOT

KEY, OTHER = key_of("one"), key_of("another")
VALUE = [{"source": [[0, 2]], "text": "“Ja’afari” \u202e 👩\u200d👧 \x00", "score": 0.25}]


@pytest.fixture
def cache(tmp_path):
    cache = Cache(tmp_path / "kept")
    cache.put(KEY, VALUE)
    return cache


def entries(cache):
    return [file for file in cache.folder.rglob("*") if file.is_file()]


def test_what_was_put_is_what_one_gets_and_another_key_gets_nothing(cache):
    assert cache.get(KEY) == VALUE
    assert cache.get(OTHER) is None


def test_a_later_process_finds_it(cache):
    assert Cache(cache.folder).get(KEY) == VALUE


def test_a_second_value_takes_the_place_of_the_first(cache):
    cache.put(KEY, [])
    assert cache.get(KEY) == []  # an article without attributions is not read again
    assert len(entries(cache)) == 1


def test_without_a_folder_nothing_is_kept():
    cache = Cache(None)
    cache.put(KEY, VALUE)
    assert cache.get(KEY) is None


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_as_it_was_even_halves_of_pairs(tmp_path_factory, text):
    cache = Cache(tmp_path_factory.mktemp("kept"))
    cache.put(key_of(text), [text])
    assert cache.get(key_of(text)) == [text]


def test_an_entry_with_any_byte_changed_is_not_believed(cache):
    (file,) = entries(cache)
    whole = file.read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        file.write_bytes(changed)
        assert cache.get(KEY) is None, place
    file.write_bytes(whole)
    assert cache.get(KEY) == VALUE


def test_an_entry_cut_anywhere_or_with_more_behind_it_is_not_believed(cache):
    (file,) = entries(cache)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert cache.get(KEY) is None, length
    file.write_bytes(whole + b"\n")
    assert cache.get(KEY) is None


def test_the_entry_of_another_key_is_not_believed(cache):
    (file,) = entries(cache)
    cache.put(OTHER, ["another"])
    (other,) = set(entries(cache)) - {file}
    file.write_bytes(other.read_bytes())
    assert cache.get(KEY) is None


def test_a_folder_in_the_place_of_an_entry_is_no_entry(cache):
    (file,) = entries(cache)
    file.unlink()
    file.mkdir()
    cache.put(KEY, VALUE)
    assert cache.get(KEY) is None
    assert entries(cache) == []


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_the_place_of_the_folder_makes_it_forgetful(tmp_path, below):
    file = tmp_path / "kept"
    file.write_text("mine", "utf-8")
    cache = Cache(file / below)
    cache.put(KEY, VALUE)
    assert cache.get(KEY) is None
    assert file.read_text("utf-8") == "mine"


def test_where_an_entry_cannot_be_put_in_place_no_part_of_it_stays(tmp_path, monkeypatch):
    def refused(self, target):
        raise PermissionError(errno.EACCES, "refused", str(target))

    monkeypatch.setattr(Path, "replace", refused)
    cache = Cache(tmp_path)
    cache.put(KEY, VALUE)
    assert entries(cache) == []


AT_THE_LIMIT = """
import resource, sys
from pathlib import Path
from analysis.models.cache import Cache
cache = Cache(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
cache.put("few", ["x" * 100])
cache.put("many", ["x" * 100_000])
print(cache.get("few") == ["x" * 100], cache.get("many"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_limit_of_the_system_on_the_size_of_files_is_no_error(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_LIMIT, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "True None", "")
    assert [file.suffix for file in entries(Cache(tmp_path))] == [".json"]


def test_many_writers_and_readers_of_one_entry_see_it_whole(tmp_path):
    values = [[letter * 10_000] for letter in "abcd"]
    cache = Cache(tmp_path)
    cache.put(KEY, values[0])

    def written_and_read(number):
        cache.put(KEY, values[number % len(values)])
        return cache.get(KEY)

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(written_and_read, range(200)))
    assert all(value in values for value in seen)
    assert len(entries(cache)) == 1


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_different_parts_have_different_keys_however_they_are_cut(these, those):
    assert (key_of(*these) == key_of(*those)) == (these == those)


def test_parts_that_read_the_same_in_a_row_have_different_keys():
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", "")}) == 4


def test_files_are_told_apart_by_their_names_and_what_is_in_them(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"x")
    two.write_bytes(b"y")
    before = files_digest([one, two])
    assert files_digest([two, one]) == before
    two.write_bytes(b"z")
    assert files_digest([one, two]) != before
    one.write_bytes(b"y")
    two.write_bytes(b"x")
    assert files_digest([one, two]) != before  # the same contents under each other's names


def test_the_variable_names_the_folder_or_says_that_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert usual_cache("step").folder == tmp_path / "step"
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    assert usual_cache("step").folder is None
    monkeypatch.delenv(FOLDER_VARIABLE)
    folder = usual_cache("step").folder
    assert folder is not None
    assert folder.name == "step"
    assert "framing" in folder.parts


def test_an_entry_can_be_read_by_a_person(cache):
    (file,) = entries(cache)
    digest, _, body = file.read_text("utf-8").partition("\n")
    assert len(digest) == 64
    assert json.loads(body) == VALUE


def test_what_is_asked_of_the_usual_caches_is_noted_in_order_with_its_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "usual"))
    with noted(tmp_path / "other") as entries:
        usual_cache("step").put("aa", ["é"])
        assert usual_cache("step").get("aa") == ["é"]
        assert usual_cache("step").get("bb") is None
    assert entries == [("step", "aa", '["é"]'.encode())] * 2
    assert not (tmp_path / "usual").exists()
    assert usual_folder() == tmp_path / "usual"
    assert usual_cache("step").get("aa") is None
    usual_cache("step").put("cc", 1)
    assert len(entries) == 2


def test_what_is_noted_can_be_written_elsewhere_as_the_same_file(tmp_path):
    with noted(None) as entries:
        usual_cache("step").put("aa", {"text": "“Moth”"})
    ((step, key, body),) = entries
    there = Cache(tmp_path / step)
    assert not there.holds(key)
    there.write(key, body)
    assert there.holds(key)
    assert there.get(key) == {"text": "“Moth”"}
    Cache(tmp_path / "put").put(key, {"text": "“Moth”"})
    assert (
        there.folder.joinpath("aa/aa.json").read_bytes()
        == (tmp_path / "put/aa/aa.json").read_bytes()
    )
