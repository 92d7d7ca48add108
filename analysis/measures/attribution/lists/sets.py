"""Sets of words that the rules need, written as one line of text."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text between white space."""
    return frozenset(words.split())
