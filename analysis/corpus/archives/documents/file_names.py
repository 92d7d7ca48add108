"""Take fields of articles from the names of their files, by a pattern such as {outlet}_{date}_{id}."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from analysis.corpus.archives.contents import COLUMNS
from analysis.corpus.problems import UnreadableError, shown

_FIELD = re.compile(r"\{([a-z]*)\}")
EXAMPLE = '--name "{outlet}_{date}_{id}", with fields among ' + ", ".join(COLUMNS)


class NamePattern:
    """A pattern of file names; without a slash in it, it is one of the name alone and not of its folders.

    The ending of a file may be in it (`{outlet}_{date}_{id}.txt`) or not.

    Raises UnreadableError if a field is unknown, comes twice, or stands next to another one.
    """

    def __init__(self, written: str) -> None:
        self.written = written
        fields = _FIELD.findall(written)
        unknown = [name for name in fields if name not in COLUMNS]
        if unknown or not fields:
            wrong = f"{{{unknown[0]}}} is no field" if unknown else "no field is in it"
            raise UnreadableError(f"--name {written!r}: {wrong}", EXAMPLE)
        if len({*fields}) < len(fields) or "}{" in written:
            raise UnreadableError(
                f"--name {written!r}: a field comes twice, or two fields touch", EXAMPLE
            )
        parts = _FIELD.split(written)
        literals = [re.escape(part) for part in parts[::2]]
        groups = [f"(?P<{name}>[^/]+?)" for name in parts[1::2]]
        self._form = re.compile(
            "".join([*map("".join, zip(literals, groups, strict=False)), literals[-1]])
        )

    def fields(self, name: str) -> Mapping[str, str]:
        """Return the fields in the name of a file; UnreadableError if it does not fit."""
        path = PurePosixPath(name)
        if not (path.suffix and self.written.endswith(path.suffix)):
            path = path.with_suffix("")
        plain = str(path) if "/" in self.written else path.name
        match = self._form.fullmatch(plain)
        if not match:
            raise UnreadableError(
                f"its name does not fit --name {shown(self.written)!r}",
                f"a name of this form, as {EXAMPLE}",
            )
        return {field: value.strip() for field, value in match.groupdict().items()}
