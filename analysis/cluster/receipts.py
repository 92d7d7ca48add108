"""Which articles the models have read already: for each a small entry that names those of its answers."""

from collections.abc import Sequence
from pathlib import Path

from analysis.cluster.batch import Text
from analysis.models.cache import Cache, Entry, key_of

FOLDER = "annotated"


class Receipts:
    """The receipts in a cache folder, for one version of code and weights.

    Parameters
    ----------
    folder
        The folder of all caches.
    version
        The digest of everything but the articles that decides answers; with another version every article
        is read again.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self._kept = Cache(folder / FOLDER)
        self._folder = folder
        self._version = version

    def has(self, text: Text) -> bool:
        """Return whether an article has been read, and its answers are still there."""
        named = self._kept.get(self._key(text)) or []
        there = [Cache(self._folder / step).holds(key) for step, key in named]
        return bool(there) and all(there)

    def put(self, text: Text, entries: Sequence[Entry]) -> None:
        """Note that these entries are the answers for an article; call it once they are kept."""
        self._kept.put(self._key(text), sorted({(entry.step, entry.key) for entry in entries}))

    def _key(self, text: Text) -> str:
        return key_of(self._version, text.title, text.author, text.text)
