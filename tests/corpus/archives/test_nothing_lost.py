"""In each format the articles of a file are in the corpus or are listed, whatever is written in them."""

import io
from html import escape, unescape

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from analysis.corpus.archives.contents import Asked
from analysis.corpus.archives.reader import read_source

# plain words, and such as mean something in one of the formats
WORDS = [
    "bridge", "ferry", "harbour", "vote", "R&D", "<b>", "“no”", "ER", "TY", "5", "d'été", "日本",
    "copyright", "&amp;", "]]>", "HTTP/1.1", "{x}", "=1+1", "DOCUMENTS", "Body", "End",
]  # fmt: skip
# at least as many words as a web page needs to be taken for an article
texts = st.lists(st.sampled_from(WORDS), min_size=40, max_size=60).map(
    lambda words: f"The mayor said {' '.join(words)} on Tuesday."
)
stories = st.lists(st.one_of(texts, st.just("")), min_size=1, max_size=5).filter(any)


def references(folder, told):
    records = []
    for number, text in enumerate(told):
        body = f"AB  - {text}\n" if text else ""
        records.append(
            f"TY  - NEWS\nID  - a{number}\nTI  - Title {number}\nT2  - Echo\n"
            f"DA  - 2021/03/0{number + 1}/\n{body}ER  - \n\n"
        )
    (folder / "export.ris").write_text("".join(records), encoding="utf-8")
    return "ris", folder / "export.ris"


def nitf(folder, told):
    for number, text in enumerate(told):
        body = f"<p>{escape(text)}</p>" if text else ""
        (folder / f"{number}.xml").write_text(
            f'<nitf><head><docdata><doc-id id-string="a{number}"/></docdata>'
            f'<pubdata name="Echo" date.publication="2021030{number + 1}"/></head><body><body.head><hedline>'
            f"<hl1>Title {number}</hl1></hedline></body.head><body.content><block>{body}</block>"
            "</body.content></body></nitf>",
            encoding="utf-8",
        )
    return "news-xml", folder


def newsml(folder, told):
    items = []
    for number, text in enumerate(told):
        body = f"<p>{escape(text)}</p>" if text else ""
        items.append(
            f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a{number}" xml:lang="en"><itemMeta>'
            f"<provider><name>Echo</name></provider><versionCreated>2021-03-0{number + 1}T10:15:00Z"
            f"</versionCreated></itemMeta><contentMeta><headline>Title {number}</headline></contentMeta>"
            '<contentSet><inlineXML contenttype="application/xhtml+xml"><html '
            f'xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML></contentSet></newsItem>'
        )
    message = f"<newsMessage><itemSet>{''.join(items)}</itemSet></newsMessage>"
    (folder / "m.xml").write_text(message, encoding="utf-8")
    return "news-xml", folder / "m.xml"


def europresse(folder, told):
    articles = []
    for number, text in enumerate(told):
        body = f"<p>{escape(text)}</p>" if text else ""
        articles.append(
            '<article><header><span class="DocPublicationName">Echo</span><span class="DocHeader">'
            f'{number + 1} mars 2021</span><div class="titreArticle">Title {number}</div></header>'
            f'<section><div class="DocText">{body}</div></section></article>'
        )
    (folder / "biblio.html").write_text(f"<html><body>{''.join(articles)}</body></html>", "utf-8")
    return "europresse-html", folder / "biblio.html"


def web_page(number, text):
    body = f"<p>{escape(text)}</p>" if text else ""
    return (
        f'<html><head><title>Title {number}</title><meta property="og:site_name" content="Echo">'
        f'<meta property="article:published_time" content="2021-03-0{number + 1}T10:00:00Z"></head>'
        f"<body><article>{body}</article></body></html>"
    )


def web_archive(folder, told):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number, text in enumerate(told):
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                f"https://echo.example/{number}",
                "response",
                payload=io.BytesIO(web_page(number, text).encode()),
                http_headers=headers,
            )
        )
    (folder / "crawl.warc.gz").write_bytes(out.getvalue())
    return "warc", folder / "crawl.warc.gz"


def documents(folder, told):
    for number, text in enumerate(told):
        place = folder / f"Echo_2021-03-0{number + 1}_a{number}"
        match number % 3:
            case 0:
                document = docx.Document()
                document.add_paragraph(text)
                document.save(f"{place}.docx")
            case 1:
                place.with_suffix(".txt").write_text(text, encoding="utf-8")
            case _:
                place.with_suffix(".html").write_text(web_page(number, text), encoding="utf-8")
    return "documents", folder


def proquest_records(folder, told):
    for number, text in enumerate(told):
        body = f"<FullText>{escape(text)}</FullText>" if text else ""
        record = (
            f"<Record><RecordID>{number}</RecordID><RecordTitle>Title {number}</RecordTitle><Publication>"
            f"<Title>Echo</Title></Publication><NumericPubDate>2021030{number + 1}</NumericPubDate>"
            f"{body}</Record>"
        )
        (folder / f"{number}.xml").write_text(record, encoding="utf-8")
    return "proquest-xml", folder


def proquest_page(folder, told):
    documents = [
        f'<h1 class="documentTitle">Title {number}</h1><span class="titleAuthorETC"><strong>Echo</strong> '
        f"[City]. 0{number + 1} Mar 2021: A1.</span>"
        + (f'<text htmlcontent="true"><p>{escape(text)}</p></text>' if text else "")
        for number, text in enumerate(told)
    ]
    (folder / "saved.html").write_text(f"<html><body>{''.join(documents)}</body></html>", "utf-8")
    return "proquest-html", folder / "saved.html"


FORMATS = [
    references, nitf, newsml, europresse, web_archive, documents, proquest_records, proquest_page,
]  # fmt: skip


@pytest.mark.parametrize("written", FORMATS, ids=lambda written: written.__name__)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's file
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=stories)
def test_articles_in_are_articles_out_or_listed(tmp_path_factory, written, told):
    kind, path = written(tmp_path_factory.mktemp("law"), told)
    name = "{outlet}_{date}_{id}" if kind == "documents" else ""
    found = read_source(Asked(kind, str(path), name=name), skip_bad=True)
    good = {number: " ".join(text.split()) for number, text in enumerate(told) if text}
    seen = {int(a.day[-2:]) - 1: " ".join(a.piece.text.split()) for a in found.articles}
    assert len(found.articles) == len(good), found.reading.problems
    assert seen.keys() == good.keys()
    for number, text in good.items():
        # trafilatura takes what is written as an entity in a text for one
        assert unescape(text) in unescape(seen[number])
    left = {(p.file, p.row) for p in found.reading.problems if p.severity == "error"}
    assert len(left) == len(told) - len(good)
    assert {article.piece.cells["outlet"] for article in found.articles} == {"Echo"}
