"""Name contents by their digests."""

import hashlib
from collections.abc import Iterable, Iterator


def digest_of(data: bytes) -> str:
    """Return the SHA-256 digest of `data` as "sha256:" and hexadecimal digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


class Passed:
    """Parts of a content on their way to a file; when they are through, `digest` is that of the whole."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts, self._total = parts, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._total.update(part)
            yield part

    @property
    def digest(self) -> str:
        """The digest of what went through, as `digest_of` gives it."""
        return f"sha256:{self._total.hexdigest()}"


def figure_id(name: str, data: bytes) -> str:
    """Return the id of a figure or table: its name and the start of the digest of its CSV."""
    return id_of(name, digest_of(data))


def id_of(name: str, digest: str) -> str:
    """Return the id of a figure or table whose CSV has this digest."""
    return f"{name}-{digest.removeprefix('sha256:')[:8]}"
