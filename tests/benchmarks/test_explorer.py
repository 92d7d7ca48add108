"""Every control of the explorer is changed when it is measured, and the slowest is told."""

from analysis.corpus import read_corpus
from analysis.interactive import explore
from tests.benchmarks.explorer import Taken, _changes, measure, report
from tests.tiny import ARTICLES


def test_a_table_is_opened_changed_by_each_of_its_controls_and_followed_to_an_article():
    (taken,) = measure(ARTICLES, models=True, only=["frequencies"])
    explorer = explore(read_corpus(ARTICLES), "frequencies")
    shown = [one["name"] for group in explorer.choices.groups for one in group["fields"]]
    assert set(taken.controls) == set(shown) - {"table"}
    assert len(taken.again) == len(taken.controls)
    assert min(taken.opened, *taken.controls.values(), taken.behind) > 0


def test_a_change_that_is_measured_changes_the_question():
    explorer = explore(read_corpus(ARTICLES), "keyness")
    for name, value in list(_changes(explorer)):
        before = explorer.view
        explorer.choices._heard(None, {"name": name, "value": value}, None)
        if name == "find events":  # offers another control, and asks nothing else
            continue
        assert explorer.view != before, name
        explorer.back()


def test_the_worst_control_is_named_and_all_tables_are_summed_up():
    found = [
        Taken("keyness", 1.5, {"top": 0.1, "unit": 0.9, "words": 0.2}, [0.01, 0.02, 0.01], 0.3),
        Taken("days", 0.2, {"copies": 0.3}, [0.05], 0.0),
    ]
    told = report(found, "3 articles.").splitlines()
    assert told[0] == "3 articles."
    assert told[4] == "| all | 1.50 | 4 | 0.25 | 0.90 |  | 0.05 | 0.30 |"
    assert told[5] == "| keyness | 1.50 | 3 | 0.20 | 0.90 | unit | 0.02 | 0.30 |"
    assert told[6] == "| days | 0.20 | 1 | 0.30 | 0.30 | copies | 0.05 | 0.00 |"
