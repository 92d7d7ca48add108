"""Small samples, written as a drawing of articles writes them."""

import csv
import hashlib
import json
from pathlib import Path

COLUMNS = ["item", "article", "field", "start", "end", "label", "score"]
COLUMNS += ["context_start", "context_end"]
LABELS = ("government", "ngo", "civilian")


def write_sample(folder: Path, articles, items, *, labels=LABELS, spans=True) -> Path:
    """Write the folder of a sample.

    `articles`: (id, title, text). `items`: (article, field, span as text, label), the first place of the
    span in the field counts, the sentence is the line around it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = {(name, "title"): title for name, title, _ in articles}
    parts |= {(name, "text"): text for name, _, text in articles}
    numbers = dict.fromkeys((name for name, *_ in articles), 0)
    with (folder / "items.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        for article, field, span, label in items:
            numbers[article] += 1
            text = parts[article, field]
            start = text.index(span)
            end = start + len(span)
            context = text.rfind("\n", 0, start) + 1, text.find("\n", end) % (len(text) + 1)
            item = f"{article}:{numbers[article]}"
            rows.writerow([item, article, field, start, end, label, 0.9, *context])
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as out:
        for number, (name, title, text) in enumerate(articles):
            about = {"id": name, "outlet": f"Outlet {number % 2}", "date": "2020-01-01"}
            out.write(json.dumps(about | {"title": title, "text": text}) + "\n")
    about = {
        "measure": "kinds",
        "question": "Which kind of speaker is marked?",
        "labels": list(labels),
        "spans": spans,
        "seed": 1,
        "corpus_digest": "0" * 64,
        "digest": digest_of(folder),
        "created": "2026-01-01T00:00:00Z",
        "articles": [
            {"article": name, "stratum": "s", "probability": 0.5} for name, *_ in articles
        ],
    }
    (folder / "sample.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def digest_of(folder: Path) -> str:
    """Return the digest of the files of a sample."""
    content = b"".join((folder / name).read_bytes() for name in ("items.csv", "articles.jsonl"))
    return hashlib.sha256(content).hexdigest()


def reseal(folder: Path) -> None:
    """Write the digest of a sample whose files were altered."""
    about = json.loads((folder / "sample.json").read_text("utf-8"))
    altered = json.dumps(about | {"digest": digest_of(folder)})
    (folder / "sample.json").write_text(altered, encoding="utf-8")


def twenty(folder: Path, **about) -> Path:
    """Write a sample of 20 items in four articles, some with emojis before their spans, and an empty one."""
    articles, items = [], []
    for n in range(4):
        lines = [
            f"In line {k} the speaker{n}x{k} said that \U0001f600 taxes fall." for k in range(5)
        ]
        first = "\U0001f600\U0001f468 A smile begins it.\n" if n == 0 else ""
        articles.append((f"a{n}", f"Title {n}", first + "\n".join(lines)))
        known = about.get("labels", LABELS)
        items += [(f"a{n}", "text", f"speaker{n}x{k}", known[k % len(known)]) for k in range(5)]
    articles.append(("empty", "Nothing here", "Nobody says anything in this one."))
    return write_sample(folder, articles, items, **about)
