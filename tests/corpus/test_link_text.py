"""The titles of other articles that a site puts behind a name are no words of the article."""

import json

import pytest

from analysis.corpus import read_corpus
from analysis.corpus.link_text import link_texts, without_link_texts
from analysis.measures.attribution import attributions_of

LINKS = " Carl (Chuck) Moor RoeRoe wins again\n\nFive people to watch: 'Great' ones MORE"
TEXT = f"Chairman Chuck Roe{LINKS} said on Monday that the river rises. “We drown,” Roe said."


def test_a_list_of_titles_is_read_as_blanks_and_no_place_moves():
    read = without_link_texts(TEXT)
    assert len(read) == len(TEXT)
    assert " ".join(read.split()) == " ".join(TEXT.replace(LINKS, "").split())
    assert without_link_texts(read) == read


@pytest.mark.parametrize(
    "text",
    [
        "McDonald wants MORE of it.",
        "Chuck Roe and Ann McRoe want MORE",
        "He said ONE thing and MORE.",
        "Chuck Roe said he wants MORE. Ann RoeFalk left.",
        "Chuck Roe Carl RoeRoe wins again Five people to watch MOREover",
        "Chuck Roe " + "of the long committee " * 60 + "Carl RoeRoe wins MORE",
    ],
)
def test_other_words_in_capitals_end_no_list(text):
    assert list(link_texts(text)) == []


def test_a_corpus_says_where_it_has_them_and_the_speaker_has_his_name(tmp_path):
    file = tmp_path / "corpus.jsonl"
    rows = [
        {"id": "a", "outlet": "Hill", "text": TEXT},
        {"id": "b", "outlet": "Post", "text": "No."},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    corpus = read_corpus(file)
    (problem,) = corpus.problems.to_dict("records")
    assert (problem["severity"], problem["row"], problem["column"]) == ("warning", 1, "text")
    assert "RoeRoe wins again" in problem["value"]
    assert set(attributions_of(corpus.articles)["speaker"]) == {"Chuck Roe"}
