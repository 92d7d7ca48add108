"""The explorer: every table of the project, from a mark to its sentences to its article and back."""

import gc
import json
import random
from html.parser import HTMLParser
from pathlib import Path
from weakref import ref

import pytest

from analysis.corpus import Corpus, read_corpus
from analysis.figures import style
from analysis.interactive import explore
from analysis.interactive.results.questions import settings_of
from analysis.interactive.results.table_subjects import subjects
from analysis.interactive.screen_picture import screen_picture
from analysis.parameters import PARAMETERS
from analysis.recipes import tables
from analysis.table_files import csv_bytes
from tests.timing import steady_seconds
from tests.tiny import ARTICLES

HOSTILE = '<img src=x onerror="alert(1)">\u202e\'"{0}\n$x^{y$'
TEXTS = {
    "Herald": "Rebels seized the bridge. The rebels, a witness said, held the bridge for war.",
    "Post": "Militias took the bridge after a war of words. The militias' war went on; war again.",
    HOSTILE: f"The regime shelled the bridge. A regime at war, the regime said {HOSTILE}.",
}


@pytest.fixture
def corpus(tmp_path, monkeypatch) -> Corpus:
    rows = [
        {
            "id": f"{outlet[:4]}-{turn}",
            "press": outlet,
            "desk": HOSTILE if turn else "home",
            "text": f"Day {turn}\n\n{text}" + " War." * turn,
        }
        for outlet, text in TEXTS.items()
        for turn in range(3)
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return read_corpus("mine.jsonl", columns={"outlet": "press"})


@pytest.fixture(scope="module")
def tiny() -> Corpus:
    return read_corpus(ARTICLES)


@pytest.fixture(scope="module")
def explorer(tiny):
    return explore(tiny)


class Elements(HTMLParser):
    """The names of the elements of some HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.text += data


def made_by(code: str):
    """Run a kept cell, and return the answer that its last line is."""
    *first, last = code.split("\n\n")
    names: dict = {}
    exec(compile("\n".join(first), "kept", "exec"), names)  # noqa: S102  this is what a kept cell is for
    return eval(last, names)  # noqa: S307


def test_every_table_of_the_registry_is_offered_once():
    offered = [name for of in subjects().values() for name in of]
    assert sorted(offered) == sorted(tables())


@pytest.mark.parametrize("table", tables())
def test_every_table_is_explored_to_its_articles_and_back_and_its_kept_cell_makes_it_again(
    explorer, table, monkeypatch
):
    monkeypatch.chdir(Path(__file__).parents[2])
    explorer.ask(table=table)
    answer = explorer.answer
    assert answer is not None, explorer.buttons.warning
    assert explorer.rows.total == len(answer.table)
    assert bool(explorer.figure.picture) == (answer.drawing is not None)
    again = made_by(explorer.keep())
    assert csv_bytes(again.table) == csv_bytes(answer.table)
    assert again.label == answer.label
    if answer.figure:
        assert screen_picture(again.figure) == explorer.figure.picture
    if not explorer.rows.total:
        return
    before = explorer.view
    explorer.choose(0)
    if explorer.passages.passages:
        explorer.open(0)
        assert "is-" in explorer.article.html
        explorer.back()
        assert explorer.article.html == ""
    explorer.back()
    assert explorer.view == before
    assert explorer.passages.passages == []
    explorer.forth()
    assert explorer.view.row == 0


COUNTED = [
    ("patterns", "n", {}),
    ("agency-outlet", "n", {}),
    ("cues", "n", {}),
    ("loaded-outlet", "n", {}),
    ("loaded-lists", "n", {"only": {"lexicon": "loaded"}}),
    ("frequencies", "n", {}),
    ("ranks", "n", {}),
    ("trends", "n", {}),
    ("collocates", "n", {}),
    ("naming-outlet", "n", {}),
    ("speakers-across", "attributions", {}),
]


@pytest.mark.parametrize(("table", "count", "only"), COUNTED)
def test_behind_a_count_stand_as_many_places(explorer, table, count, only):
    explorer.ask(table=table, **only)
    rows = explorer.answer.table
    rows = rows[rows["measure"].isin(UNIT_A_PLACE)] if "measure" in rows else rows
    chosen = [row for row in rows.index if 0 < rows[count][row] < 50]
    assert chosen
    for row in chosen[:: max(len(chosen) // 25, 1)]:
        record = rows.loc[row].to_dict()
        found = places(explorer, table, record)
        assert len(found) == record[count], record


# numbers that count places, and not their words
UNIT_A_PLACE = (
    "kind", "cue", "cue class", "speaker", "type", "naming", "rate", "violence", "blame", "decision",
    "loaded words, list", "loaded words, model", "loaded categories", "loaded sentences",
)  # fmt: skip


def places(explorer, table, record):
    from analysis.interactive.results.row_evidence import places_behind

    return places_behind(explorer.answer.study, table, record)


def test_a_mark_of_the_figure_stands_for_the_row_that_it_names(explorer):
    explorer.ask(table="keyness")
    assert len(explorer.figure.spots) == len(explorer.answer.drawing.table)
    for spot in explorer.figure.spots:
        record = explorer.rows.record(spot["row"])
        assert spot["label"].startswith(f"{record['term']}: {record['n_target']}")
    explorer.ask(table="patterns", only={"measure": "voice"})
    labels = {spot["label"] for spot in explorer.figure.spots}
    assert any("quoted" in label for label in labels)


def test_every_parameter_of_a_table_has_a_control_with_its_declaration(explorer):
    for table in tables():
        explorer.ask(table=table)
        shown = {
            field["name"]: field for group in explorer.choices.groups for field in group["fields"]
        }
        for name in settings_of(table):
            if name != "where":
                assert name in shown, (table, name)
            if name in shown and PARAMETERS[name].choices:
                assert {of for _, of in shown[name]["options"]} == set(PARAMETERS[name].choices)
            if name in shown and PARAMETERS[name].high is not None:
                assert shown[name]["high"] == PARAMETERS[name].high


def test_what_controls_send_changes_the_question(tiny):
    explorer = explore(tiny)
    sent = [
        ("min_count", "2"),
        ("sections", ["headline", "body"]),
        ("outlet", "Valley Post"),
        ("words", "b*"),
        ("date from", "2019-03-05"),
        ("top", "4"),
        ("digits", False),
    ]
    for name, value in sent:
        explorer.choices._heard(None, {"name": name, "value": value}, None)
        assert explorer.buttons.warning == "", name
    assert explorer.view.question.arguments == {
        "where": ["date=2019-03-05.."],
        "outlet": "Valley Post",
        "sections": ["headline", "body"],
        "digits": False,
        "min_count": 2,
        "words": "b*",
        "top": 4,
    }
    assert explorer.answer.table["term"].str.startswith("b").all()
    assert (explorer.answer.study["articles"]["date"].dt.strftime("%Y-%m-%d") >= "2019-03-05").all()
    explorer.choices._heard(None, {"name": "outlets", "value": ["Harbour Herald"]}, None)
    assert "outlet" not in explorer.view.question.parameters  # it is not among those chosen
    assert explorer.rows.total == 0  # nothing to compare it with
    explorer.back()
    assert explorer.rows.total


def field(explorer, name):
    every = {one["name"]: one for group in explorer.choices.groups for one in group["fields"]}
    return every.get(name)


def test_articles_are_chosen_by_an_event_that_was_found(tiny):
    explorer = explore(tiny, "outlets")
    assert field(explorer, "where event") is None
    explorer.choices._heard(None, {"name": "find events", "value": True}, None)
    offered = [of for _, of in field(explorer, "where event")["options"]]
    numbers = explorer._answers.study(explorer.view.question)["events"]["event"].value_counts()
    assert sorted(offered) == sorted(numbers.index)
    assert [numbers[of] for of in offered] == sorted(numbers, reverse=True)
    explorer.choices._heard(None, {"name": "where event", "value": offered[:2]}, None)
    assert explorer.view.question.arguments == {"where": [f"event={of}" for of in offered[:2]]}
    assert len(explorer.answer.study["articles"]) == numbers[offered[:2]].sum()
    again = made_by(explorer.keep())
    assert csv_bytes(again.table) == csv_bytes(explorer.answer.table)
    explorer.choices._heard(None, {"name": "where event", "value": []}, None)
    assert explorer.view.question.arguments == {}


def test_a_column_of_many_values_is_searched(tmp_path):
    rows = [
        {"id": str(n), "outlet": "ab"[n % 2], "author": f"author {n // 3}", "text": f"War {n}."}
        for n in range(250)
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    explorer = explore(read_corpus(tmp_path / "t.jsonl"), "articles", copies="all")
    shown = field(explorer, "where author")
    assert (shown["kind"], shown["value"], len(shown["options"])) == ("search", [], 84)
    explorer.choices._heard(
        None, {"name": "where author", "value": ["author 7", "author 83"]}, None
    )
    assert set(explorer.answer.table["author"]) == {"author 7", "author 83"}
    assert field(explorer, "where author")["value"] == ["author 7", "author 83"]
    explorer.choices._heard(
        None, {"name": "where author", "value": ["author 7", "author 83", "nobody"]}, None
    )
    assert "no article has author=nobody" in explorer.buttons.warning
    assert field(explorer, "where author")["value"] == ["author 7", "author 83"]
    assert len(explorer.answer.table) == 4
    explorer.choices._heard(None, {"name": "where author", "value": []}, None)
    assert explorer.rows.total == 250


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("min_count", "many", "give a whole number"),
        ("date from", "spring", "'spring' is not a day"),
        ("top", "0", "give a number from 1"),
    ],
)
def test_what_cannot_be_is_said_and_the_answer_stays(tiny, name, value, said):
    explorer = explore(tiny)
    shown = explorer.view
    explorer.choices._heard(None, {"name": name, "value": value}, None)
    assert said in explorer.buttons.warning
    if name != "date from":
        assert explorer.view == shown
    explorer.back()
    assert explorer.answer is not None


@pytest.mark.parametrize(
    "asked",
    [
        {"min_count": 1},
        {"table": "frequencies", "min_count": 2, "words": "war*, reb?ls", "stop": "off", "top": 3},
        {"table": "frequencies", "outlets": ["Herald", HOSTILE], "min_count": 1},
        {"outlet": HOSTILE, "reference": "Post", "min_count": 1, "top": 2},
        {"table": "frequencies", "min_count": 1, "words": "\\'\"{x}, w*"},
        {"table": "voices", "only": {"outlet": HOSTILE}},
    ],
)
def test_a_kept_cell_is_short_and_makes_the_same_files_of_hostile_names(corpus, asked, tmp_path):
    explorer = explore(corpus).ask(**asked)
    code = explorer.keep()
    assert len(code.splitlines()) <= 4 + len(asked) + 3
    again = made_by(code)
    assert csv_bytes(again.table) == csv_bytes(explorer.answer.table)
    again._ipython_display_()
    name = explorer.view.question.name
    written = {path.name for path in (tmp_path / "figures/draft").iterdir()}
    assert f"{name}-table.csv" in written
    if explorer.answer.drawing:
        assert {f"{name}.svg", f"{name}.png", f"{name}.csv"} <= written
        drawn = csv_bytes(explorer.answer.drawing.table)
        assert (tmp_path / f"figures/draft/{name}.csv").read_bytes() == drawn


def test_hostile_text_is_text_in_every_pane(corpus):
    explorer = explore(corpus, "attributions")
    for table in ("attributions", "voices", "articles", "keyness", "concordance", "words"):
        explorer.ask(table=table, **({"min_count": 1} if table == "keyness" else {}))
        assert explorer.answer is not None, (table, explorer.buttons.warning)
        explorer.choose(0)
        explorer.open(0)
        page = Elements(explorer.article.html)
        assert not {"img", "script", "iframe"} & set(page.names)
        json.dumps(explorer.rows.window), json.dumps(explorer.passages.passages)
    fields = {f["name"]: f for group in explorer.choices.groups for f in group["fields"]}
    assert HOSTILE in [of for _, of in fields["outlets"]["options"]]
    assert HOSTILE.strip() in [of for _, of in fields["where desk"]["options"]]


def test_what_has_no_answer_is_said_and_cannot_be_kept(corpus):
    explorer = explore(corpus).ask(where=["desk=nowhere"])
    assert "no article has desk=nowhere" in explorer.buttons.warning
    assert explorer.answer is None
    off = {one["name"]: one["off"] for one in explorer.buttons.buttons}
    assert off["keep"]
    assert off["send"]
    assert not off["back"]
    with pytest.raises(ValueError, match="no answer to keep"):
        explorer.keep()
    explorer.ask(where=[], words="nosuchword")
    assert "No row has a word like nosuchword" in explorer.figure.caption


def test_many_articles_are_read_by_a_model_only_when_somebody_says_so(tmp_path, monkeypatch):
    rows = [{"id": str(n), "outlet": f"o{n % 2}", "text": "War and war."} for n in range(120)]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    explorer = explore(read_corpus(tmp_path / "t.jsonl"), copies="all")
    with monkeypatch.context() as patched:
        patched.setattr("analysis.interactive.results.answers.answered", pytest.fail)
        explorer.ask(table="attributions")
    assert "about a second each" in explorer.buttons.warning
    assert explorer.buttons.buttons[-1]["name"] == "read"
    explorer.buttons._heard(None, {"pressed": "read"}, None)
    assert explorer.answer is not None


def test_rows_are_sent_as_they_come_into_sight_and_sorted_as_a_whole(tiny):
    explorer = explore(tiny, "words")
    rows = explorer.rows
    assert len(rows.window["rows"]) < rows.total
    rows._heard(None, {"first": rows.total - 5}, None)
    assert len(rows.window["rows"]) == 5
    rows._heard(None, {"sort": "word"}, None)
    place = next(k for k, one in enumerate(rows.head) if one["name"] == "word")
    assert rows.window["rows"][0][place] == min(explorer.answer.table["word"])
    rows._heard(None, {"chosen": 0}, None)
    assert rows.record(rows.row)["word"] == min(explorer.answer.table["word"])
    assert explorer.view.row == rows.row
    rows._heard(None, {"sort": "word"}, None)
    assert rows.window["rows"][0][place] == max(explorer.answer.table["word"])


def test_the_picture_is_in_the_house_style_whatever_the_user_has_set(corpus):
    import matplotlib

    before = explore(corpus, min_count=1).figure.picture
    with matplotlib.rc_context({"font.family": "monospace", "savefig.facecolor": "red"}):
        assert explore(corpus, min_count=1).figure.picture == before
    with style():
        assert explore(corpus, min_count=1).figure.picture == before


def test_a_check_by_hand_shows_the_items_of_the_sample_command(corpus, tmp_path):
    explorer = explore(corpus, "attributions")
    explorer.buttons._heard(None, {"pressed": "check"}, None)
    assert explorer.buttons.warning == ""
    assert "items (attributions)" in explorer.buttons.told
    assert "<iframe" in explorer._coding.value
    assert len(list((tmp_path / "samples").iterdir())) == 1
    explorer.ask(table="outlets")
    assert {one["name"]: one["off"] for one in explorer.buttons.buttons}["check"]


def test_a_thousand_articles_are_followed_without_waiting(tmp_path):
    draw = random.Random(1)  # noqa: S311  any words will do
    words = [f"{draw.choice('bcdfghst')}{number:x}" for number in range(30_000)]
    rows = [
        {"id": str(n), "outlet": f"outlet {n % 7}", "text": " ".join(draw.choices(words, k=500))}
        for n in range(1000)
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    explorer = explore(read_corpus(tmp_path / "t.jsonl"))
    changes = [{"min_count": 5}, {"words": "b*"}, {"outlet": "outlet 3"}, {"top": 8}]
    changes += [{"table": "frequencies"}, {"min_count": 4}, {"words": "c*"}, {"top": 15}]
    taken = [steady_seconds(lambda change=change: explorer.ask(**change)) for change in changes]
    assert sorted(taken)[len(taken) // 2] < 1, taken
    explorer.ask(top=9)
    assert gc.isenabled()


def test_an_explorer_that_was_left_holds_no_tables_and_makes_them_again_when_it_is_used(corpus):
    left = explore(corpus, "frequencies", min_count=1)
    before = csv_bytes(left.answer.table)
    study, counts = ref(left.answer.study), ref(left.answer.study["counts"])
    later = [explore(read_corpus("mine.jsonl", columns={"outlet": "press"})) for _ in range(2)]
    gc.collect()
    assert later[-1].answer is not None
    assert (study(), counts()) == (None, None)
    left.choose(0)
    assert left.passages.passages
    assert csv_bytes(left.answer.table) == before


def test_a_second_explorer_of_a_corpus_takes_over_what_the_first_has_made(corpus):
    first = explore(corpus, "frequencies", min_count=1)
    counts = first.answer.study["counts"]
    assert explore(corpus, "frequencies", min_count=1).answer.study["counts"] is counts


def test_a_column_of_many_values_chooses_rows_by_one_that_is_typed(tmp_path):
    ends = ("wick", "ton", "man", "sen", "ley", "by", "den")
    said = " ".join(f"Ann {a}or{b} said it rained in the town." for a in "BDFGKLMNPR" for b in ends)
    rows = [{"id": "1", "outlet": "Lamp", "text": said}]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    explorer = explore(read_corpus(tmp_path / "many.jsonl"), "attributions", copies="all")
    fields = {f["name"]: f for group in explorer.choices.groups for f in group["fields"]}
    field = fields["only speaker"]
    assert field["kind"] == "search"
    name = explorer.answer.table["speaker"].iloc[5]
    assert name in [of for _, of in field["options"]]
    explorer.choices._heard(None, {"name": "only speaker", "value": [name]}, None)
    assert explorer.answer.table["speaker"].unique().tolist() == [name]
    explorer.choices._heard(None, {"name": "only speaker", "value": []}, None)
    assert len(explorer.answer.table) > 60


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"table": "frequencies", "words": "zebra"}, "No row has a word like zebra"),
        ({"table": "concordance", "query": "zebra"}, "“zebra” does not stand in these articles"),
        ({"table": "keyness", "outlets": ["Post"]}, "this table compares outlets"),
        ({"table": "agreement"}, "There are no codings yet"),
        ({"table": "frequencies", "min_count": 99}, "lower limits"),
        ({"table": "voices", "only": {"voice": "loud"}}, "There are no rows with voice loud"),
    ],
)
def test_an_empty_table_says_why_and_what_would_fill_it(corpus, asked, told):
    explorer = explore(corpus, copies="all").ask(**asked)
    assert explorer.rows.total == 0
    assert told in explorer.figure.caption


def test_a_count_below_one_is_refused(corpus):
    explorer = explore(corpus, "frequencies")
    explorer.choices._heard(None, {"name": "min_count", "value": "-5"}, None)
    assert "min_count is -5; give a number from 1" in explorer.buttons.warning
