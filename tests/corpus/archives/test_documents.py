"""One article a file: real Word files, PDFs and web pages, made by the tests."""

import resource

import docx
import pytest
import typst

TEXT = (
    "The council met on Tuesday and said the bridge would stay shut until spring, because the works on its "
    "pillars had shown cracks that nobody knew of."
)
NAMED = "{outlet}_{date}_{id}"
MORE = "Residents of the north bank said they had not been told about the works."


def word(path, *paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(path)


def pdf(path, markup):
    source = path.with_suffix(".typ")
    source.write_text(markup, encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    source.unlink()


def page(**told):
    known = {"site": "Harbour Post", "day": "2021-03-04T10:00:00Z", "title": "Bridge shut"} | told
    return (
        f"<html><head><title>{known['title']}</title>"
        f'<meta property="og:site_name" content="{known["site"]}">'
        f'<meta property="article:published_time" content="{known["day"]}">'
        '<meta name="author" content="Ann Reed">'
        '<link rel="canonical" href="https://post.example/bridge"></head><body>'
        "<nav><a href='/'>All news of today</a></nav>"
        f"<article><h1>{known['title']}</h1><p>{TEXT}</p><p>{MORE}</p></article>"
        "<script>document.title = 'x'</script><footer>Imprint and terms</footer></body></html>"
    )


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    return made


def test_a_file_name_gives_outlet_day_and_id(imported, folder):
    word(folder / "Harbour Post_2021-03-04_a1.docx", "Bridge shut", TEXT, "", MORE)
    pdf(folder / "Echo_2021-03-05_b2.pdf", f"= Ferry\n\n{TEXT}\n\n{MORE}")
    (folder / "Echo_2021-03-06_c3.txt").write_text(f"Rain\n\n{TEXT}", encoding="utf-8")
    done = imported("documents", folder, "--name", "{outlet}_{date}_{id}")
    assert done.code == 0, done.err
    assert done.articles["outlet"].to_dict() == {"a1": "Harbour Post", "b2": "Echo", "c3": "Echo"}
    assert f"{done.articles.loc['b2', 'date']:%Y-%m-%d}" == "2021-03-05"
    assert done.texts["a1"] == f"Bridge shut\n\n{TEXT}\n\n{MORE}"
    assert TEXT in done.texts["b2"]
    assert done.texts["b2"].endswith(MORE)


def test_a_file_that_does_not_fit_is_named_and_the_others_stay(imported, folder):
    word(folder / "Post_2021-03-04_a1.docx", TEXT)
    word(folder / "notes.docx", MORE)
    done = imported("documents", folder, "--name", "{outlet}_{date}_{id}", "--skip-bad")
    assert done.code == 0
    assert done.articles.index.tolist() == ["a1"]
    assert "notes.docx" in done.err
    assert "its name does not fit --name '{outlet}_{date}_{id}'" in done.err


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{paper}_{id}", "{paper} is no field"),
        ("article", "no field is in it"),
        ("{id}{date}", "two fields touch"),
        ("{id}-{id}", "a field comes twice"),
    ],
)
def test_a_pattern_that_cannot_be_is_one_line(imported, folder, pattern, words):
    word(folder / "a.docx", TEXT)
    done = imported("documents", folder, "--name", pattern)
    assert done.code == 1
    assert words in done.err


def test_a_pattern_of_names_needs_no_format_and_may_have_the_ending(imported, folder):
    (folder / "Echo_2021-03-06_c3.txt").write_text(f"Rain\n\n{TEXT}", encoding="utf-8")
    (folder / "Post_2021-03-07_d4.txt").write_text(f"Sun\n\n{MORE}", encoding="utf-8")
    plain = imported(folder, "--name", NAMED)
    assert plain.code == 0, plain.err
    assert plain.articles["outlet"].to_dict() == {"c3": "Echo", "d4": "Post"}
    assert "documents, because --name takes fields from the names of files" in plain.out
    ending = imported(folder, "--name", f"{NAMED}.txt", out="ending")
    assert ending.articles["outlet"].to_dict() == plain.articles["outlet"].to_dict()


def test_files_without_outlets_are_told_of_the_pattern(imported, folder):
    (folder / "Echo_2021-03-06_c3.txt").write_text(f"Rain\n\n{TEXT}", encoding="utf-8")
    for words in ([folder], ["documents", folder]):
        done = imported(*words)
        assert done.code == 1
        assert 'or --name "{outlet}_{date}_{id}" in the form of the names of the files' in done.err


def test_a_pattern_of_names_is_refused_where_names_have_no_fields(imported, folder):
    (folder / "a.csv").write_text(f"id,outlet,text\na,Echo,{TEXT!r}\n", encoding="utf-8")
    done = imported("csv", folder / "a.csv", "--name", NAMED)
    assert done.code == 1
    assert "--name takes fields from the names of files, which csv does not read" in done.err


def test_folders_may_be_in_the_pattern_and_else_name_the_outlet(imported, folder):
    (folder / "Post").mkdir()
    word(folder / "Post" / "2021-03-04 a1.docx", TEXT)
    done = imported("documents", folder, "--name", "{outlet}/{date} {id}")
    assert done.articles.loc["a1", "outlet"] == "Post"
    plain = imported("documents", folder, out="plain")
    assert plain.articles["outlet"].tolist() == ["Post"]


def test_a_web_page_tells_its_own_fields_and_what_it_shows_besides_is_listed(imported, folder):
    (folder / "p.html").write_text(page(), encoding="utf-8")
    done = imported(folder)
    assert done.code == 0, done.err
    (row,) = done.corpus.articles.to_dict("records")
    assert (row["outlet"], f"{row['date']:%Y-%m-%d}") == ("Harbour Post", "2021-03-04")
    assert done.texts["p"] == f"Bridge shut\n\n{TEXT}\n\n{MORE}"
    assert "https://post.example/bridge" in (done.folder / "corpus.csv").read_text("utf-8")
    (left,) = [row["text"] for row in done.removed]
    assert "All news of today" in left
    assert "Imprint and terms" in left


def test_pages_of_a_pdf_have_their_numbers_and_heads_taken_out(imported, folder):
    markup = '#set page(height: 6cm, header: [The Harbour Post], numbering: "1")\n'
    markup += "\n\n".join(f"{TEXT} Part {k}." for k in range(6))
    pdf(folder / "long.pdf", markup)
    done = imported("documents", folder / "long.pdf", "--outlet", "Post")
    assert done.code == 0, done.err
    assert "The Harbour Post" not in done.texts["long"]
    assert {row["text"] for row in done.removed} >= {"The Harbour Post", "1", "2"}
    assert all(f"Part {k}." in done.texts["long"] for k in range(6))


def test_words_cut_at_the_end_of_a_line_are_joined_and_told(imported, folder):
    narrow = (
        "#set page(width: 7cm, height: 20cm)\n#set text(hyphenate: true)\n#set par(justify: true)\n"
    )
    pdf(folder / "n.pdf", f"{narrow}{TEXT} Unquestionably considerable responsibilities remained.")
    done = imported("documents", folder / "n.pdf", "--outlet", "Post")
    assert done.code == 0, done.err
    text = " ".join(done.texts["n"].split())
    assert "considerable responsibilities remained" in text
    assert "had a hyphen and were joined" in done.err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("scan.pdf", None, "holds no text, only pictures"),
        ("cut.pdf", b"%PDF-1.7 and no more", "damaged PDF"),
        ("x.docx", b"PK\x03\x04 no", "damaged"),
        ("e.html", b"<html><body></body></html>", "no article is found in the page"),
    ],
)
def test_a_file_without_a_text_is_one_line(imported, folder, name, content, words):
    if content is None:
        pdf(folder / name, "#rect(width: 2cm)")
    else:
        (folder / name).write_bytes(content)
    done = imported("documents", folder)
    assert done.code == 1
    assert words in done.err


def test_a_download_of_many_articles_is_not_one_document(imported, folder):
    lines = ["1 of 2 DOCUMENTS", "Post", "March 4, 2021", "Title", TEXT]
    word(folder / "d.docx", *lines)
    done = imported("documents", folder, "--outlet", "Post")
    assert done.code == 1
    assert "is a download of LexisNexis with several articles" in done.err


def test_a_text_of_a_gigabyte_is_refused_without_being_read(imported, folder):
    with (folder / "all.txt").open("wb") as file:
        file.truncate(2**30)  # a hole: no disk is filled
    (folder / "a.txt").write_text(f"Rain\n\n{TEXT}", encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = imported("documents", folder, "--outlet", "Echo", "--skip-bad")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before + 200 * 1024
    assert done.code == 0
    assert done.articles.index.tolist() == ["a"]
    assert "all.txt" in done.err
    assert "is 1,073,741,824 bytes long" in done.err


SAFE = "Mayor says the bridge is safe"
CUT = "Mayor-says-the-bridge"


@pytest.mark.parametrize(
    ("named", "first", "title", "before"),
    [
        ("Mayor-says-the-bridge-is-safe", "Mayor says the bridge is “safe”", None, ""),
        ("Mayor-says-the-bridge-is-sa", f"{SAFE} again", None, ""),
        (CUT, f"{SAFE} to cross.", CUT, ""),  # a sentence that begins like it
        (CUT, f"{SAFE} {'and safe ' * 12}again", CUT, ""),
        ("Mayor-says", SAFE, "Mayor-says", "Mayor-says\n\n"),
        (
            "Council-sells-the-bridge",
            SAFE,
            "Council-sells-the-bridge",
            "Council-sells-the-bridge\n\n",
        ),
    ],
)
def test_a_title_from_the_name_of_a_file_is_the_first_line_in_its_own_spelling(
    imported, tmp_path, named, first, title, before
):
    folder = tmp_path / "texts"
    folder.mkdir()
    body = "“Nobody was hurt,” said Ann Doyle on Monday."
    (folder / f"Herald_2020-01-02_{named}.txt").write_text(f"{first}\n\n{body}\n", encoding="utf-8")
    done = imported(folder, "--name", "{outlet}_{date}_{title}")
    (article,) = done.corpus.articles.to_dict("records")
    assert article["title"] == (title or first)
    assert article["text"].strip() == f"{before}{first}\n\n{body}"
