"""A corpus of names and texts that try to be code, formulas, markup, paths: all go through as they are."""

import csv
import json
import re
from xml.etree import ElementTree

import pandas as pd
import pypdf
import pytest
from PIL import Image

from analysis.corpus import CorpusError, read_corpus
from analysis.recipes import tables
from analysis.study import Study
from analysis.tables.places import texts_given
from tests import commands
from tests.browser import chromium, visit
from tests.conftest import ROOT
from tests.papers import squeezed, text_of

REPORTS = ("attribution", "comparison", "corpus", "frequency", "loaded", "validity", "words")
FAR = "https://far.invalid/x"
WORDLESS = "wordless"
OUTLETS = [
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x","y")',
    "'=1+1",
    "$x^{y$",
    "../../etc",
    "_x",
    "L" * 300,
    "rlo \u202edesrever\u2066",
    "bell \x07\x1b[31m\x01",
    "NA",
    "007",
    " The Sun",
    "🗞️📰 News",
    "人民日报",
    "صحيفة الشرق",
    "quo\"te's \\ back\nline",
    "cr\rhere",
    "{{7*7}}%s%(x)s",
    WORDLESS,
]
EVIL = [
    "<script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    f"![p]({FAR}) [l](javascript:alert(4))",
    "{{7*7}} {% raw %} %s %(x)s \\N{BULLET}",
    "$x^{y$ ${7*7} `id`",
    "</script></style></textarea>-->",
    "\u202ereversed \u2066open",
    "=1+1",
    f'<iframe src="{FAR}"></iframe>',
]
IDS = ["=1+1", "../x", "a/b", "CON", "NUL", "-", " ", "0"]
PLAIN = "Word shared shared shared mandate council voted the tax.\n\n"
ZALGO = "".join(letter + "\u0338\u0321\u031b\u0318" * 5 for letter in "zalgo")
SPECIAL = {
    9: "12 34 2016 2016 2016 99",
    # words of over 100 letters are one piece each for the models; of 100 they would be 40, for minutes
    10: ("lorem" * 21 + " ") * 2_000,
    11: ("w" * 5000 + " ") * 4,
    12: ZALGO * 200,
}


def rows():
    ids = [name for name in IDS if name.strip()]
    for number in range(2 * len(OUTLETS)):
        outlet = OUTLETS[number // 2]
        evil = [EVIL[(number * step + step) % len(EVIL)] for step in (1, 2)]
        text = "\n\n".join([*evil, PLAIN * (3 + number % 2), ZALGO, SPECIAL.get(number, "end")])
        name = ids[number] if number < len(ids) else f"a{number:03}"
        day = f"2020-01-{number % 28 + 1:02}" if number % 3 else ""
        yield name, outlet, "..." if outlet == WORDLESS else text, evil[number % 2], day, "=cmd|x"


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    file = tmp_path_factory.mktemp("corpus") / "hostile <b>{x}$.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(["id", "outlet", "text", "title", "date", "=extra"])
        writer.writerows(rows())
    return file


def framing(*words, folder):
    return commands.framing(folder, *words)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A project of its own with nothing but the notebooks in it."""
    place = tmp_path_factory.mktemp("project")
    (place / "notebooks").symlink_to(ROOT / "notebooks")
    return place


@pytest.fixture(scope="module")
def ran(table, folder):
    """All reports of the whole corpus, made once by the command."""
    options = ["-p", "interval=articles", "-p", "resamples=20", "-p", "top=5"]
    code, _, err = framing("run", "--corpus", table, *options, folder=folder)
    assert code == 0, err
    return folder


@pytest.fixture(autouse=True)
def any_cell():
    """Let the reader of the tests take cells of any size."""
    before = csv.field_size_limit(2**31 - 1)
    yield
    csv.field_size_limit(before)


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def unescaped(cell):
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n]", cell) else cell


def exported(name, ending, table, folder):
    out = folder / f"{name}{ending}"
    options = ["-p", "interval=articles", "-p", "resamples=20"]
    code, said, err = framing(
        "export", name, "--corpus", table, *options, "--out", out, "--force", folder=folder
    )
    assert code == 0, err
    assert said.startswith(f"{out}: ")
    return out


def test_reading_keeps_every_cell_as_it_is(table):
    read = read_corpus(table).articles
    assert sorted(rows()) == sorted(
        zip(
            read["id"],
            read["outlet"],
            texts_given(read),
            read["title"],
            read["date"].dt.strftime("%Y-%m-%d").fillna(""),
            read["=extra"],
            strict=True,
        )
    )


@pytest.mark.parametrize("column", ["outlet", "text"])
def test_a_nul_is_refused(tmp_path, column):
    cells = {"id": "1", "outlet": "a", "text": "x y"} | {column: "a\0b"}
    file = tmp_path / "c.jsonl"
    file.write_text(json.dumps(cells), encoding="utf-8")
    with pytest.raises(CorpusError, match="NUL character"):
        read_corpus(file)


def cells_with_outlets(path):
    for row in read_csv(path):
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), f"{path.name}: {name}"
            assert not cell.startswith("-") or float(cell) < 0, f"{path.name}: {name}"
        yield unescaped(row.get("outlet", ""))


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ("attribution/default/voices", set()),
        ("attribution/default/patterns", set()),
        ("corpus/default/outlets", set()),
        ("corpus/default/timeline", set()),
        ("corpus/default/lengths", set()),
        ("corpus/default/sections", set()),
        ("corpus/default/languages", set()),
        ("frequency/default/frequencies", {WORDLESS}),
        ("frequency/default/frequent-words", {WORDLESS}),
    ],
)
def test_each_outlet_is_in_the_numbers_of_each_figure(ran, place, missing):
    found = set(cells_with_outlets(ran / "figures" / f"{place}.csv"))
    assert found == set(OUTLETS) - missing


def test_the_pictures_are_well_formed(ran):
    pictures = list((ran / "figures").glob("*/*/*.svg"))
    assert (
        len([svg for svg in pictures if not {"attribution", "loaded", "words"} & {*svg.parts}]) == 6
    )
    assert len(pictures) > 6
    for svg in pictures:
        parts = ElementTree.parse(svg).iter()  # noqa: S314  made by this very test
        tags = {element.tag.rpartition("}")[2] for element in parts}
        assert not tags & {"script", "foreignObject", "image", "a"}
        assert len(pypdf.PdfReader(svg.with_suffix(".pdf")).pages) == 1
        with Image.open(svg.with_suffix(".png")) as picture:
            picture.load()
        about = json.loads(svg.with_suffix(".json").read_text(encoding="utf-8"))
        assert about["corpus"]["outlets"] == len(OUTLETS)


def test_what_is_published_is_below_its_folders_and_nothing_else_is(ran):
    made = {path.relative_to(ran).parts[:2] for path in ran.rglob("*") if path.is_file()}
    tops = {parts[0] for parts in made if parts[0] in ("figures", "reports")}
    assert tops == {"figures", "reports"}
    assert {parts[1] for parts in made if parts[0] in tops} == {*REPORTS, "index.html"}
    assert not (ran.parent / "etc").exists()


def test_the_export_of_a_table_is_the_table_of_the_report(ran, table, folder):
    for name, place in (("frequencies", "frequencies"), ("keyness", "keyness-all")):
        ours = exported(name, ".csv", table, folder).read_bytes()
        assert ours == (ran / f"figures/frequency/default/{place}.csv").read_bytes()


@pytest.fixture(scope="module")
def study(table):
    """What every table is made from, read and counted once."""
    return Study(read_corpus(table), {"interval": "words"})


@pytest.mark.parametrize("name", tables())
def test_every_table_survives_every_format(name, study, tmp_path):
    from analysis.table_files import csv_bytes, jsonl_bytes, parquet_bytes

    made = study[name]
    (tmp_path / "t.csv").write_bytes(csv_bytes(made))
    (tmp_path / "t.parquet").write_bytes(parquet_bytes(made))
    back = pd.read_parquet(tmp_path / "t.parquet")
    lines = jsonl_bytes(made).decode("utf-8").split("\n")[:-1]
    told = [json.loads(line, parse_constant=pytest.fail) for line in lines]
    written = read_csv(tmp_path / "t.csv")
    assert len(back) == len(told) == len(written) == len(made)
    texts = [column for column in made if made[column].dtype == "str"]
    for column in texts:
        kept = made[column].tolist()
        assert back[column].tolist() == kept
        assert [row[column] for row in told] == kept
        assert [unescaped(row[unformula(column)]) for row in written] == kept


def unformula(name):
    return f"'{name}" if name.startswith("=") else name


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def as_shown(name):
    """Return a name as a page shows it: without controls, white space as one space."""
    return " ".join(re.sub("[\x00-\x08\x0e-\x1f\u202e\u2066]", "", name).split())


@pytest.mark.parametrize("width", [360, 1280])
# of very many pairs of outlets, that on validity shows those with the largest differences
@pytest.mark.parametrize("report", [name for name in REPORTS if name != "validity"])
def test_the_page_does_nothing_and_shows_every_outlet_as_text(ran, browser, report, width):
    page = ran / f"reports/{report}/default/report.html"
    with visit(browser, page, width=width) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        seen.page.wait_for_timeout(200)
        text = " ".join(seen.page.inner_text("body").split())
        wide, screen = seen.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert seen.requests == [page.resolve().as_uri()]
    assert (seen.dialogs, seen.complaints) == ([], [])
    assert wide <= screen
    for outlet in OUTLETS:
        assert as_shown(outlet) in text


def as_printed(name):
    """Return a name as a paper shows it, less white space: what turns text or is no letter is named."""
    named = re.sub("[\x00-\x08\x0e-\x1f\u202e\u2066]", lambda it: f"U+{ord(it[0]):04X}", name)
    return squeezed(named)


def test_the_paper_shows_every_outlet_as_text(ran):
    text = text_of(ran / "reports/corpus/default/report.pdf")  # the others name some of them
    for outlet in OUTLETS:
        if outlet != "صحيفة الشرق":  # drawn right, but other tools read its dots as letters
            assert as_printed(outlet) in text


@pytest.mark.parametrize("outlet", ['=HYPERLINK("http://x","y")', "quo\"te's \\ back\nline"])
def test_a_hostile_outlet_can_be_asked_for(table, folder, outlet):
    out = folder / "asked.parquet"
    words = ["keyness", "--corpus", table, "-p", f"outlet={outlet}", "-p", "reference=_x"]
    code, _, err = framing("export", *words, "--out", out, "--force", folder=folder)
    assert code == 0, err
    asked = pd.read_parquet(out)
    assert set(asked["target"]) == {outlet}
    assert set(asked["reference"]) == {"_x"}


def test_an_outlet_without_words_cannot_be_compared_and_is_named(table, folder):
    words = ["keyness", "--corpus", table, "-p", f"outlet={WORDLESS}", "--out", "x.csv"]
    code, out, err = framing("export", *words, folder=folder)
    assert (code, out) == (2, "")
    assert err == f"keyness: {WORDLESS!r} has no words in the sections that were read\n"


def test_each_outlet_gets_a_folder_of_its_own(table, tmp_path):
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    chosen = ["../../etc", "quo\"te's \\ back\nline", "人民日报"]
    options = [
        "--each",
        "outlet",
        "-p",
        f"outlets={json.dumps(chosen)}",
        "-p",
        "reference=人民日报",
    ]
    words = ["frequency", "--corpus", table, *options, "-p", "top=3", "-p", "interval=words"]
    code, out, err = framing("run", *words, folder=tmp_path)
    assert code == 0, err
    folders = [path.name for path in (tmp_path / "figures/frequency").iterdir()]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in folders)
    assert sorted(out.splitlines()) == sorted(
        f"reports/frequency/{name}/report.html" for name in folders
    )
    targets = [
        unescaped(read_csv(tmp_path / f"figures/frequency/{name}/keyness-all.csv")[0]["target"])
        for name in folders
    ]
    assert sorted(targets) == sorted(set(chosen) - {"人民日报"})
    assert {path.name for path in tmp_path.iterdir()} <= {
        "figures", "notebooks", "reports", ".publish.lock",
    }  # fmt: skip
