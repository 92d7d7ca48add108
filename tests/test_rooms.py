"""A module can be found by its name: no folder is crowded, and one name is one thing."""

from collections import Counter, defaultdict

from tests.conftest import ROOT

MODULES = sorted(
    path.relative_to(ROOT / "analysis")
    for path in (ROOT / "analysis").rglob("*.py")
    if not path.name.startswith("__")
)
# one subject has its table, words, measure, intervals, figure and findings under one name ...
SUBJECTS = ("tables", "language", "measures", "inference", "figures", "reports/findings")
# ... and both models that are trained have the same steps
MODELS = ("training/attribution", "training/loaded")


def test_no_folder_holds_more_than_fifteen_modules():
    crowded = {folder: n for folder, n in Counter(map(parent_of, MODULES)).items() if n > 15}
    assert crowded == {}


def test_no_two_modules_have_one_name_but_twins_on_purpose():
    rooms = defaultdict(list)
    for path in MODULES:
        rooms[path.stem].append(parent_of(path))
    same = {name: where for name, where in rooms.items() if len(where) > 1}
    assert {name: where for name, where in same.items() if not are_twins(where)} == {}


def parent_of(path):
    return path.parent.as_posix()


def are_twins(folders):
    """Tell whether folders are of one kind, and no two of them in one room."""
    for kind in (SUBJECTS, MODELS):
        rooms = [room for folder in folders for room in kind if f"{folder}/".startswith(f"{room}/")]
        if len(set(rooms)) == len(rooms) == len(folders):
            return True
    return False
