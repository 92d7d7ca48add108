"""A project whose reports were made once by `framing run`, to be copied by every test that needs one."""

import json
import shutil

import pytest

from tests.reports.projects import ECHO, STEADY, end, start, write_project

NASTY = [
    "",
    "007",
    " The Sun ",
    'say "no"',
    "it's",
    "\\",
    '\\"',
    "two\\\\",
    "line\nbreak\r\n\ttab",
    "{x} {0} {{ %s $HOME `id`",
    "$x^{y$",
    '=HYPERLINK("x")',
    "naïve 日本語 \U0001f600 \u202e \u2028",
    '"""); open("executed", "w"); ("""',
    "'; open('executed', 'w') #",
    "None",
    "</script><script>alert(1)</script>",
]


@pytest.fixture(scope="session")
def good(tmp_path_factory):
    folder = tmp_path_factory.mktemp("good")
    write_project(folder, steady=STEADY, echo=ECHO)
    assignments = [f"text={'|'.join(NASTY)}", f"many={json.dumps(NASTY)}"]
    code, _, said = end(start(folder, "run", *[w for a in assignments for w in ("-p", a)]))
    assert code == 0, said
    (folder / "kernel.pid").unlink()
    return folder


@pytest.fixture
def project(good, tmp_path):
    """A copy with good reports in a folder whose name is a trap for whoever fills in braces."""
    return shutil.copytree(good, tmp_path / "a {word} {0} project")
