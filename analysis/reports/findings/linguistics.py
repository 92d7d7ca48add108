"""Show how evenly words are spread and how varied the vocabulary is, for those who ask for it."""

from collections.abc import Mapping

import pandas as pd

from analysis.figures import Mark, dispersion_scatter, rank_frequency, vocabulary_growth
from analysis.recipes import Tables
from analysis.reports.findings.words import depth_findings
from analysis.reports.notebook.run import Run

_SPREAD = ["term", "n", "rate", "dp", "dp_norm", "juilland_d", "range", "parts"]


def show_linguistics(
    run: Run, study: Tables, *, wanted: bool, width: str, colours: Mapping[str, Mark]
) -> None:
    """Show dispersion, diversity, ranks and growth of the words of a study, or say how to have them."""
    if not wanted:
        run.remarks(
            [
                "Dispersion, diversity, ranks and growth are shown with the parameter linguistics=true."
            ]
        )
        return
    look = {"width": width, "colours": colours}
    _spread(run, study, width)
    varied = study["diversity"]
    run.findings(depth_findings(study["dispersion-corpus"], varied))
    run.figure(
        rank_frequency,
        study["ranks"],
        name="ranks",
        title="Frequency by rank",
        caption="Occurrences of every word of an outlet by its rank, both on logarithmic scales (Zipf).",
        alt="A falling line for each outlet.",
        **look,
    )
    run.figure(
        vocabulary_growth,
        study["growth"],
        name="growth",
        title="Growth of the vocabulary",
        caption="Distinct words of each outlet by the number of words read, articles in the order of their "
        "ids (Heaps).",
        alt="A rising line for each outlet, steep at first.",
        **look,
    )
    run.table(
        varied,
        name="diversity",
        caption="How varied the words of each outlet are as a whole; the file has every article, too.",
        show=varied[varied["article"] == ""].drop(columns="article").head(20),
    )


def _spread(run: Run, study: Tables, width: str) -> None:
    spread: pd.DataFrame = study["dispersion-corpus"]
    of_outlets: pd.DataFrame = study["dispersion-outlets"]
    run.figure(
        dispersion_scatter,
        spread.dropna(subset=["dp_norm"]),
        name="dispersion",
        title="How evenly words are spread",
        caption="Every word by how often it occurs in the whole corpus and how unevenly it is spread over "
        "the articles (DPnorm). Words at the top are in few articles.",
        alt="A dot for each word, its occurrences across and its DPnorm upwards, some words named.",
        width=width,
    )
    run.table(
        spread,
        name="dispersion-corpus",
        caption="Words by how evenly they are spread over all articles.",
        show=spread.sort_values(["n", "term"], ascending=[False, True])[_SPREAD].head(20),
    )
    ranked = of_outlets.sort_values(["outlet", "n", "term"], ascending=[True, False, True])
    run.table(
        of_outlets,
        name="dispersion-outlets",
        caption="The commonest words of each outlet by how evenly they are spread over its articles. With "
        "one article there is nothing to be spread over.",
        show=ranked.groupby("outlet").head(5)[["outlet", *_SPREAD]].head(30),
    )
