"""Verify a figure, table or report: say whether it still comes out the same, and what differs if not.

A picture from elsewhere is also compared with the project's own version of the figure.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.record.claims import Claim, claims_of, run_claim
from analysis.record.provenance import digests_now, versions
from analysis.record.publication import figure_sets_in, sources_digest
from analysis.verify.comparison import Difference, differences, short
from analysis.verify.expectation import Expectation
from analysis.verify.joins import Join, joins_of
from analysis.verify.rerun import Rerun, reruns
from analysis.verify.verdicts import AGREEING, Verdict, undecided, verdicts


def counterparts(claim: Claim, root: Path) -> list[str]:
    """Return one sentence for each figure below `root` with the report and name of a picture.

    Files of a published run have none: they are compared only with a fresh run.
    """
    if claim.folders:
        return []
    return [
        f"{folder.parent.name}/{folder.name} has {_compared(claim, record)}"
        for folder in sorted(root.glob("figures/*/*"))
        for record in figure_sets_in(folder)
        if record["name"] == claim.record["name"]
        and record["report"].get("name") == claim.record["report"].get("name")
    ]


def _compared(claim: Claim, record: dict[str, object]) -> str:
    if record["id"] == claim.record["id"]:
        return f"the same figure, {record['id']}"
    found = differences(claim.record, record)
    said = [f"{d.what} {d.now}, where this one has {d.then}" for d in found]
    return f"another, {record['id']}: {'; '.join(said) or 'made from the same'}"


@dataclass(frozen=True)
class Checked:
    """The result of verification for the files of one claim, which is called `name`.

    `differences` are those between the sources of the files and of a run now; there is one verdict per
    file. `problem` says why it could not be run again; then the verdicts need no run. `here` has a
    sentence on each figure of the project that has the name of a picture from elsewhere.
    """

    name: str
    differences: Sequence[Difference]
    verdicts: Sequence[Verdict]
    problem: str = ""
    here: Sequence[str] = ()

    @property
    def agrees(self) -> bool:
        """Return whether all files have the data of a fresh run."""
        return all(verdict.state in AGREEING for verdict in self.verdicts)


def verify(target: str, root: Path, *, corpus: str = "", keep: Path | None = None) -> list[Checked]:
    """Run the reports behind a file, a folder or an id again, or all published reports.

    `target` is "" for all below `root`, the project; `corpus` is the present place of the corpus, if it is
    not the recorded one. What published runs make now is kept below the folder `keep`, if one is given.
    Raises ClaimError if there is nothing to verify.
    """
    joins = joins_of(target, root)
    claims = _claims(target, root, joins)
    good = [claim for claim in claims if not claim.problem]
    with reruns(good, corpus) as done:
        checked = [
            replace(_checked(claim, rerun), here=counterparts(claim, root))
            for claim, rerun in zip(good, done, strict=True)
        ]
        if keep:
            _keep(good, done, keep)
    bad = [Checked(claim.name, (), (), claim.problem) for claim in claims if claim.problem]
    joint = [Checked(join.name, (), join.verdicts, join.problem) for join in joins]
    return sorted(checked + bad + joint, key=lambda found: found.name)


def _claims(target: str, root: Path, joins: Sequence[Join]) -> list[Claim]:
    """Return what is run again: the runs behind a target, or those that a page or table of a grid joins."""
    if not target or not any(join.holds(Path(target).resolve()) for join in joins):
        return claims_of(target, root)
    return [run_claim(join.root, name) for join in joins for name in join.runs]


def _keep(claims: Sequence[Claim], done: Sequence[Rerun], folder: Path) -> None:
    for claim, rerun in zip(claims, done, strict=True):
        for part in claim.folders if rerun.folder else ():
            shutil.copytree(
                Path(str(rerun.folder)) / part, folder / part / claim.name, dirs_exist_ok=True
            )


def _checked(claim: Claim, rerun: Rerun) -> Checked:
    if rerun.folder is None:
        report, settings = str(claim.record["report"].get("name")), claim.record["settings"]
        now = {"digests": digests_now(report, settings), "versions": versions()}
        return Checked(claim.name, differences(claim.record, now), undecided(claim), rerun.problem)
    expected = Expectation(claim, rerun.folder)
    found = expected.differences
    # another place is a parameter, so the notebook has to differ
    if not found and not expected.moved:
        found = _of_defaults(claim, rerun.folder)
    explained = bool(found) or expected.moved
    return Checked(claim.name, found, verdicts(claim, expected, explained=explained))


def _of_defaults(claim: Claim, fresh: Path) -> list[Difference]:
    """Return whether the notebook differs only in ways that change no result."""
    folders = {made.path.parent for made in claim.files if made.place.startswith("reports/")}
    digests = {sources_digest(folder) for folder in folders}
    now = sources_digest(fresh / "reports")
    named = "text or defaults of the notebook"
    return [Difference(named, short(then), short(now)) for then in digests if then != now]
