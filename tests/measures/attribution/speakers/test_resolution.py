import csv
import json
import os

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.categories import SPEAKER_KINDS
from analysis.measures.attribution.lists.kinds import kind_of
from analysis.measures.attribution.quotes.quotations import quoted_spans
from analysis.measures.attribution.speakers.names import parsed
from analysis.measures.attribution.speakers.people import name_key
from analysis.measures.attribution.speakers.resolution import Resolver, Said
from analysis.measures.attribution.speakers.votes import one_name
from tests.conftest import ROOT, articles

LIST = ROOT / "analysis/resources/wordlists/speaker_kinds.tsv"


def attributions(text, *rows, article="1"):
    """Rows of (source, cue, content), each found in `text` after the cue before it."""
    table, after = [], 0
    for number, (source, cue, content) in enumerate(rows):
        spans = {}
        begin = min(text.index(part, after) for part in (source, cue, content) if part)
        for name, part in (("source", source), ("cue", cue), ("content", content)):
            start = text.index(part, begin)
            spans[name] = [[start, start + len(part)]] if part else []
        after = (spans["cue"] or spans["content"])[0][0]
        texts = {"source_text": source, "cue_text": cue}
        table.append({"article": article, "id": f"{number:02}", **texts, **spans})
    return pd.DataFrame(table)


def speakers(rows, corpus):
    """The speaker of each of `rows`, article by article, with one name in all articles."""
    found = []
    for article in corpus.to_dict("records"):
        own = rows[rows["article"] == article["id"]].to_dict("records")
        said = sorted(map(said_in, own), key=lambda one: (one.start, one.id))
        text = article["text"]
        resolver = Resolver(text, article["author"], said, quoted_spans(text))
        found += [
            {"article": article["id"], "id": one.id, "source": one.source, **vars(who)}
            for one, who in zip(said, resolver.all(), strict=True)
        ]
    return one_name(pd.DataFrame(found)).sort_values(["article", "id"], ignore_index=True)


def said_in(row):
    spans = [*row["source"], *row["cue"], *row["content"]]
    first = min((start for start, _ in row["cue"] or spans), default=0)
    place = min((start for start, _ in row["source"]), default=first)
    return Said(row["id"], row["source_text"], row["cue_text"], first, place, row["content"])


def resolved(text, *rows):
    return speakers(attributions(text, *rows), articles(("1", "a", text)))


def test_short_names_and_titles_mean_the_longest_name_in_the_article():
    text = (
        "Norland Trade Minister Ada Maria Brook said taxes fall. Brook said more. "
        "Minister Brook said so. The minister said it again."
    )
    rows = [("Norland Trade Minister Ada Maria Brook", "said", "taxes fall")]
    rows += [("Brook", "said", "more"), ("Minister Brook", "said", "so")]
    table = resolved(text, *rows, ("The minister", "said", "it again"))
    assert table["speaker"].unique().tolist() == ["Ada Maria Brook"]
    assert table["kind"].unique().tolist() == ["government"]
    assert table["rule"].tolist() == ["name", "name", "name", "description"]
    assert table["named"].all()


def test_a_pronoun_means_the_last_speaker_of_its_gender():
    text = "Mr. Tom Reed said yes.\nMs. Ina Falk said no.\nShe said never. He said maybe."
    rows = [("Mr. Tom Reed", "said", "yes"), ("Ms. Ina Falk", "said", "no")]
    table = resolved(text, *rows, ("She", "said", "never"), ("He", "said", "maybe"))
    assert table["speaker"].tolist() == ["Tom Reed", "Ina Falk", "Ina Falk", "Tom Reed"]


def test_the_group_and_the_company_are_the_body_of_their_kind_that_spoke_right_before():
    text = "The Pier Foundation said no. Norland Bank said yes. The group said maybe. The company said so."
    rows = [("The Pier Foundation", "said", "no"), ("Norland Bank", "said", "yes")]
    rows += [("The group", "said", "maybe"), ("The company", "said", "so")]
    speakers_of = resolved(text, *rows)["speaker"].tolist()
    assert speakers_of[2:] == speakers_of[:2]
    assert len(set(speakers_of)) == 2


def test_what_it_reads_is_a_text_and_no_body():
    text = "The Moor campaign said no. A video ended: “Go,” it read. “Stay,” it said."
    rows = [("The Moor campaign", "said", "no"), ("it", "read", "Go"), ("it", "said", "Stay")]
    assert resolved(text, *rows)["speaker"].tolist() == ["Moor campaign", "it", "Moor campaign"]


@pytest.mark.parametrize(
    ("behind", "source", "cue", "speaker"),
    [
        (
            "Mr. Tom Reed added, notes the Financial Times.",
            "the Financial Times",
            "notes",
            "Tom Reed",
        ),
        ("Mr. Tom Reed said, NBC News reports.", "NBC News", "reports", "Tom Reed"),
        ("Mr. Tom Reed argued, according to the Post.", "the Post", "according to", "Tom Reed"),
        ("Mr. Tom Reed said, Ina Falk added.", "Ina Falk", "added", "Ina Falk"),
        ("notes the Financial Times.", "the Financial Times", "notes", "Financial Times"),
        (
            "the mayor left, notes the Financial Times.",
            "the Financial Times",
            "notes",
            "Financial Times",
        ),
    ],
)
def test_who_speaks_in_what_a_paper_tells_is_the_speaker(behind, source, cue, speaker):
    table = resolved(f"“We go,” {behind}", (source, cue, "“We go,”"))
    assert table["speaker"].tolist() == [speaker]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Mr. Tom Reed won the seat, but Mr. Carl Unger did not give up.", "Carl Unger"),
        ("Mr. Tom Reed won the seat, but Carl Unger stayed.", "Tom Reed"),  # surely a man
        ("Mr. Tom Reed and former Rep. Mr. Carl Unger left for the harbour.", "He"),
        ("On Monday Mr. Tom Reed (R-Ohio), Mr. Carl Unger and a third left for good.", "He"),
        ("Mr. Tom Reed left with Mr. Carl Unger for the harbour.", "Tom Reed"),
        ("Mr. Tom Reed left, but not with Mr. Carl Unger.", "Tom Reed"),
        ("Mr. Tom Reed met Mr. Carl Unger and Mr. Ivo Tarn.", "Tom Reed"),
        ("Mr. Tom Reed and Ms. Ina Falk left for the harbour.", "Tom Reed"),
    ],
)
def test_a_pronoun_means_the_subject_before_it_and_nobody_where_two_fit(before, speaker):
    text = f"{before} He said that it was late."
    assert resolved(text, ("He", "said", "that it was late"))["speaker"].tolist() == [speaker]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a local official", "government"),
        ("locals", "civilian"),
        ("a local businessman", "business"),
        ("a spokeswoman for the airline", "business"),
    ],
)
def test_an_adjective_does_not_lend_its_kind(words, kind):
    assert kind_of(words.split(), named=False).kind == kind


def test_someone_named_only_in_what_is_said_is_not_the_pronoun():
    text = "Tom Reed said Carl Unger was wrong. He added that it was late."
    rows = [("Tom Reed", "said", "Carl Unger was wrong"), ("He", "added", "that it was late")]
    assert resolved(text, *rows)["speaker"].tolist() == ["Tom Reed", "Tom Reed"]


def test_a_second_cue_has_the_subject_before_it_but_a_passive_or_a_hedge_has_nobody():
    text = "Ina Falk denied it and insisted it was late. The road is reportedly shut, it was said."
    rows = [("Ina Falk", "denied", "it"), ("", "insisted", "it was late")]
    rows += [("", "reportedly", "The road is"), ("", "was said", "it")]
    table = resolved(text, *rows)
    assert table["speaker"].tolist() == ["Ina Falk", "Ina Falk", "", ""]
    assert table["rule"].tolist() == ["name", "subject before", "no source", "no source"]
    assert table["kind"].tolist()[2:] == ["anonymous", "anonymous"]


def test_a_quoted_paragraph_without_a_cue_goes_on_but_a_subhead_does_not():
    text = "“We start,” Ina Falk said.\n“We go on.”\nThe End"
    rows = [("Ina Falk", "said", "“We start,”"), ("", "", "“We go on.”"), ("", "", "The End")]
    table = resolved(text, *rows)
    assert table["speaker"].tolist() == ["Ina Falk", "Ina Falk", ""]


def test_the_ministry_means_the_ministry_named_before():
    text = "The Polish Finance Ministry said no. The city was calm. The ministry said it was sure."
    rows = [("The Polish Finance Ministry", "said", "no")]
    table = resolved(text, *rows, ("The ministry", "said", "it was sure"))
    assert table["speaker"].unique().tolist() == ["Polish Finance Ministry"]
    assert table["affiliation"].unique().tolist() == ["Poland"]


@pytest.mark.parametrize(
    ("source", "speaker", "kind", "named"),
    [
        ("some aides", "some aides", "government", False),
        ("officials in Paris", "officials in Paris", "government", False),
        ("sources", "sources", "anonymous", False),
        ("Polish police", "Polish police", "government", True),
        ("rebels", "rebels", "armed_group", False),
        ("the Falk campaign", "Falk campaign", "party_or_campaign", True),
        ("Reuters", "Reuters", "media", True),
        ("U.S.", "United States", "government", True),
        ("Moscow", "Russia", "government", True),
        ("Washington", "United States", "government", True),
        ("Wyoming", "Wyoming", "government", True),
        ("one of the people", "one of the people", "civilian", False),
        ("the UN", "United Nations", "international_organisation", True),
        ("Norland Rights Watch", "Norland Rights Watch", "ngo", True),
        ("Colonel Ina Falk", "Ina Falk", "military", True),
        ("nurse Ina Falk", "Ina Falk", "civilian", True),
        ("Ina Falk, an economist at the bank,", "Ina Falk", "expert", True),
        ("Ina Falk, chief executive of Norland Bank,", "Ina Falk", "business", True),
    ],
)
def test_the_kind_follows_from_title_head_noun_or_name(source, speaker, kind, named):
    row = resolved(f"Yes, {source} said no.", (source, "said", "no")).iloc[0]
    assert (row["speaker"], row["kind"], row["named"]) == (speaker, kind, named)


def test_a_spokesman_takes_the_kind_of_the_body_he_speaks_for():
    assert kind_of(["German", "government", "spokesman"], named=False)[:2] == (
        "government",
        "Germany",
    )
    assert kind_of(["UN", "spokesman"], named=False).kind == "international_organisation"
    assert kind_of(["campaign", "spokesman"], named=False).kind == "party_or_campaign"


@pytest.mark.parametrize(
    ("source", "form", "name"),
    [
        ("Secretary of State Ina Falk", "person", "Ina Falk"),
        ("Polish Ambassador to the UN Ina Falk", "person", "Ina Falk"),
        ("Poland’s UN ambassador, Ina al-Falk,", "person", "Ina al-Falk"),
        ("Sen. Ina Falk (D-Ohio)", "person", "Ina Falk"),
        ("Ina Falk and Tom Reed", "several", ""),
        ("Department of Justice", "organisation", "Department of Justice"),
        ("a spokeswoman for Ms. Falk", "description", ""),
        ("who", "pronoun", ""),
        ("", "none", ""),
    ],
)
def test_a_source_is_taken_apart_into_name_and_description(source, form, name):
    found = parsed(source)
    assert (found.form, found.name) == (form, name)


def test_the_same_person_has_one_name_in_all_articles():
    texts = {
        "1": "Omar bin Said al-Rashid said yes.",
        "2": "Omar Al Rashid said no.",
        "3": "Omar Al Rashid said maybe.",
        "4": "Rashid said never.",
    }
    sources = ["Omar bin Said al-Rashid", "Omar Al Rashid", "Omar Al Rashid", "Rashid"]
    said = ["yes", "no", "maybe", "never"]
    rows = [
        attributions(text, (source, "said", word), article=article)
        for (article, text), source, word in zip(texts.items(), sources, said, strict=True)
    ]
    corpus = articles(*((key, "a", text) for key, text in texts.items()))
    table = speakers(pd.concat(rows, ignore_index=True), corpus)
    assert table["speaker"].unique().tolist() == ["Omar Al Rashid"]
    shuffled = pd.concat(rows[::-1], ignore_index=True)
    pd.testing.assert_frame_equal(table, speakers(shuffled, corpus))


def test_name_keys_leave_out_particles_and_middle_names():
    assert name_key("Omar bin Said al-Rashid") == name_key("Omar Al Rashid") == ("omar", "rashid")


@settings(max_examples=25)
@given(st.text(max_size=80), st.text(max_size=40))
def test_any_source_in_any_text_gets_a_kind(text, source):
    body = text + source + " said."
    start = len(text)
    row = {"article": "1", "id": "1", "source_text": source, "cue_text": "said"}
    spans = {"source": [[start, start + len(source)]], "cue": [[len(body) - 5, len(body) - 1]]}
    table = speakers(pd.DataFrame([{**row, **spans, "content": []}]), articles(("1", "a", body)))
    assert table["kind"].isin(SPEAKER_KINDS).all()


def test_no_line_of_the_word_list_is_there_twice_and_the_card_says_its_size():
    lines = LIST.read_text("utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    keys = [(row["term"], row["role"]) for row in rows]
    assert keys == sorted(set(keys))
    assert {row["kind"] for row in rows} <= {*SPEAKER_KINDS, ""}
    assert f"{len(rows):,} entries" in LIST.with_suffix(".md").read_text("utf-8")


def test_the_speakers_of_the_seeds_are_those_a_human_found(shared):
    gold_file = shared / "gold/seeds/attributions.jsonl"
    if not gold_file.is_file():
        if os.environ.get("REQUIRE_SHARED"):
            pytest.fail(f"{gold_file} is missing")
        pytest.skip("no gold annotation")
    gold = pd.DataFrame(map(json.loads, gold_file.read_text("utf-8").splitlines()))
    files = [shared / "seeds" / f"{doc}.txt" for doc in gold["doc"].unique()]
    corpus = articles(*((f.stem, "a", f.read_bytes().decode("utf-8")) for f in files))
    found = speakers(gold.rename(columns={"doc": "article"}), corpus)
    both = gold.merge(found, left_on=["doc", "id"], right_on=["article", "id"], suffixes=("_g", ""))
    core = both[both["core"] & both["speaker_g"].notna()]
    right = [
        name_key(a) == name_key(b)
        for a, b in zip(
            core["speaker_g"], core["speaker"].where(core["speaker"] != "", "-"), strict=True
        )
    ]
    assert sum(right) / len(core) >= 0.9
    kinds = core["speaker_kind"].replace("rebel", "armed_group")
    assert (kinds == core["kind"]).mean() >= 0.85


def test_a_place_where_two_names_stand_stops_nothing():
    text = (
        "“Hillary Clinton has come,” Weaver said.\n\n"
        "“When [Clinton] read about it, she left,” Renteria told reporters."
    )
    rows = [("Weaver", "said", ""), ("Clinton]", "read", ""), ("Renteria", "told", "")]
    assert len(resolved(text, *rows)) == 3


LINE = "Ada Brook said taxes fall"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f"{LINE}, as two budget offices found no gap.", ("", "found", "no gap")),
        (f"{LINE}, though for now critics deny that.", ("", "deny", "that")),
        (f"{LINE}, which the harbour board doubts.", ("", "doubts", "which")),
    ],
)
def test_a_second_cue_behind_another_noun_has_not_the_subject_before_it(text, row):
    table = resolved(text, ("Ada Brook", "said", "taxes fall"), row)
    assert table["speaker"].tolist() == ["Ada Brook", ""]


@pytest.mark.parametrize("joined", ["and then warned", "but also warned", "Brook later warned"])
def test_a_second_cue_behind_and_or_the_name_has_the_subject_before_it(joined):
    text = f"{LINE}, {joined} of debts."
    table = resolved(text, ("Ada Brook", "said", "taxes fall"), ("", "warned", "of debts"))
    assert table["speaker"].tolist() == ["Ada Brook", "Ada Brook"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker"),
    [
        (
            "A leak was reported to the coast guard.",
            "the coast guard",
            "was reported",
            "A leak",
            "",
        ),
        ("The plan was shown to Ada Brook.", "Ada Brook", "was shown", "The plan", ""),
        ("The gap was explained to the board.", "the board", "was explained", "The gap", ""),
        (
            "The line is attributed to Ada Brook.",
            "Ada Brook",
            "is attributed",
            "The line",
            "Ada Brook",
        ),
        (
            "According to Ada Brook, taxes fall.",
            "Ada Brook",
            "According to",
            "taxes fall",
            "Ada Brook",
        ),
    ],
)
def test_whom_something_is_told_is_no_source(text, source, cue, content, speaker):
    assert resolved(text, (source, cue, content))["speaker"].tolist() == [speaker]


@pytest.mark.parametrize(
    ("papers", "speaker"),
    [
        (
            "The Tarrow Post and the Norland Post differ. The Norland Post has a poll.",
            "Norland Post",
        ),
        ("The Norland Post has a poll. Readers of the Tarrow Post know it.", "Tarrow Post"),
        ("The Elm Post came first, then the Elm Post again, and the Oak Post.", "Oak Post"),
    ],
)
def test_a_paper_is_the_one_named_last_in_full(papers, speaker):
    text = f"{papers} It is close, the Post wrote. The Ash Post came later."
    assert resolved(text, ("the Post", "wrote", "It is close"))["speaker"].tolist() == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Carl Falk left. Voters doubted the reign of Ben Roe’s.\n\nMany praised President "
        "Peter Moor’s victory.\n\nHe thanked the town.",
        "Mayor Carl Falk left.\n\nThe town cheered at Peter Moor’s trial.\n\nHe thanked the town.",
        "Mayor Carl Falk said no.\n\nA book tells Peter Moor’s life.\n\nHe thanked the town.",
    ],
)
def test_he_who_begins_a_sentence_is_the_owner_in_the_one_before(text):
    assert resolved(text, ("He", "thanked", "the town"))["speaker"].tolist() == ["Peter Moor"]


def test_he_is_not_the_owner_of_an_aide():
    text = "Mayor Carl Falk left.\n\nThe town met Peter Moor’s uncle.\n\nHe thanked the town."
    assert "Peter Moor" not in resolved(text, ("He", "thanked", "the town"))["speaker"].tolist()


def test_whom_a_sentence_names_before_he_said_is_spoken_of():
    text = "“It is late,” Carl Falk said.\n\nAnd in Peter Moor’s case it was no, he said."
    rows = [("Carl Falk", "said", "It is late"), ("he", "said", "it was no")]
    assert resolved(text, *rows)["speaker"].tolist() == ["Carl Falk", "Carl Falk"]


def test_he_goes_on_where_nobody_else_is_named():
    text = (
        "Carl Falk spoke first.\n\nThe town cheered at Peter Moor’s victory.\n\nHe thanked the town.\n\n"
        "“It is time to go,” he said."
    )
    rows = [("He", "thanked", "the town"), ("he", "said", "It is time to go")]
    assert resolved(text, *rows)["speaker"].tolist() == ["Peter Moor", "Peter Moor"]


def test_a_man_without_a_name_goes_on_over_the_lines_of_a_quotation():
    text = (
        "Peter Moor shot at cans.\n\nThe rain fell on Moor’s yard, the man said.\n\n"
        "“We hid.\n\nWe all hid,” he said."
    )
    rows = [
        ("the man", "said", "The rain fell on Moor’s yard"),
        ("he", "said", "“We hid.\n\nWe all hid,”"),
    ]
    assert resolved(text, *rows)["speaker"].tolist()[1] == "man"


@pytest.mark.parametrize(
    "who", ["the former Tarrow mayor", "the one-time ferry captain", "the former Labour senator"]
)
def test_what_a_speaker_was_before_is_the_same_speaker(who):
    text = f"Peter Moor rebuked the board.\n\n“It is late,” {who} said."
    rows = [("Peter Moor", "rebuked", "the board"), (who, "said", "“It is late,”")]
    assert resolved(text, *rows)["speaker"].tolist() == ["Peter Moor", "Peter Moor"]


def test_a_former_mayor_is_somebody_else_where_another_is_named_or_with_a():
    text = "Peter Moor rebuked the board. Carl Falk left. “It is late,” the former mayor said."
    rows = [("Peter Moor", "rebuked", "the board"), ("the former mayor", "said", "“It is late,”")]
    assert resolved(text, *rows)["speaker"].tolist()[1] == "former mayor"
    text = "Peter Moor rebuked the board. “It is late,” a former mayor said."
    rows = [("Peter Moor", "rebuked", "the board"), ("a former mayor", "said", "“It is late,”")]
    assert resolved(text, *rows)["speaker"].tolist()[1] == "former mayor"


@pytest.mark.parametrize("said", [": “Go.”", ", who said “Go.”", " as saying: “Go.”"])
def test_words_that_somebody_cites_are_those_of_whom_he_cites(said):
    text = f"Peter Moor quoted the poet Ada Brook{said}"
    rows = [("Peter Moor", "quoted", text.removeprefix("Peter Moor quoted "))]
    assert resolved(text, *rows)["speaker"].tolist() == ["Ada Brook"]


@pytest.mark.parametrize(
    "source",
    ["The governor and first lady Ada Brook", "The mayor and husband Carl Falk"],
)
def test_somebody_with_a_spouse_is_two(source):
    assert parsed(source).form == "several"
    assert parsed("First lady Ada Brook").form == "person"


@pytest.mark.parametrize(
    "seen", ["a comment on his film that", "a letter that", "an old email of the board which"]
)
def test_what_a_paper_says_is_not_said_by_whoever_has_it(seen):
    text = f"Peter Moor saw {seen} said the pier is rotten."
    row = ("Peter Moor", "said", "the pier is rotten")
    assert resolved(text, row)["speaker"].tolist() == [""]


@pytest.mark.parametrize(
    "text", ["Peter Moor wrote a letter and said it is late.", "It is what Peter Moor said."]
)
def test_whoever_writes_a_letter_speaks(text):
    row = ("Peter Moor", "said", "it is late" if "late" in text else "It is")
    assert resolved(text, row)["speaker"].tolist() == ["Peter Moor"]


@pytest.mark.parametrize(
    ("title", "office"), [("Gov.", "governor"), ("Sen.", "senator"), ("Rep.", "representative")]
)
def test_a_title_that_is_cut_short_is_the_office(title, office):
    text = f"Ohio {title} Ada Moor came late. The newly elected {office} said the pier is safe."
    row = (f"The newly elected {office}", "said", "the pier is safe")
    assert resolved(text, row)["speaker"].tolist() == ["Ada Moor"]
