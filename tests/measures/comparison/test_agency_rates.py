"""How often the sentence of an act says who acts, counted by hand."""

from analysis.measures.comparison.agency import agency_of
from analysis.measures.comparison.agency_rates import agency_tallies
from analysis.tables import Voices
from tests.conftest import articles

TEXT = (
    "Soldiers killed two men. Three women were killed by rebels. A boy was shot. The bombardment went on. "
    "The mayor blamed the army."
)


def counted():
    agency = agency_of(articles(("1", "o", TEXT), ("2", "p", "The council met.")), Voices.empty())
    return agency_tallies(agency)


def test_acts_with_and_without_agent_are_counted_by_construction():
    rows = counted()
    rows = rows[(rows["measure"] == "violence") & (rows["group"] == "")].set_index("category")
    assert rows["n"].to_dict() == {
        "active": 1,
        "agent given": 2,
        "nominal": 1,
        "passive with agent": 1,
        "passive without agent": 1,
    }
    assert set(rows["total"]) == {4}


def test_kinds_of_act_and_voices_are_counted_apart():
    rows = counted()
    assert set(rows["measure"]) == {"blame", "violence"}
    own = rows[(rows["group"] == "outlet") & (rows["category"] == "agent given")]
    assert own.set_index("measure")["n"].to_dict() == {"blame": 1, "violence": 2}


def test_an_event_of_history_has_a_place_and_no_agent():
    text = (
        "He recalled the 1937 Guernica bombing and the Bosnian war. The Russian airstrikes went on."
    )
    found = agency_of(articles(("1", "o", text)), Voices.empty())
    found = found[found["act"] == "violence"]
    assert found["agent_text"].tolist() == ["", "", "Russian"]


def test_a_name_is_no_act_and_a_day_no_agent():
    text = "Ms. Lynch waited. The Senate let Lynch wait. Lynch supporters left. Wednesday killed the plan."
    found = agency_of(articles(("1", "o", text)), Voices.empty())
    assert "Lynch" not in set(found["predicate_text"])
    assert found.set_index("lemma")["agent_text"].get("kill", "") == ""
    again = agency_of(articles(("1", "o", "Mobs lynch men. Lynch mobs came.")), Voices.empty())
    assert "lynch" in set(again["lemma"])


def test_figures_of_speech_are_no_violence_in_rates():
    text = "The mayor attacked the bill. She fought the plan. Critics slammed her. A man was shot."
    agency = agency_of(articles(("1", "o", text)), Voices.empty())
    assert len(agency[agency["act"] == "violence"]) == 3
    rows = agency_tallies(agency).query("group == '' and category == 'agent given'")
    assert rows.set_index("measure")["total"].to_dict() == {"blame": 1, "violence": 1}
