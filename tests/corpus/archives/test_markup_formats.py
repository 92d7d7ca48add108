"""References, news markup, web archives and pages of Europresse, written by the tests."""

import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.corpus.archives.test_documents import MORE, TEXT, page

RIS = f"""TY  - NEWS
ID  - 11
TI  - Bridge shut
AU  - Reed, Ann
T2  - The Harbour Post
DA  - 2021/03/04/
AB  - {TEXT}
UR  - https://post.example/bridge
LA  - English
KW  - bridges
ER  -

TY  - NEWS
TI  - Ferry crews to vote
JO  - North Bank Echo
PY  - 2021/03/05
N2  - Ferry crews will vote on Friday.
ER  -

TY  - NEWS
TI  - No text here
T2  - North Bank Echo
ER  -
"""


def test_references_with_and_without_texts(imported, tmp_path):
    path = tmp_path / "export.ris"
    path.write_text(RIS, encoding="utf-8")
    done = imported(path, "--skip-bad")
    assert done.code == 0, done.err
    assert done.articles["outlet"].tolist() == ["The Harbour Post", "North Bank Echo"]
    assert done.articles["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-04", "2021-03-05"]
    assert list(done.texts.values()) == [TEXT, "Ferry crews will vote on Friday."]
    assert 'export.ris, row 3, column "AB"' in done.err


def test_references_cut_in_the_middle_are_told(imported, tmp_path):
    path = tmp_path / "cut.ris"
    path.write_text(RIS[:200], encoding="utf-8")
    done = imported("ris", path)
    assert done.code == 1
    assert "cut.ris" in done.err


NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf><head><title>t</title><docdata><doc-id id-string="nb-7"/><date.issue norm="20210304T101500Z"/></docdata>
<pubdata name="The Harbour Post" date.publication="20210304"/></head>
<body><body.head><hedline><hl1>Bridge shut</hl1></hedline><byline>Ann Reed</byline>
<dateline>HARBOUR TOWN</dateline></body.head>
<body.content><block><p>{TEXT}</p><p>{MORE}</p></block></body.content></body></nitf>"""
NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:nb:7" xml:lang="en">
<itemMeta><provider><name>North Bank Agency</name></provider>
<versionCreated>2021-03-04T10:15:00Z</versionCreated></itemMeta>
<contentMeta><headline>Bridge shut</headline><by>Ann Reed</by></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head><body><p>{TEXT}</p><p>{MORE}</p></body></html></inlineXML></contentSet></newsItem>"""


@pytest.mark.parametrize(
    ("content", "outlet", "name"),
    [(NITF, "The Harbour Post", "nb-7"), (NEWSML, "North Bank Agency", "urn:newsml:nb:7")],
    ids=["nitf", "newsml"],
)
def test_news_markup(imported, tmp_path, content, outlet, name):
    path = tmp_path / "story.xml"
    path.write_text(content, encoding="utf-8")
    done = imported(path)
    assert done.code == 0, done.err
    (row,) = done.corpus.articles.to_dict("records")
    assert (row["id"], row["outlet"], row["title"]) == (name, outlet, "Bridge shut")
    assert f"{row['date']:%Y-%m-%d}" == "2021-03-04"
    assert done.texts[name] == f"Bridge shut\n\n{TEXT}\n\n{MORE}"


def test_several_items_in_one_message(imported, tmp_path):
    two = NEWSML + NEWSML.replace("nb:7", "nb:8").replace(TEXT, "Another text of the agency.")
    (tmp_path / "m.xml").write_text(f"<newsMessage><itemSet>{two}</itemSet></newsMessage>", "utf-8")
    done = imported(tmp_path / "m.xml")
    assert done.code == 0, done.err
    assert len(done.corpus.articles) == 2


BOMB = (
    '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<nitf><body><body.content><p>&b;</p></body.content></body></nitf>"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "cannot be read as XML"),
        ("<nitf><body>", "cannot be read as XML"),
        ("<feed><newsItem/></feed>", "the text is empty"),
        ("<feed/>", "holds no article, its root is <feed>"),
    ],
)
def test_markup_without_an_article_is_one_line(imported, tmp_path, content, words):
    (tmp_path / "x.xml").write_text(content, encoding="utf-8")
    done = imported("news-xml", tmp_path / "x.xml", "--outlet", "Post")
    assert done.code == 1
    assert words in done.err


FERRY = page(site="", title="Ferry").replace("post.example", "www.echo.example").encode()


def warc(*pages):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, status, kind, content in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(content), http_headers=headers
        )
        writer.write_record(record)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the writer's file
def test_pages_of_a_web_archive(imported, tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(
        warc(
            ("https://post.example/bridge", "200 OK", "text/html; charset=utf-8", page().encode()),
            ("https://post.example/gone", "404 Not Found", "text/html", b"<html>gone</html>"),
            ("https://post.example/x.png", "200 OK", "image/png", b"\x89PNG"),
            (
                "https://www.echo.example/e",
                "200 OK",
                "text/html",
                FERRY,
            ),
            ("https://post.example/empty", "200 OK", "text/html", b"<html><body></body></html>"),
        )
    )
    done = imported(path, "--skip-bad")
    assert done.code == 0, done.err
    assert done.articles["outlet"].tolist() == ["Harbour Post", "echo.example"]
    assert all(f"{TEXT}\n\n{MORE}" in text for text in done.texts.values())
    assert "https://post.example/empty" in done.err
    damaged = tmp_path / "cut.warc.gz"
    damaged.write_bytes(path.read_bytes()[:200])
    assert imported("warc", damaged, out="other").code == 1


EUROPRESSE = f"""<html><body>
<article><header><div class="rdp__DocPublicationName">
<span class="DocPublicationName">The Harbour Post, no. 430</span></div>
<div><span class="DocHeader">City, jeudi 4 mars 2021 612 mots, p. 3</span></div>
<div class="titreArticle">
<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Bridge shut</p></div>
<div class="sm-margin-bottomNews">Ann Reed</div></header>
<section><div class="docOcurrContainer"><p>{TEXT}</p><p>{MORE}</p></div></section>
<aside>© 2021 Harbour Media</aside></article>
<article><header><span class="DocPublicationName">North Bank Echo</span>
<span class="DocHeader">5 mars 2021</span><div class="titreArticle">Ferry</div></header>
<section><div class="DocText"><p>Ferry crews will vote on Friday.</p></div></section></article>
</body></html>"""


def test_pages_of_europresse(imported, tmp_path):
    path = tmp_path / "biblio.html"
    path.write_text(EUROPRESSE, encoding="utf-8")
    done = imported(path)
    assert done.code == 0, done.err
    assert done.articles["outlet"].tolist() == ["The Harbour Post", "North Bank Echo"]
    assert done.articles["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-04", "2021-03-05"]
    assert done.texts["biblio-1"] == f"Bridge shut\n\n{TEXT}\n\n{MORE}"
    reasons = {row["reason"] for row in done.removed}
    assert reasons == {"line with the day", "outside of the fields", "line of the publication"}


VARIANTS = {
    "english page": EUROPRESSE.replace("jeudi 4 mars 2021", "Thursday, March 4, 2021").replace(
        "5 mars 2021", "March 5, 2021"
    ),
    "no header lines": EUROPRESSE.replace("<aside>© 2021 Harbour Media</aside>", "").replace(
        '<div class="sm-margin-bottomNews">Ann Reed</div>', ""
    ),
    "old classes": EUROPRESSE.replace("docOcurrContainer", "DocText clearfix"),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_other_pages_of_europresse(imported, tmp_path, variant):
    path = tmp_path / "page.html"
    path.write_text(VARIANTS[variant], encoding="utf-8")
    done = imported("europresse-html", path)
    assert done.code == 0, done.err
    assert done.articles["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-04", "2021-03-05"]
    assert done.texts["page-1"] == f"Bridge shut\n\n{TEXT}\n\n{MORE}"


def test_europresse_without_a_text_is_named_and_costs_no_other(imported, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(EUROPRESSE.replace("<p>Ferry crews will vote on Friday.</p>", ""), "utf-8")
    done = imported(path, "--skip-bad")
    assert done.articles.index.tolist() == ["page-1"]
    assert 'page.html, row 2, column "text"' in done.err


@pytest.mark.parametrize(
    "written",
    [
        RIS.replace("\n", "\r\n").encode("utf-8-sig"),
        RIS.replace("T2  - ", "JF  - ").replace("AB  - ", "N1  - ").encode(),
        RIS.replace("TY  - NEWS", "TY  - NEWS\nM1  - 7\nXX  - unknown").encode(),
    ],
    ids=["windows", "other tags", "unknown tags"],
)
def test_references_of_other_programs(imported, tmp_path, written):
    path = tmp_path / "r.ris"
    path.write_bytes(written)
    done = imported("ris", path, "--skip-bad")
    assert done.code == 0, done.err
    assert done.articles["outlet"].tolist() == ["The Harbour Post", "North Bank Echo"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the writer's file
def test_a_web_archive_that_is_not_packed_and_one_without_pages(imported, tmp_path):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    one = "https://post.example/bridge"
    asked = StatusAndHeaders(
        "GET /bridge HTTP/1.1", [("Host", "post.example")], is_http_request=True
    )
    writer.write_record(writer.create_warc_record(one, "request", http_headers=asked))
    writer.write_record(
        writer.create_warc_record(
            one, "response", payload=io.BytesIO(page().encode()), http_headers=headers
        )
    )
    (tmp_path / "plain.warc").write_bytes(out.getvalue())
    done = imported(tmp_path / "plain.warc")
    assert done.code == 0, done.err
    assert len(done.corpus.articles) == 1
    (tmp_path / "none.warc.gz").write_bytes(warc((one, "404 Not Found", "text/html", b"no")))
    none = imported(tmp_path / "none.warc.gz", out="none")
    assert none.code == 1
    assert "holds no article" in none.err
