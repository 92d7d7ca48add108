"""The page in a real Chromium: nothing from outside acts, and its text is still shown."""

import base64
import struct
import zlib

import pytest
from nbformat import v4

from tests.browser import chromium, visit
from tests.pages import report_html

MIME = "application/vnd.framing+json"
FAR = "https://far.invalid/x"
EVIL = [
    "<script>alert(1)</script>",
    "</script></style></title></textarea>--><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    f'"><img src="{FAR}" onerror="alert(4)">',
    f"<svg onload=alert(5)><image href='{FAR}'/></svg>",
    f"<style>@import url({FAR}); body{{background:url({FAR})}}</style>",
    f'<meta http-equiv="refresh" content="0;url={FAR}">',
    f'<base href="{FAR}"><link rel="stylesheet" href="{FAR}">',
    f'<iframe src="{FAR}"></iframe><iframe srcdoc="<script>alert(6)</script>"></iframe>',
    f'<object data="{FAR}"></object><embed src="{FAR}"><video src="{FAR}" autoplay></video>',
    f'<form action="{FAR}"><input autofocus onfocus=alert(7)><button>go</button></form>',
    '<a href="javascript:alert(8)">js</a> [md](javascript:alert(9))',
    f"![picture]({FAR}) [link]({FAR}) <{FAR}>",
    '=HYPERLINK("https://far.invalid","x") ]]> {{7*7}} {% raw %} $x^{y$ ${7*7}',
    "\u202edesrever \u2066open \x00\x1b[31m \x1b]0;t\x07 \ud800",
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(10)&gt;">',
    "<noscript><p title='</noscript><img src=x onerror=alert(11)>'>",
    f'<p style="background:url({FAR});position:fixed;inset:0" id="main" class="skip">x</p>',
]
SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" width="700" height="200" onload="alert(20)">
<script>alert(21)</script><style>@import url({FAR});</style>
<image href="{FAR}" width="9" height="9"/>
<rect width="700" height="200" fill="#ccd"/></svg>""".encode()

PICTURES = {"figure-column": SVG, "figure-full": SVG}

ACTING = (
    "script, iframe, object, embed, form, input, base, link, video, bdo, main style, "
    "main [style], [onerror], [onload], [onclick], meta[http-equiv=refresh]"
)


def png() -> str:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")).decode()


def shown(**data):
    return v4.new_output(
        "display_data", data={name.replace("__", "/"): part for name, part in data.items()}
    )


def ours(**display):
    return v4.new_output("display_data", data={MIME: display})


def figure(width, text):
    return ours(
        kind="figure",
        id=f"figure-{width}",
        name=text,
        caption=f"A figure as wide as a {width}. {text}",
        alt=text * 3,
        width=width,
        files=[text],
    )


def table(columns, texts):
    described = [{"name": "a", "label": texts[0], "type": "text", "digits": None}]
    described += [
        {"name": f"n{place}", "label": f"Column {place}", "type": "rate", "digits": 1}
        for place in range(columns - 1)
    ]
    return ours(
        kind="table",
        id=f"table-{columns}",
        name="t",
        caption=f"A table of {columns} columns. {texts[0]}",
        columns=described,
        rows=[[text, *[123456.7] * (columns - 1)] for text in texts],
        total=900,
        file=texts[0],
    )


def report(texts):
    """Return a page that shows each of `texts` in every place where a text can stand."""
    return report_html(everywhere(texts), pictures=PICTURES)


def everywhere(texts):
    """Return a notebook with each of `texts` in every place where a text can stand."""
    every = "\n\n".join(texts)
    told = [
        ours(kind="findings", sentences=texts),
        ours(kind="notice", level="warning", text=every),
        ours(kind="text", paragraphs=texts),
    ]
    about = {"title": every, "entries": [[text, text] for text in texts]}
    cells = [
        v4.new_markdown_cell(f"# Report {texts[0]}\n\nThe question: {every}"),
        v4.new_code_cell(every, metadata={"tags": ["parameters"]}),
        v4.new_markdown_cell("## What was found\n\n" + every),
        v4.new_code_cell("tell()", outputs=told),
        v4.new_markdown_cell("### " + texts[0]),
        v4.new_code_cell("f", outputs=[figure("column", every), figure("full", texts[0])]),
        v4.new_code_cell("t", outputs=[table(3, texts), table(20, texts)]),
        v4.new_markdown_cell("## Method\n\n| a | b |\n|---|---|\n| " + "w" * 90 + " | 1 |"),
        v4.new_code_cell("html", outputs=[shown(text__html=text) for text in [*texts, every]]),
        v4.new_code_cell("text", outputs=[shown(text__plain=every), shown(text__latex=every)]),
        v4.new_code_cell("markdown", outputs=[shown(text__markdown=every)]),
        v4.new_code_cell("svg", outputs=[shown(**{"image__svg+xml": SVG.decode()})]),
        v4.new_code_cell("png", outputs=[shown(image__png=png())]),
        v4.new_code_cell("print", outputs=[v4.new_output("stream", text=every)]),
        v4.new_code_cell("e", outputs=[v4.new_output("error", ename=every, evalue=every)]),
        v4.new_code_cell("about", outputs=[ours(kind="about", groups=[about])]),
    ]
    return v4.new_notebook(cells=cells)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    file = tmp_path_factory.mktemp("hostile") / "report.html"
    file.write_text(report(EVIL), encoding="utf-8")
    return file


def test_nothing_from_outside_runs_asks_or_loads_anything(browser, hostile):
    with visit(browser, hostile) as seen:
        seen.page.wait_for_timeout(300)
        seen.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        seen.page.wait_for_timeout(200)
        address = hostile.resolve().as_uri()
        foreign = [url for url in seen.requests if url != address and not url.startswith("data:")]
        assert (foreign, seen.dialogs, seen.complaints) == ([], [], [])
        assert seen.page.url == address
        count = f"document.querySelectorAll({ACTING!r}).length"
        assert seen.page.evaluate(count) == 0
        assert seen.page.evaluate("document.scripts.length") == 0


def test_the_policy_of_the_page_stops_a_script_that_would_get_in(browser, hostile, tmp_path):
    page = hostile.read_text(encoding="utf-8")
    file = tmp_path / "broken.html"
    file.write_text(page.replace("<main", f"<script>alert(1)</script><img src={FAR}><main", 1))
    with visit(browser, file) as seen:
        assert seen.dialogs == []
        stopped = [text for text in seen.complaints if "Content Security Policy" in text]
        assert any("img-src" in text for text in stopped)
        assert any("script" in text for text in stopped)


def test_hostile_text_is_shown_as_it_was_written(browser, hostile):
    with visit(browser, hostile) as seen:
        text = seen.page.inner_text("ul.findings")
        for evil in EVIL[:-4]:
            assert " ".join(evil.split()) in " ".join(text.split())
        assert "desrever open" in text
        assert "{% raw %}" in seen.page.inner_text("h1 ~ .question")
