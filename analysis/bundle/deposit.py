"""What repositories and codecheckers ask for: codecheck.yml, .zenodo.json and dataverse.json.

Nothing is made up: what only authors know is left empty, for them to fill in before the deposit.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from analysis.bundle.exhibits import Exhibit
from analysis.cite.work import Author, Work

_CODECHECK = "https://codecheck.org.uk/spec/config/1.0/"
_OPEN = "# What is empty is for the authors and the codechecker to fill in.\n"


@dataclass(frozen=True)
class Deposit:
    """What is deposited: title, description, authors, day, licence ("" if not stated), and its software."""

    title: str
    description: str
    authors: Sequence[Author]
    day: str
    licence: str
    software: Work

    @property
    def keywords(self) -> list[str]:
        """Return keywords for a search in a repository."""
        return ["news", "media framing", "content analysis", "replication package"]


def codecheck(deposit: Deposit, exhibits: Sequence[Exhibit]) -> bytes:
    """Return codecheck.yml: a manifest of all figures and tables, with the codechecker left open.

    Source
    ------
    CODECHECK configuration file, version 1.0.
    """
    described = {
        "version": _CODECHECK,
        "paper": {
            "title": deposit.title,
            "authors": [{"name": author.name} for author in deposit.authors],
            "reference": None,
        },
        "manifest": [
            {"file": exhibit.file, "comment": f"{exhibit.title} ({exhibit.id})"}
            for exhibit in exhibits
        ],
        "codechecker": [],
        "summary": None,
        "repository": None,
        "check_time": None,
        "certificate": None,
        "report": None,
    }
    said = yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{_OPEN}{said}".encode()


def zenodo(deposit: Deposit) -> bytes:
    """Return .zenodo.json, the metadata that Zenodo reads from a deposit; a licence only if it was given."""
    used = deposit.software.doi or deposit.software.url
    related = [{"identifier": used, "relation": "isCompiledBy"}] if used else []
    described = {
        "title": deposit.title,
        "upload_type": "dataset",
        "description": deposit.description,
        "creators": [{"name": _inverted(author)} for author in deposit.authors],
        "publication_date": deposit.day,
        "keywords": deposit.keywords,
        **({"license": deposit.licence} if deposit.licence else {}),
        **({"related_identifiers": related} if related else {}),
        "notes": f"Made with {deposit.software.title}, version {deposit.software.version}.",
    }
    return _json(described)


def dataverse(deposit: Deposit) -> bytes:
    """Return dataverse.json, a dataset for the native interface of Dataverse; its contact is left open."""
    software = {
        "softwareName": _one("softwareName", deposit.software.title),
        "softwareVersion": _one("softwareVersion", deposit.software.version),
    }
    fields = [
        _one("title", deposit.title),
        _many(
            "author", [{"authorName": _one("authorName", _inverted(a))} for a in deposit.authors]
        ),
        _many("datasetContact", []),
        _many(
            "dsDescription",
            [{"dsDescriptionValue": _one("dsDescriptionValue", deposit.description)}],
        ),
        {
            "typeName": "subject",
            "multiple": True,
            "typeClass": "controlledVocabulary",
            "value": ["Social Sciences"],
        },
        _many("keyword", [{"keywordValue": _one("keywordValue", k)} for k in deposit.keywords]),
        _many("software", [software]),
    ]
    blocks = {"citation": {"displayName": "Citation Metadata", "fields": fields}}
    terms = {"termsOfUse": deposit.licence} if deposit.licence else {}
    return _json({"datasetVersion": {**terms, "metadataBlocks": blocks}})


def _one(name: str, value: str) -> dict[str, Any]:
    return {"typeName": name, "multiple": False, "typeClass": "primitive", "value": value}


def _many(name: str, value: list[dict[str, Any]]) -> dict[str, Any]:
    return {"typeName": name, "multiple": True, "typeClass": "compound", "value": value}


def _inverted(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.given else author.family


def _json(described: object) -> bytes:
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
