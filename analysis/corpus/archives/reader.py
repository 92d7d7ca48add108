"""Read any known source into articles and problems; nothing is written yet."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.corpus.archives.acceptance import Article, settle, wrongly_decoded_pieces
from analysis.corpus.archives.account import announced_problems
from analysis.corpus.archives.cells.outlet_names import outlet_problems
from analysis.corpus.archives.contents import Asked, Piece, Reading
from analysis.corpus.archives.known_formats import FORMATS, recognised
from analysis.corpus.archives.stores import Store, opened
from analysis.corpus.problems import CorpusError, Place, UnreadableError, problems_table, shown

DOCUMENTS = "documents"  # the format whose file names have fields


@dataclass(frozen=True)
class Found:
    """The result of an import: articles to write, the reading, files with digests, rows left out."""

    asked: Asked
    articles: list[Article]
    reading: Reading
    digests: dict[str, str]
    left_out: int


def read_source(asked: Asked, *, skip_bad: bool = False) -> Found:
    """Read a source and check all of it.

    Parameters
    ----------
    asked
        Format, path and choices.
    skip_bad
        Leave articles with errors out instead of raising.

    Raises
    ------
    CorpusError
        If there is any error and `skip_bad` is off; in any case if the source as a whole cannot be
        read, or no good article is left.
    """
    try:
        asked, why = _with_format(asked)
        known = FORMATS[asked.format]
        with ExitStack() as stack:
            store = stack.enter_context(opened(asked.path, zips=known.several))
            texts = stack.enter_context(opened(asked.texts)) if asked.texts else None
            reading = known.read(asked, store, texts)
    except UnreadableError as error:
        place = Place(Path(asked.path).name or asked.path)
        raise CorpusError(problems_table([error.at(place)])) from None
    if why:
        reading.taken = {"format": f"{asked.format}, because {why}", **reading.taken}
    reading.problems += store.problems
    _tell_unread(store, reading)
    if asked.outlet and "--outlet" not in reading.taken.get("outlet", "--outlet"):
        reading.taken["outlet"] += f", else --outlet {asked.outlet!r}"
    reading.pieces = [_with_outlet(piece, asked.outlet) for piece in reading.pieces]
    label = Path(asked.path).name or asked.path
    reading.problems += [*announced_problems(reading), *outlet_problems(reading, label)]
    reading.problems += wrongly_decoded_pieces(reading)
    articles, left_out = settle(reading, asked.dates, skip_bad=skip_bad)
    _refuse(asked, reading, articles, skip_bad=skip_bad)
    digests = {**store.digests, **(texts.digests if texts else {})}
    return Found(asked, articles, reading, digests, left_out)


def _with_format(asked: Asked) -> tuple[Asked, str]:
    """Return the request with a format, and why it is this one if the user named none."""
    if asked.name and asked.format not in {"", DOCUMENTS}:
        raise UnreadableError(
            f"--name takes fields from the names of files, which {asked.format} does not read",
            f"framing import {DOCUMENTS} PATH --name PATTERN",
        )
    if asked.format:
        return asked, ""
    if asked.name:
        return replace(asked, format=DOCUMENTS), "--name takes fields from the names of files"
    with opened(asked.path) as store:
        zipped = bool(store.names) and len(store.names) == len(store.ending_with(".zip"))
        kind, why = recognised(store) if not zipped else ("", "")
    if zipped:
        with opened(asked.path, zips=True) as store:
            kind, why = recognised(store)
    return replace(asked, format=kind), why


def _tell_unread(store: Store, reading: Reading) -> None:
    """Warn of files that no reader has looked at and no problem names."""
    told = {problem.file for problem in reading.problems}
    left = [name for name in store.names if name not in store.digests and shown(name) not in told]
    if left:
        reading.problems.append(
            Place(store.label).warning(
                f"{len(left):,} of its files were not read: {shown(', '.join(left))}",
                "files of the format asked for and nothing else",
            )
        )


def _with_outlet(piece: Piece, outlet: str) -> Piece:
    if piece.cells["outlet"].strip() or not outlet:
        return piece
    return replace(piece, cells={**piece.cells, "outlet": outlet})


def _refuse(asked: Asked, reading: Reading, articles: list[Article], *, skip_bad: bool) -> None:
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if not articles and not errors:
        name = Path(asked.path).name
        reading.problems.append(
            Place(name).error("holds no article", FORMATS[asked.format].meaning)
        )
    # leaving rows out does not mend a missing column; one bad file among many is left out
    several = FORMATS[asked.format].several
    whole = any(not problem.row for problem in errors) and not several
    if not articles or (errors and not skip_bad) or whole:
        raise CorpusError(problems_table(reading.problems))
