"""The page in a real Chromium: it fits every width, every part can be reached, and it prints."""

import io
from itertools import pairwise

import pytest
from nbformat import v4
from PIL import Image, ImageStat
from pypdf import PdfReader

from tests.browser import chromium, visit
from tests.pages import report_html
from tests.reports.page.test_html_in_browser import (
    EVIL,
    PICTURES,
    SVG,
    everywhere,
    figure,
    ours,
    report,
    table,
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    file = tmp_path_factory.mktemp("hostile") / "report.html"
    file.write_text(report(EVIL), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """A page with a picture as wide as the page, on white as all of ours."""
    white = SVG.replace(b"#ccd", b"#fff")
    page = report_html(everywhere(["plain"]), pictures={name: white for name in PICTURES})
    file = tmp_path_factory.mktemp("wide") / "report.html"
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory):
    file = tmp_path_factory.mktemp("ordinary") / "report.html"
    texts = ["Sundayherald", "صحيفة الشرق", "A" * 300, "An outlet of many words " * 6]
    file.write_text(report(texts), encoding="utf-8")
    return file


@pytest.mark.parametrize("width", [320, 360, 800, 1280, 2000])
def test_no_page_scrolls_sideways(browser, ordinary, hostile, width):
    for file in (ordinary, hostile):
        with visit(browser, file, width=width) as seen:
            seen.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def edges(page):
    """The brightness of the first and the last column of pixels of the first wide picture, 0 to 255."""
    scroller = page.locator("figure .scroll").first
    shown = Image.open(io.BytesIO(scroller.screenshot())).convert("L")
    left, right = ((x, 8, x + 1, shown.height - 8) for x in (1, shown.width - 2))
    return tuple(ImageStat.Stat(shown.crop(box)).mean[0] for box in (left, right))


@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_wider_than_the_screen_has_a_shadow_where_it_goes_on(browser, wide, dark):
    with visit(browser, wide, width=400, dark=dark) as seen:
        left, right = edges(seen.page)
        assert left > 250
        assert right < 240
        seen.page.locator("figure .scroll").first.evaluate("it => it.scrollLeft = it.scrollWidth")
        left, right = edges(seen.page)
        assert left < 240
        assert right > 250
    with visit(browser, wide, width=1280, dark=dark) as seen:
        assert min(edges(seen.page)) > 250


def test_every_link_of_the_contents_leads_to_its_place(browser, ordinary):
    with visit(browser, ordinary) as seen:
        seen.page.evaluate("document.querySelectorAll('nav details').forEach(it => it.open = true)")
        links = seen.page.locator("nav a")
        assert links.count() == 8  # found, its part, method, about; two figures, two tables
        for link in links.all():
            link.click()
            top = seen.page.evaluate(
                "document.querySelector(':target').getBoundingClientRect().top"
            )
            assert -1 <= top < 900
        seen.page.goto(ordinary.resolve().as_uri())
        seen.page.keyboard.press("Tab")
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.activeElement.id") == "main"


AUDIT = """() => {
  const all = (query) => [...document.querySelectorAll(query)];
  const name = (it) => (it.innerText || it.textContent || '').trim();
  const ids = all('[id]').map((it) => it.id);
  return {
    'pictures without alt': all('img').filter((it) => !it.alt.trim()).length,
    'main headings': all('h1').length,
    'levels': all('h1,h2,h3,h4,h5,h6').map((it) => +it.tagName[1]),
    'empty headings': all('h1,h2,h3,h4,h5,h6').filter((it) => !name(it)).length,
    'headers without scope': all('th').filter((it) => !it.scope).length,
    'tables without header': all('table').filter((it) => !it.querySelector('th')).length,
    'links without text or place': all('a').filter((it) => !name(it) || !it.href).length,
    'regions without name': all('[role=region]').filter((it) => !it.ariaLabel).length,
    'scrollers out of reach': all('main *').filter((it) => it.scrollWidth > it.clientWidth + 1 &&
      ['auto', 'scroll'].includes(getComputedStyle(it).overflowX) && it.tabIndex < 0).length,
    'ids twice': ids.length - new Set(ids).size,
    'landmarks': ['header', 'nav', 'main'].map((it) => all('body > ' + it).length),
    'language': document.documentElement.lang,
    'broken pictures': all('img').filter((it) => !it.naturalWidth).length,
  };
}"""


def test_a_screen_reader_finds_names_order_and_headers(browser, ordinary):
    with visit(browser, ordinary, width=360) as seen:
        found = seen.page.evaluate(AUDIT)
    levels = found.pop("levels")
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert found.pop("language") == "en"
    assert found.pop("landmarks") == [1, 1, 1]
    assert found.pop("main headings") == 1
    assert not any(found.values()), found


CONTRAST = """() => {
  const light = (colour) => {
    const part = colour.match(/[\\d.]+/g).slice(0, 3).map((it) => it / 255)
      .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const behind = (it) => {
    for (; it; it = it.parentElement) {
      const colour = getComputedStyle(it).backgroundColor;
      if (!colour.endsWith(', 0)')) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const ratio = (it) => {
    const [a, b] = [light(getComputedStyle(it).color), light(behind(it))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  return Math.min(...[...document.querySelectorAll('body *')]
    .filter((it) => [...it.childNodes].some((child) => child.nodeType == 3 && child.data.trim()))
    .map(ratio));
}"""


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground_by_day_and_night(browser, ordinary, dark):
    with visit(browser, ordinary, dark=dark) as seen:
        ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") is not dark
        card = "getComputedStyle(document.querySelector('figure .drawing')).backgroundColor"
        assert seen.page.evaluate(card) == "rgb(255, 255, 255)"
        assert seen.page.evaluate(CONTRAST) >= 4.5


def test_the_printed_report_has_the_text_the_addresses_and_no_code(browser, tmp_path):
    file = tmp_path / "report.html"
    cells = [
        v4.new_markdown_cell("# Printed\n\nWhy? See [there](https://far.invalid/there)."),
        v4.new_code_cell("secret_code = 1"),
        v4.new_markdown_cell("## Found"),
        v4.new_code_cell("t", outputs=[table(20, ["Herald"]), figure("full", "Words.")]),
        v4.new_code_cell("a", outputs=[ours(kind="about", groups=[])]),
    ]
    notebook = v4.new_notebook(cells=cells)
    file.write_text(report_html(notebook, pictures={"figure-full": SVG}), encoding="utf-8")
    with visit(browser, file) as seen:
        seen.page.emulate_media(media="print")
        seen.page.set_viewport_size({"width": 650, "height": 900})  # A4 less its margins
        wide = "document.querySelector('table').getBoundingClientRect().right"
        assert seen.page.evaluate(wide) <= 650
        printed = seen.page.pdf(prefer_css_page_size=True)
    reader = PdfReader(io.BytesIO(printed))
    text = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    for part in ("Printed", "Found", "(https://far.invalid/there)", "Herald", "Figure 1."):
        assert part in text
    assert "secret_code" not in text
    assert "Contents" not in text
    assert text.count("Table 1.") == 1
