"""Questions in one line each: what is shown is what is counted, and all text stays text."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.interactive import Lines, compare, concordance, look, read, sentences
from analysis.interactive import sources as reading
from analysis.interactive.lines import PAGE
from analysis.interactive.sources import QUICK, that_may_have, voices_in, words_for, words_in
from analysis.language import Counting, QueryError, count, in_sentences, query_of, words_of
from analysis.language import words_in as words_of_text
from analysis.language.queries import places_of
from analysis.measures import dispersion, frequencies, keyness
from analysis.measures.collocation import Pairing, collocates, window_pairs
from analysis.study import Study
from tests.conftest import ROOT, articles
from tests.interactive.test_explore import HOSTILE, Elements
from tests.timing import steady_seconds
from tests.tiny import ARTICLES

BRIDGES = (
    ("Herald", "Rebels seized the bridge, {n}. The rebels, a witness said, held the bridge."),
    ("Post", "Militias took the bridge. “The rebels left,” the mayor said on day {n}."),
    (HOSTILE, "The regime shelled the bridge {n}, <b>and rebels</b> said so."),
)


def written(path, *, times):
    rows = [
        {
            "id": f"{turn:03}-{place}",
            "outlet": outlet,
            "text": text.format(n=turn),
            "date": "2016-12-14",
        }
        for turn in range(times)
        for place, (outlet, text) in enumerate(BRIDGES)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_corpus(path)


@pytest.fixture
def corpus(tmp_path):
    return written(tmp_path / "mine.jsonl", times=2)


def test_a_concordance_has_every_place_in_its_sentence_with_its_voice():
    seeds = read_corpus(ROOT / "seeds")
    lines = concordance(seeds, "regime")
    texts = dict(zip(seeds.articles["id"], seeds.articles["text"], strict=True))
    assert len(lines) == 4
    for row in lines.table.itertuples():
        assert texts[row.article][row.start : row.end] == row.node
        assert row.left + row.node + row.right in texts[row.article]
    assert lines.table["voice"].tolist() == ["quoted", "quoted", "paraphrased", "quoted"]
    assert lines.table["speaker"].tolist()[-1] == "Samantha Power"


def test_lines_are_ordered_by_any_word_and_sent_as_they_come_into_sight(tmp_path):
    lines = concordance(written(tmp_path / "mine.jsonl", times=20), "bridge", voices=False)
    assert len(lines) == 80
    assert lines._repr_mimebundle_()["text/html"].count("<tr>") == PAGE + 1
    assert lines.rows.total == 80
    assert len(lines.rows.window["rows"]) < 80
    lines.choices._heard(None, {"name": "0", "value": "right"}, None)
    rights = [" ".join(words_of_text(text)) for text in lines.table["right"]]
    assert rights == sorted(rights)
    assert lines.sort("outlet").table["outlet"].is_monotonic_increasing
    with pytest.raises(ValueError, match="no order by 'size'"):
        lines.sort("size")
    assert repr(lines) == "80 lines with 'bridge'"


def test_words_that_decide_the_order_are_coloured_in_their_rank(tmp_path):
    lines = concordance(written(tmp_path / "mine.jsonl", times=3), "bridge", voices=False)
    lines.sort("2L", "1R", group="outlet")
    keys = []
    for row in lines.table.to_dict("records"):
        left, right = words_of_text(row["left"]), words_of_text(row["right"])
        keys.append((row["outlet"], left[-2] if len(left) > 1 else "", right[0] if right else ""))
    assert keys == sorted(keys)
    names = [one["name"] for one in lines.rows.head]
    for row, cells in zip(lines.table.to_dict("records"), lines.rows.window["rows"], strict=True):
        told = {
            kind: text
            for name in ("left", "right")
            for text, kind in cells[names.index(name)]
            if kind
        }
        left, right = words_of_text(row["left"]), words_of_text(row["right"])
        assert told.get("by1", "").lower() == (left[-2] if len(left) > 1 else "")
        assert told.get("by2", "").lower() == (right[0] if right else "")
        assert "".join(text for text, _ in cells[names.index("left")]) == " ".join(
            row["left"].split()
        )


def test_a_line_leads_to_its_article_and_the_plot_shows_where_lines_stand(tmp_path):
    lines = concordance(written(tmp_path / "mine.jsonl", times=2), "bridge", voices=False)
    assert sum(int(one["n"]) for one in lines.plot.strips) == len(lines)
    assert all(0 <= at < 1 for one in lines.plot.strips for at in one["places"])
    lines.rows._heard(None, {"chosen": 3}, None)
    assert 'class="text"' in lines.article.html
    start, end = lines.article.place
    assert end - start == len("bridge")
    lines.plot._heard(None, {"chosen": 0}, None)
    assert lines.article.place == [0, 0]


def test_a_hundred_thousand_lines_are_put_in_another_order_at_once(tmp_path):
    table = concordance(written(tmp_path / "mine.jsonl", times=2), "bridge", voices=False).table
    many = pd.concat([table] * (100_000 // len(table) + 1), ignore_index=True)
    lines = Lines(many, query="bridge")
    taken = steady_seconds(lambda: lines.sort("1R", "1L"))
    assert taken < 5, taken
    assert len(lines.rows.window["rows"]) < 100


def test_voices_are_left_out_where_many_articles_would_have_to_be_read(tmp_path):
    many = written(tmp_path / "mine.jsonl", times=QUICK // 3 + 1)
    lines = concordance(many, "bridge")
    assert set(lines.table["voice"]) == {""}
    said = f"voices=True reads {len(many.articles)} articles for it"
    assert said in lines._repr_mimebundle_()["text/html"]


def test_texts_and_outlets_of_a_hostile_corpus_stay_text(corpus):
    first = str(corpus.articles["id"].iloc[0])
    shown = {
        "concordance": concordance(corpus, "bridge")._repr_mimebundle_()["text/html"],
        "compare": compare(corpus, "rebels")._repr_html_(),
        "look": look(frequencies(count(corpus.articles, Counting())))._repr_mimebundle_()[
            "text/html"
        ],
    }
    for html in shown.values():
        elements = Elements(html)
        assert "onerror" in elements.text
        assert not {"b", "script"} & set(elements.names)
    hostile = str(corpus.articles.loc[corpus.articles["outlet"] == HOSTILE, "id"].iloc[0])
    html = read(corpus, hostile)._repr_mimebundle_()["text/html"]
    assert "<b>and" not in html
    assert "&lt;b&gt;" in html
    assert first != hostile


def test_a_comparison_has_every_outlet_and_absent_words_have_an_interval(corpus):
    many = [replace(corpus, articles=pd.concat(
        [corpus.articles.assign(id=corpus.articles["id"] + str(k)) for k in range(6)], ignore_index=True,
    ))]  # fmt: skip
    absent = (
        compare(many[0], "militias").table.set_index(["outlet", "term"]).loc[("Herald", "militias")]
    )
    assert (absent["n"], absent["rate"], absent["low"]) == (0, 0, 0)
    assert absent["high"] > 0
    table = compare(corpus, "rebel*", "militias").table.set_index(["outlet", "term"])
    assert len(table) == 6
    assert table.loc[("Herald", "rebel*"), "n"] == 4
    absent = table.loc[("Herald", "militias")]
    assert (absent["n"], absent["rate"], absent["interval"]) == (0, 0, "none")
    counted = frequencies(count(corpus.articles, Counting(stop="off")))
    rebels = counted[counted["term"] == "rebels"].set_index("outlet")["rate"]
    assert table.xs("rebel*", level=1)["rate"].to_dict() == pytest.approx(rebels.to_dict())


@pytest.mark.parametrize("wrong", [(), ("rebels", "rebels"), ("[two words]",)])
def test_a_comparison_of_nothing_or_twice_the_same_is_refused(corpus, wrong):
    with pytest.raises(QueryError):
        compare(corpus, *wrong)


@pytest.mark.parametrize("unit", ["word", "lemma"])
def test_the_sentences_behind_a_row_are_as_many_as_it_counts(corpus, unit):
    counts = count(corpus.articles, Counting(unit=unit))
    rows = frequencies(counts)
    for _, row in rows.groupby("outlet").head(4).iterrows():
        lines = sentences(corpus, row, unit=unit, voices=False)
        assert len(lines) == row["n"]
        assert set(lines.table["outlet"]) == {row["outlet"]}
    compared = keyness(counts, target="Herald", reference="Post")
    for _, row in compared.head(4).iterrows():
        lines = sentences(corpus, row, unit=unit, voices=False)
        assert len(lines) == row["n_target"] + row["n_reference"]
    whole = dispersion(counts, within="corpus")
    assert len(sentences(corpus, whole.iloc[0], unit=unit, voices=False)) == whole["n"].iloc[0]


def test_behind_a_pair_are_the_lines_in_which_both_stand(corpus):
    tokens = words_in(corpus, ["body"])
    pairs = window_pairs(tokens, corpus.articles, pairing=Pairing(5, 1))
    rows = pairs[(pairs["node"] != pairs["collocate"]) & (pairs["collocate"] == "rebels")]
    assert len(rows) > 5
    for _, row in rows.iterrows():
        lines = sentences(corpus, row, voices=False)
        assert 1 <= len(lines) <= row["n"]
        around = lines.table["left"] + lines.table["right"]
        assert around.str.contains("rebels", case=False).all()


def test_behind_a_pair_of_one_voice_both_words_are_in_that_voice(tmp_path):
    text = (
        "The mayor said the rebels left. “The rebels burned the bridge”, the mayor said. "
        "\nRebels burned another bridge near the river on Tuesday."
    )
    rows = [json.dumps({"id": f"{n}", "outlet": "Herald", "text": text}) for n in range(3)]
    (tmp_path / "mine.jsonl").write_text("\n".join(rows), encoding="utf-8")
    mine = read_corpus(tmp_path / "mine.jsonl")
    told = voices_in(mine.articles)
    pairs = collocates(
        in_sentences(words_in(mine, ["body"]), mine.articles),
        mine.articles,
        "rebels",
        pairing=Pairing(5, 1),
        voices=told,
    )
    rows = pairs[pairs["collocate"] == "burned"].set_index("voice")
    assert {"outlet", "quoted"} <= set(rows.index)
    for voice, row in rows.reset_index().groupby("voice").first().iterrows():
        lines = sentences(mine, row.to_dict() | {"voice": voice})
        assert len(lines) == row["n"] == 3
        assert set(lines.table["voice"]) == {voice}


def test_a_row_without_a_term_is_refused_with_what_it_has(corpus):
    with pytest.raises(ValueError, match="this one has outlet, n"):
        sentences(corpus, pd.Series({"outlet": "Herald", "n": 3}))


def test_a_table_is_shown_with_units_and_what_is_the_same_in_all_rows(corpus):
    table = frequencies(count(corpus.articles, Counting()))
    bundle = look(table[table["outlet"] == "Post"].assign(n=1), rows=7)._repr_mimebundle_()
    assert "per million words" in bundle["text/html"]
    assert "In all rows: outlet = Post; count = 1; words = 26" in bundle["text/html"]
    assert bundle["text/html"].count("<tr>") == 8
    assert "sentences(corpus, table.iloc[0])" in bundle["text/html"]
    with pytest.raises(ValueError, match="rows is 0"):
        look(table, rows=0)
    assert "no rows" in look(table.head(0))._repr_mimebundle_()["text/html"]


def test_an_article_that_is_not_there_is_named_with_some_that_are(corpus):
    with pytest.raises(ValueError, match="no article 'x'; there are 6: '000-0', '000-1'"):
        read(corpus, "x")


@given(
    st.text(st.sampled_from("reRÉb\u00adl*'’ K\u212aİ\u0301-.é9"), min_size=1, max_size=30),
    st.sampled_from(["rebel", "re*", "r'b", "re-b", "k", "i", "r?b rel", "é", "9", "e", "*é*"]),
)
@example("The re\u00adb left", "reb")
@example("\u212a", "k")
def test_no_article_with_a_hit_is_passed_over(text, query):
    known, asked = articles(("1", "A", text)), query_of(query)
    found = len(places_of(words_of(known), asked))
    assert len(that_may_have(known, asked)) >= min(found, 1)


def test_of_a_large_corpus_only_articles_that_can_have_a_hit_are_read(corpus, monkeypatch):
    whole = concordance(corpus, "milit*", voices=False).table
    monkeypatch.setattr(reading, "FEW", 1)
    read_for, left_out = words_for(corpus, query_of("milit*"), ["body"])
    assert left_out == ""
    assert set(read_for.articles["outlet"]) == {"Post"}
    assert concordance(corpus, "milit*", voices=False).table.equals(whole)
    assert len(concordance(corpus, "[say]", voices=False)) == 6


def test_outlets_of_a_large_corpus_are_compared_by_the_same_counts(tmp_path, monkeypatch):
    asked = ["rebels", "militia*", "the bridge", "[say]", "bridge_NOUN", "palace", "day ?"]
    whole = compare(written(tmp_path / "mine.jsonl", times=3), *asked).table
    monkeypatch.setattr(reading, "FEW", 1)
    assert compare(written(tmp_path / "mine.jsonl", times=3), *asked).table.equals(whole)
    assert whole.groupby("term")["n"].sum().to_dict() == {
        "rebels": 12, "militia*": 3, "the bridge": 12, "[say]": 9, "bridge_NOUN": 12, "palace": 0, "day ?": 3,
    }  # fmt: skip


def test_of_very_many_lines_some_are_shown_from_all_over_the_corpus(tmp_path, monkeypatch):
    many = written(tmp_path / "mine.jsonl", times=60)
    monkeypatch.setattr(reading, "FEW", 10)
    monkeypatch.setattr(reading, "FIRST", 10)
    monkeypatch.setattr(reading, "ENOUGH", 40)
    lines = concordance(many, "bridge", voices=False)
    assert 25 <= len(lines) <= 60
    assert lines.table["article"].min() < "005"
    assert lines.table["article"].max() > "055"
    said = lines._repr_mimebundle_()["text/html"]
    assert "of the 180 articles that can have it were read, at even distances" in said
    row = {"outlet": "Herald", "node": "bridge", "collocate": "rebels"}
    assert "were read, at even distances" in sentences(many, row, voices=False).remark


def test_nothing_found_is_said(corpus):
    lines = concordance(corpus, "palace")
    assert "'palace' is nowhere in the sections that were read" in lines.rows.told


@pytest.fixture(scope="module")
def with_a_copy(tmp_path_factory):
    """The corpus of the tests, where one outlet has reprinted the first article of the other."""
    table = pd.read_csv(ARTICLES)
    copy = table.iloc[[0]].assign(id="p99", outlet="Valley Post", date="2019-03-05")
    place = tmp_path_factory.mktemp("copy") / "articles.csv"
    pd.concat([table, copy]).to_csv(place, index=False)
    return read_corpus(place), read_corpus(ARTICLES)


def test_copies_count_once_as_in_the_reports_unless_all_are_asked_for(with_a_copy):
    corpus, without = with_a_copy
    once, every = (concordance(corpus, "bridge", copies=copies) for copies in ("once", "all"))
    assert len(once.table) == len(concordance(without, "bridge").table)
    assert "Without 1 article that is a copy; copies='all' counts them." in once.remark
    assert len(every.table) > len(once.table)
    assert "cop" not in every.remark
    rates = compare(corpus, "bridge").table
    pd.testing.assert_frame_equal(rates, compare(without, "bridge").table)
    report = Study(corpus, {"min_count": 1})["frequencies"]
    told = report[report["term"] == "bridge"].set_index("outlet")["n"]
    assert rates.set_index("outlet")["n"].to_dict() == told.to_dict()
    row = rates[rates["outlet"] == "Valley Post"].iloc[0]
    assert len(sentences(corpus, row).table) == row["n"]
    assert len(sentences(corpus, row, copies="all").table) > row["n"]


def test_in_a_large_corpus_copies_count_and_that_is_said(with_a_copy, monkeypatch):
    monkeypatch.setattr(reading, "FEW", 10)
    corpus, _ = with_a_copy
    lines = concordance(corpus, "bridge", voices=False)
    assert "Copies are looked for in up to 10 articles; here they count." in lines.remark
    assert len(lines.table) == len(concordance(corpus, "bridge", copies="all").table)


def test_another_word_for_copies_is_refused(with_a_copy):
    with pytest.raises(ValueError, match="copies is 'none'; give once, all"):
        compare(with_a_copy[0], "bridge", copies="none")
