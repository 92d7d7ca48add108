"""Records (XML) and pages (HTML) of ProQuest, written for these tests in the manner of the real ones."""

import pytest

FIRST = "The council shut the old bridge on Thursday. “Nobody is at risk,” said Ann Reed."
SECOND = "Engineers will look at it again & again next week."


def studio(goid="2500000001", body=f"<p>{FIRST}</p><p>{SECOND}</p>", **changes):
    """Return a record as TDM Studio has it; its text is HTML in a CDATA section."""
    told = {
        "paper": "The Harbour Post; Harbour City, N.Y.",
        "date": "2021-03-04",
        "head": "<html><head><title>x</title></head><body>",
        "foot": "</body></html>",
        "language": "<Language><RawLang>English</RawLang><ISO><ISOCode>ENG</ISOCode></ISO></Language>",
    } | changes
    text = (
        f'<TextInfo><Text HTMLContent="true" WordCount="20"><![CDATA[{told["head"]}{body}{told["foot"]}]]>'
        "</Text></TextInfo>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<RECORD><Version>1</Version><GOID>{goid}</GOID><ControlStructure/>
<Obj><ObjectTypes><mstar>News</mstar><mstar>Article</mstar></ObjectTypes>
<TitleAtt><Title>Bridge shut after cracks</Title></TitleAtt>
<Contributors><Contributor><Author><LastName>Reed</LastName><FirstName>Tom</FirstName>
<OriginalForm>TOM REED</OriginalForm><NormalizedDisplayForm>Reed, Tom</NormalizedDisplayForm></Author>
</Contributor></Contributors><NumericDate>{told["date"]}</NumericDate>{told["language"]}
<PrintLocation><StartPage>A.1</StartPage><DocSection>Local</DocSection></PrintLocation></Obj>
<DFS><PubFrosting><Title>{told["paper"]}</Title><SourceType>Newspapers</SourceType></PubFrosting></DFS>
{text if body else ""}</RECORD>"""


def historical(
    number="475043769", text=f"{FIRST}\n\n{SECOND}", paper="The Harbour Post (1901-1959)"
):
    """Return a record as the Historical Newspapers have it."""
    text = text.replace("&", "&amp;")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Record><Version>2</Version><RecordID>{number}</RecordID><DateTimeStamp>2016</DateTimeStamp>
<RecordTitle>Bridge shut after cracks</RecordTitle>
<Publication><PublicationID>7</PublicationID><Title>{paper}</Title>
<Qualifier>Harbour City</Qualifier></Publication>
<Publisher>Harbour Media</Publisher>
<AlphaPubDate>Mar 4, 1921</AlphaPubDate><NumericPubDate>19210304</NumericPubDate>
<SourceType>Historical Newspapers</SourceType><ObjectType>Feature</ObjectType><ObjectType>Article</ObjectType>
<Contributor><ContribRole>Author</ContribRole><OriginalForm>Tom Reed</OriginalForm></Contributor>
<Contributor><ContribRole>Photographer</ContribRole><OriginalForm>Sue Lane</OriginalForm></Contributor>
<LanguageCode>ENG</LanguageCode><URLDocView>https://archive.example/475043769</URLDocView>
<HasFullText>true</HasFullText>{f"<FullText>{text}</FullText>" if text else ""}</Record>"""


def test_records_of_tdm_studio(imported, tmp_path):
    (tmp_path / "2500000001.xml").write_text(studio(), "utf-8")
    (tmp_path / "2500000002.xml").write_text(studio("2500000002", date="2021-03-05"), "utf-8")
    done = imported(tmp_path)
    assert done.code == 0, done.err
    assert done.articles.index.tolist() == ["2500000001", "2500000002"]
    one = done.articles.iloc[0]
    assert one[["outlet", "author", "language"]].tolist() == ["The Harbour Post", "Reed, Tom", "en"]
    assert one[["section", "type"]].tolist() == ["Local", "News; Article"]
    assert done.articles["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-04", "2021-03-05"]
    assert done.texts["2500000001"] == f"Bridge shut after cracks\n\n{FIRST}\n\n{SECOND}"
    assert ("; Harbour City, N.Y.", "behind the publication") in {
        (row["text"], row["reason"]) for row in done.removed
    }


@pytest.mark.parametrize(
    "written",
    [
        studio(body=f"{FIRST}\n\n{SECOND.replace('&', 'and')}", head="", foot=""),
        studio(body=f"<p>{FIRST}<br>{SECOND}</p>", language="<Language>eng</Language>"),
        studio().replace("<RECORD>", '<RECORD xmlns="urn:example:record">'),
        "<RECORDS>" + studio().partition("?>")[2] + "</RECORDS>",
    ],
    ids=["no markup", "line breaks", "namespace", "records in one file"],
)
def test_other_records_of_tdm_studio(imported, tmp_path, written):
    (tmp_path / "one.xml").write_text(written, "utf-8")
    done = imported("proquest-xml", tmp_path / "one.xml")
    assert done.code == 0, done.err
    title, *paragraphs = done.texts["2500000001"].split("\n\n")
    assert title == "Bridge shut after cracks"
    assert paragraphs == [FIRST, SECOND if "&" in written else SECOND.replace("&", "and")]


def test_records_of_the_historical_newspapers(imported, tmp_path):
    (tmp_path / "475043769.xml").write_text(historical(), "utf-8")
    later = historical("475043770", paper="The Harbour Post (1960-Current file)")
    (tmp_path / "475043770.xml").write_text(later, "utf-8")
    one_line = historical("475043771", text=f"{FIRST} {SECOND}")
    (tmp_path / "475043771.xml").write_text(one_line, "utf-8")
    done = imported(tmp_path)
    assert done.code == 0, done.err
    assert done.articles["outlet"].unique().tolist() == ["The Harbour Post"]
    one = done.articles.iloc[0]
    assert one[["author", "language", "type"]].tolist() == ["Tom Reed", "en", "Feature; Article"]
    assert one["date"].strftime("%Y-%m-%d") == "1921-03-04"
    assert one["url"] == "https://archive.example/475043769"
    assert done.texts["475043769"] == f"Bridge shut after cracks\n\n{FIRST}\n\n{SECOND}"
    assert done.texts["475043771"] == f"Bridge shut after cracks\n\n{FIRST} {SECOND}"
    assert {row["text"] for row in done.removed} == {"(1901-1959)", "(1960-Current file)"}


def test_a_record_without_a_text_or_that_is_none_is_named_and_costs_no_other(imported, tmp_path):
    (tmp_path / "a.xml").write_text(studio(), "utf-8")
    (tmp_path / "b.xml").write_text(studio("2500000002", body=""), "utf-8")
    (tmp_path / "c.xml").write_text(historical("9", text=""), "utf-8")
    (tmp_path / "d.xml").write_text("<sitemap><url>x</url></sitemap>", "utf-8")
    (tmp_path / "e.xml").write_text(studio("2500000005")[:-40], "utf-8")
    done = imported("proquest-xml", tmp_path, "--skip-bad")
    assert done.articles.index.tolist() == ["2500000001"]
    assert "the record has no full text" in done.err
    assert "b.xml, row 1; c.xml, row 1" in done.err
    assert "d.xml: holds no record" in done.err
    assert "e.xml: cannot be read as XML" in done.err


FIELDS = {
    "Author": "Reed, Tom",
    "Publication title": "The Harbour Post; Harbour City, N.Y.",
    "Publication date": "Mar 4, 2021",
    "Section": "Local",
    "Document type": "News",
    "ProQuest document ID": "2500000001",
    "Document URL": "https://archive.example/2500000001",
    "Language of publication": "English",
    "Copyright": "Copyright Harbour Media Mar 4, 2021",
}


def document(
    fields, title="Bridge shut after cracks", *, body=f"<p>{FIRST}</p><p>{SECOND}</p>", author=True
):
    """Return a document of a page as ProQuest shows it."""
    rows = "".join(
        '<div class="display_record_indexing_row"><div class="display_record_indexing_fieldname">'
        f'{name}</div><div class="display_record_indexing_data">{value}</div></div>'
        for name, value in fields.items()
    )
    who = '<span class="titleAuthorETC"><a>Reed, Tom</a>.</span>' if author else ""
    text = (
        f'<text htmlcontent="true" wordcount="20">{body.replace("&", "&amp;")}</text>'
        if body
        else ""
    )
    return f"""<div><h1 id="documentTitle" class="documentTitle">{title}</h1>
<div class="abstract_Text col-xs-12 col-sm-10 col-md-10 col-lg-10">{who}
<span class="titleAuthorETC"><strong>The Harbour Post</strong>; Harbour City, N.Y. [Harbour City, N.Y]. 04 Mar 2021: A.1.</span></div>
<div>Full Text</div>{text}<div class="docViewFullCitation">{rows}</div></div>"""  # noqa: E501


def page(*documents):
    return f"<!DOCTYPE html><html><body><nav>ProQuest</nav>{''.join(documents)}</body></html>"


def test_pages_with_many_documents(imported, tmp_path):
    second = FIELDS | {"ProQuest document ID": "2500000002", "Publication date": "Mar 5, 2021"}
    (tmp_path / "saved.html").write_text(page(document(FIELDS), document(second, "Ferry")), "utf-8")
    done = imported(tmp_path / "saved.html")
    assert done.code == 0, done.err
    assert done.articles.index.tolist() == ["2500000001", "2500000002"]
    one = done.articles.iloc[0]
    assert one[["outlet", "author", "language"]].tolist() == ["The Harbour Post", "Reed, Tom", "en"]
    assert one[["section", "type", "title"]].tolist() == [
        "Local",
        "News",
        "Bridge shut after cracks",
    ]
    assert done.articles["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-04", "2021-03-05"]
    assert done.texts["2500000002"] == f"Ferry\n\n{FIRST}\n\n{SECOND}"
    assert "Copyright" in {row["reason"] for row in done.removed}


@pytest.mark.parametrize(
    "written",
    [
        page(document({})),
        page(
            document({}).replace(
                'class="documentTitle"', 'class="documentTitle truncatedDocumentTitle"'
            )
        ),
        page(document({}, author=False).replace("<strong>", "Reed, Tom. <strong>")),
        page('<h2 class="documentTitle">Bridge shut after cracks</h2>', document({})),
    ],
    ids=["no fields", "cut title", "author in the line", "title twice"],
)
def test_pages_without_fields_are_read_from_their_lines(imported, tmp_path, written):
    (tmp_path / "saved.html").write_text(written, "utf-8")
    done = imported("proquest-html", tmp_path / "saved.html")
    assert done.code == 0, done.err
    one = done.articles.iloc[0]
    assert one[["outlet", "author"]].tolist() == ["The Harbour Post", "Reed, Tom"]
    assert one["date"].strftime("%Y-%m-%d") == "2021-03-04"
    assert done.texts == {"saved-1": f"Bridge shut after cracks\n\n{FIRST}\n\n{SECOND}"}


def test_a_document_without_its_text_is_named_and_costs_no_other(imported, tmp_path):
    written = page(document(FIELDS), document({}, "Ferry", body=""))
    (tmp_path / "saved.html").write_text(written, "utf-8")
    (tmp_path / "other.html").write_text("<p class='titleAuthorETC'>nothing</p>", "utf-8")
    done = imported("proquest-html", tmp_path, "--skip-bad")
    assert done.articles.index.tolist() == ["2500000001"]
    assert 'saved.html, row 2, column "text"' in done.err
    assert "other.html: holds no document" in done.err
