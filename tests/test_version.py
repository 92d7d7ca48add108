"""One version and one date, wherever a reader or a machine looks for them."""

import json
import re
import tomllib
from datetime import date
from importlib.metadata import version

import yaml

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
CODEMETA = json.loads((ROOT / "codemeta.json").read_text("utf-8"))
NEWEST = re.search(
    r"^## (\S+) \((\S+)\)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
)


def test_every_file_names_the_same_version_and_date():
    assert NEWEST
    versions = {PROJECT["version"], CITATION["version"], CODEMETA["version"], NEWEST[1]}
    assert versions == {version("framing")}
    released = date.fromisoformat(NEWEST[2])
    assert CITATION["date-released"] == released
    assert date.fromisoformat(CODEMETA["dateModified"]) == released


def test_every_file_tells_the_same_about_the_project():
    assert CODEMETA["description"] == PROJECT["description"]
    assert CODEMETA["license"].endswith(f"/{PROJECT['license']}")
    assert CITATION["license"] == PROJECT["license"]
    assert CODEMETA["keywords"] == PROJECT["keywords"] == CITATION["keywords"]
    makers = {one["name"] for one in PROJECT["authors"]}
    assert makers == {one["name"] for one in CITATION["authors"]}
    assert makers == {one["name"] for one in CODEMETA["author"]}


def test_the_page_about_releases_names_the_tag_of_this_version():
    page = (ROOT / "docs" / "release.md").read_text("utf-8")
    assert f'git tag -a v{PROJECT["version"]} -m "framing {PROJECT["version"]}"' in page
