"""Codes of languages (ISO 639-1) from their names or codes of three letters, as archives write them."""

import re

NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "dutch": "nl",
    "nederlands": "nl",
    "portuguese": "pt",
    "português": "pt",
    "russian": "ru",
    "arabic": "ar",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "polish": "pl",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "finnish": "fi",
    "turkish": "tr",
    "ukrainian": "uk",
}
# ISO 639-2, in both of its forms
_CODES = {
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fre": "fr",
    "fra": "fr",
    "spa": "es",
    "ita": "it",
    "dut": "nl",
    "nld": "nl",
    "por": "pt",
    "rus": "ru",
    "ara": "ar",
    "chi": "zh",
    "zho": "zh",
    "jpn": "ja",
    "kor": "ko",
    "pol": "pl",
    "swe": "sv",
    "dan": "da",
    "nor": "no",
    "fin": "fi",
    "tur": "tr",
    "ukr": "uk",
}


def code_of(written: str) -> str:
    """Return the code of a language by its name (the first of several), or "" if it is not known."""
    first = re.match(r"[^\W\d_]+", written.strip().casefold())
    return (NAMES | _CODES).get(first[0], "") if first else ""
