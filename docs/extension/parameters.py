"""The parameters of every report, from the parameters cells of the notebooks."""

import json
from pathlib import Path

from analysis.parameters import Parameter
from analysis.recipes import parameters_of, tables
from analysis.reports.execute.parameters_cell import read_parameters

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def parameter_tables() -> str:
    """Return a section for each report: its question, and its parameters with type, default, meaning."""
    parts = []
    for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        report = path.stem.partition("_")[2]
        rows = "\n".join(_row(parameter) for parameter in read_parameters(path))
        head = "| name | type | default | meaning |\n| --- | --- | --- | --- |"
        parts.append(
            f"## {report}\n\n{_question(path)} (`notebooks/{path.name}`)\n\n{head}\n{rows}\n"
        )
    return "\n".join(parts)


def export_table_rows() -> str:
    """Return a table of all tables that can be exported: what they hold, and what they depend on."""
    rows = "\n".join(
        f"| `{name}` | {recipe.meaning} | {', '.join(f'`{one}`' for one in parameters_of(name))} |"
        for name, recipe in tables().items()
    )
    return f"| table | what it holds | parameters |\n| --- | --- | --- |\n{rows}"


def _question(notebook: Path) -> str:
    """Return the title of a notebook, its question."""
    first = json.loads(notebook.read_text("utf-8"))["cells"][0]["source"]
    return "".join(first).splitlines()[0].removeprefix("# ")


def _row(parameter: Parameter) -> str:
    shown = json.dumps(parameter.default, ensure_ascii=False)
    meaning = parameter.meaning.replace("|", r"\|").replace("[", r"\[").replace("*", r"\*")
    return f"| `{parameter.name}` | {parameter.type.replace('[', chr(92) + '[')} | `{shown}` | {meaning} |"
