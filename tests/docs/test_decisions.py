"""Every decision has one number, stands in the index, and is named rightly by the code."""

import re

from tests.conftest import ROOT

TEXT = (ROOT / "DECISIONS.md").read_text("utf-8")
TITLES = dict(re.findall(r"^### (\d+)\. (.+)$", TEXT, flags=re.MULTILINE))
INDEX = re.findall(r"^- \[(\d+) (.+)\]\(#(.+)\)$", TEXT, flags=re.MULTILINE)


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_numbers_of_decisions_run_from_one_without_gap_or_repetition():
    numbers = [int(number) for number in re.findall(r"^### (\d+)\. ", TEXT, flags=re.MULTILINE)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_index_has_every_decision_in_order_with_a_link_to_it():
    expected = [(n, title, anchor(f"{n}. {title}")) for n, title in TITLES.items()]
    assert sorted(expected, key=lambda entry: int(entry[0])) == INDEX


def test_every_decision_that_the_code_names_is_there():
    named = {
        number: path.name
        for path in (ROOT / "analysis").rglob("*.py")
        for number in re.findall(r"[Dd]ecision (\d+)", path.read_text("utf-8"))
    }
    assert {number: name for number, name in named.items() if number not in TITLES} == {}
    assert len(named) > 10
