"""An article to read, with voices and loaded words marked."""

import traitlets

from analysis.interactive.panes.pane import Pane, code


class ArticlePane(Pane):
    """An article as the reports show it, scrolled to a place that is marked in it."""

    _esm = code("article")
    title = traitlets.Unicode("").tag(sync=True)
    html = traitlets.Unicode("").tag(sync=True)
    place = traitlets.List([0, 0]).tag(sync=True)
    shown = traitlets.Int(0).tag(sync=True)

    def show(
        self, html: str, *, title: str, text: str = "", place: tuple[int, int] = (0, 0)
    ) -> None:
        """Show an article.

        Parameters
        ----------
        html
            What the reading view wrote, in which every text is escaped; "" for no article.
        title
            What stands above it.
        text, place
            The text of the article, and the characters of it that are marked.
        """
        with self.hold_sync():
            self.html, self.title = html, title
            self.place = [_units(text[:at]) for at in place]
            self.shown += 1


def _units(text: str) -> int:
    """Return how long a text is for a browser, which counts in units of UTF-16."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
