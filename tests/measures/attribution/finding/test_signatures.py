"""Quotations, paragraphs and tweets that somebody signs."""

import pytest

from analysis.measures.attribution.finding.signatures import with_signed
from tests.measures.attribution.finding.test_transcripts import told

SIGNED = (
    "Readers wrote.\n\n“It is a shame.” ― Ina Falk.\n“Nobody asked us.”\u00a0--\u00a0Tom A. Reed"
)


def test_a_signed_quotation_is_its_signers():
    assert told(with_signed([], SIGNED), SIGNED) == [
        ("Ina Falk", "―", "“It is a shame.”"),
        ("Tom A. Reed", "--", "“Nobody asked us.”"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We drown.” — Ina Falk, nurse", ("Ina Falk, nurse", "—", "“We drown.”")),
        ("“We drown.”\n— Ina Falk, 40, Tarn", ("Ina Falk, 40, Tarn", "—", "“We drown.”")),
        ("“We drown.” - Ina Falk, nurse", ("Ina Falk, nurse", "-", "“We drown.”")),
        ("We all drown here. — Ina Falk, nurse", ("Ina Falk, nurse", "—", "We all drown here.")),
        ("Wet. #Tarn — Ina F. (@inaf) May 3, 2020", ("Ina F.", "—", "Wet. #Tarn")),
        ("Wet! pic.twitter.com/a1 - FALK ☂ (@f)", ("FALK ☂", "-", "Wet!")),
        ("Wet as a fish\n— Ina Falk (@inaf) May 3, 2020", ("Ina Falk", "—", "Wet as a fish")),
        ("“We drown,” Ina Falk via Twitter.", ("Ina Falk", "via", "“We drown,”")),
    ],
)
def test_a_signature_has_many_forms(text, expected):
    assert told(with_signed([], text), text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He called it “a shame” ― and left.",
        "“A shame” ― the mayor said",
        "The lock on Monday. — Ina Falk, Reuters",  # a photographer
        "The lock opens at nine. — Ina Falk",  # a reporter, or a poet
        "The winners are:\n— Ina Falk, nurse\n— Tom Reed, baker",
        "The lock — Ina Falk, nurse, has the key — opens at nine.",
        "Ina Falk (@inaf) wrote about the lock.",
        "— (@inaf)",
        "",
    ],
)
def test_other_dashes_sign_nothing(text):
    assert with_signed([], text) == []
