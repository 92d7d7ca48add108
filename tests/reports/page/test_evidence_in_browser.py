"""From a mark or a table cell to its sentences, in a real Chromium: by mouse, by key, without scripts."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import chromium, visit
from tests.conftest import ROOT

REPORTS = ("corpus", "frequency", "words", "loaded", "attribution", "comparison")
SEEN = """id => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.height > 0 && box.top < innerHeight && box.bottom > 0;
}"""
COVERED = """() => [...document.querySelectorAll('.drawing a')].filter(link => {
  const box = link.getBoundingClientRect(), picture = link.parentNode.getBoundingClientRect();
  return box.left < picture.left - 1 || box.right > picture.right + 1 || box.top < picture.top - 1
    || box.bottom > picture.bottom + 1 || box.width < 4 || box.height < 8;
}).map(link => link.getAttribute('aria-label'))"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def page_of(report):
    return ROOT / "reports" / report / "default" / "report.html"


def passages(page, anchor):
    return page.locator(f"[id='{anchor}'] > li")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_click_on_a_mark_opens_the_sentences_that_it_counts(browser, width):
    with visit(browser, page_of("loaded"), width=width) as seen:
        links = seen.page.locator(".drawing a")
        assert links.count() > 20
        for place in (0, links.count() // 2):
            link = links.nth(place)
            anchor = link.get_attribute("href")[1:]
            assert not passages(seen.page, anchor).first.is_visible()
            link.click()
            assert passages(seen.page, anchor).first.is_visible()
            assert seen.page.evaluate(SEEN, anchor)
        assert seen.complaints == []


def test_a_click_on_a_word_opens_the_sentences_with_it(browser):
    with visit(browser, page_of("frequency")) as seen:
        links = seen.page.locator(".drawing a")
        assert links.count() == 2 * 15 + 2 * 15  # both figures
        for link in links.all()[::9]:
            said = link.get_attribute("aria-label")
            link.click()
            shown = passages(seen.page, link.get_attribute("href")[1:])
            word = re.search(r"([\w.'-]+): \d", said)[1]
            assert shown.count() >= 1
            marked = shown.first.locator(".is-stretch, mark").first.inner_text()
            # the possessive is counted with its word
            assert marked.casefold().replace("’", "'").removesuffix("'s") == word, said


def test_a_mark_says_the_count_that_its_sentences_show(browser):
    with visit(browser, page_of("loaded")) as seen:
        for link in seen.page.locator(".drawing a").all():
            said = link.get_attribute("aria-label")
            count = int(re.search(r": ([\d,]+) in", said)[1].replace(",", ""))
            anchor = link.get_attribute("href")[1:]
            assert passages(seen.page, anchor).count() == min(count, 5), said


def test_the_keyboard_alone_reaches_and_opens_them(browser):
    with visit(browser, page_of("loaded")) as seen:
        seen.page.locator("figure .scroll").first.focus()
        seen.page.keyboard.press("Tab")
        anchor = seen.page.evaluate("document.activeElement.getAttribute('href')")[1:]
        seen.page.keyboard.press("Enter")
        assert passages(seen.page, anchor).first.is_visible()


def test_without_scripts_links_and_folded_lists_work_as_well(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    try:
        page.goto(page_of("attribution").resolve().as_uri())
        link = page.locator(".drawing a").first
        anchor = link.get_attribute("href")[1:]
        link.click()
        assert passages(page, anchor).first.is_visible()
    finally:
        context.close()


def test_a_count_in_the_table_of_all_numbers_leads_to_its_sentences_too(browser):
    with visit(browser, page_of("loaded")) as seen:
        table = seen.page.locator("details", has=seen.page.locator(".table td.number a")).first
        table.locator("summary").first.click()
        link = table.locator(".table td.number a").first
        anchor = link.get_attribute("href")[1:]
        link.click()
        assert passages(seen.page, anchor).first.is_visible()
        assert link.get_attribute("aria-label").startswith(f"{link.inner_text()}, evidence: ")


@pytest.mark.parametrize("report", ["frequency", "loaded", "attribution"])
def test_marks_lie_inside_their_pictures_and_lead_somewhere(browser, report):
    for width in (360, 1280):
        with visit(browser, page_of(report), width=width) as seen:
            assert seen.page.evaluate(COVERED) == []
            missing = "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a =>"
            missing += " !document.getElementById(a.getAttribute('href').slice(1))).length"
            assert seen.page.evaluate(missing) == 0


def test_paper_has_no_links_over_pictures(browser):
    with visit(browser, page_of("loaded")) as seen:
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".drawing a").first.is_visible()


@pytest.mark.parametrize(
    ("report", "dark"),
    [*((name, False) for name in REPORTS), ("comparison", True), ("loaded", True)],
)
def test_axe_finds_nothing_to_complain_about(browser, report, dark):
    with visit(browser, page_of(report), dark=dark) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        found = Axe().run(seen.page)
        told = [
            f"{rule['id']}: {node['html'][:120]}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ]
        assert told == [], json.dumps(told[:10], indent=1)
