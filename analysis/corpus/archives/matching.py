"""Which text file belongs to which row: by the file's name, or by the article's id."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from analysis.corpus.problems import UnreadableError, shown

TEXTS = (".txt", ".text", ".md")


@dataclass
class TextFiles:
    """Text files by relative name; `used` are those that a row has taken, by that row."""

    names: Sequence[str]
    used: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the files by name without folder, and by name without ending."""
        self._exact = set(self.names)
        self._by: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            path = PurePosixPath(name)
            for key in {name, path.name, str(path.with_suffix("")), path.stem}:
                self._by[key].append(name)

    def of(self, wanted: str, row: str) -> str:
        """Return the file that `wanted` names: with or without its folder, with or without its ending.

        Raises
        ------
        UnreadableError
            If there is none, more than one, or another row has it.
        """
        plain = wanted.strip().replace("\\", "/").removeprefix("./")
        found = [plain] if plain in self._exact else self._by.get(plain, [])
        if not found and (plain.startswith("/") or plain[1:2] == ":"):  # as it was on some computer
            found = self._by.get(PurePosixPath(plain).name, [])
        if len(found) != 1:
            several = f"{len(found)} files have this name: {shown(', '.join(found))}"
            none = f"no such text file; there are {shown(', '.join(self.names) or 'none')}"
            raise UnreadableError(
                several if found else none, "the name of one file, with its folder if need be"
            )
        if self.used.setdefault(found[0], row) != row:
            raise UnreadableError(
                f"{found[0]} is the text of {self.used[found[0]]} already",
                "a file of its own for each row",
            )
        return found[0]

    def left(self) -> Iterable[str]:
        """Return the files that no row has taken."""
        return (name for name in self.names if name not in self.used)
