"""A kept picture is the one that would be drawn now; where what decides it has changed, it is drawn anew."""

import pytest

from analysis import table_store
from analysis.categories import SPEAKER_KINDS
from analysis.figures import outlet_colours, pattern_dots
from analysis.models.cache import Cache
from analysis.record import picture_store
from analysis.record.picture_store import PICTURES, PictureStore, pictures_of
from analysis.table_files import csv_bytes
from tests.figures import tables

RECORD = {"id": "kinds-01234567", "caption": "Kinds.", "alt": "Dots.", "name": "kinds"}
TABLE = tables.patterns(["a", "b"], list(SPEAKER_KINDS), measure="kind", total=12345)
KNOBS = {"width": "full", "colours": outlet_colours(["a", "b"])}
DATA = csv_bytes(TABLE)


@pytest.fixture
def store(tmp_path):
    return PictureStore(2, kept=Cache(tmp_path))


def drawn_with(store, *, draw=pattern_dots, table=TABLE, knobs=KNOBS, record=RECORD):
    return store.drawn(draw, table, knobs, record, DATA)


def once(monkeypatch):
    """Return a list that grows with every drawing."""
    drawings = []
    real = picture_store.pictures_of
    monkeypatch.setattr(picture_store, "pictures_of", lambda *of: drawings.append(1) or real(*of))
    return drawings


def test_a_kept_picture_is_the_one_that_is_drawn_anew(store, monkeypatch):
    drawings = once(monkeypatch)
    first, again = drawn_with(store), drawn_with(store)
    assert len(drawings) == 1
    fresh = pictures_of(pattern_dots(TABLE, **KNOBS), RECORD, DATA)
    for made in (first, again):
        assert {name: made.contents[name] for name in PICTURES} == fresh.contents
        assert made.across == pytest.approx(fresh.across)
        assert made.spots == fresh.spots


@pytest.mark.parametrize(
    "other",
    [
        {"table": TABLE.assign(value=TABLE["value"] / 2)},
        {"knobs": KNOBS | {"width": "column"}},
        {"knobs": KNOBS | {"colours": outlet_colours(["b", "c", "a"])}},
        {"record": RECORD | {"settings": {"seed": 2}}},
    ],
)
def test_another_table_look_or_record_is_drawn(store, monkeypatch, other):
    drawings = once(monkeypatch)
    drawn_with(store)
    drawn_with(store, **other)
    assert len(drawings) == 2


def test_other_code_is_drawn_anew(store, monkeypatch):
    drawings = once(monkeypatch)
    drawn_with(store)
    monkeypatch.setattr(picture_store, "code_version", lambda: "changed")
    drawn_with(store)
    assert len(drawings) == 2


def test_figures_of_the_users_own_are_drawn_each_time(store, monkeypatch):
    def own(table, **knobs):
        return pattern_dots(table, **knobs)

    drawings = once(monkeypatch)
    for _ in range(2):
        drawn_with(store, draw=own)
    assert len(drawings) == 2


def test_of_a_small_corpus_and_where_all_is_made_anew_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path))
    drawn_with(PictureStore(49))
    monkeypatch.setenv(table_store.ANEW_VARIABLE, "1")
    drawn_with(PictureStore(50))
    assert not list(tmp_path.iterdir())
    monkeypatch.delenv(table_store.ANEW_VARIABLE)
    drawn_with(PictureStore(50))
    assert len(list(tmp_path.rglob("??/*.json"))) == 1
