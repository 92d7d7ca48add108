"""Downloads of many articles in one file, written by the tests in the manner of each archive."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.archives import Asked, read_source

FIRST = "The council met on Tuesday and said the bridge would stay shut until spring."
SECOND = "Residents of the north bank said they had not been told about the works."

LEXIS = """


                              3 of 4 DOCUMENTS


                   Copyright 2021 Harbour Media
                         All Rights Reserved

                              The Harbour Post

                   March 4, 2021 Thursday
                      Late Edition - Final

Bridge shut: a headline that is long enough to be wrapped by the
archive

BYLINE: Ann Reed

SECTION: Section A; Column 0; City Desk; Pg. 1

LENGTH: 27 words

DATELINE: HARBOUR TOWN

The council met on Tuesday and said the bridge would stay shut
until spring.

Residents of the north bank said they had not been told about
the works.

URL: https://post.example/bridge

GRAPHIC: PHOTO: The bridge

LOAD-DATE: March 5, 2021

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                              4 of 4 DOCUMENTS

North Bank Echo

March 4, 2021

SECTION: NEWS

HEADLINE: Ferry crews to vote

BODY:
Ferry crews will vote on Friday.

The operator called the ballot premature.
"""


def test_lexisnexis_with_editions_wrapped_lines_and_named_fields(imported, tmp_path):
    path = tmp_path / "download.TXT"
    path.write_text(LEXIS, encoding="utf-8")
    done = imported(path)
    assert done.code == 0, done.err
    rows = done.articles
    assert rows["outlet"].tolist() == ["The Harbour Post", "North Bank Echo"]
    assert rows["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-04"] * 2
    long = "Bridge shut: a headline that is long enough to be wrapped by the archive"
    assert done.texts["download-1"] == f"{long}\n\n{FIRST}\n\n{SECOND}"
    assert done.texts["download-2"].startswith("Ferry crews to vote\n\nFerry crews will vote")
    table = (done.folder / "corpus.csv").read_text("utf-8")
    assert "Ann Reed,https://post.example/bridge,en" in table
    reasons = {row["reason"] for row in done.removed}
    assert {"copyright", "beside the date", "SECTION", "GRAPHIC", "LOAD-DATE"} <= reasons


def test_an_article_without_a_text_is_named_and_costs_no_other(imported, tmp_path):
    path = tmp_path / "d.txt"
    path.write_text(LEXIS + "\n\n     5 of 5 DOCUMENTS\n\nEcho\n\nMarch 4, 2021\n", "utf-8")
    done = imported("download", path)
    assert done.code == 1
    assert "d.txt, row 3" in done.err
    kept = imported("download", path, "--skip-bad", out="kept")
    assert len(kept.corpus.articles) == 2


def test_proquest_with_and_without_full_texts(imported, tmp_path):
    rule = "_" * 60
    one = (
        "Document 1 of 2\n\nBridge shut\n\nhttps://archive.example/docview/11\n\nAbstract: The bridge.\n\n"
        f"Full text: {FIRST}\n\n{SECOND}\n\nTitle: Bridge shut\n\nAuthor: Reed, Ann\n\n"
        "Publication title: The Harbour Post; Harbour\n\nPublication date: Mar 4, 2021\n\n"
        "Language of publication: English\n\nProQuest document ID: 11\n\n"
    )
    two = "Document 2 of 2\n\nFerry\n\nFull text: Not available.\n\nTitle: Ferry\n\n"
    path = tmp_path / "p.txt"
    path.write_text(f"\n{rule}\n\n{one}{rule}\n\n{two}{rule}\n\nContact us at: x\n", "utf-8")
    done = imported(path, "--skip-bad")
    assert done.code == 0, done.err
    assert done.texts == {"11": f"Bridge shut\n\n{FIRST}\n\n{SECOND}"}
    assert done.articles.loc["11", "outlet"] == "The Harbour Post"
    assert "p.txt, row 2, column \"Full text\": value 'Not available.'" in done.err
    assert any(row["text"] == "Contact us at: x" for row in done.removed)


FACTIVA = [
    "Bridge shut", "By Ann Reed", "27 words", "4 March 2021", "10:15 GMT", "The Harbour Post",
    "HARBPO", "English", "(c) 2021 Harbour Media", FIRST, SECOND, "Document HARBPO0020210304eh340000a",
    "Ferry crews to vote", "12 words", "4 March 2021", "North Bank Echo", "NBECHO", "English",
    "Copyright 2021. Echo.", "Ferry crews will vote on Friday.", "Document NBECHO0020210304eh340000b",
]  # fmt: skip
NEXIS = [
    "Bridge shut", "The Harbour Post", "March 4, 2021 Thursday", "Copyright 2021 Harbour Media",
    "Length: 27 words", "Byline: Ann Reed", "Body", FIRST, SECOND, "Load-Date: March 5, 2021",
    "End of Document", "Ferry crews to vote", "North Bank Echo", "March 4, 2021", "Length: 12 words",
    "Body", "Ferry crews will vote on Friday.", "Load-Date: March 5, 2021", "End of Document",
]  # fmt: skip


def rtf(lines):
    def coded(line):
        return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line)

    body = "\\par\n".join(r"{\b0 " + coded(line) + "}" for line in lines)
    return (r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0 " + body + r"\par}").encode("ascii")


@pytest.mark.parametrize("lines", [FACTIVA, NEXIS], ids=["factiva", "nexis"])
@pytest.mark.parametrize("ending", ["rtf", "txt"])
def test_factiva_and_nexis_as_rtf_and_as_text(imported, tmp_path, lines, ending):
    path = tmp_path / f"download.{ending}"
    apart = "\n" if lines is NEXIS else "\n\n"
    path.write_bytes(rtf(lines) if ending == "rtf" else apart.join(lines).encode())
    done = imported(path)
    assert done.code == 0, done.err
    table = done.corpus.articles
    assert sorted(table["outlet"]) == ["North Bank Echo", "The Harbour Post"]
    assert set(table["date"].dt.strftime("%Y-%m-%d")) == {"2021-03-04"}
    assert f"Bridge shut\n\n{FIRST}\n\n{SECOND}" in done.texts.values()


def test_letters_of_rtf_are_those_of_the_text(imported, tmp_path):
    path = tmp_path / "a.rtf"
    said = "Zażółć “naïve” Straße, said Müller."
    path.write_bytes(rtf([line.replace(FIRST, said) for line in NEXIS]))
    done = imported(path)
    assert any(said in text for text in done.texts.values())


def test_an_old_page_of_lexisnexis(imported, tmp_path):
    path = tmp_path / "old.html"
    blocks = re.split(r"\n\s*\n", LEXIS.strip())
    path.write_text("<html><body>" + "".join(f"<p>{block}</p>" for block in blocks), "utf-8")
    done = imported("download", path)
    assert done.code == 0, done.err
    assert f"{FIRST}\n\n{SECOND}" in done.texts["old-1"]


def test_a_text_that_is_no_download_is_refused_with_what_is_one(imported, tmp_path):
    (tmp_path / "a.txt").write_text("A plain article.", encoding="utf-8")
    done = imported("download", tmp_path / "a.txt")
    assert done.code == 1
    assert "is no download of an archive that is known" in done.err
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 cut")
    assert imported("download", tmp_path / "a.rtf").code == 1


def test_a_folder_of_texts_refuses_a_download(imported, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "d.txt").write_text(LEXIS, encoding="utf-8")
    done = imported("folder", folder, "--outlet", "Post")
    assert done.code == 1
    assert "is a download of LexisNexis with several articles" in done.err
    assert "framing import download PATH" in done.err


words = st.lists(
    st.sampled_from(["bridge", "ferry", "harbour", "vote", "rain"]), min_size=3, max_size=9
)
stories = st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None)
@given(stories)
def test_articles_in_are_articles_out_or_listed(tmp_path_factory, stories):
    folder = tmp_path_factory.mktemp("law")
    written = ""
    for number, (said, whole) in enumerate(stories, 1):
        written += (
            f"\n\n          {number} of {len(stories)} DOCUMENTS\n\nEcho\n\nMarch 4, 2021\n\n"
        )
        written += f"Title {number}\n\nLENGTH: 3 words\n\n"
        written += f"{' '.join(said)}.\n\nLOAD-DATE: March 5, 2021\n" if whole else ""
    (folder / "d.txt").write_text(written, encoding="utf-8")
    good = sum(whole for _, whole in stories)
    if not good:
        return
    found = read_source(Asked("download", str(folder / "d.txt")), skip_bad=True)
    listed = {problem.row for problem in found.reading.problems if problem.row}
    assert len(found.articles) == good
    assert len(listed) == len(stories) - good
    assert found.reading.announced == {"d.txt": len(stories)}
    for article in found.articles:
        said = stories[int(article.piece.place.row) - 1][0]
        assert article.piece.text.endswith(f"{' '.join(said)}.")
