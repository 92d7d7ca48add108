"""Marked articles and evidence in a real Chromium: every character there, nothing acts, all fits."""

import json

import pytest
from nbformat import v4

from analysis.corpus import read_corpus
from analysis.reports import show
from analysis.reports.display.jupyter import Shown
from analysis.reports.notebook.passages import evidence_of
from tests.browser import chromium, visit
from tests.conftest import ROOT, articles
from tests.marked_tables import attributions, gold, voices
from tests.pages import report_html
from tests.reports.page.test_html_in_browser import ACTING, EVIL
from tests.reports.page.test_html_layout import AUDIT, CONTRAST

OPEN = "document.querySelectorAll('details').forEach(it => it.open = true)"
TEXTS = "[...document.querySelectorAll('.reading .text')].map(it => it.textContent)"
COPIED = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('.reading .text'));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""
# what a page can hold: no NUL and no lone surrogate, which no corpus may hold either
HOSTILE = "\n".join(
    [
        *EVIL,
        "\u202eturned\u2069 ها شعر عربی 12",
        "Z" * 400,
        "a" + "\u0301" * 300,
        "\r\nx\ry",
        *map(chr, range(1, 33)),
        "\x7f",
    ]
)
HOSTILE = HOSTILE.replace("\0", "").replace("\ud800", "")


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def written(folder, *blocks, name="page.html"):
    outputs = [
        v4.new_output("display_data", data=json.loads(json.dumps(Shown(it)._repr_mimebundle_())))
        for it in blocks
    ]
    cells = [v4.new_markdown_cell("# Marked\n\nWhose words?"), v4.new_markdown_cell("## Text")]
    cells.append(v4.new_code_cell("show", outputs=outputs))
    file = folder / name
    file.write_text(report_html(v4.new_notebook(cells=cells), pictures={}), encoding="utf-8")
    return file


def hostile_blocks():
    table = articles(("<b>a", EVIL[0], HOSTILE), title=[EVIL[3]], language=['en" onload="alert(1)'])
    names = {"article": "<b>a", "outlet": EVIL[0], "speaker": EVIL[2], "source_text": EVIL[3]}
    said = attributions(
        {**names, "id": EVIL[1], "source": [[3, 60]], "cue": [[61, 70]], "content": [[80, 2000]]},
        {**names, "id": "2", "parent": EVIL[1], "cue_text": EVIL[4], "content": [[90, 99]]},
    )
    words = voices("<b>a", HOSTILE, [(80, 700, "quoted"), (700, 2000, "paraphrased")])
    found = [(EVIL[5], said), (EVIL[9], words.iloc[1:2]), ("none", said.head(0))]
    evidence = evidence_of(found, {"<b>a": HOSTILE}, name=EVIL[7], caption=EVIL[6], limit=5)
    return show("<b>a", articles=table, attributions=said, voices=words).block, evidence


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return written(tmp_path_factory.mktemp("hostile"), *hostile_blocks())


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, shared):
    corpus = read_corpus(ROOT / "seeds")
    said, words = gold(shared, corpus.articles)
    texts = dict(zip(corpus.articles["id"], corpus.articles["text"], strict=True))
    found = [
        (f"{outlet}, {kind}: {len(rows)}", rows)
        for (outlet, kind), rows in said.groupby(["outlet", "kind"])
    ]
    found += [("quoted", words[words["voice"] == "quoted"])]
    evidence = evidence_of(found, texts, name="e", caption="By kind.", limit=5)
    readings = [show(it, articles=corpus, attributions=said, voices=words).block for it in texts]
    return written(tmp_path_factory.mktemp("seeds"), *readings, evidence), list(texts.values())


def test_the_page_holds_both_seeds_to_the_character_and_copying_gives_them(browser, seeds):
    file, texts = seeds
    for width in (360, 1280):
        with visit(browser, file, width=width) as seen:
            assert seen.page.evaluate(TEXTS) == texts
            assert seen.page.evaluate(COPIED) == texts[0]
            assert seen.complaints == []


def test_a_hostile_text_is_whole_and_nothing_in_it_acts(browser, hostile):
    with visit(browser, hostile) as seen:
        seen.page.evaluate(OPEN)
        seen.page.wait_for_timeout(300)
        assert seen.page.evaluate(TEXTS) == [HOSTILE]
        address = hostile.resolve().as_uri()
        assert [url for url in seen.requests if url != address] == []
        assert (seen.dialogs, seen.complaints) == ([], [])
        assert seen.page.evaluate(f"document.querySelectorAll({ACTING!r}).length") == 0
        assert seen.page.evaluate("document.querySelectorAll('.reading [lang]').length") == 0


def test_what_jupyter_shows_of_it_does_not_act_either(browser, tmp_path):
    file = tmp_path / "output.html"
    shown = "".join(Shown(block)._repr_mimebundle_()["text/html"] for block in hostile_blocks())
    file.write_text(f'<meta charset="utf-8">{shown}', encoding="utf-8")
    with visit(browser, file) as seen:
        seen.page.evaluate(OPEN)
        seen.page.wait_for_timeout(300)
        assert seen.page.evaluate(TEXTS) == [HOSTILE]
        assert seen.requests == [file.resolve().as_uri()]
        assert (seen.dialogs, seen.complaints) == ([], [])


@pytest.mark.parametrize("width", [320, 360, 800, 1280])
def test_nothing_scrolls_sideways(browser, hostile, seeds, width):
    for file in (hostile, seeds[0]):
        with visit(browser, file, width=width) as seen:
            seen.page.evaluate(OPEN)
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True])
def test_marked_text_stands_out_by_day_and_night(browser, seeds, dark):
    with visit(browser, seeds[0], dark=dark) as seen:
        seen.page.evaluate(OPEN)
        assert seen.page.evaluate(CONTRAST) >= 4.5


LOOK = """(name) => {
  const it = getComputedStyle(document.querySelector('.reading .text ' + name));
  return [it.textDecorationLine, it.textDecorationStyle, it.fontStyle, +it.fontWeight > 600];
}"""


def test_parts_and_voices_differ_by_more_than_colour(browser, seeds):
    with visit(browser, seeds[0]) as seen:
        looks = {
            name: tuple(seen.page.evaluate(LOOK, f".is-{name}"))
            for name in ("quoted", "paraphrased", "source", "cue")
        }
    assert looks["quoted"][:2] == ("underline", "solid")
    assert looks["paraphrased"][:2] == ("underline", "dashed")
    assert looks["source"] == ("none", "solid", "normal", True)
    assert looks["cue"][2] == "italic"
    assert len(set(looks.values())) == 4


def test_the_speaker_is_beside_the_text_on_a_screen_and_before_the_words_on_a_phone(browser, seeds):
    place = """() => {
      const note = document.querySelector('.note[data-number="3"]');
      const style = getComputedStyle(note, '::before');
      return [style.float, style.content.includes('Zeid'), note.getAttribute('aria-label')];
    }"""
    with visit(browser, seeds[0], width=1280) as wide, visit(browser, seeds[0], width=360) as phone:
        found = [wide.page.evaluate(place), phone.page.evaluate(place)]
    assert [floats for floats, _, _ in found] == ["right", "none"]
    assert all(named for _, named, _ in found)
    assert found[0][2].startswith(
        "Attribution 3: Zeid Ra'ad Al Hussein (international organisation"
    )


def test_evidence_is_folded_and_says_how_much_of_all_it_shows(browser, seeds):
    with visit(browser, seeds[0]) as seen:
        folds = seen.page.locator("details.evidence")
        assert not folds.locator("li").first.is_visible()
        folds.locator("summary").first.click()
        summary = folds.locator("summary", has_text="RFE/RL, government")
        total = int(summary.inner_text().split(": ")[1].split()[0])
        assert f"(5 of {total} shown; all in e.csv)" in summary.inner_text()
        summary.click()
        group = summary.locator("..")
        assert group.locator("li").count() == 5
        assert group.locator("blockquote .is-cue").first.is_visible()


def test_print_names_the_file_instead_of_what_is_folded(browser, seeds):
    with visit(browser, seeds[0]) as seen:
        assert not seen.page.locator(".folded").is_visible()
        seen.page.emulate_media(media="print")
        assert "e.csv" in seen.page.locator(".folded").inner_text()
        assert not seen.page.locator("details.evidence").is_visible()
        assert seen.page.locator(".reading .text").first.is_visible()


def test_a_screen_reader_finds_names_and_order(browser, seeds):
    with visit(browser, seeds[0], width=360) as seen:
        found = seen.page.evaluate(AUDIT)
    assert found.pop("levels") == [1, 2, 3, 3]
    assert (found.pop("language"), found.pop("landmarks"), found.pop("main headings")) == (
        "en", [1, 1, 1], 1,
    )  # fmt: skip
    assert not any(found.values()), found


def test_a_megabyte_is_shown_whole(browser, tmp_path):
    text = ("<b>“Ünï” \u202e" + "word " * 60 + "x" * 90 + "\n") * 2_500
    said = [{"article": "a", "id": str(n), "cue": [[n * 900, n * 900 + 40]]} for n in range(1000)]
    table = articles(("a", "Herald", text))
    words = voices("a", text, [(n * 900, n * 900 + 500, "quoted") for n in range(1000)])
    block = show("a", articles=table, attributions=attributions(*said), voices=words).block
    with visit(browser, written(tmp_path, block), width=360) as seen:
        assert seen.page.evaluate(TEXTS) == [text]
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
