"""Sets of words, written in one line."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of `words`, parted by spaces, as a set."""
    return frozenset(words.split())
