"""The trials: each takes its random numbers and a folder, and returns what went wrong, "" for nothing."""

import json
import os
import resource
import shutil
import signal
import subprocess
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from analysis.bundle.archive import Wish, write_bundle
from analysis.corpus import read_corpus
from analysis.corpus.archives.contents import Asked
from analysis.corpus.archives.reader import read_source
from analysis.errors import FramingError
from analysis.language import find_words
from analysis.language.sentences import sentence_spans
from analysis.record.extraction import NotCarriedError, carried_in
from analysis.record.picture import seen_in
from analysis.study import Study
from tests.campaign.corpora import damaged, rows, text, written
from tests.commands import framing
from tests.projects import (
    NASTY,
    STEADY,
    end,
    left_behind,
    processes_of,
    published,
    start,
    until,
    write_project,
)

Trial = Callable[[Random, Path], str]
PATTERN = "{outlet}_{date}_{id}"
OUTPUTS = ("out.csv", "bundle.zip", "corpus")  # of the commands
IN_A_ROW = 10


def corpus(random: Random, folder: Path) -> str:
    """A corpus with bad rows: the good ones come with their own texts, the bad ones are listed."""
    made, good = rows(random)
    read = read_corpus(written(random, made, folder), skip_bad=True)
    if set(read.articles["id"]) != good:
        return f"other articles: {sorted(set(read.articles['id']) ^ good)}"
    texts = {row["id"]: row["text"].removeprefix("\ufeff") for row in made}
    for row in read.articles.to_dict("records"):
        if not row["text"].endswith(texts[row["id"]]):
            return f"another text of {row['id']}"
    errors = read.problems[read.problems["severity"] == "error"]
    if read.left_out != len(made) - len(good) or errors["row"].nunique() != read.left_out:
        return f"{read.left_out} left out, {errors['row'].nunique()} listed"
    return ""


def damaged_corpus(random: Random, folder: Path) -> str:
    """A damaged corpus: read, or refused with a sentence; its rows keep their outlets."""
    made, _ = rows(random)
    path = written(random, made, folder)
    whole = path if path.is_file() else random.choice(sorted(path.iterdir()))
    whole.write_bytes(damaged(random, whole.read_bytes()))
    try:
        read = read_corpus(path, skip_bad=True)
    except FramingError:
        return ""
    return "no article, and no error" if read.articles.empty else ""


def damaged_import(random: Random, folder: Path) -> str:
    """Odd or damaged files to import: articles, or a sentence."""
    inside = folder / "in"
    inside.mkdir()
    for number in range(random.randrange(1, 4)):
        kind = random.choice(["txt", "html", "xml", "json", "ris", "rtf", "docx", "pdf", "csv"])
        content = random.choice([text(random), f"<html><body><p>{text(random)}</p></body></html>"])
        head = random.choice(
            ["", "", "%PDF-1.7\n", "{\\rtf1 ", "TY  - NEWS\nAB  - ", "PK\x03\x04", "[{"]
        )
        file = inside / f"Post_2021-03-0{number + 1}_a{number}.{kind}"
        file.write_bytes(damaged(random, (head + content).encode()))
    one = next(iter(inside.iterdir()))
    path = random.choice([inside, one])
    kind = random.choice(["", "", "documents", "folder"]) if path == inside else ""
    name = PATTERN if kind == "documents" else ""
    try:
        found = read_source(Asked(kind, str(path), outlet="Post", name=name), skip_bad=True)
    except FramingError:
        return ""
    return "" if found.articles else "no article, and no error"


def spans(random: Random, folder: Path) -> str:
    """Words, sentences and quotations lie where they say, in any text."""
    said = text(random, 60)
    path = folder / "c.jsonl"
    path.write_text(json.dumps({"id": "a", "outlet": "Post", "text": said}), encoding="utf-8")
    read = read_corpus(path)
    held = read.articles["text"].iloc[0]
    last = 0
    for start_, end_, word in find_words(held):
        if not (last <= start_ < end_ <= len(held)) or not word:
            return f"word {start_}..{end_}"
        last = end_
    for start_, end_ in sentence_spans(held):
        if not (0 <= start_ < end_ <= len(held)):
            return f"sentence {start_}..{end_}"
    for row in Study(read)["quotations"].to_dict("records"):
        if not (0 <= row["start"] < row["end"] <= len(held)):
            return f"quotation {row['start']}..{row['end']}"
    return ""


class Published:
    """A project with a finished run, made once for a campaign; trials work on copies of it."""

    def __init__(self, folder: Path) -> None:
        self.whole = write_project(folder / "project", steady=STEADY)
        begun = time.monotonic()
        code, _, said = end(start(self.whole, "run"))
        self.lasts = time.monotonic() - begun  # most commands take no longer
        (self.whole / "grid.toml").write_text(GRID, "utf-8")
        if not code:
            code, _, said = end(start(self.whole, "run", "--grid", "grid.toml"))
        if code:
            raise RuntimeError(said)
        (self.whole / "kernel.pid").unlink()
        self.before = published(self.whole)
        self.bundle = folder / "bundle.zip"
        here = Path.cwd()
        os.chdir(self.whole)
        try:
            write_bundle(Wish(["steady/default"]), self.whole, self.bundle)
        finally:
            os.chdir(here)

    def picture(self, random: Random, _: Path) -> str:
        """A damaged picture shows what it showed, or is refused."""
        name = random.choice(
            [name for name in self.before if name.endswith((".svg", ".png", ".pdf"))]
        )
        whole = self.before[name]
        broken = damaged(random, whole)
        try:
            found, seen = carried_in(broken, "x"), seen_in(broken, "x")
        except NotCarriedError:
            return ""
        if seen == seen_in(whole, "x") and found.data != carried_in(whole, "x").data:
            return f"{name}: other data pass"
        return ""

    def damage(self, random: Random, folder: Path) -> str:
        """A damaged file of a report is told by `framing verify`."""
        project = shutil.copytree(self.whole, folder / "project")
        name = random.choice(sorted(self.before))
        broken = damaged(random, self.before[name])
        (project / name).write_bytes(broken)
        code, out, said = framing(project, "verify")
        if "Traceback" in said:
            return f"{name}: {said[-300:]}"
        plain = broken.replace(b"\r\n", b"\n") == self.before[name]
        return f"{name}: damage passes: {out[-300:]}" if code == 0 and not plain else ""

    def damaged_bundle(self, random: Random, folder: Path) -> str:
        """A damaged bundle, or one with a member of somebody else's, is told by `framing verify`."""
        file = folder / "bundle.zip"
        if random.random() < 0.5:
            file.write_bytes(damaged(random, self.bundle.read_bytes()))
            same = _members(file) == _members(self.bundle)
        else:
            self._with_a_change(random, file)
            same = False
        code, out, said = framing(folder, "verify", str(file))
        if "Traceback" in said:
            return said[-300:]
        return f"damage passes: {out[-300:]}" if code == 0 and not same else ""

    def _with_a_change(self, random: Random, file: Path) -> None:
        with zipfile.ZipFile(self.bundle) as old, zipfile.ZipFile(file, "w") as new:
            names = old.namelist()
            chosen = random.choice(names)
            for name in names:
                content = old.read(name)
                new.writestr(name, damaged(random, content) if name == chosen else content)
            more = random.choice(["../x", "/etc/x", "x", "figures/x.svg"])
            new.writestr(more, b"x")

    def kill(self, random: Random, folder: Path, *, times: int = 1) -> str:
        """Commands killed at any moment, in a row, leave reports as they were or as they are to be."""
        project = shutil.copytree(self.whole, folder / "project")
        for _ in range(times):
            words = random.choice([*COMMANDS, LAB])
            for name in OUTPUTS:
                _remove(project / name)
            running = start(project, *words)
            time.sleep(random.uniform(0, self.lasts))  # the moment is what is tried here
            number = random.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
            running.send_signal(number)
            _, _, said = end(running)
            if "ending_well" in said:  # a traceback of ours; while Python starts, it prints its own
                return f"{words}: {said[-400:]}"
            until(lambda: not processes_of(project), "all its processes are gone")
            if fault := self._whole(project, words):
                return f"{words}, signal {number}: {fault}"
        # what a killed run has left is cleared by the next run, whatever came between
        return self._again(project, COMMANDS[0]) or (
            "" if words == LAB else self._again(project, words)
        )

    def small_disk(self, random: Random, folder: Path) -> str:
        """Where no file may grow beyond some bytes a sentence says so, and the reports stay."""
        project = shutil.copytree(self.whole, folder / "project")
        words = random.choice(COMMANDS)
        most = random.choice([0, 10, 1000, 20_000, 60_000])

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        code, _, said = end(start(project, *words, first=limit))
        fault = self._refused(project, words, code, said)
        return f"{words}, {most} bytes: {fault}" if fault else ""

    def full_disk(self, random: Random, folder: Path) -> str:
        """A disk that fills up: a sentence says so, reports stay, and with more room the command works."""
        words = random.choice(COMMANDS)
        room = random.choice([0, 4, 40, 200, 800])  # KiB beside the project
        used = sum(path.stat().st_size for path in self.whole.rglob("*") if path.is_file())
        pages = sum(1 for _ in self.whole.rglob("*")) * 4096 + used
        with disk(folder / "disk", pages + room * 1024) as place:
            project = shutil.copytree(self.whole, place / "project")
            filler = place / "filler"
            with filler.open("wb") as out, suppress(OSError):
                while shutil.disk_usage(place).free > room * 1024:
                    out.write(b"x" * 4096)
                    out.flush()
            code, _, said = end(start(project, *words))
            if not room and not code and words[0] != "verify":
                return f"{words} says that it wrote to a full disk"
            if fault := self._refused(project, words, code, said):
                return f"{words}, {room} KiB left: {fault}"
            filler.unlink()
            remount(place, "size=64m")
            return self._again(project, words)

    def read_only(self, random: Random, folder: Path) -> str:
        """In a project that nobody may write to a sentence says so, and the reports stay."""
        words = random.choice(COMMANDS)
        with disk(folder / "disk", 64 * 1024**2) as place:
            project = shutil.copytree(self.whole, place / "project")
            remount(place, "ro")
            code, _, said = end(start(project, *words))
            if words[0] != "verify" and not code:
                return f"{words} says that it wrote to a disk that cannot be written to"
            fault = self._refused(project, words, code, said)
        return f"{words}, read only: {fault}" if fault else ""

    def _again(self, project: Path, words: tuple[str, ...]) -> str:
        """Return what is wrong with a command that is given again: it fails, or leaves something behind."""
        for name in OUTPUTS:
            _remove(project / name)
        code, _, said = end(start(project, *words))
        hidden = [path.name for path in project.iterdir() if path.name.endswith(".part")]
        if code or left_behind(project) or hidden:
            return f"{words} again: {code}, {said[-300:]}, {left_behind(project)}, {hidden}"
        return ""

    def _refused(self, project: Path, words: tuple[str, ...], code: int, said: str) -> str:
        """Return what is wrong with a command that could not write: no sentence, or changed reports."""
        if "Traceback" in said or code not in (0, 1, 2):
            return f"{code}, {said[-300:]}"
        fault = self._whole(project, words)
        if code and not fault and published(project) != self.before:
            return "a failed command changed the reports"
        return fault

    def _whole(self, project: Path, words: tuple[str, ...]) -> str:
        """Return what is wrong with what a command has left: every file old, new and whole, or not there."""
        for path, content in published(project).items():
            if path not in self.before:
                return f"a new file {path}"
            if path.endswith(".json") and not _is_json(content):
                return f"half of {path}"
        bundle = project / "bundle.zip"
        if bundle.exists() and not _members(bundle):
            return "half a bundle"
        corpus_ = project / "corpus"
        if corpus_.exists() and not (corpus_ / "import.csv").exists():
            return "half a corpus"
        return ""

    def values(self, random: Random, folder: Path) -> str:
        """A value of a parameter, a column or an outlet is never carried out as code."""
        project = shutil.copytree(self.whole, folder / "project")
        value = random.choice(NASTY)
        words = random.choice(
            [
                ("run", "--force", "-p", f"word={value}"),
                ("export", "keyness", "-p", f"outlets={value}", "--out", "out.csv"),
                ("export", "articles", "--columns", f"outlet={value}", "--out", "out.csv"),
                ("run", "--force", "--name", value or "x"),
                ("verify", value or "x"),
                ("cite", value or "x"),
            ]
        )
        if any("\0" in word for word in words):
            return ""
        code, _, said = end(start(project, *words))
        if list(folder.rglob("executed")):
            return f"{words} was carried out"
        return (
            f"{words}: {code}, {said[-300:]}"
            if "Traceback" in said or code not in (0, 1, 2)
            else ""
        )


@contextmanager
def disk(place: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes at `place`, gone afterwards; it lies in memory, and only root may make it."""
    place.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def remount(place: Path, options: str) -> None:
    """Give a disk other options."""
    _mount("-o", f"remount,{options}", str(place))


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


def disks_can_be_made() -> bool:
    """Tell whether this user may make disks."""
    with TemporaryDirectory(prefix="campaign-disk-") as folder:
        try:
            with disk(Path(folder) / "disk", 65536):
                return True
        except (subprocess.CalledProcessError, FileNotFoundError):
            return False


COMMANDS: list[tuple[str, ...]] = [
    ("run", "--force"),
    ("run", "--force", "-p", "word=other"),
    ("run", "--force", "--grid", "grid.toml"),
    ("export", "words", "--out", "out.csv"),
    ("bundle", "steady/default", "--out", "bundle.zip"),
    ("import", "seeds/corpus.csv", "--out", "corpus"),
    ("verify",),
]
GRID = 'name = "two"\n\n[vary]\nword = ["one", "other"]\n'
LAB = ("lab", "--no-browser")  # it ends when it is told to


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def _members(file: Path) -> dict[str, bytes]:
    """Return the contents of a zip by name, nothing if it is damaged."""
    try:
        with zipfile.ZipFile(file) as packed:
            return {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return {}


def all_trials(folder: Path) -> dict[str, tuple[Trial, float]]:
    """Return each kind of trial with the part of the time that it gets."""
    made = Published(folder)
    disks: dict[str, tuple[Trial, float]] = {
        "a disk that fills up": (made.full_disk, 0.1),
        "a disk that cannot be written to": (made.read_only, 0.05),
    }
    return {
        "corpora with bad rows": (corpus, 0.1),
        "damaged corpora": (damaged_corpus, 0.05),
        "odd and damaged files to import": (damaged_import, 0.1),
        "places of words, sentences, quotations": (spans, 0.05),
        "damaged pictures": (made.picture, 0.05),
        "damaged files of reports, verified": (made.damage, 0.15),
        "damaged bundles, verified": (made.damaged_bundle, 0.1),
        f"{IN_A_ROW} commands killed in a row": (partial(made.kill, times=IN_A_ROW), 0.25),
        "no room for files": (made.small_disk, 0.1),
        "values as code": (made.values, 0.05),
        **(disks if disks_can_be_made() else {}),
    }
