"""The coding page in a real Chromium: by keyboard alone, without loss, whatever an article holds."""

import json
import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe

from analysis.coding import code_book, coding_page, progress_of, read_codings, read_sample
from analysis.coding.coding_page import shuffled
from analysis.validity.measurands import MEASURANDS
from tests.browser import chromium, visit
from tests.coding.samples import LABELS, reseal, twenty, write_sample
from tests.projects import until

WIDER = "() => document.documentElement.scrollWidth - innerWidth"
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(it => {
  const box = it.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1);
}).map(it => it.outerHTML.slice(0, 80))"""
HOSTILE = (
    "</script><script>document.title = 'taken'</script> <img src=x onerror=alert(1)>\n"
    "<!-- <script> \u202eright to left\u2066 \u2028 & &amp; \U0001f600 = "
    + "w" * 5000
    + "\nThe mayor {{script}} said \x00\x07 that"
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def page_of(folder, **options):
    place = folder / "page.html"
    place.write_text(coding_page(folder, **options), encoding="utf-8")
    return place


def press(seen, *keys):
    for key in keys:
        seen.page.keyboard.press(key)


def shown(seen, name):
    return seen.page.locator(f"#{name}").inner_text()


def downloaded(seen, folder, name="codings.csv"):
    with seen.page.expect_download() as waiting:
        seen.page.locator("#download").click()
    waiting.value.save_as(folder / name)
    return folder / name


def now(seen):
    return "".join(seen.page.locator("mark.now").all_inner_texts())


@pytest.fixture
def served(tmp_path):
    """The address of a folder, for what a browser does better or only with pages from a server."""
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_twenty_items_by_keyboard_alone_and_a_reload_in_the_middle_loses_nothing(browser, tmp_path):
    sample = twenty(tmp_path / "sample")
    with visit(browser, page_of(sample)) as seen:
        seen.page.keyboard.type("Ada Lovelace")
        press(seen, "Enter")
        given = {}
        for n in range(21):
            if n == 9:
                seen.page.reload()
                assert f"{n} of 20 items answered" in shown(seen, "count")
            span = now(seen)
            if not span:  # the article in which the model found nothing
                press(seen, "d")
                continue
            kind = len(given) % 4
            press(seen, ("a", "3", "r", "Enter")[kind])
            given[span] = (
                ("accept", None),
                ("accept", "civilian"),
                ("reject", ""),
                ("accept", None),
            )[kind]
            if len(given) % 5 == 0:
                press(seen, "d")
        assert shown(seen, "count") == "20 of 20 items answered, 5 of 5 articles read"
        assert seen.complaints == []
        assert {request.partition(":")[0] for request in seen.requests} <= {"file", "blob"}
        read = read_codings([downloaded(seen, tmp_path)], sample)
    assert (len(read.problems), read.repeats) == (0, 0)
    codings = read.codings
    assert len(codings) == 20 + 5
    assert set(codings["coder"]) == {"Ada Lovelace"}
    items = read_sample(sample).items
    texts = {one.id: one.text for one in read_sample(sample).articles.values()}
    for row in codings[~codings["item"].str.endswith(":read")].itertuples():
        answer, label = given[texts[row.article][row.start : row.end]]
        assert row.answer == answer
        assert row.label == (items[row.item].label if label is None else label)


def test_offsets_are_code_points_when_a_span_is_mended_and_added_by_keys(browser, tmp_path):
    text = "\U0001f600\U0001f468‍\U0001f469 The mayor of \U0001f600 Norwich said that taxes fall. He left."
    sample = write_sample(
        tmp_path, [("a", "On \U0001f600 taxes", text)], [("a", "text", "mayor", "ngo")]
    )
    with visit(browser, page_of(sample, coder="Ada")) as seen:
        press(
            seen,
            "m",
            "ArrowLeft",
            "Shift+ArrowRight",
            "Shift+ArrowRight",
            "Shift+ArrowRight",
            "Enter",
        )
        press(seen, "1")
        press(seen, "n", "x", "ArrowRight", "ArrowRight", "Enter", "2")
        press(seen, "n", "ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Enter", "3")
        read = read_codings([downloaded(seen, tmp_path)], sample)
    drawn = read_sample(sample).articles["a"]
    told = [
        (row.answer, drawn.part(row.field)[row.start : row.end], row.label)
        for row in read.codings.itertuples()
    ]
    assert told == [
        ("mend", "The mayor of \U0001f600 Norwich", "government"),
        ("add", "taxes", "ngo"),
        ("add", "He left", "civilian"),
    ]


def test_a_selection_of_the_mouse_becomes_a_span(browser, tmp_path):
    text = "\U0001f600 The mayor said that taxes fall."
    sample = write_sample(tmp_path, [("a", "", text)], [("a", "text", "mayor", "ngo")])
    with visit(browser, page_of(sample, coder="Ada")) as seen:
        seen.page.locator("#text").get_by_text("said that taxes fall").dblclick(
            position={"x": 12, "y": 12}
        )
        seen.page.locator("#add").click()
        assert "“said”" in shown(seen, "state")
        seen.page.locator("#take").click()
        assert "Choose a label" in shown(seen, "said")
        seen.page.locator("#labels button").nth(1).click()
        codings = read_codings([downloaded(seen, tmp_path)], sample).codings
    (row,) = codings.itertuples()
    assert (row.item, row.label, text[row.start : row.end]) == ("a:new-1", "ngo", "said")


def test_undo_takes_back_an_answer_and_a_rejected_addition_is_gone(browser, tmp_path):
    with visit(browser, page_of(twenty(tmp_path), coder="Ada")) as seen:
        before = now(seen)
        press(seen, "2", "u")
        assert (now(seen), shown(seen, "count")[:7]) == (before, "0 of 20")
        press(seen, "n", "Enter", "1", "k", "r")
        assert shown(seen, "count").startswith("0 of 20 items answered, 0 of 5")
        press(seen, "u")
        assert shown(seen, "count").startswith("0 of 20 items answered, 1 span added, 0 of 5")
        assert shown(seen, "state").startswith(
            "Span 1 of 1 that you added in this article: added by you"
        )


def test_an_article_is_not_read_before_its_items_are_coded(browser, tmp_path):
    with visit(browser, page_of(twenty(tmp_path), coder="Ada")) as seen:
        seen.page.locator("#list button", has_text="5").first.click()
        press(seen, "d")
        assert "5 items of this article not answered yet" in shown(seen, "said")
        assert "0 of 5 articles read" in shown(seen, "count")


def test_an_article_that_is_answered_and_not_marked_as_read_is_told_until_it_is(browser, tmp_path):
    sample = twenty(tmp_path / "sample")
    with visit(browser, page_of(sample, coder="Ada"), width=1200) as seen:
        while not now(seen):
            press(seen, "d")
        press(seen, "a", "a", "a", "a")
        assert "not marked as read" not in shown(seen, "list") + shown(seen, "state")
        press(seen, "a")
        assert "5 of 5, not marked as read" in shown(seen, "list")
        assert "All items are answered; the article is not marked as read." in shown(seen, "state")
        file = downloaded(seen, tmp_path)
        assert shown(seen, "kept").startswith(
            "Downloaded. 1 article with all items answered and not marked"
        )
        press(seen, "n", "Enter", "1")
        assert "5 of 5 +1, not marked as read" in shown(seen, "list")
        press(seen, "d")
        assert "not marked as read" not in shown(seen, "list")
        assert "5 of 5 +1, read ✓" in shown(seen, "list")
        downloaded(seen, tmp_path, "read.csv")
        assert shown(seen, "kept") == "Downloaded."
    for name, read in ((file, 0), (tmp_path / "read.csv", 1)):
        (told,) = progress_of(read_codings([name], sample).codings, read_sample(sample)).to_dict(
            "records"
        )
        assert (told["answered"], told["finished"] - told["read"], told["unread"]) == (
            5,
            0,
            1 - read,
        )


def test_where_nothing_can_be_missed_an_article_is_done_when_its_items_are_answered(
    browser, tmp_path
):
    sample = twenty(tmp_path)
    about = json.loads((sample / "sample.json").read_text("utf-8"))
    (sample / "sample.json").write_text(json.dumps({**about, "closed": True}), encoding="utf-8")
    with visit(browser, page_of(sample, coder="Ada"), width=1200) as seen:
        while not now(seen):
            assert "Nothing in this article is to be answered." in shown(seen, "state")
            press(seen, "j")
        press(seen, "a", "a", "a", "a", "a")
        assert shown(seen, "count").startswith("5 of 20 items answered, ")
        assert "marked as read" not in shown(seen, "list") + shown(seen, "state")
        for _ in range(3):
            press(seen, "d", "a", "a", "a", "a", "a")
        assert shown(seen, "count") == "20 of 20 items answered, 5 of 5 articles done"
        read = read_codings([downloaded(seen, tmp_path)], sample).codings
        assert shown(seen, "kept") == "Downloaded."
    assert "empty:read" in set(read["item"])  # it had nothing to answer, and all around it is done
    (told,) = progress_of(read, read_sample(sample)).to_dict("records")
    assert (told["answered"], told["finished"], told["unread"]) == (20, 5, 0)


def test_an_article_without_items_is_not_done_before_those_in_front_of_it(browser, tmp_path):
    articles = [(name, name, "A mayor.") for name in "abcdef"]
    items = [(name, "text", "mayor", "ngo") for name in "abc"]
    sample = write_sample(tmp_path, articles, items)
    about = json.loads((sample / "sample.json").read_text("utf-8"))
    (sample / "sample.json").write_text(json.dumps({**about, "closed": True}), encoding="utf-8")
    order = [article.id for article in shuffled(read_sample(sample))]
    full = [name for name in order if name in "abc"]
    with visit(browser, page_of(sample, coder="Ada"), width=1200) as seen:
        for number in range(4):
            last = order.index(full[number]) if number < 3 else len(order)
            done = {*full[:number], *(name for name in order[:last] if name in "def")}
            assert f"{len(done)} of 6 articles done" in shown(seen, "count")
            while number < 3 and not now(seen):
                press(seen, "j")
            press(seen, *(["a", "d"] if number < 3 else []))


@pytest.mark.parametrize("measure", MEASURANDS)
def test_the_code_book_of_a_measure_stands_on_its_page(browser, tmp_path, measure):
    asked = MEASURANDS[measure]
    sample = twenty(tmp_path, labels=asked.labels or LABELS, spans=asked.spans)
    about = json.loads((sample / "sample.json").read_text("utf-8"))
    told = {**about, "measure": measure, "closed": asked.closed, "sections": ["body"]}
    (sample / "sample.json").write_text(json.dumps(told), encoding="utf-8")
    with visit(browser, page_of(sample, coder="Ada"), width=1200) as seen:
        book = shown(seen, "book")
        for chapter in code_book(measure):
            assert chapter.heading in book
            for line in chapter.lines:
                assert line.replace("[[", "").replace("]]", "") in book
        assert ("mark it as read" in book) != asked.closed
        assert "stands in these parts of articles is coded: body." in book
        marked = seen.page.locator("#book mark").all_inner_texts()
        assert len(marked) >= 3
        press(seen, "?")
        assert seen.page.locator("#book").get_attribute("open") is None
        press(seen, "?")
        assert seen.page.locator("#book").get_attribute("open") == ""
        assert seen.complaints == []


def test_two_coders_and_two_samples_never_see_each_other(browser, tmp_path):
    page = page_of(twenty(tmp_path / "one"))
    with visit(browser, page) as seen:
        for name in ("Ada", "Bea"):
            seen.page.locator("#name").fill(name)
            press(seen, "Enter")
            assert shown(seen, "count")[:7] == "0 of 20"
            press(seen, "2")
            assert shown(seen, "count")[:7] == "1 of 20"
            seen.page.locator("#change").click()
        seen.page.locator("#name").fill("Ada")
        press(seen, "Enter", "r")
        assert shown(seen, "count")[:7] == "2 of 20"
        other = page_of(
            twenty(tmp_path / "two", labels=("ngo", "civilian", "government")), coder="Ada"
        )
        seen.page.goto(other.as_uri())
        assert shown(seen, "count")[:7] == "0 of 20"


def test_two_tabs_of_one_coder_lose_nothing_of_each_other(browser, tmp_path, served):
    page = page_of(twenty(tmp_path), coder="Ada")
    with visit(browser, page) as seen:
        seen.page.goto(f"{served}/page.html")
        other = seen.page.context.new_page()
        seen.complaints.clear()
        other.goto(f"{served}/page.html")
        other.keyboard.press("a")
        other.keyboard.press("r")
        until(lambda: shown(seen, "count").startswith("2 of"), "the first tab has it")
        press(seen, "j", "j", "2")
        until(
            lambda: other.locator("#count").inner_text().startswith("3 of"), "the second tab has it"
        )
        assert seen.complaints == []


def test_notes_and_names_with_quotes_lines_and_formulas_come_back_as_they_were(browser, tmp_path):
    sample = twenty(tmp_path / "sample")
    note = '=HYPERLINK("x"), "quoted"; \'s\nand a second line \U0001f600'
    with visit(browser, page_of(sample, coder='-O\'Neil, "Bo"')) as seen:
        press(seen, "t")
        seen.page.keyboard.insert_text(note)
        press(seen, "Escape", "a")
        place = downloaded(seen, tmp_path)
        assert "'=HYPERLINK" in place.read_text("utf-8-sig")
        (row,) = read_codings([place], sample).codings.itertuples()
    assert (row.coder, row.note) == ('-O\'Neil, "Bo"', note)


def test_a_file_of_before_goes_on_in_an_empty_browser(browser, tmp_path):
    sample = twenty(tmp_path / "sample")
    page = page_of(sample, coder="Ada")
    with visit(browser, page) as seen:
        press(seen, "2", "r", "m", "Shift+ArrowRight", "Enter", "n", "Enter", "3", "t")
        seen.page.keyboard.insert_text('a "note",\nof two lines')
        press(seen, "Escape")
        first = downloaded(seen, tmp_path, "first.csv")
    with visit(browser, page) as seen:
        assert shown(seen, "count")[:7] == "0 of 20"
        seen.page.locator("#opened").set_input_files(first)
        until(lambda: "taken over" in shown(seen, "kept"), "the file is read")
        assert shown(seen, "kept") == "4 of 4 rows taken over."
        assert downloaded(seen, tmp_path, "second.csv").read_bytes() == first.read_bytes()


KEPT = """async () => {
  try {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle('codings-Ada.csv')).getFile();
    return await file.text();
  } catch {
    return '';  // it is written anew while it is read
  }
}"""


def test_where_the_browser_can_write_a_file_every_answer_goes_into_it(browser, tmp_path, served):
    sample = twenty(tmp_path)
    with visit(browser, page_of(sample, coder="Ada")) as seen:
        seen.page.goto(f"{served}/page.html")
        # a test cannot press the dialog of the system: the same kind of file, kept by the browser
        seen.page.evaluate("""() => { window.showSaveFilePicker = async options => {
          const root = await navigator.storage.getDirectory();
          return root.getFileHandle(options.suggestedName, { create: true });
        } }""")
        seen.page.locator("#choose").click()
        until(lambda: shown(seen, "kept").startswith("Kept in"), "the file is there")
        press(seen, "2", "r", "d")
        kept = [""]

        def written():
            kept[0] = seen.page.evaluate(KEPT)
            return kept[0].count("\n") == 3

        until(written, "both answers are in the file")
        (tmp_path / "kept.csv").write_text(kept[0], encoding="utf-8")
    assert len(read_codings([tmp_path / "kept.csv"], sample).codings) == 2


def test_what_the_browser_lost_comes_back_from_the_tab_and_is_kept_again(browser, tmp_path):
    # Chromium at work on much else gave a page that was loaded again an empty localStorage
    with visit(browser, page_of(twenty(tmp_path), coder="Ada")) as seen:
        press(seen, "2", "r", "3", "u")
        seen.page.evaluate("localStorage.clear()")
        seen.page.reload()
        assert shown(seen, "count")[:7] == "2 of 20"
        press(seen, "1")
        assert seen.page.evaluate("Object.values(localStorage)[0].match(/coded_at/g).length") == 3


FILL = """() => {
  for (let size = 1 << 22; size >= 1; size >>= 1) {
    try {
      for (let i = 0; ; i++) localStorage.setItem(`full-${size}-${i}`, 'x'.repeat(size));
    } catch { continue; }
  }
}"""
EMPTY = """() => {
  for (const key of Object.keys(localStorage)) if (key.startsWith('full-')) localStorage.removeItem(key);
}"""


def test_where_the_browser_is_full_it_says_so_and_loses_nothing(browser, tmp_path):
    sample = twenty(tmp_path)
    with visit(browser, page_of(sample, coder="Ada")) as seen:
        seen.page.evaluate(FILL)
        press(seen, "2", "r", "3")
        assert "keeps no more answers: download them" in shown(seen, "kept")
        assert shown(seen, "count")[:7] == "3 of 20"
        assert len(read_codings([downloaded(seen, tmp_path)], sample).codings) == 3
        seen.page.evaluate(EMPTY)
        press(seen, "1")
        seen.page.reload()
        assert shown(seen, "count")[:7] == "4 of 20"


def test_blind_hides_what_the_model_says_and_asks_for_a_label(browser, tmp_path):
    page = page_of(twenty(tmp_path), coder="Ada", blind=True)
    written = page.read_text("utf-8")
    told = json.loads(re.search(r'id="sample">(.*?)</script>', written, re.DOTALL)[1])
    assert {item["label"] for article in told["articles"] for item in article["items"]} == {""}
    assert "Outlet" not in json.dumps(told)
    with visit(browser, page) as seen:
        assert "model" not in shown(seen, "state")
        assert (
            "Blind: this page leaves out the label that the model gave, the outlet and the day"
            in shown(seen, "book")
        )
        seen.page.locator("#list button").nth(0).click()
        press(seen, "a")
        if now(seen):
            assert "Choose a label: 1–3." in shown(seen, "said")
        assert shown(seen, "count")[:7] == "0 of 20"


def test_a_hostile_article_stays_text_and_widens_nothing(browser, tmp_path):
    articles = [(HOSTILE[:60], HOSTILE, HOSTILE), ("b", "", "Nothing.")]
    items = [(HOSTILE[:60], "text", span, "ngo") for span in ("mayor", "</script>", "w" * 5000)]
    sample = write_sample(tmp_path, articles, items)
    page = page_of(sample, coder="</script><b>Ada</b>")
    for width in (400, 1200):
        with visit(browser, page, width=width) as seen:
            while not now(seen):
                press(seen, "j")
            text = seen.page.evaluate("document.getElementById('text').textContent")
            # the parser of HTML never saw the text, so that not a character is another one
            assert text == HOSTILE
            assert seen.page.evaluate("document.getElementById('title').textContent") == HOSTILE
            assert seen.page.evaluate(WIDER) <= 0
            assert seen.page.evaluate(OUTSIDE) == []
            assert seen.page.title() == "Coding: kinds"
            assert (seen.complaints, seen.dialogs) == ([], [])
            assert seen.page.locator("#article img, #article script, b b").count() == 0
            press(seen, "a", "2", "r")
            codings = read_codings([downloaded(seen, tmp_path)], sample).codings
            assert len(codings) == 3


def test_only_its_own_script_may_run_and_nothing_is_asked_for(tmp_path):
    written = coding_page(twenty(tmp_path))
    parts = Parts()
    parts.feed(written)
    digests = {
        name: b64encode(sha256(text.encode()).digest()).decode()
        for name, text in parts.found.items()
    }
    assert parts.policy == (
        f"default-src 'none'; script-src 'sha256-{digests['script']}'; "
        f"style-src 'sha256-{digests['style']}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|eval\(|https?://|document\.write", written
    )


class Parts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.policy, self._in = {}, "", ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policy = told["content"]
        self._in = tag if tag in ("script", "style") and "type" not in told else ""

    def handle_data(self, text):
        if self._in:
            self.found[self._in] = self.found.get(self._in, "") + text

    def handle_endtag(self, tag):
        self._in = ""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [400, 1200])
def test_axe_finds_nothing_to_complain_about_in_any_state(browser, tmp_path, width, dark):
    sample = twenty(tmp_path)
    page = page_of(sample)
    with visit(browser, page, width=width, dark=dark) as seen:
        assert complaints_of_axe(seen) == []
        seen.page.locator("#name").fill("Ada")
        press(seen, "Enter", "2", "r", "3")
        seen.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        assert complaints_of_axe(seen) == []
        press(seen, "m", "Shift+ArrowRight")
        assert complaints_of_axe(seen) == []
        press(seen, "Escape", "a", "a", "d")
        assert complaints_of_axe(seen) == []
        assert seen.page.evaluate(WIDER) <= 0


def complaints_of_axe(seen):
    found = Axe().run(seen.page)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def test_the_sentence_of_an_item_is_brought_into_the_middle_and_focus_is_seen(browser, tmp_path):
    lines = "\n".join(f"Line {n} has speaker{n} in it." for n in range(200))
    items = [("a", "text", f"speaker{n} ", "ngo") for n in (3, 100, 190)]
    sample = write_sample(tmp_path, [("a", "Long", lines)], items)
    for width in (400, 1200):
        with visit(browser, page_of(sample, coder="Ada"), width=width) as seen:
            press(seen, "j")
            box = seen.page.locator("mark.now").bounding_box()
            panel = seen.page.locator("#panel").bounding_box()
            free = panel["y"] if width == 400 else 900
            assert abs(box["y"] - free / 2) < 0.25 * free
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert seen.page.evaluate(outline) == "solid"
            assert seen.page.evaluate("document.activeElement.className").split()[-1] == "now"


def test_labels_are_those_of_the_sample_in_order(browser, tmp_path):
    many = tuple(f"label {n}" for n in range(12))
    sample = write_sample(
        tmp_path, [("a", "", "A mayor.")], [("a", "text", "mayor", "label 3")], labels=many
    )
    with visit(browser, page_of(sample, coder="Ada")) as seen:
        told = seen.page.locator("#labels button").all_inner_texts()
        assert told[8:] == ["label 8 9", "label 9 0", "label 10 q", "label 11 w"]
        press(seen, "w")
        (row,) = read_codings([downloaded(seen, tmp_path)], sample).codings.itertuples()
    assert row.label == "label 11"
    assert LABELS == ("government", "ngo", "civilian")


def test_what_an_item_is_compared_with_stands_below_the_question_as_text(browser, tmp_path):
    sample = write_sample(
        tmp_path / "sample",
        [("a", "Title", "“Taxes fall”, he said.\nThe mayor left.")],
        [("a", "text", "Taxes fall", "ngo"), ("a", "text", "left", "ngo")],
        spans=False,
    )
    rows = (sample / "items.csv").read_text("utf-8").splitlines()
    told = [f"{rows[0]},beside", f'{rows[1]},"<b>taxes</b> will fall"', f"{rows[2]},"]
    (sample / "items.csv").write_text("\n".join(told) + "\n", encoding="utf-8")
    reseal(sample)
    with visit(browser, page_of(sample, coder="Ada", blind=True)) as seen:
        assert now(seen) == "Taxes fall"
        assert shown(seen, "beside") == "<b>taxes</b> will fall"
        press(seen, "j")
        assert now(seen) == "left"
        assert seen.page.locator("#beside").is_hidden()
        press(seen, "k")
        assert complaints_of_axe(seen) == []
        assert seen.complaints == []
