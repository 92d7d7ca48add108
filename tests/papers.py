"""Reads a PDF with the tools of others: poppler for words and their places, pypdf for the rest."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from analysis.reports.page.content import content_of
from tests.conftest import ROOT

_WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


def poppler(tool, *words):
    """Run one of poppler's tools; without it skip, or fail when REQUIRE_POPPLER=1."""
    if not shutil.which(tool):
        if os.environ.get("REQUIRE_POPPLER") == "1":
            pytest.fail(f"there is no {tool}")
        pytest.skip(f"no {tool} on this machine")
    done = subprocess.run([tool, *map(str, words)], check=True, capture_output=True)
    return done.stdout.decode("utf-8")


_BODY = ("-x", 0, "-y", 57, "-W", 900, "-H", 730)  # points: an upright page less header and footer


def pages_of(file, *where):
    """Return the text of each page in reading order, white space as one space."""
    pages = poppler("pdftotext", "-enc", "UTF-8", *where, file, "-").split("\f")[:-1]
    return [" ".join(page.replace("\u200b", "").split()) for page in pages]


def text_of(file):
    """Return the text of all pages without white space, so that no line or page end parts it."""
    return squeezed(" ".join(pages_of(file, *_BODY)))


def squeezed(text):
    """Return `text` without white space."""
    return "".join(text.split())


def words_of(file):
    """Return width and height of each page and its words with their places."""
    pages = poppler("pdftotext", "-bbox", file, "-").split("<page ")[1:]
    for page in pages:
        width, height = map(float, re.findall(r'(?:width|height)="(.+?)"', page)[:2])
        words = [(*map(float, found[:4]), found[4]) for found in _WORD.findall(page)]
        yield width, height, words


def committed(report):
    """Return what a report in the repository says, and the tables that belong to it."""
    figures = ROOT / "figures" / report / "default"
    described = [json.loads(path.read_bytes()) for path in figures.glob("*.json")]
    pictures = {it["id"]: (figures / f"{it['name']}.svg").read_bytes() for it in described}
    notebook = nbformat.read(ROOT / "reports" / report / "default" / "report.ipynb", as_version=4)
    tables = {path.name: path.read_bytes() for path in figures.glob("*.csv")}
    return content_of(notebook, pictures=pictures), tables


def saved(folder: Path, made: bytes) -> Path:
    """Write a PDF and return its path."""
    file = folder / "report.pdf"
    file.write_bytes(made)
    return file
