"""Describe a bundle as an RO-Crate (version 1.1): its files, their sources, and their makers."""

import json
import mimetypes
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.cite.work import Work

METADATA = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.1"
_TYPES = {
    ".ipynb": "application/x-ipynb+json",
    ".jsonl": "application/jsonl",
    ".lock": "text/plain",
    ".md": "text/markdown",
    ".tsv": "text/tab-separated-values",
    ".cff": "text/x-yaml",
}

Entity = dict[str, Any]


def metadata(
    root: Entity, files: Mapping[str, tuple[int, str]], runs: Sequence[Entity], work: Work
) -> bytes:
    """Return the metadata file of a bundle made by a software.

    Parameters
    ----------
    root
        Name, description, license and date of the bundle.
    files
        Size and SHA-256 (hexadecimal) by path in the bundle, without the metadata file.
    runs
        For each run its `name`, `report`, `settings`, `versions`, `read` and `made` (paths).

    Source
    ------
    RO-Crate 1.1 (Soiland-Reyes et al. 2022); runs are CreateActions with PropertyValues.
    """
    software, values = _software(work), [value for run in runs for value in _values(run)]
    actions = [_action(run, software["@id"]) for run in runs]
    whole = {
        "@id": "./",
        "@type": "Dataset",
        **root,
        "hasPart": [{"@id": path} for path in files],
        "mentions": [{"@id": action["@id"]} for action in actions],
    }
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _VERSION},
        "about": {"@id": "./"},
    }
    described = [_file(*one) for one in files.items()]
    graph = [descriptor, whole, software, *actions, *values, *described]
    crate = {"@context": f"{_VERSION}/context", "@graph": graph}
    return (json.dumps(crate, ensure_ascii=False, indent=1) + "\n").encode()


def listed_in(content: bytes) -> dict[str, str]:
    """Return the SHA-256 of each file by its path, from a metadata file of ours, or raise ValueError."""
    try:
        graph = json.loads(content)["@graph"]
        files = [one for one in graph if one["@type"] == "File"]
        return {str(one["@id"]): str(one["sha256"]) for one in files}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{METADATA} is not that of a bundle of ours ({error!r})") from error


def _file(path: str, about: tuple[int, str]) -> Entity:
    ending = path[path.rfind(".") :]
    kind = _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return {
        "@id": path,
        "@type": "File",
        "name": path.rpartition("/")[2],
        "encodingFormat": kind,
        "contentSize": str(about[0]),
        "sha256": about[1],
    }


def _software(work: Work) -> Entity:
    return {
        "@id": "#software",
        "@type": "SoftwareApplication",
        "name": work.title,
        "softwareVersion": work.version,
        "license": work.licence,
        "author": ", ".join(author.name for author in work.authors),
    }


def _action(run: Entity, software: str) -> Entity:
    return {
        "@id": f"#run-{run['name']}",
        "@type": "CreateAction",
        "name": run["name"],
        "instrument": [{"@id": software}],
        "object": [{"@id": it} for it in [*run["read"], *(v["@id"] for v in _values(run))]],
        "result": [{"@id": path} for path in run["made"]],
        "description": f"Run of the report {run['report']}",
    }


def _values(run: Entity) -> list[Entity]:
    told = {f"parameter {name}": value for name, value in run["settings"].items()}
    told |= {f"version of {name}": value for name, value in run["versions"].items()}
    return [
        {
            "@id": f"#run-{run['name']}-{name.replace(' ', '-')}",
            "@type": "PropertyValue",
            "name": name,
            "value": value if isinstance(value, str | int | float) else json.dumps(value),
        }
        for name, value in told.items()
    ]
