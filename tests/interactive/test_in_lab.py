"""A real JupyterLab in a real Chromium: notebooks run, the explorer is clicked through."""

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from analysis.recipes import tables
from tests.browser import chromium, executable
from tests.conftest import ROOT
from tests.interactive.lab import SEEN, errors, lab, opened, opened_beside, run_all, run_seen
from tests.projects import PATIENT, write_notebook, write_project

# every table and notebook in JupyterLab; else some, since each of them is held by tests without a browser
WHOLE = "WHOLE" in os.environ
OURS = {  # our notebooks, and how many pictures each has at least on the seeds
    "start": 2, "00_corpus": 2, "10_frequency": 3, "15_words": 1, "20_loaded": 6, "30_attribution": 6,
}  # fmt: skip
SEARCH = (
    "from analysis.corpus import read_corpus\nfrom analysis.interactive import explore\n"
    'articles = read_corpus("many.jsonl")',
    'explore(articles, "articles", copies="all")',
)
MANY_WORDS = (
    "from analysis.corpus import read_corpus\nfrom analysis.interactive import explore\n"
    'articles = read_corpus("words.jsonl")',
    'explore(articles, "frequencies", min_count=1, stop="off", copies="all")',
)
HOSTILE = "<img src=x onerror=\"document.title='taken'\">"
SAID = "“We held the old bridge all night without any help,” said Mayor Ann Cole."
EXPLORE = (
    "from analysis.corpus import read_corpus\nfrom analysis.interactive import explore\n"
    'articles = read_corpus("mine.jsonl")\narticles',
    "explore(articles, min_count=1)",
    'print("the cell that is run next")',
)
ASK = (
    "from analysis.corpus import read_corpus\nfrom analysis.interactive import *\n"
    "from analysis.language import Counting, count\nfrom analysis.measures import frequencies\n"
    'articles = read_corpus("mine.jsonl")\narticles',
    'concordance(articles, "bridge")',
    'compare(articles, "rebels", "regime")',
    "look(frequencies(count(articles.articles, Counting())))",
    f"read(articles, [i for i in articles.articles['id'] if i.startswith({HOSTILE[:6]!r})][0])",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A project with a notebook that explores a hostile corpus, and the notebooks on the two seeds."""
    executable()
    folder = tmp_path_factory.mktemp("lab")
    write_project(folder)
    shutil.rmtree(folder / "seeds")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "notebooks").mkdir(exist_ok=True)
    for name in OURS:
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder / "notebooks")
    _write(folder / "notebooks/explore.ipynb", EXPLORE, title="# What differs?")
    _write(folder / "notebooks/ask.ipynb", ASK, title="# ASKED")
    _write(folder / "notebooks/search.ipynb", SEARCH, title="# Whose?")
    _write(folder / "notebooks/words.ipynb", MANY_WORDS, title="# Words")
    words = [
        {
            "id": outlet,
            "outlet": outlet,
            "text": " ".join(f"{a}{b}" for a in "abcdefghij" for b in "stuvwxyz"),
        }
        for outlet in ("Herald", "Post")
    ]
    (folder / "words.jsonl").write_text("\n".join(map(json.dumps, words)), encoding="utf-8")
    many = [
        {
            "id": f"{n}",
            "outlet": "ab"[n % 2],
            "author": f"Writer {n} {HOSTILE}",
            "text": "War ends.",
        }
        for n in range(70)
    ]
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, many)), encoding="utf-8")
    rows = [
        {"id": f"{outlet}{turn}", "outlet": outlet, "text": f"{text} {text}"}
        for outlet, text in (
            ("Herald", f"Rebels seized the bridge before the war. {SAID}"),
            ("Post", f"Militias took the bridge after the war. {SAID}"),
            (HOSTILE, f"The regime shelled the bridge {LONG}; the regime denies a war."),
        )
        for turn in range(2)
    ]
    (folder / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def _write(path, cells, *, title):
    """Write a notebook with the name of a kernel: without it JupyterLab asks for one."""
    write_notebook(path, cells, title=title)
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = json.loads(path.read_text(encoding="utf-8")) | {"metadata": {"kernelspec": kernel}}
    path.write_text(json.dumps(notebook), encoding="utf-8")


LONG = "b" * 3000  # a word that no line of a display can hold


@pytest.fixture(scope="module")
def server(place, tmp_path_factory):
    with lab(place, tmp_path_factory.mktemp("home")) as started:
        yield started


@pytest.fixture(scope="module")
def reader():
    """One reader's browser: what JupyterLab itself is made of is loaded once."""
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1400, "height": 1500})
        context.set_default_timeout(PATIENT * 1000)
        yield context
        context.close()


@pytest.fixture
def page(server, reader):
    opened = reader.new_page()
    yield opened
    keep_picture(opened, "last")
    for left in reader.pages:
        left.close()


@pytest.fixture(scope="module")
def desk(server, reader):
    """One page in which our notebooks are opened one beside the other: it is loaded once for all of them."""
    context = reader.browser.new_context(viewport={"width": 1400, "height": 1500})
    context.set_default_timeout(PATIENT * 1000)
    page = context.new_page()
    opened(page, server.page(f"notebooks/{next(iter(OURS))}.ipynb"))
    yield page
    context.close()


def keep_picture(page, name: str) -> None:
    """Leave a screenshot in the folder SCREENSHOTS, when somebody wants to look at it."""
    if os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"{name}.png")


def test_the_explorer_is_clicked_through_and_what_is_kept_runs(server, page, place):
    run_all(page, server.page("notebooks/explore.ipynb"))
    picture = page.locator(".fr-figure img")
    picture.wait_for(timeout=PATIENT * 1000)
    assert HOSTILE in page.locator(".fr-form").inner_text()
    assert HOSTILE in page.locator(".fr-rows tbody").inner_text()
    keep_picture(page, "explore-1-opened")

    def changes(action):
        before = picture.get_attribute("src")
        action()
        page.wait_for_function(
            "before => (document.querySelector('.fr-figure img')?.src ?? before) !== before",
            arg=before,
            timeout=PATIENT * 1000,
        )

    changes(lambda: page.get_by_label("Outlet", exact=True).select_option("Post"))
    only = page.get_by_label("Words", exact=True)
    changes(lambda: (only.fill("m* reb*"), only.press("Enter")))
    _to_an_article_and_back(page, page.locator(".fr-figure .spot").first.click)
    page.get_by_role("button", name="Keep").click()
    code = page.locator(".fr [role=status] pre code")
    code.wait_for(timeout=PATIENT * 1000)
    kept = "'keyness', outlet='Post', min_count=1, words='m* reb*',)"
    assert " ".join(code.inner_text().split()).replace(", )", ",)").endswith(kept)
    keep_picture(page, "explore-3-kept")

    _run_the_last_cell_and_the_kept_one(page)
    keep_picture(page, "explore-4-kept-ran")
    assert errors(page) == []
    assert page.title() != "taken"
    assert len(list((place / "figures/draft").glob("keyness-*.svg"))) == 1


BY_KEYBOARD = ("frequencies", "patterns", "loaded-word", "attributions", "concordance", "events")


def test_every_table_leads_from_a_mark_or_row_to_sentences_to_an_article_and_back(server, page):
    run_all(page, server.page("notebooks/explore.ipynb"))
    page.locator(".fr-figure img").wait_for(timeout=PATIENT * 1000)
    measure = page.get_by_label("Measure", exact=True).first
    offered = measure.locator("option").evaluate_all("every => every.map(one => one.value)")
    assert sorted(offered) == sorted(tables())
    led = {table: _followed(page, table) for table in offered[:: 1 if WHOLE else 5]}
    assert "article" in led.values()
    assert {table for table, how in led.items() if how != "article"} <= {*NO_ROWS, *OF_NO_TEXT}
    assert _violations(page) == []
    assert errors(page) == []


def _followed(page, table):
    """Choose a table, follow its first mark or row, go back; return how far it led."""
    meaning = tables()[table].meaning
    before = page.locator("[data-shown]").first.get_attribute("data-shown")
    if page.locator(".fr-rows h2").first.text_content() != meaning:
        page.get_by_label("Measure", exact=True).first.select_option(table)
        # the rows come first; the marks of the table before are gone when its figure is
        page.wait_for_function(
            """([meaning, before]) => document.querySelector('.fr-rows h2').textContent === meaning
            && Number(document.querySelector('[data-shown]').dataset.shown) > Number(before)""",
            arg=[meaning, before],
            timeout=PATIENT * 1000,
        )
    warning = page.locator("p.fr-warn")
    assert [text for text in warning.all_inner_texts() if text.strip()] == [], table
    assert page.locator(".fr img:not(.fr-figure img), .fr script, .fr iframe").count() == 0, table
    row = page.locator(".fr-rows tbody tr[tabindex='0']")
    if not row.count():
        return "no rows"
    if table in BY_KEYBOARD:
        _to_an_article_and_back(page, lambda: _down_and_enter(page))
        keep_picture(page, f"explore-{table}")
        return "article"
    mark = page.locator(".fr-figure .spot")
    (mark if mark.count() else row).first.click()
    page.wait_for_function(SHOWN, timeout=PATIENT * 1000)
    sentence = page.locator(".fr-passages li button").first
    if not sentence.count():
        return "row"
    sentence.click()
    text = page.locator(".fr-article .text")
    text.wait_for(timeout=PATIENT * 1000)
    assert page.locator(".fr-article :is(img, script, iframe)").count() == 0, table
    assert page.title() != "taken", table
    back = page.get_by_role("button", name="← Back")
    back.click()
    text.wait_for(state="detached", timeout=PATIENT * 1000)
    back.click()
    page.locator(".fr-rows tbody tr[aria-selected='true']").wait_for(
        state="detached", timeout=PATIENT * 1000
    )
    return "article"


# a row is chosen, and what stands behind it is told
SHOWN = """() => document.querySelector(".fr-rows tbody tr[aria-selected='true']")
    && document.querySelector(".fr-passages p, .fr-passages h2")?.textContent"""
# these tables need articles, events or codings that the corpus has not
NO_ROWS = (
    "paired-words", "trends", "unfit-corrections", "left-out", "only-in", "outside", "problems",
    "agreement", "confusion", "correction", "correction-by-coder", "dissents", "error-rates", "error-tests",
    "reliability", "paired-attribution",
)  # fmt: skip
OF_NO_TEXT = ("forecast", "quality-attribution", "quality-list", "quality-model")


def _down_and_enter(page):
    page.locator(".fr-rows tbody tr[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.locator(".fr-rows tbody tr[aria-selected='true']").wait_for(timeout=PATIENT * 1000)


def _to_an_article_and_back(page, action):
    action()
    sentence = page.locator(".fr-passages li button").first
    sentence.wait_for(timeout=PATIENT * 1000)
    assert page.locator(".fr-rows tbody tr[aria-selected='true']").count() == 1
    sentence.focus()
    page.keyboard.press("Enter")
    text = page.locator(".fr-article .text")
    text.wait_for(timeout=PATIENT * 1000)
    keep_picture(page, "explore-2-article")
    page.get_by_role("button", name="← Back").click()
    text.wait_for(state="detached", timeout=PATIENT * 1000)
    page.get_by_role("button", name="← Back").click()
    sentence.wait_for(state="detached", timeout=PATIENT * 1000)
    page.get_by_role("button", name="Forward →").click()
    sentence.wait_for(timeout=PATIENT * 1000)


def _violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=".framing-explorer").response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def _run_the_last_cell_and_the_kept_one(page):
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    number = cells.count()
    cells.last.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "number => document.querySelectorAll('.jp-Notebook .jp-CodeCell').length > number",
        arg=number,
        timeout=PATIENT * 1000,
    )
    cells.last.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    kept = page.locator(".jp-CodeCell").last.locator("figure img")
    kept.wait_for(timeout=PATIENT * 1000)
    kept.scroll_into_view_if_needed()


@pytest.mark.parametrize("name", OURS if WHOLE else ["start", "00_corpus"])
def test_our_notebooks_run_top_to_bottom_on_the_seeds(desk, name):
    opened_beside(desk, f"notebooks/{name}.ipynb")
    run_seen(desk)
    notebook = desk.locator(SEEN)
    pictures = notebook.locator(".jp-OutputArea-output figure img")
    pictures.first.wait_for(timeout=PATIENT * 1000)
    assert errors(desk) == []
    assert pictures.count() >= OURS[name]
    ran = notebook.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    assert "" not in [mark.strip("[]: ") for mark in ran]
    keep_picture(desk, name)


def test_a_column_of_many_values_is_searched_by_typing(desk):
    opened_beside(desk, "notebooks/search.ipynb")
    run_seen(desk)
    explorer = desk.locator(SEEN)
    rows = explorer.locator(".fr-rows")
    rows.get_by_text("70 rows", exact=False).wait_for(timeout=PATIENT * 1000)
    explorer.locator(".fr-form summary").get_by_text("Articles", exact=True).click()
    typed = explorer.get_by_label("Author: add", exact=True)
    suggested = "one => [...one.list.options].map(option => option.value)"
    assert len(typed.evaluate(suggested)) == 70
    for number, name in enumerate((f"Writer 61 {HOSTILE}", f"Writer 9 {HOSTILE}"), start=1):
        typed.press_sequentially(name)
        assert name in typed.evaluate(suggested)
        typed.press("Enter")
        told = f"{number} row{'s' * (number > 1)}."
        rows.get_by_text(told, exact=False).wait_for(timeout=PATIENT * 1000)
        assert rows.locator("tbody").get_by_text(name).count() == 1
    for number, told in ((61, "1 row."), (9, "70 rows.")):
        explorer.get_by_label(f"Writer {number} {HOSTILE}", exact=True).click()
        rows.get_by_text(told, exact=False).wait_for(timeout=PATIENT * 1000)
    typed.press_sequentially("Nobody")
    typed.press("Enter")
    warning = explorer.locator("p.fr-warn", has_text="no article has author=Nobody")
    warning.wait_for(timeout=PATIENT * 1000)
    assert errors(desk) == []
    assert desk.title() != "taken"


def test_letters_and_arrows_in_the_explorer_are_no_commands_and_a_chosen_row_is_in_sight(desk):
    opened_beside(desk, "notebooks/words.ipynb")
    run_seen(desk)
    explorer = desk.locator(SEEN)
    rows = explorer.locator(".fr-rows")
    rows.get_by_text("160 rows", exact=False).wait_for(timeout=PATIENT * 1000)
    cells = explorer.locator(".jp-Cell")
    before = cells.count()
    unit = explorer.get_by_label("Unit", exact=True)
    unit.focus()
    for key in "xabdd":  # cut, add above, add below, delete
        desk.keyboard.press(key)
    desk.keyboard.press("ArrowDown")
    desk.wait_for_function("one => one.value === 'form'", arg=unit.element_handle())
    assert cells.count() == before
    for order in ("ascending", "descending"):  # those of the figure are the last then
        rows.get_by_role("button", name="word").click()
        rows.locator(f"th[aria-sort='{order}']").wait_for(timeout=PATIENT * 1000)
    explorer.locator(".fr-figure .spot").last.click()
    chosen = rows.locator("tr[aria-selected='true']")
    chosen.wait_for(timeout=PATIENT * 1000)
    desk.wait_for_function(IN_SIGHT, arg=chosen.element_handle(), timeout=PATIENT * 1000)
    explorer.get_by_label("Min count").fill("3")
    desk.keyboard.press("Enter")
    rows.get_by_text(re.compile("^0 rows")).wait_for(timeout=PATIENT * 1000)
    explorer.get_by_label("Min count").fill("1")
    desk.keyboard.press("Enter")
    rows.get_by_text("160 rows", exact=False).wait_for(timeout=PATIENT * 1000)
    desk.wait_for_function(IN_SIGHT, arg=rows.locator("tbody tr").first.element_handle())
    assert errors(desk) == []


def test_what_the_keyboard_opens_has_the_focus_and_escape_leads_back(desk):
    opened_beside(desk, "notebooks/words.ipynb")
    run_seen(desk)
    explorer = desk.locator(SEEN)
    row = explorer.locator(".fr-rows tbody tr[tabindex='0']")
    row.wait_for(timeout=PATIENT * 1000)
    row.focus()
    steps = (
        ("Enter", ".fr-passages li button"),
        ("Enter", ".fr-article .page"),
        ("Escape", ".fr-passages li button[aria-current='true']"),
        ("Enter", ".fr-article .page"),
        ("Escape", ".fr-passages li button[aria-current='true']"),
        ("Escape", ".fr-rows tr[aria-selected='true']"),
    )
    for key, place in steps:
        desk.keyboard.press(key)
        desk.wait_for_function(
            "place => document.activeElement.matches(place)", arg=place, timeout=PATIENT * 1000
        )
    explorer.locator(".fr-figure .spot").nth(2).focus()
    for key, place in (
        ("Enter", ".fr-passages li button"),
        ("Escape", ".fr-figure .spot[aria-pressed='true']"),
    ):
        desk.keyboard.press(key)
        desk.wait_for_function(
            "place => document.activeElement.matches(place)", arg=place, timeout=PATIENT * 1000
        )
    assert errors(desk) == []


IN_SIGHT = """row => {
    const [inner, outer] = [row, row.closest(".scroll")].map(one => one.getBoundingClientRect());
    return inner.top >= outer.top && inner.bottom <= outer.bottom && inner.height > 0;
}"""


def test_what_a_notebook_shows_stays_text_when_it_is_opened_again_and_not_trusted(
    server, page, place
):
    """Run, saved, stripped of its signature and opened by somebody else."""
    run_all(page, server.page("notebooks/ask.ipynb"))
    page.locator(".jp-OutputArea-output figure img").first.wait_for(timeout=PATIENT * 1000)
    assert errors(page) == []
    keep_picture(page, "ask")
    fresh = page.locator(".jp-Notebook").inner_text()
    assert HOSTILE in fresh
    assert LONG in fresh
    whole = page.locator(".jp-Notebook").evaluate("one => one.clientWidth")
    widths = page.locator(".jp-OutputArea-output :is(p, table, figcaption)").evaluate_all(
        "shown => shown.map(one => Math.max(one.scrollWidth, one.offsetWidth))"
    )
    assert max(widths) < 1.5 * whole  # a table of many columns may be a little wider, and scrolled
    page.keyboard.press("Control+s")
    saved = place / "notebooks/ask.ipynb"
    _until(lambda: "image/png" in saved.read_text("utf-8") or "<figure" in saved.read_text("utf-8"))
    again = place / "notebooks/again.ipynb"
    again.write_text(saved.read_text("utf-8").replace("ASKED", "ASKED AGAIN"), "utf-8")  # unsigned
    with page.context.new_page() as other:
        other.goto(server.page("notebooks/again.ipynb"), wait_until="load")
        other.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENT * 1000)
        other.get_by_text("| Idle").first.wait_for(timeout=PATIENT * 1000)
        shown = other.locator(".jp-Notebook")
        assert shown.locator(".jp-OutputArea-output table").count() >= 3
        assert HOSTILE in shown.inner_text()
        assert shown.locator("script, img[onerror]").count() == 0
        assert other.title() != "taken"
        keep_picture(other, "ask-untrusted")
    assert page.title() != "taken"


def _until(true):
    ends = time.monotonic() + PATIENT
    while not true():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.2)
