"""Corpora from anywhere: good rows with odd texts, and bad rows between them."""

import csv
import json
from pathlib import Path
from random import Random
from zipfile import ZipFile

PIECES = [
    "The mayor said the bridge is safe. ", "“It is not,” residents said. ", "Mr. Reed v. U.S. ",
    "\n\n", "\r\n", "\t", "\u2028", "\u202e", "\u0301\u0323", "é", "e\u0301", "\u00ad",
    "日本語のニュース。", "\U0001f600",
    "</script><script>alert(1)</script>", "=HYPERLINK(\"x\")", "{x} $HOME `id` %s", "''quoted''", '"', "'",
    "1,000", "--", "…", "(AP) -", "\ufeff", "İ", "ǆ", "ﬁ", "Ω", "   ", "http://x.example/a?b=c&d",
    "[Removed]",
]  # fmt: skip
OUTLETS = ["Post", "Echo", "Ouest-Éclair", "日刊", "<b>Sun</b>", "=1+1"]
DAYS = ["2021-03-04", "", "2021-03-05T10:00:00Z", "1999-12-31"]

Row = dict[str, str]


def text(random: Random, most: int = 30) -> str:
    """Return an odd text that has at least one word."""
    said = "".join(random.choice(PIECES) for _ in range(random.randrange(most)))
    return f"{said} The council met."


def rows(random: Random, most: int = 8) -> tuple[list[Row], set[str]]:
    """Return rows, and the ids of the good ones."""
    made: list[Row] = []
    good = set()
    for number in range(random.randrange(1, most)):
        row = {
            "id": f"a{number}",
            "outlet": random.choice(OUTLETS),
            "date": random.choice(DAYS),
            "title": random.choice(["", "Bridge shut", "U.S. says “no”"]),
            "text": text(random),
        }
        fault = random.choice(["", "", "", "outlet", "text"]) if number else ""
        if fault:
            row[fault] = random.choice(["", "  "])
        else:
            good.add(row["id"])
        made.append(row)
    return made, good


def written(random: Random, made: list[Row], folder: Path) -> Path:
    """Write rows in one of the forms that a corpus may have, and return its path."""
    match random.choice(["csv", "tsv", "jsonl", "folder", "zip"]):
        case "jsonl":
            path = folder / "c.jsonl"
            lines = [json.dumps(row, ensure_ascii=random.random() < 0.5) for row in made]
            path.write_text("\n".join(lines), encoding="utf-8")
        case "csv" | "tsv" as kind:
            path = folder / f"c.{kind}"
            _table(path, made, "," if kind == "csv" else "\t")
        case kind:
            path = folder / "c"
            path.mkdir()
            for row in made:
                (path / f"{row['id']}.txt").write_bytes(row["text"].encode())
            listed = [
                {**{k: v for k, v in row.items() if k != "text"}, "file": f"{row['id']}.txt"}
                for row in made
            ]
            _table(path / "corpus.csv", listed, ",")
            if kind == "zip":
                with ZipFile(folder / "c.zip", "w") as packed:
                    for file in path.iterdir():
                        packed.write(file, file.name)
                path = folder / "c.zip"
    return path


def _table(path: Path, made: list[Row], delimiter: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, made[0], delimiter=delimiter, quoting=csv.QUOTE_ALL)
        table.writeheader()
        table.writerows(made)


def damaged(random: Random, content: bytes) -> bytes:
    """Return bytes with one thing wrong: bits, a hole, a cut, something doubled or put in."""
    if not content:
        return b"x"
    place = random.randrange(len(content))
    size = random.randrange(1, 1 + max(1, len(content) // 4))
    match random.choice(["bit", "bits", "hole", "cut", "doubled", "inserted"]):
        case "bit" | "bits" as kind:
            changed = bytearray(content)
            for _ in range(1 if kind == "bit" else 20):
                changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
            return bytes(changed)
        case "hole":
            return content[:place] + content[place + size :]
        case "cut":
            return content[:place]
        case "doubled":
            return content[: place + size] + content[place:]
        case _:
            return content[:place] + random.randbytes(size % 50 + 1) + content[place:]
