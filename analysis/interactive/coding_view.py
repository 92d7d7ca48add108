"""The coding page inside a notebook: the same page, in a frame of its own."""

from html import escape
from pathlib import Path

from analysis.coding import coding_page

_MAY = "allow-scripts allow-same-origin allow-downloads allow-forms"


def code_sample(
    sample_folder: Path | str, *, coder: str = "", blind: bool = False, height: int = 800
) -> "CodingShown":
    """Show the page on which one person codes a sample, in JupyterLab.

    Answers are kept in the browser as on the page that `framing coding` writes, and "Download codings" writes
    them as a file for `read_codings`.

    Parameters
    ----------
    sample_folder
        The folder of a sample.
    coder, blind
        As in `analysis.coding.coding_page`.
    height
        Of the frame, in screen pixels.

    Raises
    ------
    SampleError
        If the folder is no sample, or a damaged one.
    """
    return CodingShown(coding_page(sample_folder, coder=coder, blind=blind), height)


class CodingShown:
    """The coding page as a notebook shows it; `page` is its HTML."""

    def __init__(self, page: str, height: int) -> None:
        self.page, self.height = page, height

    def __repr__(self) -> str:
        return "the coding page, which only JupyterLab or a browser can show"

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="Coding page" srcdoc="{escape(self.page)}" sandbox="{_MAY}" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #8a929c"></iframe>'
        )
