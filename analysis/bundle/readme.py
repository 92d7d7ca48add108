"""The README and the Makefile of a bundle, for those who make its figures again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from analysis.bundle.exhibits import Exhibit
from analysis.files import visible
from analysis.record.claims import Claim
from analysis.reports.execute.runner import Cost

FILLED_IN = "*to be filled in*"
_NO_COST = {"seconds": "not measured here", "memory": "not measured here", "machine": ""}


@dataclass(frozen=True)
class Package:
    """What the README says of a bundle: its claims and exhibits, its files, its rights, what it took.

    `software` is the name of its wheel ("" without one), `costs` by run, `files` the size of each file;
    `drift` has a sentence on each thing that may keep its figures from coming out the same.
    """

    claims: Sequence[Claim]
    exhibits: Sequence[Exhibit]
    notebooks: Mapping[str, str]  # file in the bundle by report
    corpus: str
    texts: bool
    licence: str
    rights: str
    software: str
    costs: Mapping[str, Cost | None]
    files: Mapping[str, int]
    drift: Sequence[str]
    metadata: str

    @property
    def names(self) -> str:
        """Return the runs as a reader sees them."""
        return ", ".join(claim.name for claim in self.claims)


def readme(package: Package) -> str:
    """Return README.md: what is in a bundle, whose it is, what it needs, what each figure is made by.

    Source
    ------
    Template README for social science replication packages, version 1.1 (Vilhuber et al. 2022). What only
    authors know is left open, and said to be.
    """
    return _filled("README.md", _said(package))


def makefile(package: Package) -> str:
    """Return a Makefile with `reproduce`: install, run again, compare."""
    corpus = package.corpus if package.texts else ""
    return _filled("Makefile.txt", {"texts": package.texts, "corpus": corpus})


def _filled(template: str, values: Mapping[str, Any]) -> str:
    source = files("analysis.resources.replication").joinpath(template).read_text("utf-8")
    setting = Environment(  # noqa: S701  Markdown and make, whose cells `_cell` escapes
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return setting.from_string(source).render(values)


def _said(package: Package) -> dict[str, Any]:
    record = package.claims[0].record
    versions = {str(k): visible(v) for k, v in record["versions"].items()}
    kinds = [exhibit.kind for exhibit in package.exhibits]
    kept = "the articles as they were read"
    without = "id, outlet, date, language, SHA-256, characters and words of each article, no texts"
    return {
        "name": package.names,
        "runs": package.names,
        "version": versions.get("framing", ""),
        "python": versions.get("Python", ""),
        "libraries": [(k, v) for k, v in versions.items() if k not in ("framing", "Python")],
        "figures": kinds.count("figure"),
        "tables": kinds.count("table"),
        **{key: visible(record["corpus"].get(key, "")) for key in ("articles", "outlets")},
        "days": visible(record["corpus"].get("days") or "not known"),
        "digest": visible(record["corpus"].get("digest", "")),
        "corpus": kept if package.texts else without,
        "corpus_file": package.corpus,
        "texts": package.texts,
        "licence": package.licence,
        "rights": package.rights,
        "software": package.software,
        "option": "" if package.texts else " --corpus PATH",
        "metadata": package.metadata,
        "resources": [name for name in sorted(package.files) if name.startswith("resources/")],
        "drift": package.drift,
        "seeds": [(c.name, c.record["settings"].get("seed", "none")) for c in package.claims],
        "runtime": _runtime(package),
        "costs": [_cost(name, cost) for name, cost in package.costs.items()],
        "storage": f"{sum(package.files.values()) / 1e6:.1f}",
        "exhibits": [_row(exhibit, package) for exhibit in package.exhibits],
    }


def _runtime(package: Package) -> str:
    known = [cost.seconds for cost in package.costs.values() if cost]
    if len(known) < len(package.costs):
        return "How long that takes was not measured here."
    return f"The runs took {sum(known):.0f} seconds together."


def _cost(name: str, cost: Cost | None) -> dict[str, str]:
    if cost is None:
        return {"run": name, **_NO_COST}
    memory = f"{cost.memory / 1e6:,.0f} MB"
    return {
        "run": name,
        "seconds": f"{cost.seconds:.0f}",
        "memory": memory,
        "machine": cost.machine,
    }


def _row(exhibit: Exhibit, package: Package) -> dict[str, Any]:
    report = exhibit.run.partition("/")[0]
    return {
        "title": f"{_cell(exhibit.title)} ({exhibit.id})",
        "notebook": package.notebooks.get(report, "not here"),
        "cell": exhibit.cell,
        "file": f"`{exhibit.file}`",
    }


def _cell(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace("|", "\\|")
