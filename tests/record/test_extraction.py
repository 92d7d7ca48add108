"""What a picture says of itself wherever it goes; what is said of files that carry nothing or too little."""

import io
import json
import shutil
import subprocess
import sys
from contextlib import suppress
from random import Random

import pandas as pd
import pikepdf
import pypdf
import pytest
from click.testing import CliRunner
from defusedxml.ElementTree import fromstring
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin

from analysis.cli import main
from analysis.record.digests import digest_of, figure_id
from analysis.record.embedding import DATA, NAMESPACE, RECORD
from analysis.record.extraction import NotCarriedError, carried_by, carried_in
from analysis.record.figure_set import Citation, record_of, write_figure_set
from analysis.record.picture import drawing_digest, seen_in
from analysis.record.picture_store import PICTURES, pictures_of
from analysis.table_files import csv_bytes
from tests.papers import poppler

ODD = 'Le "Fil" ]]> <b>&amp; \x00\x0b\u2028\u202e $x^{ 日本 \U0001f600 --> <?xml ?>'


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A figure set whose texts are a trap for whoever writes or reads XML, PDF or PNG."""
    folder = tmp_path_factory.mktemp("odd")
    table = pd.DataFrame({"outlet": [ODD, "=1"], "n": [1, 2.5]})
    name = figure_id("odd", csv_bytes(table))
    groups = ("report", "settings", "corpus", "digests", "versions")
    record = {group: {"name": ODD, "many": [ODD]} for group in groups}
    drawn = Figure()
    drawn.subplots().plot([1, 2])
    shown = ODD.replace("\x00", "").replace("\x0b", "")  # matplotlib writes the title itself
    citation = Citation(name, "odd", shown, shown)
    data = csv_bytes(table)
    about = record_of(citation, table, data, record)
    for place in (folder, folder / "again"):
        write_figure_set(pictures_of(drawn, about, data), about, data, folder=place)
    return folder


def inspect(*words):
    return CliRunner().invoke(main, ["inspect", *map(str, words)])


@pytest.mark.parametrize("ending", PICTURES)
def test_a_picture_gives_back_its_record_and_its_very_data_whatever_they_hold(odd, ending):
    carried = carried_by(odd / f"odd.{ending}")
    assert carried.format == ending
    assert carried.problems == []
    assert carried.data == (odd / "odd.csv").read_bytes()
    beside = json.loads((odd / "odd.json").read_text("utf-8"))
    assert beside.pop("pictures")[ending] == digest_of((odd / f"odd.{ending}").read_bytes())
    assert carried.record == beside
    again = odd / "again" / f"odd.{ending}"
    assert again.read_bytes() == (odd / f"odd.{ending}").read_bytes()


def test_the_formats_own_tools_find_what_is_embedded(odd):
    root = fromstring((odd / "odd.svg").read_bytes())
    (record,) = root.iter(f"{{{NAMESPACE}}}record")
    assert json.loads(record.text)["settings"]["name"] == ODD
    with pikepdf.open(odd / "odd.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.attachments["odd.csv"].get_file().read_bytes() == (odd / "odd.csv").read_bytes()
        assert str(pdf.docinfo["/Keywords"]).startswith("odd-")
    with Image.open(odd / "odd.png") as image:
        assert json.loads(image.text[RECORD])["settings"]["name"] == ODD
        assert image.text["Identifier"].startswith("odd-")


@pytest.mark.parametrize("ending", PICTURES)
def test_a_figure_of_a_run_is_inspected_under_another_name_in_an_empty_folder(
    good, tmp_path, monkeypatch, ending
):
    monkeypatch.chdir(tmp_path)
    shutil.copy(good / f"figures/steady/default/days.{ending}", tmp_path / "figure 3")
    result = inspect("figure 3", "--data", "taken/out.csv")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    for line in ("caption: Days of plain.", "  name: steady", "  source: seeds", "  word: plain"):
        assert line in lines
    assert any(line.startswith("  matplotlib: ") for line in lines)
    made = good / "figures/steady/default/days.csv"
    assert (tmp_path / "taken/out.csv").read_bytes() == made.read_bytes()
    about = json.loads(inspect("figure 3", "--json").stdout)
    assert about["format"] == ending
    assert about["problems"] == []
    assert set(about["digests"]) == {
        "code", "notebook", "word list function_words.tsv", "models",
        "table models/sentences/abbreviations.tsv",
    }  # fmt: skip


def test_nothing_that_a_terminal_obeys_is_printed(odd):
    said = inspect(odd / "odd.svg").stdout
    assert '  name: Le "Fil" ]]> <b>&amp; \\x00\\x0b\\u2028\\u202e' in said


@pytest.mark.parametrize("ending", PICTURES)
def test_a_picture_that_was_cut_off_is_refused(odd, tmp_path, ending):
    whole = (odd / f"odd.{ending}").read_bytes()
    cut = tmp_path / f"cut.{ending}"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    result = inspect(cut)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{cut}: damaged or cut off, a whole {ending.upper()} file")


def test_files_that_carry_nothing_are_refused_by_name(tmp_path):
    drawn = Figure()
    for ending in PICTURES:
        drawn.savefig(tmp_path / f"bare.{ending}")
        with pytest.raises(NotCarriedError, match=rf"bare\.{ending}: this {ending.upper()} file"):
            carried_by(tmp_path / f"bare.{ending}")
    (tmp_path / "text.svg").write_text("no picture")
    for name, why in {
        "text.svg": "not an SVG, PDF or PNG file",
        "nowhere.png": "cannot be read (No such file",
        ".": "cannot be read (Is a directory)",
    }.items():
        result = inspect(tmp_path / name)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{tmp_path / name}: {why}")


def test_embedded_data_that_do_not_fit_their_record_are_reported(odd, tmp_path):
    said = digest_of((odd / "odd.csv").read_bytes())
    svg = (odd / "odd.svg").read_text("utf-8")
    (tmp_path / "a.svg").write_text(svg.replace(said, f"sha256:{'0' * 64}"), "utf-8")
    result = inspect(tmp_path / "a.svg")
    assert result.exit_code == 1
    assert f"have the digest {said}, but its record says sha256:000" in result.stderr
    (tmp_path / "b.svg").write_text(svg.replace('"id": "odd-', '"id": "even-'), "utf-8")
    assert "the id is 'even-" in inspect(tmp_path / "b.svg").stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [('"rows": 2', '"rows": "2"'), ('"caption":', '"capt":'), ('"versions": {', '"versions": 1{')],
)
def test_a_record_that_is_none_is_refused(odd, old, new):
    svg = (odd / "odd.svg").read_text("utf-8")
    assert old in svg
    with pytest.raises(NotCarriedError, match="its provenance is damaged"):
        carried_in(svg.replace(old, new).encode(), "x.svg")


def test_data_that_unpack_without_end_are_refused(odd, monkeypatch):
    monkeypatch.setattr("analysis.record.extraction._LIMIT", 10)
    with pytest.raises(NotCarriedError, match="more than 10 bytes"):
        carried_by(odd / "odd.png")


def test_entities_are_not_filled_in(odd):
    svg = (odd / "odd.svg").read_text("utf-8")
    start, end = svg.index("<!DOCTYPE"), svg.index("<svg")
    bomb = f'{svg[:start]}<!DOCTYPE svg [<!ENTITY a "aaaa">]>{svg[end:]}'
    with pytest.raises(NotCarriedError, match="damaged or cut off"):
        carried_in(bomb.encode(), "x.svg")


@pytest.mark.parametrize("ending", PICTURES)
def test_whatever_bytes_are_damaged_a_picture_is_read_or_refused_in_silence(odd, ending, caplog):
    whole = (odd / f"odd.{ending}").read_bytes()
    random = Random(1)  # noqa: S311  the same damage each time
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(random.choice([1, 5])):
            damaged[random.randrange(len(whole))] = random.randrange(256)
        for read in (carried_in, drawing_digest):
            with suppress(NotCarriedError):
                read(bytes(damaged), "x")
    assert caplog.records == []


def test_no_bit_of_a_pdf_can_change_what_is_shown_unseen(odd, tmp_path):
    whole = (odd / "odd.pdf").read_bytes()
    file = tmp_path / "shown.pdf"

    def shown(content):
        file.write_bytes(content)
        poppler("pdftoppm", "-r", "50", "-png", file, tmp_path / "page")
        return [path.read_bytes() for path in sorted(tmp_path.glob("page*"))]

    there, as_it_was = seen_in(whole, "x"), shown(whole)
    random = Random(2)  # noqa: S311  the same damage each time
    for place in random.sample(range(len(whole)), 800):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << random.randrange(8)
        with suppress(NotCarriedError):
            if seen_in(bytes(damaged), "x") == there:
                assert shown(bytes(damaged)) == as_it_was, damaged[place - 20 :][:40]


# which ways of saving anew keep what is embedded, as docs say: measured here


def saved_by_pillow(path, out, **options):
    with Image.open(path) as image:
        image.save(out, format="png", **options)


def test_pillow_keeps_provenance_only_where_it_is_handed_on(odd, tmp_path):
    texts = PngImagePlugin.PngInfo()
    with Image.open(odd / "odd.png") as image:
        for key in (RECORD, DATA):
            texts.add_text(key, image.text[key])
    saved_by_pillow(odd / "odd.png", tmp_path / "kept.png", pnginfo=texts, optimize=True)
    assert carried_by(tmp_path / "kept.png").record == carried_by(odd / "odd.png").record
    saved_by_pillow(odd / "odd.png", tmp_path / "lost.png")
    with pytest.raises(NotCarriedError, match="carries no provenance"):
        carried_by(tmp_path / "lost.png")


def test_pdf_libraries_keep_provenance_when_they_save_the_whole_file(odd, tmp_path):
    with pikepdf.open(odd / "odd.pdf") as pdf:
        pdf.save(tmp_path / "pikepdf.pdf", linearize=True)
    pypdf.PdfWriter(clone_from=odd / "odd.pdf").write(tmp_path / "pypdf.pdf")
    for name in ("pikepdf.pdf", "pypdf.pdf"):
        assert carried_by(tmp_path / name).data == (odd / "odd.csv").read_bytes()
    pages = pypdf.PdfWriter()  # as a paper takes a figure in: its page, not its file
    pages.append(odd / "odd.pdf")
    pages.write(tmp_path / "page.pdf")
    with pytest.raises(NotCarriedError, match="carries no provenance"):
        carried_by(tmp_path / "page.pdf")


def test_xml_libraries_keep_provenance(odd, tmp_path):
    from lxml import etree

    tree = etree.parse(io.BytesIO((odd / "odd.svg").read_bytes()))
    tree.write(tmp_path / "lxml.svg")
    assert carried_by(tmp_path / "lxml.svg").data == (odd / "odd.csv").read_bytes()


def test_help_does_not_wait_for_what_reads_pictures():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, analysis.cli; print({'pypdf', 'PIL'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"
