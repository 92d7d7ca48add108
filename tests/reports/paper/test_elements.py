"""Blocks of a report as nodes: evidence in an appendix, not too much of it, links that lead somewhere."""

from markupsafe import Markup

from analysis.corpus import read_corpus
from analysis.reports.display.marked_blocks import Evidence, Group, Passage, reading_block
from analysis.reports.display.marked_blocks import evidence_block as block_of
from analysis.reports.display.outline import Outline
from analysis.reports.notebook.passages import evidence_block
from analysis.reports.notebook.reading import show
from analysis.reports.page.content import Prose
from analysis.reports.paper.characters import plain_text
from analysis.reports.paper.elements import IN_SECTION, body_of, drop_dead_links
from tests.conftest import ROOT
from tests.marked_tables import gold

SIGNS = ("note", "again", "opens", "closes", "section")


def behind(numbers, passages):
    passage = Passage(
        (("outlet", "Herald"),), (Markup("He <i class='is-cue'>said</i>."),), True, False
    )
    groups = tuple(
        Group(f"evidence-{it}", f"number {it}", "", (passage,) * passages, total=100 + it)
        for it in range(numbers)
    )
    return Evidence("By kind.", "e.csv", groups, frozenset({"cue"}))


def test_a_number_has_at_most_five_passages_and_the_file_has_the_others():
    _, (section,) = body_of([behind(2, 9)])
    assert [len(group["passages"]) for group in section["groups"]] == [5, 5]
    assert plain_text(section["groups"][0]["note"]) == "5 of 100 shown; all in e.csv"
    assert section["groups"][0]["passages"][0]["of"] == [
        "[...] ",
        "He ",
        {"is": "is-cue", "of": ["said"]},
        ".",
    ]


def test_a_section_of_many_numbers_shows_fewer_passages_of_those_with_most_behind_them():
    _, (section,) = body_of([behind(30, 5)])
    assert {len(group["passages"]) for group in section["groups"]} == {2}
    _, (section,) = body_of([behind(IN_SECTION + 7, 5)])
    assert {len(group["passages"]) for group in section["groups"]} == {1}
    assert plain_text(section["groups"][0]["label"]) == "number 7"
    assert plain_text(section["left"]) == "Left out: 7 numbers with fewer; all in e.csv"


def test_a_passage_without_its_text_says_only_where_it_is_from():
    withheld = Passage((("outlet", "Herald"),), (), before=True, after=True)
    group = Group("evidence-1", "number", "", (withheld,), 1)
    _, (section,) = body_of([Evidence("c", "e.csv", (group,), frozenset())])
    assert section["groups"][0]["passages"] == [
        {"about": [["Herald"]], "of": [], "from-right": False}
    ]


def test_the_text_above_points_to_its_evidence():
    body, sections = body_of([Prose(Markup("<p>Words.</p>")), behind(1, 1), behind(1, 1)])
    assert body[1:] == [{"is": "pointer", "number": 1}, {"is": "pointer", "number": 2}]
    assert [section["number"] for section in sections] == [1, 2]


def test_a_link_to_a_place_that_is_not_there_becomes_its_words():
    outline = Outline()
    outline.add_heading(2, "There")
    nodes = [{"is": "link", "to": f"#{name}", "of": [name]} for name in ("there", "nowhere")]
    drop_dead_links(nodes, outline)
    assert [node["is"] for node in nodes] == ["link", "span"]


def test_an_article_to_read_is_whole_and_its_parts_are_told_apart(shared):
    corpus = read_corpus(ROOT / "seeds")
    said, words = gold(shared, corpus.articles)
    for article, text in zip(corpus.articles["id"], corpus.articles["text"], strict=True):
        shown = show(article, articles=corpus, attributions=said, voices=words)
        (node,), _ = body_of([reading_block(shown.block, Outline())])
        printed, kinds = [], set()
        waiting = list(node["of"])
        while waiting:
            it = waiting.pop(0)
            if isinstance(it, str):
                printed.append(it)
            elif it["is"] not in SIGNS:
                kinds.add(it["is"])
                waiting[:0] = it.get("of", [])
        assert "".join("".join(printed).replace("\u200b", "").split()) == "".join(text.split())
        assert {"is-source", "is-cue", "is-quoted", "is-paraphrased"} <= kinds
        assert len(node["listed"]) == (said["article"] == article).sum()
        found = [("all", said[said["article"] == article])]
        display = evidence_block(found, {article: text}, limit=5)
        block = block_of({"caption": "c", "file": "e.csv", **display}, Outline())
        _, (section,) = body_of([block])
        assert {"source", "cue"} <= set(section["parts"])
