"""The parts of shared quotations: words, alignment, candidates and groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.comparison.utterances.alignment import align, stem, words_at
from analysis.measures.comparison.utterances.candidates import candidates, read_passages
from analysis.measures.comparison.utterances.compared import compared
from analysis.measures.comparison.utterances.groups import utterances, without_crossed
from analysis.measures.comparison.utterances.probability import nearness_known, probability
from analysis.measures.comparison.utterances.rarity import Rarity, stems_of
from analysis.measures.comparison.utterances.reach import within_reach
from analysis.measures.comparison.utterances.spoken import passages_of
from analysis.texts import texts_by_id
from tests.measures.comparison.sayings import compare, corpus, read_in

WORDS = st.lists(
    st.sampled_from(["the", "ferry", "sank", "pilots", "knew", "radar", "of", "and", "owner"]),
    max_size=12,
)


def words(text):
    return words_at(text, [(0, len(text))])


def aligned(left, right):
    found = align(words(left), words(right), lambda name: 0.1 if name in ("the", "of") else 3.0)
    return [(words(left)[i].form, words(right)[j].form) for i, j in found.pairs]


def test_words_are_cut_at_hyphens_and_contractions_and_keep_their_places():
    text = "We’re told it’s storm-beaten — Trump’s view of the US, didn’t us"
    found = words(text)
    forms = ["we", "'re", "told", "it", "'s", "storm", "beaten", "trump's", "view", "of", "the"]
    forms += ["u.s.", "did", "n't", "us"]
    assert [word.form for word in found] == forms
    assert [text[word.start : word.end].lower().replace("’", "'") for word in found] == [
        form.replace("u.s.", "us") for form in forms
    ]


def test_brackets_of_an_editor_part_no_word():
    text = "“[W]hen the pier[s] of [the] harbo[u]r sank [2]"
    forms = ["when", "the", "piers", "of", "the", "harbour", "sank", "2"]
    assert [word.form for word in words(text)] == forms
    assert [text[one.start : one.end] for one in words(text)][5] == "harbo[u]r"


@pytest.mark.parametrize(
    "forms",
    [
        ("i", "he", "ourselves", "you"),
        ("will", "would", "'ll"),
        ("bear", "bore", "bears"),
        ("colour", "color", "colours"),
        ("organised", "organizes"),
        ("centre", "centers"),
        ("deport", "deportations"),
        ("rwanda", "rwandan", "rwandans"),
        ("iran", "iranian"),
    ],
)
def test_forms_persons_and_spellings_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


def test_other_words_keep_stems_of_their_own():
    apart = ["civilian", "civil", "us", "u.s.", "four", "our", "woman", "man", "iran", "iraq"]
    assert len({stem(word) for word in apart}) == len(apart) - 1  # "us" and "our" are persons


def test_the_alignment_worked_by_hand():
    assert aligned(
        "the pilots knew of the broken radar", "she said pilots would know the radar"
    ) == [
        ("pilots", "pilots"),
        ("knew", "know"),
        ("the", "the"),
        ("radar", "radar"),
    ]
    assert aligned("ferry sank", "owner knew") == []


def test_what_lies_far_apart_is_not_worth_joining():
    gap = " ".join(f"w{k}" for k in range(30))
    assert aligned(f"pilots knew radar {gap} ferry", "pilots knew radar ferry") == [
        (word, word) for word in ("pilots", "knew", "radar")
    ]


@given(WORDS, WORDS)
def test_alignments_go_forward_on_both_sides_and_weigh_the_same_from_either(left, right):
    a, b = words(" ".join(left)), words(" ".join(right))
    one, back = align(a, b, lambda _: 1.0), align(b, a, lambda _: 1.0)
    assert one.weight == pytest.approx(back.weight)
    for (i, j), (k, m) in zip(one.pairs, one.pairs[1:], strict=False):
        assert i < k
        assert j < m
    assert all(a[i].stem == b[j].stem for i, j in one.pairs)


def test_rare_words_weigh_more_than_usual_ones_and_function_words_next_to_nothing():
    rarity = Rarity(
        stems_of({"a": "the ferry and the president", "b": "the ferry and the lighthouse"})
    )
    weights = [rarity.weight(stem(word)) for word in ("lighthouse", "ferry", "president", "the")]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] <= 0.3
    assert rarity.weight("never seen") >= weights[0]
    assert rarity.counts("a") == {stem("ferry"): 1, "the": 2, "and": 1, stem("president"): 1}


def test_nearness_is_one_to_itself_and_symmetric():
    rarity = Rarity(stems_of({"a": "ferry pilots", "b": "ferry radar", "c": "tax law"}))
    near = rarity.nearness(["a", "a", "b", "a"], ["a", "b", "a", "c"])
    assert near[0] == pytest.approx(1)
    assert near[1] == pytest.approx(near[2])
    assert 0 == near[3] < near[1] < 1


def test_a_known_event_replaces_the_nearness_of_words():
    assert nearness_known(0.2, "x", "x") > nearness_known(0.2, "x", "y") == 0.2
    assert (
        nearness_known(0.9, "x", "y") < nearness_known(0.9, "", "") == nearness_known(0, "x", "x")
    )


def test_what_stands_in_very_many_passages_is_paired_with_the_first_alone():
    text = "“The ferry sank near the dark lighthouse,” Ada Moor said."
    saying = [("Ada Moor", "said", "“The ferry sank near the dark lighthouse,”")]
    rows = [(f"{k:02}", f"outlet {k:02}", text, saying) for k in range(45)]
    for number, expected in ((3, 3), (45, 44)):
        table, given_rows, quotations = corpus(*rows[:number])
        texts = dict(zip(table["id"], table["text"], strict=True))
        read = read_passages(passages_of(table, given_rows, quotations), texts)
        outlets = [f"outlet {one.passage.article}" for one in read]
        assert len(candidates(read, outlets, Rarity(stems_of(texts)))) == expected


def test_every_sign_counts_as_it_should():
    _, shared = compare(
        ("a", "x", "“The pilots ignored three warnings,” Ada Moor said.", []),
        ("b", "y", "“The pilots ignored three warnings,” Ada Moor said.", []),
    )
    signs = shared.pairs[0].signs
    for name in signs._fields:
        less = probability(signs._replace(**{name: getattr(signs, name) - 0.1}))
        assert less > probability(signs) if name == "other_speaker" else less < probability(signs)


def test_doubtful_pairs_connect_no_utterances():
    _, shared = compare(
        *((name, name, "“The pilots ignored three warnings,” Ada Moor said.", []) for name in "abc")
    )
    pairs = sorted(shared.pairs, key=lambda pair: [one.passage.article for one in pair.sides])
    assert len(pairs) == 3
    assert len(set(utterances([one._replace(probability=0.95) for one in pairs]))) == 1
    ab, ac, bc = (pairs[0]._replace(probability=0.95), *pairs[1:])
    lone = [ac._replace(probability=0.7), bc._replace(probability=0.6), ab]
    assert len(set(utterances(lone))) == 1
    assert without_crossed(lone) == lone


QUOTE = "“Lowmark will pay for a new pier alone.”"


@pytest.mark.parametrize(
    ("before", "said", "speaker"),
    [
        ("Ada Moor argued the pier is old.", [("Ada Moor", "argued", "the pier is old")], "Ada Moor"),
        ("“It is old,” Ada Moor said.", [("Ada Moor", "said", "“It is old,”")], "Ada Moor"),
        ("Ada Moor, once a pilot, warned of rot.", [("Ada Moor", "warned of", "rot")], "Ada Moor"),
        ("Ada Moor said it is old. Nobody in the town had known of the rot at the feet.",
         [("Ada Moor", "said", "it is old")], ""),
        ("Ada Moor said it is old, and Ben Hall said it is safe.",
         [("Ada Moor", "said", "it is old"), ("Ben Hall", "said", "it is safe")], ""),
        ("Some pilots said it is old.", [("Some pilots", "said", "it is old")], ""),
        ("Nobody spoke of the pier.", [], ""),
    ],
)  # fmt: skip
def test_a_paragraph_of_one_quotation_is_given_to_who_alone_speaks_before_it(before, said, speaker):
    table, rows, quotations = corpus(("a", "x", f"{before}\n\n{QUOTE}", said))
    rows["named"] = rows["speaker"].str[0].str.isupper() & ~rows["speaker"].str.startswith("Some")
    (own,) = [
        one
        for one in passages_of(table, rows, quotations)
        if one.quoted and one.spans[0][0] > len(before)
    ]
    assert own.speaker == speaker


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("I", ""),
        ("which", ""),
        ("someone", ""),
        ("the report", ""),
        ("a letter to Ada Moor", ""),
        ("a statement from unions", "a statement from unions"),
        ("a clerk", "a clerk"),
        ("Ian", "Ian"),
        ("the author of a report", "the author of a report"),
        ("a report writer", "a report writer"),
        ("the comment", ""),
        ("an article", ""),
        ("a new poll", ""),
        ("a comment writer", "a comment writer"),
    ],
)
def test_a_word_or_a_paper_that_tells_no_reader_who_it_is_is_no_speaker(who, speaker):
    text = f"On Monday {who} said the old pier is rotten."
    table, rows, quotations = corpus(("a", "x", text, [(who, "said", "the old pier is rotten")]))
    rows["named"] = False
    rows["source_text"] = rows["speaker"]
    (own,) = passages_of(table, rows, quotations)
    assert own.speaker == speaker


INNER = "Ada Moor called it “rotten to the core,” and Ben Hall called it “a fine old pier,”"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("media", {"“rotten to the core,”": "Ada Moor", "“a fine old pier,”": "Ben Hall"}),
        ("government", {"“rotten to the core,”": "Lowmark", "“a fine old pier,”": "Lowmark"}),
    ],
)
def test_whom_a_paper_quotes_has_the_words_and_not_the_paper(kind, expected):
    text = f"{INNER} according to Lowmark."
    sayings = [("Lowmark", "according to", INNER)]
    sayings += [("Ada Moor", "called", "it “rotten to the core,”")]
    sayings += [("Ben Hall", "called it “a", "“a fine old pier,”")]
    table, rows, quotations = corpus(("a", "x", text, sayings))
    rows["parent"] = ["", "00000", "00000"]
    rows["kind"] = [kind, "other", "other"]
    rows.loc[2, "cue"] = "[[54, 60]]"
    rows["quoted_words"] = 4
    rows["named"] = True
    told = {}
    for one in passages_of(table, rows, quotations):
        for start, end in one.quoted:
            told[table["text"].iloc[0][start:end]] = one.speaker
    assert told == expected


SAYINGS = [
    (
        "Ada Moor",
        "said",
        "“The pilots ignored three warnings, and the owner hid the broken radar,”",
    ),
    ("Ada Moor", "said", "that the pilots knew of the broken radar"),
    ("the owner", "denied", "that he ignored the warnings of the pilots"),
    ("Ben Falk", "said", "“Nobody hid a broken radar in Lowmark,”"),
]


@given(st.lists(st.sampled_from(SAYINGS), min_size=2, max_size=5), st.floats(0.05, 0.95))
def test_only_what_cannot_be_so_probable_is_left_out(sayings, least):
    rows = [
        (f"{k}", f"outlet {k}", f"{saying[0]} {saying[1]} {saying[2]}", [saying])
        for k, saying in enumerate(sayings)
    ]
    table, given_rows, quotations = corpus(*rows)
    read, stems = read_in(table, given_rows, quotations), stems_of(texts_by_id(table))
    every = [one for one in compared(table, read, stems) if one.probability >= least]
    some = list(compared(table, read, stems, least=least))
    assert [one for one in some if one.probability >= least] == every


def test_pairs_that_share_little_are_out_of_reach():
    rows = [
        ("a", "A", f"Ada Moor said {SAYINGS[0][2]}", [SAYINGS[0]]),
        ("b", "B", f"Ada Moor said {SAYINGS[0][2]}", [SAYINGS[0]]),
        ("c", "C", f"the owner denied {SAYINGS[2][2]}", [SAYINGS[2]]),
    ]
    table, given_rows, quotations = corpus(*rows)
    read, stems = read_in(table, given_rows, quotations), stems_of(texts_by_id(table))
    pairs = np.array([[0, 1], [0, 2]])
    told = within_reach(read, pairs, np.array([0.58, 0.25]), Rarity(stems), least=0.5)
    assert told.tolist() == [True, False]


def test_the_stems_of_some_articles_are_those_that_are_read_of_them_alone():
    texts = {
        "b": "ferry pilots knew",
        "a": "radar of the ferry",
        "c": "pilots knew the ferry radar",
    }
    every = stems_of(texts)
    for names in (["c"], ["a", "c"], ["b", "a"], [], ["a", "b", "c"]):
        some, alone = every.of(names), stems_of({one: texts[one] for one in names})
        assert (some.articles, some.names) == (alone.articles, alone.names)
        assert (some.counts.todense() == alone.counts.todense()).all()
        assert some.counts.indices.tolist() == alone.counts.indices.tolist()
