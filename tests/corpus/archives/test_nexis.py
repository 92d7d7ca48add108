"""Word files as Nexis Uni and Lexis+ export them, written here with python-docx."""

import io
import time
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

BODY = ["The mayor said “no” on Monday.", "  It costs\t7 million.\nA second line. \xa0", "He left."]
LINK = "https://example.org/document?collection=news&id=urn:contentItem:5MCD-{}&context=1"


def article(
    title="Mayor Says No", *, outlet="The Herald", day="December 14, 2016 Wednesday", body=BODY
):
    return [
        "", title, outlet, day, "", "Copyright 2016 The Herald Company All Rights Reserved", "",
        "Section: Section A; Column 0; Pg. 1", "Length: 12 words", "Byline: By ANN EXAMPLE",
        "Dateline: SPRINGFIELD", "", "Body", "", *body, "", "Graphic", "", "PHOTO: The mayor.", "",
        "Classification", "", "Language: ENGLISH", "Publication-Type: Newspaper", "",
        "Subject: MAYORS (90%)", "", "Load-Date: December 15, 2016", "", "End of Document",
    ]  # fmt: skip


COVER = [
    "User Name: = ann", "Date and Time: = Wednesday, January 4, 2017 10:00 AM EST", "Job Number: = 1",
    "Documents (2)", "1. Mayor Says No", "Client/Matter: -None-", "Search Terms: mayor",
    "2. Second Story", "Client/Matter: -None-",
]  # fmt: skip


def written(paragraphs, *, links=()):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Page header of the export"
    links = list(links)
    for text in paragraphs:
        paragraph = document.add_paragraph()
        if links and text == links[0][0]:
            _link(paragraph, *links.pop(0))
        else:
            paragraph.add_run(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _link(paragraph, text, address):
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link, run, words = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    link.set(qn("r:id"), key)
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


@pytest.fixture
def one(tmp_path, imported):
    path = tmp_path / "Mayor Says No.docx"
    path.write_bytes(written(article(), links=[("Mayor Says No", LINK.format("AAA1"))]))
    return imported("nexis-docx", path)


def test_an_article_has_its_parts(one):
    assert one.code == 0, one.err
    row = one.articles.loc["5MCD-AAA1"]
    named = ["outlet", "title", "author", "language", "url"]
    assert row[named].tolist() == [
        "The Herald", "Mayor Says No", "By ANN EXAMPLE", "en", LINK.format("AAA1"),
    ]  # fmt: skip
    assert str(row["date"].date()) == "2016-12-14"


def test_the_text_is_the_headline_and_every_paragraph_as_it_was(one):
    (text,) = one.texts.values()
    assert text == "\n\n".join(["Mayor Says No", *BODY])


def test_what_is_removed_is_listed_with_its_reason(one):
    removed = {entry["text"]: entry["reason"] for entry in one.removed}
    assert removed == {
        "Copyright 2016 The Herald Company All Rights Reserved": "copyright line outside the body",
        "Section: Section A; Column 0; Pg. 1": "section",
        "Length: 12 words": "length",
        "Dateline: SPRINGFIELD": "dateline",
        "Body": "heading",
        "Graphic": "below the body",
        "PHOTO: The mayor.": "below the body",
        "Classification": "below the body",
        "Publication-Type: Newspaper": "publication-type",
        "Subject: MAYORS (90%)": "subject",
        "Load-Date: December 15, 2016": "load-date",
    }
    assert {entry["article"] for entry in one.removed} == {"5MCD-AAA1"}
    assert one.record["removed"]["load-date"] == 1
    assert one.record["cleaning"] == {"blank paragraphs not kept": 12}


def test_every_word_of_the_file_is_in_the_corpus_or_in_the_list(one):
    kept = one.articles.reset_index()[["title", "outlet", "author", "text"]].to_string()
    removed = " ".join(entry["text"] for entry in one.removed)
    words = " ".join(article()).replace("“", " ").split()
    used = " ".join([kept, removed, *one.texts.values()])
    unused = {word for word in words if word not in used}
    dates = {"December", "14,", "Wednesday"}
    assert unused <= dates | {"Byline:", "Language:", "ENGLISH", "End", "of", "Document"}


def test_a_file_of_many_has_a_cover_page_that_is_removed(tmp_path, imported):
    path = tmp_path / "files.DOCX"
    second = article("Second Story", day="January 3, 2017", body=["Another text."])
    path.write_bytes(written([*COVER, *article(), *second, "behind"]))
    done = imported("nexis-docx", path)
    assert done.code == 0, done.err
    assert done.texts == {
        "files-1": "\n\n".join(["Mayor Says No", *BODY]),
        "files-2": "Second Story\n\nAnother text.",
    }
    reasons = [entry["reason"] for entry in done.removed]
    assert reasons.count("cover page") == len(COVER)
    assert [e["text"] for e in done.removed if e["reason"].startswith("behind")] == ["behind"]


def test_a_folder_or_zip_of_files_is_read_file_by_file(tmp_path, imported):
    (tmp_path / "x").mkdir()
    for name in ("a", "b"):
        (tmp_path / "x" / f"{name}.docx").write_bytes(written(article(f"Title {name}")))
    (tmp_path / "x" / "~$a.docx").write_bytes(b"a lock file of Word")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        for name in ("a", "b"):
            out.write(tmp_path / "x" / f"{name}.docx", f"{name}.docx")
    folder = imported("nexis-docx", tmp_path / "x")
    assert list(folder.texts) == ["a-1", "b-1"]
    assert imported("nexis-docx", tmp_path / "x.zip", out="z").corpus.digest == folder.corpus.digest


def test_words_of_fields_inside_the_body_stay_in_the_body(tmp_path, imported):
    body = [
        "Body",
        "Graphic",
        "He said: Copyright 2016 is a joke.",
        "Length: too long, she wrote.",
        "End.",
    ]
    path = tmp_path / "a.docx"
    path.write_bytes(written(article(body=body)))
    assert imported("nexis-docx", path).texts == {"a-1": "\n\n".join(["Mayor Says No", *body])}


def test_a_page_header_inside_the_body_is_counted(tmp_path, imported):
    path = tmp_path / "a.docx"
    path.write_bytes(written(article(body=["One.", "Page 2 of 3", "Two."])))
    done = imported("nexis-docx", path)
    assert done.texts == {"a-1": "Mayor Says No\n\nOne.\n\nTwo."}
    assert done.record["removed"]["page header"] == 1


def test_text_in_tables_and_frames_is_not_lost(tmp_path, imported):
    path = tmp_path / "a.docx"
    document = docx.Document(io.BytesIO(written(article(body=["One."]))))
    anchor = next(p for p in document.paragraphs if p.text == "One.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    anchor._p.addnext(table._tbl)
    document.save(path)
    assert imported("nexis-docx", path).texts == {"a-1": "Mayor Says No\n\nOne.\n\nleft\n\nright"}


def test_an_article_without_a_body_is_told_and_the_others_can_go_on(tmp_path, imported):
    path = tmp_path / "a.docx"
    path.write_bytes(written([*article(), "Only a Headline", "The Herald", "End of Document"]))
    done = imported("nexis-docx", path)
    assert done.code == 1
    assert "a.docx, row 2: value 'Only a Headline / The Herald': no line “Body”" in done.err
    assert len(imported("nexis-docx", path, "--skip-bad").texts) == 1


def test_an_article_without_outlet_or_with_an_empty_body_is_told(tmp_path, imported):
    path = tmp_path / "a.docx"
    path.write_bytes(written([*article(body=[]), "Title", "Body", "Text.", "End of Document"]))
    done = imported("nexis-docx", path)
    assert done.code == 1
    assert "a.docx, row 1, column \"text\": value '': the text is empty" in done.err
    assert "a.docx, row 2, column \"outlet\": value '': is empty" in done.err


def test_the_outlet_of_all_can_be_said(tmp_path, imported):
    path = tmp_path / "a.docx"
    path.write_bytes(written(["Title", "Body", "Text.", "End of Document"]))
    done = imported("nexis-docx", path, "--outlet", "Post")
    assert done.articles["outlet"].tolist() == ["Post"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 old Word", b"{\\rtf1}"]
)
def test_what_is_no_word_file_is_told_by_name(tmp_path, imported, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    done = imported("nexis-docx", path)
    assert done.code == 1
    assert done.err.startswith("a.docx: ")


def test_a_damaged_word_file_and_a_bomb_are_refused(tmp_path, imported):
    good = zipfile.ZipFile(io.BytesIO(written(article())))
    for name, content in (("cut", b"<w:document"), ("bomb", b" " * 30_000_000)):
        with zipfile.ZipFile(tmp_path / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as out:
            for entry in good.namelist():
                body = content if entry == "word/document.xml" else good.read(entry)
                out.writestr(entry, body)
    assert "damaged Word file" in imported("nexis-docx", tmp_path / "cut.docx").err
    assert "unpacks to more than 200 times" in imported("nexis-docx", tmp_path / "bomb.docx").err


def test_entities_of_a_document_type_are_not_expanded(tmp_path, imported):
    good = zipfile.ZipFile(io.BytesIO(written(article(body=["SECRET"]))))
    (tmp_path / "secret.txt").write_text("secret")
    kind = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]><w:document'
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as out:
        for entry in good.namelist():
            content = good.read(entry).decode("utf-8", "surrogateescape")
            if entry == "word/document.xml":
                content = content.replace("<w:document", kind, 1).replace(
                    "SECRET", "before &e; after"
                )
            out.writestr(entry, content.encode("utf-8", "surrogateescape"))
    done = imported("nexis-docx", tmp_path / "a.docx")
    assert done.code == 1
    assert not done.folder.exists()
    assert "has a document type" in done.err


def test_entities_that_grow_are_refused_at_once(tmp_path, imported):
    good = zipfile.ZipFile(io.BytesIO(written(article(body=["SECRET"]))))
    grown = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 20}">' for k in range(1, 9))
    kind = f'<!DOCTYPE x [<!ENTITY e0 "{"late " * 50}">{grown}]><w:document'
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as out:
        for entry in good.namelist():
            content = good.read(entry)
            if entry == "word/document.xml":
                content = content.replace(b"<w:document", kind.encode(), 1)
                content = content.replace(b"SECRET", b"&e8;")
            out.writestr(entry, content)
    start = time.process_time()
    assert "has a document type" in imported("nexis-docx", tmp_path / "a.docx").err
    assert time.process_time() - start < 2
