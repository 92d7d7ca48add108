import pytest

from analysis.language.phrases import noun_phrases, tagged_sentences


def phrases(text):
    return [
        text[tokens[one.first].start : tokens[one.end - 1].end]
        for tokens in tagged_sentences(text)
        for one in noun_phrases(tokens)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The old mayor met 82 civilians in the city.",
            ["The old mayor", "82 civilians", "the city"],
        ),
        ("Ruritania's leader praised her.", ["Ruritania's leader", "her"]),
        ("They helped the wounded.", ["They", "the wounded"]),
        (
            "The released memos of the bureau surprised us.",
            ["The released memos", "the bureau", "us"],
        ),
    ],
)
def test_phrases_end_with_their_noun(text, expected):
    assert phrases(text) == expected


def test_tokens_stand_where_they_are_written():
    text = "“Stop,” he said.\n\nThe town’s mayor didn’t answer – at all."
    for tokens in tagged_sentences(text):
        assert all(text[token.start : token.end] == token.text for token in tokens)
    assert not phrases("")
