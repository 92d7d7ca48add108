import json
import os
import pickle
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from ftfy import fix_encoding
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.corpus import CorpusError, read_corpus
from analysis.corpus.checks import garbled
from analysis.tables import Problems

HEAD = b"id,outlet,text,date\n"


def problems_of(path, **options):
    with pytest.raises(CorpusError) as raised:
        read_corpus(path, **options)
    problems = Problems.validate(raised.value.problems)
    assert len(str(raised.value).splitlines()) == len(problems)
    return problems


def only_problem(path, **options):
    problems = problems_of(path, **options)
    assert len(problems) == 1, problems["problem"].tolist()
    return problems.iloc[0]


@pytest.fixture
def table(tmp_path):
    def write(content, name="t.csv"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return write


@pytest.fixture
def folder(tmp_path):
    """A corpus folder of one article, with whatever stands in the column `file`."""

    def write(file, content=b"Some text.", extra=""):
        (tmp_path / "f").mkdir(exist_ok=True)
        (tmp_path / "f" / "a.txt").write_bytes(content)
        head = "id,outlet,file" + (",sha256" if extra else "")
        (tmp_path / "f" / "corpus.csv").write_text(f"{head}\n1,A,{file}{extra}\n")
        return tmp_path / "f"

    return write


def test_all_problems_of_a_corpus_are_listed_at_once_in_the_order_of_rows(table):
    rows = b'1,A,t,2016-02-30\n1,A,t,\n,A,t,\n2, \xc2\xa0,t,\n3,A,"\n",yesterday\n4,A,t\n5,A,ok,\n'
    path = table(HEAD + rows)
    problems = problems_of(path)
    found = problems[["row", "column", "value"]].to_numpy().tolist()
    assert found == [
        [1, "date", "2016-02-30"],
        [2, "id", "1"],
        [3, "id", ""],
        [4, "outlet", " \u00a0"],
        [5, "date", "yesterday"],
        [5, "text", "\\n"],
        [6, "", "4, A, t"],
    ]
    corpus = read_corpus(path, skip_bad=True)
    assert corpus.articles["id"].tolist() == ["5"]
    assert corpus.left_out == 6
    assert len(corpus.problems) == 7


def test_one_line_of_an_error_says_file_row_column_value_and_what_is_right(table):
    with pytest.raises(CorpusError) as raised:
        read_corpus(table(HEAD + b"1,A,t,14/12/2016\n"))
    assert str(raised.value) == (
        "t.csv, row 1, column \"date\": value '14/12/2016': not a date; expected a day such as "
        "2016-12-14, perhaps with a time behind it, or nothing"
    )
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)  # noqa: S301


@pytest.mark.parametrize(
    "wrong",
    [
        "2016-02-30",
        "14/12/2016",
        "2016",
        "2016-12-14T25:00",
        "NaT",
        "2016-12-14x",
        "0001-01-01",
        "2016-12-14 ",
        "\u0662\u0660\u0661\u0666-12-14",
    ],
)
def test_an_impossible_date_is_a_problem(table, wrong):
    problem = only_problem(table(HEAD + f"1,A,t,{wrong}\n".encode()))
    assert problem["value"] == wrong
    assert "2016-12-14" in problem["expected"]


def test_a_missing_column_is_named_with_those_there_are_and_a_likely_one(table):
    problems = problems_of(table("ID,publisher,Texts\n1,A,t\n"))
    assert problems["column"].tolist() == ["id", "outlet", "text"]
    assert all("ID, publisher, Texts" in problem for problem in problems["problem"])
    assert 'columns={"id": "ID"}' in problems["expected"][0]
    assert 'columns={"outlet": "publisher"}' in problems["expected"][1]
    assert "text or file; perhaps it is 'Texts'" in problems["expected"][2]


def test_a_mapping_that_fits_no_column_or_no_name_of_ours_is_told(table):
    path = table("id,outlet,text\n1,A,t\n")
    assert only_problem(path, columns={"date": "day"})["column"] == "day"
    assert "id, outlet, text" in only_problem(path, columns={"outlets": "outlet"})["expected"]
    problems_of(path, columns={"outlet": "publisher"}, skip_bad=True)


def test_two_columns_of_one_name_are_a_problem(table):
    assert only_problem(table("id,outlet,text,text\n1,A,t,u\n"), skip_bad=True)["column"] == "text"


def test_a_table_separated_by_semicolons_is_not_guessed_at(table):
    problem = only_problem(table("id;outlet;text\n1;A;a, b\n2;B;c\n"))
    assert "separated by ';'" in problem["problem"]
    assert problem["value"] == "id;outlet;text"


def test_a_ragged_row_shifts_and_loses_no_other_row(table):
    path = table(HEAD + b"1,A,one,\n2,A,a, comma,\n3,A\n4,B,four,2016-12-14\n")
    problems = problems_of(path)
    assert problems["row"].tolist() == [2, 3]
    assert problems["problem"].tolist()[0] == "5 cells under a header of 4"
    articles = read_corpus(path, skip_bad=True).articles
    assert articles[["id", "outlet", "text"]].to_numpy().tolist() == [
        ["1", "A", "one"],
        ["4", "B", "four"],
    ]


def test_an_unclosed_quotation_mark_is_told_where_it_starts(table):
    path = table(HEAD + b'1,A,"two\nlines",\n2,A,"never closed,\n3,A,t,\n4,A,t,\n')
    problem = only_problem(path)
    assert (problem["row"], problem["value"]) == (2, '2,A,"never closed,')
    assert "line 4" in problem["problem"]
    corpus = read_corpus(path, skip_bad=True)
    assert corpus.articles["text"].tolist() == ["two\nlines"]
    assert corpus.left_out == 1


def test_a_quotation_mark_inside_a_quoted_cell_that_is_not_doubled_is_told(table):
    problem = only_problem(table(HEAD + b'1,A,t,\n2,A,"he said "no", again",\n3,A,t,\n'))
    assert problem["row"] == 2
    assert "follows a closing quotation mark" in problem["problem"]


def test_rows_swallowed_by_a_quotation_mark_that_a_later_row_closes_are_told(table):
    path = table('id,outlet,text\n1,A,"open\n2,B,close"\n3,B,t\n')
    problem = only_problem(path)
    assert (problem["row"], problem["column"]) == (1, "text")
    assert "2,B,close" in problem["problem"]


def test_a_text_of_many_lines_with_commas_and_outlets_in_it_is_legal(table):
    text = "In London, the Herald, a paper,\nsaid B, C and\nB,\nHerald,B said so, today, again"
    articles = read_corpus(table(f'id,outlet,text\n1,B,"{text}"\n2,Herald,t\n')).articles
    assert articles["text"][0] == text


def test_undecodable_bytes_are_told_with_row_column_and_offset(table):
    content = b"\xef\xbb\xbf" + HEAD + "1,é,t,\n".encode() + b"2,A,don\x92t,\n3,A,t,\n"
    path = table(content)
    problem = only_problem(path)
    assert (problem["row"], problem["column"], problem["value"]) == (2, "text", "don\\x92t")
    assert f"byte 0x92 at byte offset {content.index(0x92)}" in problem["problem"]
    assert read_corpus(path, skip_bad=True).articles["id"].tolist() == ["1", "3"]


def test_undecodable_bytes_in_json_lines_and_text_files_have_an_offset_too(table, folder):
    row = b'{"id": "1", "outlet": "A", "text": "t"}\n'
    problem = only_problem(table(row + row.replace(b"t", b"\xff", 1), "t.jsonl"))
    assert (problem["row"], problem["column"]) == (2, "")
    offset = (row + row.replace(b"t", b"\xff", 1)).index(0xFF)
    assert f"offset {offset} " in problem["problem"]
    problem = only_problem(folder("a.txt", b"caf\xc3\xa9 \xe9"))
    assert "byte 0xe9 at byte offset 6 " in problem["problem"]


def test_utf_16_that_ends_too_early_is_told_with_its_offset(folder):
    problem = only_problem(folder("a.txt", "\ufeffab".encode("utf-16-le") + b"c"))
    assert "not UTF-16 at byte offset 6" in problem["problem"]


def test_nul_and_half_surrogate_pairs_are_problems_in_any_column(table):
    lines = [
        {"id": "1\0", "outlet": "A", "text": "t"},
        {"id": "2", "outlet": "A", "text": "t\0"},
        {"id": "3", "outlet": "A", "text": "t", "note": "\ud800"},
        {"id": "4", "outlet": "A", "text": "\udfff"},
    ]
    path = table("".join(json.dumps(line) + "\n" for line in lines), "t.jsonl")
    problems = problems_of(path)
    assert problems["row"].tolist() == [1, 2, 3, 4]
    assert problems["value"].tolist() == ["1\\x00", "t\\x00", "\\ud800", "\\udfff"]
    assert only_problem(table(b"id,outlet,text\n1,A,t\x00\n"))["column"] == "text"


def test_utf_16_without_a_mark_is_told_as_such(folder):
    problem = only_problem(folder("a.txt", "Some text".encode("utf-16-le")))
    assert "byte order mark" in problem["expected"]


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "Word"), (b"\x89PNG\r\n", "PNG"), (b"{\\rtf1", "RTF")],
)
def test_a_binary_posing_as_text_is_named(folder, table, start, kind):
    problem = only_problem(folder("a.txt", start + b" rest"))
    assert kind in problem["problem"]
    assert problem["value"] == "a.txt"
    assert kind in only_problem(table(start + b",id,outlet,text\n"))["problem"]


def test_a_text_that_is_mostly_control_characters_is_a_problem(folder):
    assert "control" in only_problem(folder("a.txt", b"a\x01\x02b" * 100))["problem"]
    assert len(read_corpus(folder("a.txt", b"page one\x0cpage two\tx" * 100)).articles) == 1


def test_a_digest_that_does_not_match_is_told_with_both(folder):
    right = sha256(b"Some text.").hexdigest()
    assert len(read_corpus(folder("a.txt", extra=f",{right.upper()}")).articles) == 1
    problem = only_problem(folder("a.txt", extra=f",{'0' * 64}"))
    assert problem["value"] == "0" * 64
    assert right in problem["problem"]


def test_the_digest_of_a_text_in_the_table_is_that_of_its_utf_8(table):
    right = sha256("é".encode()).hexdigest()
    read_corpus(table(f"id,outlet,text,sha256\n1,A,é,{right}\n2,A,x,\n"))
    problem = only_problem(table(f"id,outlet,text,sha256\n1,A,e,{right}\n"))
    assert sha256(b"e").hexdigest() in problem["problem"]


@pytest.mark.parametrize(
    "outside",
    [
        "../secret.txt",
        "/etc/passwd",
        "x/../../secret.txt",
        "..\\secret.txt",
        "C:\\secret.txt",
        "\\\\host\\secret.txt",
        "link.txt",
        "linked/secret.txt",
    ],
)
def test_a_file_outside_the_folder_is_not_read(folder, tmp_path, outside):
    (tmp_path / "secret.txt").write_text("secret")
    path = folder(outside)
    (path / "link.txt").symlink_to(tmp_path / "secret.txt")
    (path / "linked").symlink_to(tmp_path)
    problem = only_problem(path)
    assert "outside the folder" in problem["problem"]
    assert (problem["row"], problem["column"], problem["value"]) == (1, "file", outside[:80])


def test_a_link_within_the_folder_is_read(folder):
    path = folder("link.txt")
    (path / "link.txt").symlink_to("a.txt")
    assert read_corpus(path).articles["text"].tolist() == ["Some text."]


def test_what_is_no_readable_file_is_told_as_what_it_is(folder):
    assert "No such file" in only_problem(folder("b.txt"))["problem"]
    assert "a folder" in only_problem(folder("."))["problem"]
    path = folder("pipe")
    os.mkfifo(path / "pipe")  # opening it would wait for ever
    assert "no ordinary file" in only_problem(path)["problem"]
    (folder("loop") / "loop").symlink_to("loop")
    assert "cannot be read" in only_problem(path)["problem"]
    assert "cannot be read" in only_problem(folder("n" * 300))["problem"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs file permissions")
@pytest.mark.parametrize("hidden", ["corpus.csv", "a.txt", "."])
def test_a_protected_file_is_a_problem(hidden):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        (path / "corpus.csv").write_text("id,outlet,file\n1,A,a.txt\n")
        (path / "a.txt").write_text("t")
        (path / hidden).chmod(0)
        user = os.geteuid()
        try:
            if user == 0:
                os.seteuid(65534)  # nothing is protected from root
            assert "Permission denied" in only_problem(path)["problem"]
        finally:
            if user == 0:
                os.seteuid(user)
            path.chmod(0o755)


def test_lines_that_are_no_json_objects_are_told_by_line(table):
    good = '{"id": "1", "outlet": "A", "text": "t"}\n'
    bad = ['{"id": "2"', "[1]", '"x"', '{"id": "3", "id": "4"}', '{"n": Infinity}', "[" * 99_999]
    path = table(good + "\n" + "\n".join(bad), "t.jsonl")
    problems = problems_of(path)
    assert problems["row"].tolist() == [3, 4, 5, 6, 7, 8]
    assert problems["problem"][0].startswith("not JSON")
    assert problems["problem"][3] == "a name stands twice in one JSON object"
    assert read_corpus(path, skip_bad=True).articles["id"].tolist() == ["1"]


def test_one_json_array_is_told_once(table):
    assert "array" in only_problem(table('[\n{"id": "1"},\n{"id": "2"}\n]', "t.jsonl"))["problem"]


def test_values_that_are_no_strings_are_problems_where_strings_are_needed(table):
    lines = [
        {"id": True, "outlet": ["A"], "text": "t"},
        {"id": 1.0, "outlet": 7, "text": 5},
        {"id": 1, "outlet": 7, "text": None, "date": 20161214},
    ]
    path = table("".join(json.dumps(line) + "\n" for line in lines), "t.jsonl")
    found = problems_of(path)[["row", "column", "value"]].to_numpy().tolist()
    assert found == [
        [1, "id", "true"],
        [1, "outlet", '["A"]'],
        [2, "id", "1.0"],
        [2, "text", "5"],
        [3, "date", "20161214"],
        [3, "text", ""],
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"", "is empty"),
        ("t.csv", b"id,outlet,text\n", "no rows"),
        ("t.jsonl", b"\n\n", "no rows"),
        ("t.jsonl", b"", "no rows"),
        ("t.xlsx", b"x", "ending"),
        ("t.parquet", b"PAR1 no", "damaged parquet"),
        ("t.csv", b'id,outlet,"text\n1,A,t\n', "never closed"),
    ],
)
def test_a_table_that_is_none_is_told(table, name, content, said):
    problems = problems_of(table(content, name), skip_bad=True)
    assert said in " ".join(problems["problem"])
    assert set(problems["file"]) == {name}
    assert problems["row"].tolist() == [0] * len(problems)


def test_an_unknown_ending_is_answered_with_the_known_ones(table):
    assert ".csv, .tsv, .jsonl or .parquet" in only_problem(table(b"x", "t.docx"))["expected"]


def test_a_folder_without_a_table_or_with_two_is_told(tmp_path):
    assert "it is empty" in only_problem(tmp_path)["problem"]
    (tmp_path / "notes.txt").write_text("x")
    assert "no table is among its files: notes.txt" in only_problem(tmp_path)["problem"]
    for name in ("corpus.csv", "corpus.tsv"):
        (tmp_path / name).write_text("x")
    assert "2 tables are there: corpus.csv, corpus.tsv" in only_problem(tmp_path)["problem"]


def test_long_and_invisible_values_are_shown_short_and_visible(table):
    rows = '1,A,t,"a\u202e\n\x1b[31m"\n2,A,t,' + "x" * 1000 + "\n"
    values = problems_of(table(HEAD + rows.encode()))["value"].tolist()
    assert values == ["a\\u202e\\n\\x1b[31m", "x" * 79 + "…"]


def test_when_no_row_is_good_skipping_raises_all_the_same(table):
    assert only_problem(table(HEAD + b"1,A,,\n"), skip_bad=True)["column"] == "text"


@pytest.mark.parametrize(
    ("text", "word"),
    [("â€œItâ€™s late,â€\x9d she said.", "â€œItâ€™s"), ("The cafÃ© in MÃ¼nchen is shut.", "cafÃ©")],
)
def test_text_of_another_encoding_is_warned_of_and_not_mended(tmp_path, text, word):
    path = tmp_path / "corpus.csv"
    path.write_text(f'id,outlet,text\n1,Post,"{text}"\n2,Post,“It’s late” – café\n', "utf-8")
    corpus = read_corpus(path)
    (problem,) = corpus.problems.to_dict("records")
    assert (problem["row"], problem["column"], problem["severity"]) == (1, "text", "warning")
    assert problem["value"] == word
    assert "UTF-8" in problem["expected"]
    assert corpus.articles["text"].iloc[0] == text


_ODD = st.sampled_from(sorted({*"".join(MOJIBAKE_CATEGORIES.values())}))
SIGNS = st.text(_ODD | st.sampled_from("abZ .\n"), max_size=30)


@given(SIGNS, SIGNS, st.integers(0, 40))
@example("a \x85 ", "It\u00e2\u20ac\u2122s", 3)
def test_signs_of_another_encoding_are_found_wherever_ftfy_finds_them(one, other, apart):
    text = one + "plain " * apart + other
    found = next((m for m in BADNESS_RE.finditer(text) if _mended(text, m)), None)
    assert bool(garbled(text)[0]) == (found is not None)


def _mended(text, found):
    start = text.rfind(" ", 0, found.start()) + 1
    word = " ".join(text[start : found.end() + 20].split(maxsplit=1)[:1])
    return fix_encoding(word) != word


def test_a_column_whose_name_is_not_utf_8_is_a_problem_and_no_traceback(tmp_path):
    path = tmp_path / "c.tsv"
    path.write_bytes(b"id\toutlet\t/\xeax\ttext\na\tEcho\tu\tWords here.\n")
    with pytest.raises(CorpusError, match=r'column "/\\xeax": .* 0xea .* is not UTF-8'):
        read_corpus(path, skip_bad=True)
