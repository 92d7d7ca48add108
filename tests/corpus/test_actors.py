import pytest

from analysis.corpus.actors import GivenActor, given_actors
from analysis.errors import FramingError
from analysis.measures.attribution import mentions_of
from tests.conftest import articles


def table(folder, text, name="actors.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_table_gives_names_by_actor_and_event(tmp_path):
    path = table(tmp_path, "event,actor,names\n1,Ann Doe,Ann Doe; Doe\n1,Ann Doe,mayor\n,rebels,\n")
    assert given_actors([path]) == [
        GivenActor("Ann Doe", ("Ann Doe", "Doe", "mayor"), "1"),
        GivenActor("rebels", ("rebels",), ""),
    ]


def test_words_and_a_table_stand_beside_each_other(tmp_path):
    path = table(tmp_path, "actor\tnames\nDoe\tAnn Doe\n", "actors.tsv")
    found = given_actors(["rebels=rebel|opposition*", path])
    assert found == [
        GivenActor("rebels", ("rebel", "opposition*")),
        GivenActor("Doe", ("Ann Doe",)),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("who,names\na,b\n", "row 1: no column 'actor'; the columns are actor, names"),
        ("actor,names\n,b\n", "row 2, column actor: empty"),
        ("actor,names\na,b,c\n", "row 2: 3 cells where the header has 2"),
    ],
)
def test_what_is_wrong_in_a_table_is_named_with_its_row(tmp_path, text, message):
    with pytest.raises(FramingError, match=message):
        given_actors([table(tmp_path, text)])


def test_a_missing_table_and_an_actor_named_twice_are_refused(tmp_path):
    with pytest.raises(FramingError, match="cannot be read"):
        given_actors([str(tmp_path / "none.csv")])
    with pytest.raises(FramingError, match="'a' is named twice"):
        given_actors(["a", "a=b"])


def test_names_of_an_event_count_in_its_articles_only():
    texts = articles(("1", "o", "The mayor left."), ("2", "o", "The mayor left."))
    given = [GivenActor("Ann Doe", ("mayor",), "x")]
    there = mentions_of(texts.assign(event=["x", "y"]), given)
    assert there["article"].tolist() == ["1"]
    assert mentions_of(texts, given)["article"].tolist() == ["1", "2"]
