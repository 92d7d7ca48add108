"""A corpus of three outlets with events, and plans about it."""

import json
from pathlib import Path

from analysis.corpus import Corpus, read_corpus

WORDS = {"Post": "regime", "Echo": "government", "Sun": "government"}
PLAN = """
[claims.regime]
says = "Post says regime more often than the others"
table = "keyness"
row = {target = "Post", term = "regime"}
value = "log_odds"

[claims.common]
says = "Post says bridge more often"
table = "frequencies"
row = {term = "bridge"}
above = "Post"
below = "Echo"
value = "rate"

[choices]
sections = [["body"], ["headline", "body"]]
unit = ["word", "lemma"]
min_count = [3, 1, 500]
span = [100, 50]
"""


def corpus_in(folder: Path) -> Corpus:
    rows = []
    for day in range(1, 9):
        for outlet, word in WORDS.items():
            text = (
                f"The {word} closed the bridge. The {word} of the town said so on day {day}. " * 3
            )
            rows.append(
                {
                    "id": f"{outlet}-{day}", "outlet": outlet, "date": f"2021-03-{day:02}",
                    "title": f"The {word} speaks", "event": f"e{day // 3}", "text": text,
                }
            )  # fmt: skip
    path = folder / "c.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_corpus(path)


def written(folder: Path, plan: str = PLAN) -> str:
    path = folder / "study.toml"
    path.write_text(plan, encoding="utf-8")
    return str(path)
