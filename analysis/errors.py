"""The errors that a user can cause, as one family."""


class FramingError(ValueError):
    """The base of every error that a user can cause: catch this one to catch them all.

    The message names the value that was wrong and says what would have been right. A mistake in the
    code, such as a table without a column, raises another error.
    """
