"""Plans: what they may say, and what their lock tells."""

import json

import pytest

from analysis.robustness import PlanError, lock_plan, read_plan, standing
from tests.robustness.plans import PLAN, written

CLAIM = '[claims.a]\ntable = "keyness"\nrow = {target = "x"}\nvalue = "log_odds"\n'


def test_a_plan_has_its_claims_and_choices(tmp_path):
    plan = read_plan(written(tmp_path))
    assert list(plan.claims) == ["regime", "common"]
    claim = plan.claims["common"]
    assert (claim.above, claim.below, claim.value, claim.sign) == ("Post", "Echo", "rate", "+")
    assert plan.choices["min_count"] == (3, 1, 500)
    assert plan.leave_out == ("outlet", "event")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[claims.a", "is no TOML"),
        ("", "has no claim"),
        ("claims = 3", "has no claim"),
        ("other = 1\n" + CLAIM, "unknown key other; there are choices, claims, leave_out"),
        (
            '[claims.a]\ntable = "keynes"\n',
            "claims.a: no table 'keynes' (did you mean keyness?); there are",
        ),
        (CLAIM.replace("target", "side"), "keyness has no column 'side'; it has term"),
        (CLAIM.replace("log_odds", "odds"), "keyness has no column 'odds'"),
        (CLAIM + 'sign = "up"\n', "sign is 'up'; expected '+' or '-'"),
        (CLAIM + 'above = "x"\n', "above and below go together"),
        (CLAIM + "says = 3\n", "every value is a text"),
        (CLAIM + "[choices]\nsectoins = [1]\n", "choices.sectoins: no such parameter"),
        (CLAIM + "[choices]\nmin_count = 3\n", "choices.min_count: a list of values is wanted"),
        (
            CLAIM + '[choices]\nmin_count = ["x"]\n',
            "parameter 'min_count' is int; 'x' is not",
        ),
        (CLAIM + '[choices]\n"row.target" = [1]\n', "the values of a column are texts"),
        ("leave_out = [1]\n" + CLAIM, 'expected some of "outlet", "event"'),
    ],
)
def test_a_plan_that_cannot_be_is_told_with_its_place(tmp_path, text, words):
    file = written(tmp_path, text)
    with pytest.raises(PlanError) as error:
        read_plan(file)
    assert str(error.value).startswith(file)
    assert words in str(error.value)


def test_a_plan_that_is_not_there_is_told():
    with pytest.raises(PlanError, match=r"nowhere\.toml: cannot be read"):
        read_plan("nowhere.toml")


def test_a_lock_tells_confirmation_from_exploration(tmp_path):
    file = written(tmp_path)
    assert "not locked: what follows is exploration" in standing(read_plan(file))
    lock = lock_plan(file, "sha256:abc")
    assert json.loads(lock.read_text())["corpus"] == "sha256:abc"
    day = json.loads(lock.read_text())["locked"][:10]
    assert standing(read_plan(file)) == (
        f"The plan is unchanged since its lock of {day}: what follows is confirmation if nobody had looked "
        "before; the lock proves nothing to others unless plan and lock were deposited that day where they "
        "can see it."
    )
    with pytest.raises(PlanError, match="locked already"):
        lock_plan(file)
    written(tmp_path, PLAN + "# one word more\n")
    assert "changed after its lock of" in standing(read_plan(file))
    lock.write_text("[")
    assert "cannot be read: what follows is exploration" in standing(read_plan(file))
