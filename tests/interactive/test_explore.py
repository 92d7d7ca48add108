"""The explorer: what is clicked is what is counted, what is kept makes it again, all text stays text."""

import gc
import json
import random
from html.parser import HTMLParser

import pandas as pd
import pytest

from analysis.corpus import Corpus, read_corpus, select_outlets
from analysis.figures import style
from analysis.interactive import explore, terms_like
from analysis.interactive.answers import Answers
from analysis.interactive.questions import Question
from analysis.language import Counting, count
from analysis.measures import frequencies, keyness
from analysis.record.digests import figure_id
from analysis.record.figure_set import Citation, write_figure_set
from analysis.table_files import csv_bytes
from tests.timing import steady_seconds

HOSTILE = '<img src=x onerror="alert(1)">\u202e\'"{0}\n$x^{y$'
TEXTS = {
    "Herald": "Rebels seized the bridge. The rebels, a witness said, held the bridge for war.",
    "Post": "Militias took the bridge after a war of words. The militias' war went on; war again.",
    HOSTILE: "The regime shelled the bridge. A regime at war, the regime said.",
}


@pytest.fixture
def corpus(tmp_path, monkeypatch) -> Corpus:
    rows = [
        {
            "id": f"{outlet[:4]}-{turn}",
            "press": outlet,
            "text": f"Day {turn}\n\n{text}" + " War." * turn,
        }
        for outlet, text in TEXTS.items()
        for turn in range(3)
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return read_corpus("mine.jsonl", columns={"outlet": "press"})


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


def shown(explorer) -> list[Elements]:
    controls = explorer.controls
    parts = (controls.said, controls.figure, controls.table, controls.code)
    return [Elements(part.value) for part in parts]


def ask(explorer, **values):
    for name, value in values.items():
        getattr(explorer.controls, name).value = value
    return explorer


ASKED = [
    {"min_count": 1},
    {"min_count": 2, "words": "war*, reb?ls", "function_words": True, "top": 3},
    {"outlets": ("Herald", HOSTILE), "section": "all", "min_count": 1},
    {"measure": "keyness", "min_count": 1},
    {"measure": "keyness", "target": HOSTILE, "reference": "Post", "min_count": 1, "top": 2},
    {"min_count": 1, "words": "\\'\"{x}, w*"},
]


@pytest.mark.parametrize("asked", ASKED)
def test_a_kept_cell_makes_the_same_table_and_the_same_figure_files(corpus, asked, tmp_path):
    explorer = ask(explore(corpus), **asked)
    code = explorer.keep()
    made: dict = {}
    exec(compile(code, "kept", "exec"), made)  # noqa: S102  this is what a kept cell is for
    answer = explorer.answer
    pd.testing.assert_frame_equal(made["kept_table"], answer.table)

    question, folder = answer.question, tmp_path / "figures/draft"
    name = question.name
    citation = Citation(
        figure_id(name, csv_bytes(answer.table)), name, question.caption, question.alt
    )
    about = made["kept_run"]._provenance()
    write_figure_set(
        answer.figure, answer.table, citation, folder=tmp_path / "own", provenance=about
    )
    own = {path.name: path.read_bytes() for path in (tmp_path / "own").iterdir()}
    assert len(own) == 5
    assert [n for n, content in own.items() if (folder / n).read_bytes() != content] == []
    assert citation.id in shown(explorer)[1].text


@pytest.mark.parametrize("section", ["body", "headline", "all"])
def test_choosing_from_one_count_is_counting_what_was_chosen(corpus, section):
    outlets = ("Herald", "Post")
    question = Question(outlets, section=section, min_count=2, stop="off")
    part = select_outlets(corpus, outlets)
    counts = count(part.articles, Counting(question.sections, stop="off", min_count=2))
    answers = Answers(corpus)
    pd.testing.assert_frame_equal(answers._study(question)["rates"], frequencies(counts))
    if len(counts.terms):
        asked = Question(outlets, section, "keyness", "Herald", min_count=2, stop="off")
        table = answers._study(asked)["compared"]
        expected = keyness(counts, target="Herald")
        pd.testing.assert_frame_equal(
            table.drop(columns="p_adjusted"), expected.drop(columns="p_adjusted")
        )


def test_figure_and_table_follow_every_change(corpus):
    explorer = explore(corpus)
    changes = [{"min_count": 1}, {"outlets": ("Post", "Herald")}, {"words": "war"}, {"top": 1},
               {"measure": "keyness"}, {"words": ""}, {"target": "Post"}, {"section": "all"}]  # fmt: skip
    for change in changes:
        before = explorer.controls.figure.value
        ask(explorer, **change)
        assert explorer.controls.figure.value != before, change
        assert len(explorer.answer.table) == shown(explorer)[2].names.count("tr") - 1


def test_what_was_shown_before_is_shown_again_and_nothing_is_drawn_twice(corpus, monkeypatch):
    explorer = ask(explore(corpus), min_count=1, words="war")
    first = explorer.controls.figure.value
    monkeypatch.setattr("analysis.interactive.explorer.picture", lambda _: "drawn")
    ask(explorer, min_count=2)  # the same rows under another question
    second = explorer.controls.figure.value
    assert second.split("<figcaption")[0] == first.split("<figcaption")[0]
    assert "at least 2 times" in second
    ask(explorer, words="")
    assert 'src="drawn"' in explorer.controls.figure.value
    ask(explorer, min_count=1, words="war")
    assert explorer.controls.figure.value == first


def test_of_many_outlets_those_with_most_articles_are_chosen_at_first(tmp_path):
    rows = [
        {"id": f"{outlet}-{n}", "outlet": f"outlet {outlet}", "text": "War and war. Again war."}
        for outlet in "abcdefghij"
        for n in range(2 if outlet in "ce" else 3)
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    explorer = explore(read_corpus(tmp_path / "t.jsonl"))
    chosen = {f"outlet {name}" for name in "abdfghij"}
    assert set(explorer.controls.outlets.value) == set(explorer.answer.table["outlet"]) == chosen
    assert len(explorer.controls.outlets.options) == 10
    assert {name for name in explorer.controls.target.options} >= {("outlet a", "outlet a")}
    assert ("outlet c", "outlet c") not in explorer.controls.target.options
    assert "8 of 10 outlets" in shown(explorer)[0].text


def test_hostile_outlets_and_words_are_text_everywhere(corpus):
    explorer = ask(
        explore(corpus), measure="keyness", target=HOSTILE, min_count=1, words=f"{HOSTILE} *"
    )
    explorer.keep()
    _, figure, table, code = shown(explorer)
    assert figure.names == ["figure", "img", "figcaption", "code"]
    assert set(table.names) <= {
        "div",
        "table",
        "caption",
        "code",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
    }
    assert code.names == ["p", "pre", "code"]
    assert "alert(1)" in figure.text + table.text
    assert explorer.kept[-1] in code.text
    assert "\u202e" not in code.text


def test_what_has_no_answer_is_said_and_cannot_be_kept(corpus):
    explorer = ask(explore(corpus), outlets=())
    assert shown(explorer)[0].text == "no outlet is chosen; choose at least one"
    assert explorer.controls.keep.disabled
    with pytest.raises(ValueError, match="no answer to keep"):
        explorer.keep()
    ask(explorer, outlets=(HOSTILE,), measure="keyness")
    assert "nothing to compare it with" in shown(explorer)[0].text
    ask(explorer, outlets=("Herald", "Post"))
    assert shown(explorer)[0].text == ""
    ask(explorer, words="nosuchword")
    assert "No word is left" in shown(explorer)[1].text
    assert explorer.controls.keep.disabled


def test_only_chosen_outlets_are_offered_for_a_comparison(corpus):
    explorer = ask(explore(corpus), measure="keyness", target="Post", outlets=("Herald", HOSTILE))
    assert [name for name, _ in explorer.controls.target.options] == [HOSTILE, "Herald"]
    assert explorer.answer.question.target == HOSTILE
    ask(explorer, reference=HOSTILE, outlets=("Herald", "Post"))
    assert explorer.answer.question.reference == ""


def test_a_kept_cell_refuses_other_articles_than_those_explored(corpus, tmp_path):
    code = ask(explore(corpus), min_count=1).keep()
    source = tmp_path / "mine.jsonl"
    source.write_text(source.read_text().replace("bridge", "road"), encoding="utf-8")
    with pytest.raises(AssertionError, match="not the articles that were explored"):
        exec(compile(code, "kept", "exec"), {})  # noqa: S102


def test_a_question_has_one_name_and_other_questions_have_others():
    asked = [
        Question(("a", "b")),
        Question(("a",)),
        Question(("a", "b"), top=3),
        Question(("a,b",)),
    ]
    assert len({question.name for question in asked}) == len(asked)
    assert Question(("a", "b")).name == asked[0].name


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["it's", "war", "wars", "post-war"]),
        ("WAR", ["war"]),
        ("war*", ["war", "wars"]),
        ("*war", ["war", "post-war"]),
        ("war? , it’s", ["it's", "wars"]),
        (".*", []),
        ("[w", []),
        ("*" * 500 + "q", []),
    ],
)
def test_terms_are_chosen_as_people_type_them(wanted, found):
    table = pd.DataFrame({"term": ["it's", "war", "wars", "post-war"]})
    assert terms_like(table, wanted)["term"].tolist() == found


def test_the_picture_is_in_the_house_style_whatever_the_user_has_set(corpus):
    import matplotlib

    before = explore(corpus).controls.figure.value
    with matplotlib.rc_context({"font.family": "monospace", "savefig.facecolor": "red"}):
        assert explore(corpus).controls.figure.value == before
    with style():
        assert explore(corpus).controls.figure.value == before


def test_long_text_is_written_on_short_lines_and_stays_the_same():
    from ast import literal_eval

    from analysis.interactive.kept_cell import _text

    for text in (
        "",
        "one",
        "two words " * 40,
        "x" * 300 + " y" * 90 + "\n\n  z",
        f"{HOSTILE} " * 9,
    ):
        assert literal_eval(_text(text) if text else "''") == text


def test_a_thousand_articles_are_followed_without_waiting(tmp_path):
    draw = random.Random(1)  # noqa: S311  any words will do
    words = [f"{draw.choice('bcdfghst')}{number:x}" for number in range(30_000)]
    rows = [
        {"id": str(n), "outlet": f"outlet {n % 7}", "text": " ".join(draw.choices(words, k=500))}
        for n in range(1000)
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    explorer = ask(explore(read_corpus(tmp_path / "t.jsonl")), measure="keyness")
    changes = [{"min_count": 5}, {"words": "b*"}, {"target": "outlet 3"}, {"top": 8}]
    changes += [{"measure": "frequencies"}, {"min_count": 4}, {"words": ""}, {"top": 15}]
    taken = [steady_seconds(lambda change=change: ask(explorer, **change)) for change in changes]
    # half a second
    assert sorted(taken)[len(taken) // 2] < 1, taken
    ask(explorer, top=9)
    assert gc.isenabled()
