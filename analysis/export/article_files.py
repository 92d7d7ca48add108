"""Articles as a zip of text files, which quanteda's readtext, Voyant and AntConc read."""

import io
import zipfile

import pandas as pd

from analysis.files import slug
from analysis.table_files import csv_bytes
from analysis.tables.places import texts_given

_THEN = (1980, 1, 1, 0, 0, 0)  # of every file, so that the same articles give the same bytes


def article_files(articles: pd.DataFrame) -> bytes:
    """Return a zip of Articles: a text file each, named by outlet, day and id, and the table about them.

    `corpus.csv` has the name of each file in the column `file`, so that `framing check` reads the zip, too.
    The texts are those that were given, byte for byte in UTF-8.
    """
    days = articles["date"].dt.strftime("%Y-%m-%d").fillna("undated").tolist()
    names = [
        f"texts/{slug(outlet)}_{day}_{slug(name)}.txt"
        for outlet, day, name in zip(articles["outlet"], days, articles["id"], strict=True)
    ]
    about = articles.drop(columns=["text", "sha256", "put_before"], errors="ignore").assign(
        file=names
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("corpus.csv", _THEN), csv_bytes(about))
        for name, text in zip(names, texts_given(articles), strict=True):
            packed.writestr(zipfile.ZipInfo(name, _THEN), text.encode("utf-8", "surrogatepass"))
    return out.getvalue()
