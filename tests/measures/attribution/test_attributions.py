"""What the shipped model and the rules around it find in articles written for these tests."""

import re
import shutil
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import sections_of
from analysis.language.words import find_words
from analysis.measures.attribution import attributions_of, quotations_of, voices_of
from analysis.measures.attribution.attributions import Article
from analysis.models.cache import Cache
from analysis.tables import spans_in
from tests.conftest import articles

TEXTS = {
    "broken off": """Harbour Bridge to Open in May

“The bridge will open in May,” Mayor Anna Lindqvist said on Tuesday. “Nobody will wait longer than that.”

The town has waited eleven years for the bridge.
""",
    "according to": """Rain Expected in the North

Heavy rain will fall in the northern valleys until Friday, according to the national weather service.
""",
    "denial": """Ministry Under Pressure

The defence ministry denied that its soldiers had fired on the crowd.

Three people were taken to hospital.
""",
    "colon": """Council Meets Again

Councillor Peter Brandt told the meeting: “We have run out of money and we have run out of time.”

The council meets again on Monday.
""",
    "headline": """Governor Calls Budget Plan 'Reckless'

Governor Maria Castillo said on Monday that the budget plan was reckless and would cost many jobs.
""",
    "continued": """Farmers Protest

Farm leader Owen Pritchard said: “We were promised help in the spring, and no help came.

“We were promised help in the summer, and no help came then.

“Now we are promised help for the winter.”

The ministry did not answer.
""",
    "never closed": """Two Views of the Tunnel

The tunnel is 300 metres long.

Engineer Karl Meier said: “The tunnel is safe and was tested twice last year.

Critics have doubts. Lawyer Ruth Okafor said the tests had never been finished.

“We will go to court next week,” Okafor added.
""",
    "pronoun": """Airline Cancels Flights

Airline spokeswoman Julia Brandt said passengers would get their money back.

“We are sorry for the trouble,” she said.
""",
    "first person": """My Year on the Island

“The ferry will not sail tonight,” I told the passengers.
""",
    "single marks": """Storm Closes the Port

‘The waves were as high as houses,’ said Captain Rhys Evans. ‘Nobody could have stopped the ship.’
""",
    "two sides": """Row Over the River

President Daniel Moreau claimed the water was clean, but residents said it smelled of oil.
""",
    "mixed": """Budget Vote on Friday

Finance Minister Lena Vogt said the budget was “the hardest in twenty years” and asked parliament to pass it.
""",
    "nested": """Doctors Warn

“The doctors told me that the hospital would run out of blood,” Health Minister Tomas Novak said on Friday.
""",
    "nested twice": """Agency Reports

The Reuters news agency quoted a local official as saying that police had confirmed that miners were missing.
""",
    "nothing said": (
        "The new bridge across the river opened to traffic on Saturday. It is 400 metres long and has"
        " four lanes. Construction took three years and cost 20 million euros.\n"
    ),
    "marks": "“”\"'«»''``\n\n\"\"\n”“",
    "white space": "\n \n\t",
    "one letter": "a",
}
AUTHORS = {"first person": "Nora Field"}
NOTHING = ("nothing said", "marks", "white space", "one letter")
# source, a word of the cue, content without marks and stops at its ends, and columns of the row
EXPECTED = {
    "broken off": [
        (
            "Mayor Anna Lindqvist",
            "said",
            "The bridge will open in May,” ... “Nobody will wait longer than that",
            {"speaker": "Anna Lindqvist", "kind": "government", "type": "direct", "words": 12},
        )
    ],
    "according to": [
        (
            "the national weather service",
            "according to",
            "Heavy rain will fall in the northern valleys until Friday",
            {"type": "indirect", "quoted_words": 0, "named": False},
        )
    ],
    "denial": [
        (
            "The defence ministry",
            "denied",
            "that its soldiers had fired on the crowd",
            {"cue_class": "denying", "cue_lemma": "deny", "kind": "government"},
        )
    ],
    "colon": [
        (
            "Councillor Peter Brandt",
            "told",
            "We have run out of money and we have run out of time",
            {"speaker": "Peter Brandt", "type": "direct"},
        )
    ],
    "headline": [
        (
            "Governor",
            "Calls",
            "Budget Plan 'Reckless",
            {
                "section": "headline",
                "speaker": "Maria Castillo",
                "type": "mixed",
                "quoted_words": 1,
            },
        ),
        (
            "Governor Maria Castillo",
            "said",
            "that the budget plan was reckless and would cost many jobs",
            {"section": "body", "speaker": "Maria Castillo", "type": "indirect"},
        ),
    ],
    "continued": [
        (
            "Farm leader Owen Pritchard",
            "said",
            "We were promised help in the spring, and no help came. ... “We were promised help in the summer,"
            " and no help came then. ... “Now we are promised help for the winter",
            {"speaker": "Owen Pritchard", "type": "direct"},
        )
    ],
    "never closed": [
        (
            "Engineer Karl Meier",
            "said",
            "The tunnel is safe and was tested twice last year",
            {"type": "direct"},
        ),
        (
            "Lawyer Ruth Okafor",
            "said",
            "the tests had never been finished",
            {"type": "indirect", "speaker": "Ruth Okafor"},
        ),
        (
            "Okafor",
            "added",
            "We will go to court next week",
            {"type": "direct", "speaker": "Ruth Okafor"},
        ),
    ],
    "pronoun": [
        (
            "she",
            "said",
            "We are sorry for the trouble",
            {"speaker": "Julia Brandt", "rule": "pronoun", "kind": "business"},
        )
    ],
    "first person": [
        (
            "I",
            "told",
            "The ferry will not sail tonight",
            {"speaker": "Nora Field", "kind": "media", "rule": "first person"},
        )
    ],
    "single marks": [
        (
            "Captain Rhys Evans",
            "said",
            "The waves were as high as houses,’ ... ‘Nobody could have stopped the ship",
            {"type": "direct", "speaker": "Rhys Evans"},
        )
    ],
    "two sides": [
        (
            "President Daniel Moreau",
            "claimed",
            "the water was clean",
            {"cue_class": "doubtful", "speaker": "Daniel Moreau"},
        ),
        ("residents", "said", "it smelled of oil", {"cue_class": "neutral", "kind": "civilian"}),
    ],
    "mixed": [
        (
            "Finance Minister Lena Vogt",
            "said",
            "the budget was “the hardest in twenty years",
            {"type": "mixed", "words": 8, "quoted_words": 5},
        )
    ],
    "nested": [
        (
            "Health Minister Tomas Novak",
            "said",
            "The doctors told me that the hospital would run out of blood",
            {"parent": "", "type": "direct"},
        ),
        (
            "The doctors",
            "told",
            "that the hospital would run out of blood",
            {"kind": "expert", "type": "direct"},
        ),
    ],
    "nested twice": [
        (
            "a local official",
            "saying",
            "that police had confirmed that miners were missing",
            {"type": "indirect"},
        ),
    ],
}
FINDINGS = [(name, *finding) for name, findings in EXPECTED.items() for finding in findings]
ENDS = re.compile(r"^[\s“‘'\"]+|[\s”’'\",.]+$")
ACROSS = ["speaker", "kind", "affiliation"]  # these may come from other articles


def corpus(*names):
    table = articles(*((name, "outlet", TEXTS[name]) for name in names))
    return table.assign(author=[AUTHORS.get(name, "") for name in table["id"]])


def written(table):
    return table.to_csv(index=False).encode("utf-8")


@pytest.fixture(scope="module")
def found():
    return attributions_of(corpus(*TEXTS), workers=1, cache=Cache(None))


def the_one(found, name, source, cue):
    here = found[(found["article"] == name) & (found["source_text"] == source)]
    here = here[here["cue_text"].str.contains(cue, regex=False)]
    assert len(here) == 1, found.loc[found["article"] == name, ["source_text", "cue_text"]]
    return here.iloc[0]


@pytest.mark.parametrize(("name", "source", "cue", "content", "columns"), FINDINGS)
def test_who_says_what_is_found_as_a_reader_would_say(found, name, source, cue, content, columns):
    row = the_one(found, name, source, cue)
    assert ENDS.sub("", row["content_text"]) == content
    assert {column: row[column] for column in columns} == columns


@pytest.mark.parametrize("name", NOTHING)
def test_where_nobody_says_anything_nothing_is_found(found, name):
    assert found[found["article"] == name].empty


def test_what_is_said_within_what_is_said_names_the_one_around_it(found):
    minister = the_one(found, "nested", "Health Minister Tomas Novak", "said")
    doctors = the_one(found, "nested", "The doctors", "told")
    assert (minister["parent"], doctors["parent"]) == ("", minister["id"])
    agency = the_one(found, "nested twice", "The Reuters news agency", "quoted")
    official = the_one(found, "nested twice", "a local official", "saying")
    assert (agency["parent"], official["parent"]) == ("", agency["id"])


def test_a_corpus_in_which_nobody_says_anything_is_an_empty_table(found):
    table = attributions_of(corpus(*NOTHING), cache=Cache(None))
    assert table.empty
    assert table.columns.tolist() == found.columns.tolist()


def test_the_order_of_the_articles_and_how_many_are_read_at_a_time_change_no_byte(found):
    names = list(TEXTS)
    for workers, order in ((2, names[::-1]), (5, names[7:] + names[:7])):
        table = corpus(*names)
        table = table.iloc[[table["id"].tolist().index(name) for name in order]]
        again = attributions_of(table, workers=workers, cache=Cache(None))
        assert written(again) == written(found)


def test_more_articles_than_are_read_ahead_come_out_in_order(found):
    texts = [(f"{number:02d}", "outlet", TEXTS["denial"]) for number in range(70)]
    table = attributions_of(articles(*texts), workers=3, cache=Cache(None))
    one = written(found.loc[found["article"] == "denial"].drop(columns="article"))
    assert table["article"].unique().tolist() == [name for name, *_ in texts]
    assert {written(rows.drop(columns="article")) for _, rows in table.groupby("article")} == {one}


def test_the_other_articles_of_a_corpus_change_nothing_but_names(found):
    some = ["colon", "never closed", "nested", "marks"]
    table = attributions_of(corpus(*some), cache=Cache(None)).drop(columns=ACROSS)
    same = found[found["article"].isin(some)].drop(columns=ACROSS)
    assert written(table) == written(same)


def entries(folder):
    return sorted(file for file in folder.rglob("*") if file.is_file())


@pytest.fixture
def never_read(monkeypatch):
    def refuse():
        raise AssertionError("the model reads what is already known")

    monkeypatch.setattr("analysis.measures.attribution.attributions.shipped_encoder", refuse)


@pytest.fixture
def filled(tmp_path, found):
    table = attributions_of(corpus(*TEXTS), cache=Cache(tmp_path))
    assert written(table) == written(found)
    assert len(entries(tmp_path)) == len(TEXTS)
    return tmp_path


def test_what_is_known_is_not_read_again_and_is_the_same_to_the_byte(filled, found, never_read):
    assert written(attributions_of(corpus(*TEXTS), cache=Cache(filled))) == written(found)
    with pytest.raises(AssertionError, match="already known"):
        attributions_of(corpus(*TEXTS), cache=Cache(None))


def test_without_the_folder_all_is_read_again_to_the_same_bytes(filled, found):
    shutil.rmtree(filled)
    assert written(attributions_of(corpus(*TEXTS), cache=Cache(filled))) == written(found)
    assert len(entries(filled)) == len(TEXTS)


def test_damaged_entries_are_read_again_to_the_same_bytes(filled, found):
    files = entries(filled)
    kept = {file: file.read_bytes() for file in files}
    for number, file in enumerate(files):
        whole = bytearray(kept[file])
        if number % 3 == 0:
            whole[-2] ^= 1
        elif number % 3 == 1:
            del whole[len(whole) // 2 :]
        else:
            whole[:] = kept[files[number - 1]]
        file.write_bytes(whole)
    assert written(attributions_of(corpus(*TEXTS), cache=Cache(filled))) == written(found)
    assert {file: file.read_bytes() for file in entries(filled)} == kept


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path, found):
    file = tmp_path / "kept"
    file.write_text("mine", "utf-8")
    assert written(attributions_of(corpus(*TEXTS), cache=Cache(file))) == written(found)
    assert file.read_text("utf-8") == "mine"


def test_text_title_and_author_each_change_the_key():
    given_ = [("a", "b", "c"), ("x", "b", "c"), ("a", "x", "c"), ("a", "b", "x"), ("ab", "", "c")]
    assert len({Article(*fields).key for fields in given_}) == len(given_)
    assert Article("a", "b", "c").key == Article("a", "b", "c").key


PIECES = ["“", "”", '"', "'", "‘", "’", "«", "»", "„", "''", "``", ", ", ". ", ": ", "\n", "\n\n"]
PIECES += [
    " said ",
    "Mary Hill said ",
    " he told reporters ",
    ", according to police",
    " denied that ",
]
PIECES += ["it would rain soon", "she said that they claimed that rain would fall soon"]
PIECES += ["\r", "\u2028", "\u2029", "\x00", "\x0b", "\x85", "\ufeff", "\u00a0", "\u200b", "\u202e"]
PIECES += [
    "سلام",
    "שלום",
    "😀",
    "👩\u200d👧",
    "e\u0301",
    "½",
    "…",
    "㌀",
    "한국",
    "\u037e",
    "\u1fc1",
    "≠",
]
PIECES += ["x" * 300, "[CLS]", "[SEP]", "By Nora Field", "(Reuters)", "\U00020000", "İ"]
ANY_TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), min_size=1, max_size=40)
ANY_TEXT = ANY_TEXT.map("".join).filter(bool)


def characters(row, *roles):
    return [place for role in roles for span in spans_in(row[role]) for place in range(*span)]


def check_spans(text, row):
    for role in ("source", "cue", "content"):
        spans = spans_in(row[role])
        edges = list(chain.from_iterable(spans))
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert row[f"{role}_text"] == " ... ".join(text[start:end] for start, end in spans)
    assert row["cue_text"]
    assert row["content_text"]
    assert row["start"] == min(characters(row, "source", "cue", "content"))


@settings(max_examples=25)
@given(ANY_TEXT)
def test_whatever_the_text_spans_are_places_in_it_and_voices_its_parts(text):
    table = articles(("a", "outlet", text))
    found = attributions_of(table, workers=1, cache=Cache(None))
    rows = {row["id"]: row for row in found.to_dict("records")}
    assert len(rows) == len(found)
    for row in rows.values():
        check_spans(text, row)
        if row["parent"]:
            inside = set(characters(row, "source", "cue", "content"))
            assert inside <= set(characters(rows[row["parent"]], "content"))
    outermost = [row for row in rows.values() if not row["parent"]]
    said = [place for row in outermost for place in characters(row, "content")]
    assert len(said) == len(set(said))
    check_voices(text, table, found)


def check_voices(text, table, found):
    sections = sections_of(table)
    voices = voices_of(found, table, sections, quotations_of(table, sections))
    assert voices["start"].tolist() == [0, *voices["end"].tolist()[:-1]]
    assert voices["end"].iloc[-1] == len(text)
    assert voices["words"].sum() == sum(1 for _ in find_words(text))
    for section in sections.itertuples():
        inside = (voices["start"] < section.end) & (voices["end"] > section.start)
        assert set(voices.loc[inside, "section"]) == {section.section}
