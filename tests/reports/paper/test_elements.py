"""Blocks of a report as nodes: evidence in an appendix, not too much of it, links that lead somewhere."""

from msgspec.structs import replace

from analysis.corpus import read_corpus
from analysis.reports.display.blocks import Evidence, Extract, Group, Passage
from analysis.reports.display.marks import Mark
from analysis.reports.display.outline import Outline
from analysis.reports.notebook.passages import evidence_of
from analysis.reports.notebook.reading import show
from analysis.reports.page.content import Ours, Prose
from analysis.reports.page.tree import markdown_tree
from analysis.reports.paper.characters import plain_text
from analysis.reports.paper.elements import IN_SECTION, body_of, drop_dead_links
from tests.conftest import ROOT
from tests.marked_tables import gold

SIGNS = ("note", "again", "opens", "closes", "section")


def placed(block):
    return Ours(block, Outline().place(block))


def behind(numbers, passages):
    said = Extract(9, "He said.", (Mark(12, 16, "cue"),))
    passage = Passage({"outlet": "Herald"}, (said,), before=True, after=False)
    groups = tuple(Group(f"number {it}", 100 + it, (0,) * passages) for it in range(numbers))
    return placed(Evidence("e", "By kind.", "e.csv", groups, (passage,)))


def test_a_number_has_one_passage_and_the_file_has_the_others():
    _, (section,) = body_of([behind(2, 9)])
    assert [len(group["passages"]) for group in section["groups"]] == [1, 1]
    assert plain_text(section["groups"][0]["note"]) == "1 of 100 shown; all in e.csv"
    assert section["groups"][0]["passages"][0]["of"] == [
        "[...] ",
        "He ",
        {"is": "is-cue", "of": ["said"]},
        ".",
    ]


def test_a_section_of_many_numbers_shows_those_with_most_behind_them():
    _, (section,) = body_of([behind(IN_SECTION + 7, 5)])
    assert {len(group["passages"]) for group in section["groups"]} == {1}
    assert plain_text(section["groups"][0]["label"]) == "number 7"
    assert plain_text(section["left"]) == "Left out: 7 more; all in e.csv"


def test_a_passage_without_its_text_says_only_where_it_is_from():
    withheld = Passage({"outlet": "Herald"}, (), before=True, after=True)
    group = Group("number", 1, (0,))
    _, (section,) = body_of([placed(Evidence("e", "c", "e.csv", (group,), (withheld,)))])
    assert section["groups"][0]["passages"] == [
        {"about": [["Herald"]], "of": [], "from-right": False}
    ]


def test_the_text_above_points_to_its_evidence():
    prose = Prose(markdown_tree("Words.", Outline()))
    body, sections = body_of([prose, behind(1, 1), behind(1, 1)])
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
        (node,), _ = body_of([placed(replace(shown.block, asked=True))])
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
        block = evidence_of(found, {article: text}, name="e", caption="c", limit=5)
        _, (section,) = body_of([placed(block)])
        assert {"source", "cue"} <= set(section["parts"])
