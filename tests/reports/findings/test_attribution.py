"""Sentences about attribution: every number in them is in the tables that they were given."""

import pandas as pd
import pytest

from analysis.corpus import read_corpus, sections_of
from analysis.inference import Intervals
from analysis.measures.attribution import (
    attribution_quality,
    attributions_of,
    concentration_of,
    most_heard,
    patterns_of,
    quotations_of,
    tallies_of,
    voices_of,
)
from analysis.models.cache import Cache
from analysis.reports import (
    attribution_findings,
    attribution_notices,
    quality_findings,
    sample_notices,
    speaker_notices,
    with_evidence,
)
from analysis.reports.findings.attribution import _label
from analysis.study import Study
from analysis.tables import Patterns
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def found():
    corpus = read_corpus(str(ROOT / "seeds"))
    said = attributions_of(corpus.articles, cache=Cache(None))
    sections = sections_of(corpus.articles)
    voices = voices_of(said, corpus.articles, sections, quotations_of(corpus.articles, sections))
    tallies = tallies_of(said, voices, corpus.articles)
    return corpus, said, voices, patterns_of(tallies), concentration_of(tallies)


def test_shares_of_voices_are_those_of_the_table(found):
    *_, patterns, few = found
    told = " ".join(attribution_findings(patterns, few))
    for outlet, words, quoted in (("PJ Media", 823, 515), ("RFE/RL", 866, 231)):
        assert f"{outlet}: of {words} words" in told
        assert f"{100 * quoted / words:.1f}% quote them" in told


def test_an_outlet_without_words_is_said_to_have_none(found):
    *_, patterns, few = found
    voice = patterns["measure"] == "voice"
    empty = patterns.assign(total=patterns["total"].mask(voice, 0.0))
    told = attribution_findings(empty, few)
    assert told == [
        "PJ Media has no words in the sections read.",
        "RFE/RL has no words in the sections read.",
    ]


def test_evidence_is_labelled_with_count_and_denominator(found):
    _, said, voices, patterns, _ = found
    kinds = patterns[(patterns["measure"] == "kind") & (patterns["outlet"] == "RFE/RL")]
    labelled = with_evidence(kinds, said)
    government = kinds.set_index("category").loc["government"]
    wanted = f"RFE/RL, government: {government['n']:.0f} of {government['total']:.0f} attributions"
    rows = {label: rows for label, rows, *_ in labelled}[wanted]
    assert len(rows) == government["n"]
    assert set(rows["kind"]) == {"government"}
    of_voices = with_evidence(patterns[patterns["measure"] == "voice"], said, voices)
    quoted = {label: rows for label, rows, *_ in of_voices}
    assert quoted["RFE/RL, quoted: 231 of 866 words"]["words"].sum() == 231


def test_articles_in_other_languages_and_without_attributions_are_mentioned(found):
    corpus, said, *_ = found
    languages = pd.DataFrame({"recognised": ["en", "de"]})
    notices = attribution_notices(said[said["outlet"] == "RFE/RL"], corpus, languages)
    assert notices[0].startswith("1 article is not recognised as English.")
    assert notices[1].startswith("1 article has no attribution")
    assert attribution_notices(said, corpus, languages.assign(recognised="en")) == []


def test_one_article_an_outlet_is_said_to_support_no_claim(found):
    corpus, *_ = found
    (notice,) = sample_notices(corpus.articles[["outlet"]], Intervals())
    assert "one article of each outlet" in notice


def test_speakers_heard_most_have_a_row_for_every_outlet(found):
    *_, patterns, _ = found
    speakers = most_heard(patterns[patterns["measure"] == "speaker"], top=5)
    assert speakers.groupby("category")["outlet"].nunique().tolist() == [2] * 5
    totals = patterns[patterns["measure"] == "speaker"].groupby("category")["n"].sum()
    assert speakers.groupby("category")["n"].sum().min() >= totals.nlargest(5).min()
    absent = speakers[speakers["n"] == 0]
    assert (absent["value"] == 0).all()
    assert (absent["total"] > 0).all()


def test_quality_names_the_outlets_furthest_apart():
    quality = attribution_quality()
    told = quality_findings(quality)
    rows = quality[(quality["figure"] == "indirect, found") & (quality["outlet"] != "")]
    worst, best = rows["value"].min(), rows["value"].max()
    (sentence,) = [line for line in told if line.startswith("Indirect, found")]
    assert f"from {worst:.2f}" in sentence
    assert f"up to {best:.2f}" in sentence


def test_the_card_gives_the_measured_quality():
    card = (ROOT / "analysis/resources/models/attribution/card.md").read_text(encoding="utf-8")
    quality = attribution_quality()
    overall = quality[quality["outlet"] == ""]
    for row in overall.itertuples():
        assert f"| {row.figure} | {row.value:.3f} | {row.low:.3f} to {row.high:.3f} |" in card


WORDS = {"narrative": 5, "source and cue": 1, "paraphrased": 3, "quoted": 1}
KINDS = {"international_organisation": 2, "ngo": 1, "business": 0}
CLASSES = {"neutral": 2, "doubtful": 1}


def measured(outlet, measure, unit, counts):
    """Patterns of one measure of one outlet; the values are the shares of the counts."""
    total = sum(counts.values())
    rows = [
        {"measure": measure, "outlet": outlet, "group": "", "category": name, "n": n, "total": total,
         "unit": unit, "value": n / total if total else None, "low": None, "high": None,
         "interval": "none", "in_articles": 1, "articles": 1}
        for name, n in counts.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def by_hand(outlet, words=WORDS, kinds=KINDS, classes=CLASSES):
    parts = [("voice", "words", words), ("kind", "attributions", kinds)]
    parts += [("cue class", "attributions", classes)]
    return Patterns.validate(
        pd.concat([measured(outlet, *part) for part in parts], ignore_index=True)
    )


def heard(*rows):
    """The speakers heard most, from (outlet, speaker, n, total)."""
    columns = ["outlet", "speaker", "n", "total"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(measure="speaker", statistic="most heard speaker")


def test_every_sentence_about_one_outlet_is_worked_by_hand():
    told = attribution_findings(by_hand("Post"), heard(("Post", "Ann", 2, 3)))
    assert told == [
        "Post: of 10 words 60.0% are the outlet's own, 30.0% paraphrase others and 10.0% quote them.",
        "Post: the kinds of speakers with most attributions are international organisation (2 of 3) "
        "and NGO (1 of 3).",
        "Post: the speaker heard most is Ann, with 2 of 3 attributions that have a source.",
        "Post: the most frequent categories of cues are neutral (2 of 3) and doubtful (1 of 3).",
    ]


def test_an_outlet_with_words_and_no_attribution_is_told_by_its_words_alone():
    words = {**dict.fromkeys(WORDS, 0), "narrative": 1_234}
    told = attribution_findings(by_hand("Post", words, {"ngo": 0}, {"neutral": 0}), heard())
    assert told == [
        "Post: of 1,234 words 100.0% are the outlet's own, 0.0% paraphrase others and 0.0% quote them."
    ]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '=HYPERLINK("x")', "{{7*7}}%s", "人民日报", "a\nb", " "]
)
def test_names_of_outlets_and_speakers_are_said_as_they_are(name):
    told = attribution_findings(by_hand(name), heard((name, name, 2, 3)))
    assert len(told) == 4
    assert all(sentence.startswith(f"{name}: ") for sentence in told)
    assert f"heard most is {name}, with" in told[2]


def test_a_speaker_heard_once_is_not_called_the_one_heard_most():
    told = attribution_findings(by_hand("a"), heard(("a", "Bob", 1, 3)))
    assert not any("Bob" in sentence for sentence in told)


def test_outlets_are_told_in_order_and_each_by_its_own_numbers():
    quiet = by_hand("a", words={**WORDS, "quoted": 11})
    both = pd.concat([by_hand("b"), quiet], ignore_index=True)
    few = heard(("b", "Ann", 3, 4), ("a", "Bob", 2, 3))
    told = attribution_findings(both, few)
    assert told == [
        *attribution_findings(quiet, few),
        *attribution_findings(by_hand("b"), few),
    ]
    assert "55.0% quote them" in told[0]
    assert "Bob, with 2 of 3" in told[2]


@pytest.mark.parametrize(
    ("foreign", "silent", "said"),
    [
        (0, 0, []),
        (1, 0, ["1 article is not recognised"]),
        (2, 1, ["2 articles are not recognised", "1 article has no attribution;"]),
        (0, 2, ["2 articles have no attribution;"]),
        (1_200, 0, ["1,200 articles are not recognised"]),
    ],
)
def test_notices_count_articles_and_agree_with_the_count(found, foreign, silent, said):
    corpus, attributions, *_ = found
    languages = pd.DataFrame({"recognised": ["en", "en", *["fr"] * foreign]})
    names = sorted(corpus.articles["id"])[silent:]
    notices = attribution_notices(
        attributions[attributions["article"].isin(names)], corpus, languages
    )
    assert [notice.startswith(start) for notice, start in zip(notices, said, strict=True)] == [
        True for _ in said
    ]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ({"measure": "kind", "category": "ngo"}, "Post, NGO: 1 of 3 attributions"),
        (
            {"measure": "cue class by kind", "group": "armed_group", "category": "doubtful"},
            "Post, armed group, doubtful: 1 of 3 attributions",
        ),
        (
            {"measure": "rate", "category": "all", "unit": "attributions per 1,000 words",
             "total": 1_500, "n": 4},
            "Post: 4 attributions in 1,500 words",
        ),
        (
            {"measure": "first heard", "group": "ngo", "category": "position", "n": 0.4,
             "total": 2, "unit": "share of the body before it"},
            "Post, NGO: first heard in 2 articles",
        ),
        (
            {"measure": "first heard", "group": "ngo", "category": "position", "n": 0.4,
             "total": 1, "unit": "share of the body before it"},
            "Post, NGO: first heard in 1 article",
        ),
        (
            {"measure": "rate", "category": "all", "unit": "attributions per 1,000 words",
             "total": 1_500, "n": 1},
            "Post: 1 attribution in 1,500 words",
        ),
        ({"measure": "kind", "category": "ngo", "total": 1}, "Post, NGO: 1 of 1 attribution"),
    ],
)  # fmt: skip
def test_labels_of_evidence_are_worked_by_hand(row, label):
    plain = {"outlet": "Post", "group": "", "n": 1, "total": 3, "unit": "attributions"}
    assert _label(pd.Series({**plain, **row})) == label


def noticed(text, folder, corpus):
    (folder / "people.csv").write_text(f"alias,name,kind,affiliation\n{text}", encoding="utf-8")
    study = Study(corpus, {"speakers": str(folder / "people.csv")})
    steps = ("given-speakers", "found-attributions", "speakers")
    return speaker_notices(*(study[step] for step in steps))


def test_rows_given_by_hand_are_counted_with_whom_they_change(found, tmp_path):
    corpus = found[0]
    assert noticed("Rupert Colville,Rupert Colville,expert,\n", tmp_path, corpus) == [
        "1 row of people.csv was given by hand: kind, name or affiliation changed for these speakers: "
        "Rupert Colville."
    ]
    same = "Samantha Power,Samantha Power,government,\nReuters,Reuters,media,\n"
    assert noticed(same, tmp_path, corpus) == [
        "2 rows of people.csv were given by hand: kind, name or affiliation changed for no speaker "
        "that has a name."
    ]


def test_aliases_that_are_in_no_article_are_named_up_to_eight(found, tmp_path):
    rows = "".join(f"Nobody {number},,,\n" for number in range(10))
    _, unknown = noticed(rows, tmp_path, found[0])
    assert unknown.startswith("people.csv names speakers who are in no article here: Nobody 0; ")
    assert unknown.endswith("Nobody 7; and 2 more.")


def test_without_a_table_of_speakers_nothing_is_said_of_it(found):
    study = Study(found[0])
    steps = ("given-speakers", "found-attributions", "speakers")
    assert speaker_notices(*(study[step] for step in steps)) == []


def test_an_alias_in_two_lists_is_told_with_what_decides(found, tmp_path):
    text = "alias,aliases,name,kind,affiliation\n,Reuters,Reuters,,\n,Reuters,Agency,,\n"
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    study = Study(found[0], {"speakers": str(tmp_path / "people.csv")})
    steps = ("given-speakers", "found-attributions", "speakers")
    _, disputed = speaker_notices(*(study[step] for step in steps))
    assert "left as found: Reuters. A row with the alias alone decides." in disputed
