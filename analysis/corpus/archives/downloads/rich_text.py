"""The text of an RTF file."""

from analysis.corpus.problems import UnreadableError, shown

MOST = 512 * 1024**2  # bytes of one file


def rich_text(content: bytes) -> str:
    """Return the text of an RTF file, a paragraph a line; UnreadableError if it cannot be read."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415  few need it

    if len(content) > MOST:
        raise UnreadableError(f"has more than {MOST:,} bytes", "the download in parts")
    try:
        text: str = rtf_to_text(content.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, RecursionError) as error:
        raise UnreadableError(
            f"cannot be read as RTF ({shown(str(error))})", "a whole .rtf file"
        ) from None
    return text.replace("\xa0", " ")
