"""Events of violence, and those in which violence is a figure of speech."""

import pandas as pd

from analysis.measures.comparison.clauses.violence import of_violence, violence_told


def agency(*lemmas, section="body"):
    return pd.DataFrame({"lemma": list(lemmas), "act": "violence", "section": section})


def test_three_plain_acts_in_bodies_make_an_event_of_violence():
    assert of_violence(agency("kill", "shoot dead", "bombing", "fight"))
    assert not of_violence(agency("kill", "shoot dead", "attack", "fight", "threaten", "abuse"))
    assert not of_violence(agency("kill", "shoot", "bombing", section="headline"))


def test_shares_of_violence_are_left_out_where_nobody_is_hurt():
    rows = pd.DataFrame({"measure": ["violence", "blame"], "value": [0.5, 0.2]})
    assert violence_told(rows, agency("attack", "fight", "hit"))["measure"].tolist() == ["blame"]
    assert violence_told(rows, agency("kill", "kill", "kill")).equals(rows)
