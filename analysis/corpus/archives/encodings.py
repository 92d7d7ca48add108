"""Decode files of any encoding; the encoding is reported, and never guessed.

A file that is not UTF-8 is read if all encodings that it looks like give the same text. If they do not
(“naïve” in cp1252 are the bytes of “naďve” in cp1250), the user is asked, with both readings shown.
"""

import codecs
import re
from contextlib import suppress

import regex
from charset_normalizer import from_bytes

from analysis.corpus.archives.contents import Reading
from analysis.corpus.decode import ESCAPED_BYTE, UTF_16_MARKS, decoded_loosely, refuse_binary
from analysis.corpus.problems import Place, UnreadableError, shown

# by far the most frequent encodings of files that are not UTF-8; others with --encoding
CANDIDATES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman"]
CANDIDATES += ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "koi8_r"]
# of the detector's measure of disorder, from 0 to 1; text in the wrong encoding has more
_ODD = 0.1
# never inside a word of a real text: signs of currency and the like, letters of two alphabets
_ALPHABET = r"[\p{Cyrillic}\p{Greek}\p{Hebrew}\p{Arabic}]"
_NO_WORD = regex.compile(
    r"\p{L}[\p{S}--\p{ASCII}]\p{L}|[a-z]\p{Han}[a-z]"
    rf"|\p{{Latin}}{_ALPHABET}|{_ALPHABET}\p{{Latin}}",
    regex.VERSION1,
)
_ISO_2022_JP = re.compile(rb"\x1b\$(?:[@B]|\(D)")
_ISO_2022_KR = b"\x1b$)C"
_DECLARATION = re.compile(
    rb"<(?:\?xml[^>]{0,80}encoding|meta[^>]{0,200}charset)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_AS_IN_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_HEAD = 4096  # bytes in which a page declares its encoding
_SAMPLE = 4096
_MANY_NULS = 0.4  # of every second byte, in UTF-16 of Latin letters
_LETTERS = re.compile("[^\x00-\x7f\udc80-\udcff]")


def text_of(content: bytes, name: str, encoding: str, reading: Reading) -> str:
    """Return the text of a file, with lone surrogates for bytes that are not UTF-8 in a UTF-8 file.

    A file that is not UTF-8 (nor UTF-16 with a byte order mark) is read in `encoding`, or in the one
    that its bytes look like; this becomes a warning that shows the first line that depends on it.
    UnreadableError if it is no text, not in `encoding`, or may be in several that give different texts.
    """
    if encoding:
        refuse_binary(content)
        text = _in(content, encoding)
        reading.encodings[name] = encoding
        return text.removeprefix("\ufeff")
    if known := _by_signs(content):
        return _told(content, name, known, reading)
    loose = decoded_loosely(content)
    bad = len(ESCAPED_BYTE.findall(loose))
    if not bad or len(_LETTERS.findall(loose)) > bad or content.startswith(UTF_16_MARKS):
        reading.encodings[name] = "utf-16" if content.startswith(UTF_16_MARKS) else "utf-8"
        return loose
    if (declared := _declared(content)) and _decodes(content, declared):
        return _told(content, name, declared, reading)
    found, _ = _recognised(content)
    return _told(content, name, found, reading)


def _told(content: bytes, name: str, encoding: str, reading: Reading) -> str:
    """Return the text in an encoding that was found, with a warning that shows a part of it."""
    refuse_binary(content)
    text = _in(content, encoding).removeprefix("\ufeff")
    reading.encodings[name] = encoding
    told = f"not UTF-8, read as {encoding}: {_around(text)!r}"
    reading.problems.append(
        Place(name).warning(told, "UTF-8, or its encoding said with --encoding")
    )
    return text


def _by_signs(content: bytes) -> str:
    """Return the encoding that bytes show which stand in no other text: escapes, marks, NULs; or ""."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if _ISO_2022_JP.search(content) and _decodes(content, "iso2022_jp_ext"):
        return "iso2022_jp_ext"
    if _ISO_2022_KR in content and _decodes(content, "iso2022_kr"):
        return "iso2022_kr"
    sample = b"" if content.startswith(UTF_16_MARKS) else content[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        other = sample[::2] if encoding == "utf-16-le" else sample[1::2]
        if zeros and zeros.count(0) > _MANY_NULS * len(zeros) and not other.count(0):
            return encoding
    return ""


def _declared(content: bytes) -> str:
    """Return the encoding that an XML declaration or a meta element names, if it is known."""
    match = _DECLARATION.search(content[:_HEAD])
    if not match:
        return ""
    name = match[1].decode("ascii")
    try:
        return codecs.lookup(_AS_IN_BROWSERS.get(name.lower(), name)).name
    except LookupError:
        return ""


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    return True


def strict(text: str) -> str:
    """Return `text`; UnreadableError with the first byte that is not UTF-8, if one is left in it."""
    if bad := ESCAPED_BYTE.search(text):
        raise UnreadableError(
            f"byte 0x{ord(bad[0]) - 0xDC00:02x} is not UTF-8, in {_around(text, bad.start())!r}",
            "UTF-8, or its encoding said with --encoding",
        )
    return text


def _in(content: bytes, encoding: str) -> str:
    try:
        codecs.lookup(encoding)
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not {encoding} at byte offset {error.start}", "the encoding that it was saved in"
        ) from None
    except (LookupError, ValueError):
        raise UnreadableError(
            f"{encoding!r} is no known encoding of text", "a name such as cp1252 or utf-16-le"
        ) from None


def _recognised(content: bytes) -> tuple[str, str]:
    """Return the encoding that the bytes look like, and the text in it."""
    likely = [m.encoding for m in from_bytes(content, cp_isolation=CANDIDATES) if m.chaos < _ODD]
    if "cp1250" in likely:  # the detector names one of these two where they hardly differ
        likely.insert(0, "cp1252")
    texts: dict[str, str] = {}
    for name in likely:
        with suppress(UnicodeDecodeError):
            text = content.decode(name)
            if not _NO_WORD.search(text):
                texts.setdefault(text, name)
    if not texts:
        raise UnreadableError("is not UTF-8", "UTF-8, or its encoding said with --encoding")
    if len(texts) > 1:
        at = _first_difference([*texts])
        ways = " or ".join(f"{name}: {_around(text, at)!r}" for text, name in texts.items())
        raise UnreadableError(f"not UTF-8, and may be {ways}", "--encoding with the right one")
    ((text, name),) = texts.items()
    return name, text


def _first_difference(texts: list[str]) -> int:
    columns = enumerate(zip(*texts, strict=False))
    return next((at for at, chars in columns if len(set(chars)) > 1), 0)


def _around(text: str, at: int | None = None) -> str:
    """Return some characters around `at`, by default around the first that is not ASCII."""
    if at is None:
        at = next((index for index, char in enumerate(text) if not char.isascii()), 0)
    before = text[max(0, at - 15) : at].rpartition("\n")[2]
    return shown(before + text[at : at + 15].partition("\n")[0])
