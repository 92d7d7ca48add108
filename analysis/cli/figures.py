"""The commands for figures that exist already: inspect, verify, cite and bundle them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from analysis.cli.options import FAILED, WRONG, force_option, refuse_standing, refusing, stop

FORMS = (
    "sentence",
    "bibtex",
    "csl",
    "ris",
    "latex",
    "markdown",
    "typst",
    "latex-table",
    "markdown-table",
    "numbers",
    "typst-numbers",
)
FEW = 10  # changed rows that are listed for each table

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


@click.command()
@click.argument("file")
@_json
@click.option("--data", metavar="OUT.csv", help="Write the data of the figure to a file.")
def inspect(file: str, as_json: bool, data: str | None) -> None:
    """Print the record in FILE, an SVG, PDF or PNG figure from anywhere: how it was made."""
    from analysis.files import write_whole
    from analysis.record.extraction import carried_by, described

    with refusing():
        carried = carried_by(Path(file))
    if as_json:
        about = {**carried.record, "format": carried.format, "problems": carried.problems}
        click.echo(json.dumps(about, indent=1))
    else:
        click.echo("\n".join(described(carried)))
    if data:
        out = Path(data)
        try:
            write_whole(out, carried.data)
        except OSError as error:
            stop(f"{out}: cannot be written ({error.strerror})", WRONG)
        click.echo(f"{out}: {len(carried.data):,} bytes", err=True)
    if carried.problems:
        stop(f"{file}: {'; '.join(carried.problems)}", FAILED)


@click.command()
@click.argument("target", required=False, default="")
@click.option(
    "--corpus", metavar="PATH", help="The present place of the corpus.  [default: the recorded one]"
)
@click.option(
    "--all", "everything", is_flag=True, help="List all changed rows, not only the first."
)
@click.option("--keep", metavar="DIR", help="Keep in DIR what the reports make now.")
def verify(target: str, corpus: str | None, everything: bool, keep: str | None) -> None:
    """Run the reports behind TARGET again, and compare the results.

    TARGET is a file, a folder, an id, or a bundle: a zip that `framing bundle` made, or the folder it was
    unpacked to.

    Without TARGET everything is verified that the project has published. The exit code is 0 if all that
    a reader sees agrees, 1 if it does not, 2 if nothing could be run again.
    """
    from analysis.bundle.integrity import is_bundle, verify_bundle
    from analysis.project import project_folder
    from analysis.verify.check import verify as verify_all
    from analysis.verify.messages import verified

    place = str(Path(corpus).resolve()) if corpus else ""
    kept = Path(keep).resolve() if keep else None
    with refusing():
        if target and is_bundle(Path(target)):
            results = verify_bundle(Path(target), corpus=place, keep=kept)
        else:
            results = verify_all(target, project_folder(), corpus=place, keep=kept)
    for result in results:
        click.echo("\n".join(verified(result, limit=None if everything else FEW)))
    if any(result.problem for result in results):
        sys.exit(WRONG)
    sys.exit(0 if all(result.agrees for result in results) else FAILED)


@click.command()
@click.argument("target", metavar="FIGURE", required=False, default="")
@click.option("--as", "form", type=click.Choice(FORMS), default="sentence", show_default=True)
@click.option(
    "--columns", metavar="NAME,NAME", default="", help="Columns of a table.  [default: all]"
)
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="FAMILY, GIVEN",
    help="Who made it; may be repeated.  [default: authors in study.toml]",
)
@click.option("--project", is_flag=True, help="Cite the software itself, by its CITATION.cff.")
def cite(target: str, form: str, columns: str, authors: tuple[str, ...], project: bool) -> None:
    """Print how to cite FIGURE, a figure or table: a file from anywhere, or an id of this project.

    For a bibliography take bibtex, csl (CSL-JSON) or ris. For a text, latex, markdown and typst give the
    figure itself, latex-table and markdown-table its data. With numbers, FIGURE is a report, as in
    frequency/default: every number in its findings becomes a LaTeX macro (typst-numbers: for typst).

    The exit code is 1 if the data in the figure do not fit its id; the citation says so too.
    """
    from analysis.cite.citation import citation

    if bool(target) == project:
        stop("give a figure or table, a file or an id; or --project alone", WRONG)
    with refusing():
        cited = citation(target, form, [name for name in columns.split(",") if name], authors)
    click.echo(cited.text)
    if cited.problems:
        stop(f"{target}: {'; '.join(cited.problems)}; verify it before you cite it", FAILED)
    if form == "sentence":
        click.echo(f"other forms with --as: {', '.join(FORMS[1:])}", err=True)


@click.command()
@click.argument("runs", nargs=-1, required=True)
@click.option("--out", required=True, metavar="FILE.zip", help="The new zip file.")
@force_option
@click.option("--no-text", is_flag=True, help="Leave out the texts of the articles.")
@click.option("--licence", default="", help="Licence of the bundle: a name or an address.")
@click.option("--rights", default="", help="By whose leave the texts are passed on: a sentence.")
@click.option("--no-software", is_flag=True, help="Leave out the software itself.")
def bundle(
    runs: tuple[str, ...],
    out: str,
    force: bool,
    no_text: bool,
    licence: str,
    rights: str,
    no_software: bool,
) -> None:
    """Pack RUNS, as in loaded/default, with everything behind them into a zip that can be published.

    It is an RO-Crate: reports, figures, notebooks, settings, word lists, cards of models, the corpus, the
    software, a README for replicators, and metadata for codecheckers, Zenodo and Dataverse. Unpacked,
    `make reproduce` in it installs the software, makes the figures again and compares them.
    With --no-text it has ids, digests and lengths of the articles in place of their texts.
    """
    from analysis.bundle.archive import NO_LICENCE, NO_RIGHTS, Wish, write_bundle
    from analysis.project import project_folder

    refuse_standing(out, force=force)
    try:
        with refusing():
            said = {"licence": licence or NO_LICENCE, "rights": rights or NO_RIGHTS}
            wish = Wish(runs, texts=not no_text, software=not no_software, **said)
            files = write_bundle(wish, project_folder(), Path(out))
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror})", WRONG)
    click.echo(f"{out}: {len(files):,} files")
