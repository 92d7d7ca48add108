"""`Run`: a notebook shows its results with it, and leaves them as files that can be cited."""

import base64
import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure as Drawing
from msgspec.structs import replace

from analysis.corpus import Corpus
from analysis.figures import FULL, Spot
from analysis.files import write_whole
from analysis.project import OUT_VARIABLE, project_folder
from analysis.record.digests import Passed, figure_id, id_of
from analysis.record.figure_set import Citation, record_of, write_figure_set
from analysis.record.forms import checked_name
from analysis.record.picture_store import PictureStore
from analysis.record.provenance import digests_now, versions
from analysis.reports.display import blocks
from analysis.reports.display.blocks import Block
from analysis.reports.display.jupyter import Shown
from analysis.reports.notebook.passages import Found, Told, evidence_of, evidence_table, origins_of
from analysis.reports.notebook.reading import show
from analysis.reports.notebook.redaction import (
    cut_evidence,
    cut_names,
    cut_sentence,
    cut_table,
    cut_text,
    words_shown,
)
from analysis.reports.notebook.side_by_side import Row, beside_of, beside_table
from analysis.reports.notebook.table_block import table_block
from analysis.table_files import csv_bytes, csv_parts
from analysis.tables.patterns import number_key, term_key
from analysis.tables.places import as_given
from analysis.texts import texts_by_id

Provenance = dict[str, dict[str, object]]
_NUMBERS = {"measure", "outlet", "group", "category", "n"}  # a table with these is of numbers
_COUNTS = {"outlet", "term", "n", "rank"}  # and one with these of counts of terms


class Run:
    """One run of one report: where its files go and what they were made from.

    Parameters
    ----------
    report
        Name of the report, as in figures/REPORT/.
    corpus
        The corpus as it was read.
    folder
        Where the figure sets and tables go; relative to the current folder or, inside
        notebooks/, to the one above. `framing run` overrides it.
    settings
        Parameter values that the results depend on. `texts` says how much of the articles is shown.

    Attributes
    ----------
    amended
        How many corrections by coders were applied and how many were not, where there are any.
    applies
        Whether it shows anything; see `part`.
    """

    applies = True

    def __init__(
        self, report: str, corpus: Corpus, *, folder: str, settings: Mapping[str, object]
    ) -> None:
        self.report, self.corpus, self.settings = report, corpus, dict(settings)
        self.amended: dict[str, int] = {}
        self._most = words_shown(self.settings.get("texts", "all"))
        self._passages: Told = {}
        self._pictures = PictureStore(len(corpus.articles))
        self.folder = Path(os.environ.get(OUT_VARIABLE) or project_folder() / folder)

    def figure(  # noqa: PLR0913  a figure and its texts
        self,
        draw: Callable[..., Drawing],
        table: pd.DataFrame,
        *,
        name: str,
        caption: str,
        alt: str,
        title: str = "",
        **knobs: object,
    ) -> None:
        """Draw a table, write the figure set and show it; an empty table leaves a notice instead.

        Parameters
        ----------
        draw
            A function of analysis/figures, called with `table` and `knobs`.
        table
            Exactly what is drawn.
        name
            File name without ending; letters, digits, hyphens.
        caption
            Sentences that make the figure understandable by itself.
        alt
            What the picture shows, in words.
        title
            What it shows, in a few words; it stands before the caption.
        """
        if table.empty:
            _show(blocks.Notice("note", f"There is nothing to draw for “{title or name}”."))
            return
        table, caption, alt = cut_names(table, self._most), self._told(caption), self._told(alt)
        told, data = f"{title}. {caption}" if title else caption, csv_bytes(table)
        citation = Citation(figure_id(name, data), name, told, alt)
        record = record_of(citation, table, data, self._provenance())
        drawn = self._pictures.drawn(draw, table, knobs, record, data)
        files = write_figure_set(drawn, record, data, folder=self.folder)
        figure = blocks.Figure(
            citation.id,
            name,
            caption,
            alt,
            "column" if drawn.across < FULL else "full",
            tuple(files),
            tuple(map(_rounded, drawn.spots)),
            title,
        )
        _show(figure, picture=base64.b64encode(drawn.contents["png"]).decode())

    def table(  # noqa: PLR0913  as `figure`
        self,
        table: pd.DataFrame,
        *,
        name: str,
        caption: str,
        show: int | pd.DataFrame = 20,
        folded: bool = True,
        pages: Sequence[str] = (),
    ) -> None:
        """Write the whole table as NAME.csv and show part of it.

        Parameters
        ----------
        show
            How many rows from the top, or the very rows.
        folded
            Whether a page folds it and a paper has it as a file only.
        pages
            For each row the page that it leads to, of another run (`event_pages`), or ""; or none at all.
        """
        table, caption = cut_table(self._given(table), self._most), self._told(caption)
        data = Passed(csv_parts(table))
        write_whole(self.folder / f"{checked_name(name)}.csv", data)
        rows = (
            table.head(show) if isinstance(show, int) else cut_table(self._given(show), self._most)
        )
        if rows.empty:
            file = (
                ""
                if table.empty
                else f" All {len(table):,} rows that were left out are in {name}.csv."
            )
            _show(blocks.Text((f"Nothing was found to show here. {caption}{file}",)))
            return
        shown = table_block(rows, whole=len(rows) == len(table))
        _show(
            blocks.Table(
                id_of(name, data.digest),
                name,
                " ".join(filter(None, [caption, shown.note])),
                shown.columns,
                shown.rows,
                len(table),
                f"{name}.csv",
                _keys(rows),
                folded,
                tuple(pages)[: len(rows)],
            )
        )

    def evidence(self, found: Found, *, name: str, caption: str, limit: int = 10) -> None:
        """Show the sentences behind the numbers above, folded, and write all of them as NAME.csv.

        Parameters
        ----------
        found
            For each number a label that says what was counted, the rows that were (Attributions, or a
            table with `article`, `start` and `end`, such as Voices), and its key, by which a figure or
            table above leads here.
        limit
            How many rows are shown for each number.

        Raises
        ------
        ValueError
            If `limit` is below 1, or rows do not fit the articles of the corpus.
        """
        if limit < 1:
            raise ValueError(f"limit is {limit}; it has to be 1 or more")
        articles = self.corpus.articles
        texts = texts_by_id(articles)
        every = cut_table(
            self._given(evidence_table(found, texts, told=self._passages)),
            self._most,
        )
        write_whole(self.folder / f"{checked_name(name)}.csv", csv_bytes(every))
        used = {article for one in found for article in one[1]["article"].unique()}
        named = articles[articles["id"].isin(used)]
        origins = origins_of(named, headlines=self._most is None)
        evidence = evidence_of(
            found, texts, name=name, caption=caption, limit=limit, origins=origins
        )
        _show(cut_evidence(evidence, self._most))

    def beside(self, rows: Sequence[Row], *, name: str, caption: str) -> None:
        """Show passages of several articles side by side, and write all of them as NAME.csv.

        Parameters
        ----------
        rows
            What belongs together (`analysis.reports.notebook.side_by_side.Row`); without any nothing is
            shown.
        """
        if not rows:
            return
        articles = self.corpus.articles
        texts = texts_by_id(articles)
        every = cut_table(self._given(beside_table(rows, texts)), self._most)
        write_whole(self.folder / f"{checked_name(name)}.csv", csv_bytes(every))
        block = beside_of(rows, texts, name=name, caption=self._told(caption))
        _show(cut_evidence(block, self._most))

    def part(self, *, applies: bool) -> "Run":
        """Return this run, or one that shows and writes nothing, for a part that does not apply.

        A report leaves out a heading that nothing stands below.
        """
        return self if applies else _Silent(self)

    def reading(
        self,
        articles: Sequence[str],
        *,
        attributions: pd.DataFrame,
        voices: pd.DataFrame,
        hits: pd.DataFrame | None = None,
    ) -> None:
        """Show the whole text of articles with attributions, voices and loaded words marked; see `show`.

        Where no article is named, the first one of each of the first two outlets is shown.
        """
        if self._most is not None:
            _show(
                blocks.Text(
                    ("This report is made without the texts of articles (parameter texts).",)
                )
            )
            return
        known = self.corpus.articles.sort_values(["outlet", "id"])
        for article in articles or known.drop_duplicates("outlet")["id"].head(2):
            shown = show(
                article,
                articles=known,
                attributions=attributions,
                voices=voices,
                hits=hits,
            )
            _show(replace(shown.block, asked=bool(articles)))

    def findings(
        self, found: Sequence[str | tuple[str, str, str]], *, details: Sequence[str] = ()
    ) -> None:
        """Show what was found, as sentences with computed numbers.

        Parameters
        ----------
        found
            Sentences; or a sentence, words of an article that are an example, and where they stand.
        details
            Further sentences, which the page folds.
        """
        every = [(one, "", "") if isinstance(one, str) else one for one in found]
        sentences = tuple(self._told(sentence) for sentence, *_ in every)
        examples = tuple(
            (cut_text(example, self._most), self._told(origin)) if self._most != 0 else ("", "")
            for _, example, origin in every
        )
        has = any(example for example, _ in examples)
        details = tuple(map(self._told, details))
        _show(blocks.Findings(sentences, examples if has else (), details))

    def remarks(self, texts: Sequence[str]) -> None:
        """Show sentences that say how to read what stands above."""
        if texts:
            _show(blocks.Text(tuple(map(self._told, texts))))

    def notices(self, texts: Sequence[str]) -> None:
        """Show what a reader must know before believing a number, one notice each."""
        for text in map(self._told, texts):
            _show(blocks.Notice("warning", text))

    def finish(self) -> None:
        """Show what the report was made from; the last line of every notebook, which marks it whole."""
        _show(about_of(self._provenance()))

    def _told(self, sentence: str) -> str:
        """Return a sentence of ours with no more words of an article in a row than may be shown."""
        return sentence if self._most is None else cut_sentence(sentence, self._articles)

    def _given(self, table: pd.DataFrame) -> pd.DataFrame:
        return as_given(table, self.corpus.articles)

    @cached_property
    def _articles(self) -> str:
        return "\n".join(" ".join(text.split()) for text in self.corpus.articles["text"])

    def _provenance(self) -> Provenance:
        """Return what a result depends on, in an order that never changes."""
        articles = self.corpus.articles
        return {
            "report": {"name": self.report},
            "settings": self.settings,
            **({"corrections": dict[str, object](self.amended)} if self.amended else {}),
            "corpus": {
                "source": self.corpus.source,
                "columns": [f"{ours}={theirs}" for ours, theirs in self.corpus.columns.items()],
                "digest": self.corpus.digest,
                "articles": len(articles),
                "outlets": int(articles["outlet"].nunique()),
                "days": _days(articles),
                "rows left out": self.corpus.left_out,
            },
            "digests": dict(digests_now(self.report, self.settings)),
            "versions": dict(versions()),
        }


class _Silent(Run):
    """A run that shows and writes nothing."""

    applies = False

    def __init__(self, run: Run) -> None:
        self.__dict__.update(run.__dict__)

    def figure(self, *_: object, **__: object) -> None:
        """Draw nothing."""

    def table(self, *_: object, **__: object) -> None:
        """Show and write nothing."""

    evidence = beside = reading = findings = remarks = notices = table


def about_of(record: Mapping[str, Mapping[str, object]]) -> blocks.About:
    """Return the block that says what a report was made from: for readers in words, and as it is."""
    groups = (
        blocks.Entries(title.capitalize(), tuple((k, _said(v)) for k, v in entries.items()))
        for title, entries in record.items()
    )
    return blocks.About(tuple(groups), dict(record))


def _show(block: Block, *, picture: str = "") -> None:
    display(Shown(block, picture=picture))  # type: ignore[no-untyped-call]


def _rounded(spot: Spot) -> Spot:
    return Spot(spot.key, *(round(share, 5) for share in spot[1:]))


def _keys(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the keys of the numbers that rows are, if they are."""
    if set(rows.columns) >= _NUMBERS:
        return tuple(number_key(row) for row in rows.to_dict("records"))
    if set(rows.columns) >= _COUNTS:
        return tuple(term_key(*of) for of in zip(rows["outlet"], rows["term"], strict=True))
    return ()


def _days(articles: pd.DataFrame) -> str:
    """Return the first and the last day of the articles that have a date."""
    days = articles["date"].dropna()
    first, last = (f"{day:%Y-%m-%d}" if len(days) else "" for day in (days.min(), days.max()))
    return first if first == last else f"{first} to {last}"


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
