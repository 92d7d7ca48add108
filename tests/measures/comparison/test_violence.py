"""Events of violence, and those in which violence is a figure of speech."""

import pandas as pd

from analysis.measures.comparison.clauses.violence import of_violence


def agency(*lemmas, section="body", voice="outlet", plain=True):
    table = pd.DataFrame({"lemma": list(lemmas), "act": "violence", "section": section})
    return table.assign(voice=voice, plain=plain, asserted=True, construction="active")


def test_three_plain_acts_in_bodies_make_an_event_of_violence():
    assert of_violence(agency("kill", "shoot dead", "bombing", "fight"))
    assert not of_violence(agency("kill", "shoot dead", "attack", "fight", "threaten", "abuse"))
    assert not of_violence(agency("kill", "shoot", "bombing", section="headline"))


def test_violence_that_is_quoted_or_nowhere_told_plainly_is_a_figure_of_speech():
    assert not of_violence(agency("lynch", "lynching", "kill", voice="quoted"))
    assert not of_violence(agency("lynch", "lynching", "kill", plain=False))
    assert not of_violence(agency(*["lynch", "lynching"] * 4, plain=False))
    assert of_violence(agency(*["lynch"] * 4, "kill", plain=False))
    assert not of_violence(agency(*["kill"] * 5, plain=False).assign(construction="nominal"))
    assert not of_violence(agency("lynch", "lynching", "kill").assign(asserted=False))
    mixed = [agency("kill", "shoot", plain=False), agency("kill"), agency("bomb", voice="quoted")]
    assert of_violence(pd.concat(mixed))
