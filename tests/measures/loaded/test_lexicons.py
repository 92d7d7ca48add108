"""Word lists: three formats read, and every way to get one wrong refused with file and line."""

import pytest

from analysis.measures.loaded import CATEGORIES, LexiconError, own_lexicon, read_lexicon
from analysis.measures.loaded.lexicons import words_of_term


@pytest.fixture
def written(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def told(lexicon):
    return {entry.term: (entry.categories, entry.weight) for entry in lexicon.entries}


def test_our_own_list_has_every_category_and_weights_between_0_and_1():
    own = own_lexicon()
    assert {entry.categories[0] for entry in own.entries} == set(CATEGORIES)
    assert all(0 < entry.weight < 1 for entry in own.entries)
    assert len(own.entries) > 2_000


def test_a_tsv_needs_term_and_category_only(written):
    plain = written("mine.tsv", "term\tcategory\nregime\tlabel\nso called\tdoubt\n")
    assert told(read_lexicon(plain)) == {
        "regime": (("label",), 1.0),
        "so called": (("doubt",), 1.0),
    }
    full = written(
        "full.tsv",
        "# made by hand\n# category: economy\nterm\tcategory\tpos\tweight\n\ncut*\teconomy\tverb\t0.25\n",
    )
    (entry,) = read_lexicon(full).entries
    assert (entry.words, entry.part, entry.weight) == (("cut*",), "verb", 0.25)


def test_a_dic_of_liwc_is_read(written):
    path = written("mine.dic", "%\n1\tposemo\n22 neg emotion\n%\nhapp*\t1\nsad\t22\t1\n")
    assert told(read_lexicon(path)) == {
        "happ*": (("posemo",), 1.0),
        "sad": (("neg emotion", "posemo"), 1.0),
    }


def test_a_dictionary_of_quanteda_is_read(written):
    path = written("mine.yml", "crime:\n  violent: [murder*, 'hate crime']\n  other: theft\n")
    assert told(read_lexicon(path)) == {
        "murder*": (("crime.violent",), 1.0),
        "hate crime": (("crime.violent",), 1.0),
        "theft": (("crime.other",), 1.0),
    }


@pytest.mark.parametrize(
    ("name", "text", "line", "wrong"),
    [
        ("a.tsv", "", 1, "no header"),
        ("a.tsv", "word\tcategory\nx\tlabel\n", 1, "no column 'term'"),
        ("a.tsv", "term\tcategory\n", 1, "no entry"),
        (
            "a.tsv",
            "term\tcategory\tWeight\nx\tlabel\t0.1\n",
            1,
            "unknown column 'Weight'; there is",
        ),
        ("a.tsv", "term\tcategory\tn\nx\tlabel\tmany\n", 2, "n 'many' is no number"),
        ("a.yml", "? [a, b]\n: x\n", 1, "a key is not a plain name"),
        ("a.tsv", "term\tcategory\nx\tlabel\nX\tdoubt\n", 3, "'X' is repeated, first in line 2"),
        ("a.tsv", "term\tcategory\nx\tlable\n", 2, "unknown category 'lable'; there is accusing"),
        ("a.tsv", "term\tcategory\n# so\n\nx\tlabel\textra\n", 4, "3 columns where"),
        ("a.tsv", "term\tcategory\n***\tlabel\n", 2, "'***' can never match"),
        ("a.tsv", "term\tcategory\na.bc\tlabel\n", 2, "'a.bc' can never match"),
        ("a.tsv", 'term\tcategory\n"x"\tlabel\n', 2, "can never match"),
        ("a.tsv", "term\tcategory\n\tlabel\n", 2, "'' can never match"),
        ("a.tsv", "term\tcategory\tpos\nx\tlabel\tnuon\n", 2, "unknown pos 'nuon'"),
        ("a.tsv", "term\tcategory\tweight\nx\tlabel\t1.5\n", 2, "weight '1.5' is no number from 0"),
        ("a.tsv", "term\tcategory\tweight\nx\tlabel\tnan\n", 2, "weight 'nan'"),
        ("a.dic", "%\n1\tx\nfoo\t1\n", 1, "1 lines with %"),
        ("a.dic", "%\n1\n%\nfoo\t1\n", 2, "is no number and name"),
        ("a.dic", "%\n1\tx\n%\nfoo\t2\n", 4, "unknown category '2'"),
        ("a.dic", "%\n1\tx\n%\nfoo\n", 4, "has no category"),
        ("a.dic", "%\n1\tx\n%\nfoo\t1\n\nfoo\t1\n", 6, "repeated, first in line 4"),
        ("a.yml", "a: [x\nb: y", 2, "is not YAML"),
        ("a.yml", "- x\n- y\n", 1, "no dictionary"),
        ("a.yml", "a:\n  - x\n  - x\n", 3, "'x' is repeated in 'a'"),
        ("a.yml", "a:\n  - x\n  - '?!'\n", 3, "'?!' can never match"),
        ("a.yml", "", 1, "no dictionary"),
        ("a.yml", "a: &a\n  b: *a\n", 1, "an alias (*) leads here"),
        ("a.yml", "a: &a [x]\nb: *a\n", 1, "an alias (*) leads here"),
        ("a.yml", "[" * 3000 + "]" * 3000, 1, "is too deep"),
        ("a.yml", "".join(" " * n + f"k{n}:\n" for n in range(3000)), 1, "is too deep"),
        ("a.txt", "x", 1, "ends with '.txt'"),
    ],
)
def test_a_bad_list_is_refused_with_file_and_line(written, name, text, line, wrong):
    path = written(name, text)
    with pytest.raises(LexiconError) as refused:
        read_lexicon(path)
    message = str(refused.value)
    assert message.startswith(f"{path}, line {line}: ")
    assert wrong in message


def test_a_list_that_is_not_there_or_not_utf8_is_refused(tmp_path):
    with pytest.raises(LexiconError, match=r"none\.tsv, line 1: cannot be read"):
        read_lexicon(str(tmp_path / "none.tsv"))
    (tmp_path / "latin.tsv").write_bytes("term\tcategory\ncafé\tlabel\n".encode("latin-1"))
    with pytest.raises(LexiconError, match="give a UTF-8 file"):
        read_lexicon(str(tmp_path / "latin.tsv"))


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("So-Called", ("so-called",)),
        ("don’t", ("don't",)),
        ("reign of  terror", ("reign", "of", "terror")),
        ("terror*", ("terror*",)),
        ("cafe\u0301", ("caf\u00e9",)),
        ("ethnic cleans*", ("ethnic", "cleans*")),
        ("ter*ror", None),
        ("*terror", None),
        ("-", None),
        ("", None),
        ("a/b", None),
    ],
)
def test_terms_are_read_as_texts_are(term, words):
    assert words_of_term(term) == words
