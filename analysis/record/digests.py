"""Name contents by their digests."""

import hashlib


def digest_of(data: bytes) -> str:
    """Return the SHA-256 digest of `data` as "sha256:" and hexadecimal digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def figure_id(name: str, data: bytes) -> str:
    """Return the id of a figure or table: its name and the start of the digest of its CSV."""
    return f"{name}-{digest_of(data).removeprefix('sha256:')[:8]}"
