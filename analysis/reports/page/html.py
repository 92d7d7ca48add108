"""Write a report as one self-contained page: no script, no request, the same bytes each time."""

from markupsafe import Markup

from analysis.reports.display.cleaning import harmless
from analysis.reports.display.rendering import environment, resource
from analysis.reports.page.content import Code, Content
from analysis.reports.page.tree import tree_html


def page_html(content: Content) -> str:
    """Return a report as one HTML page.

    The page holds everything that it shows and no script; text from outside is shown, never obeyed.
    """
    template = environment().get_template("report.html.j2")
    text = template.render(
        style=Markup(resource("report.css") + resource("marked.css")),  # noqa: S704 - our own file
        title=content.title,
        question=tree_html(content.question),
        html=tree_html,
        pieces=[piece for piece in content.pieces if not isinstance(piece, Code)],
        code=[part for piece in content.pieces if isinstance(piece, Code) for part in piece.pieces],
        about=content.about,
        contents=content.outline.contents(),
        figures=content.outline.figures,
        tables=content.outline.tables,
        evidence=content.outline.evidence,
    )
    return harmless(text)
