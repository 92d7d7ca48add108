"""Bundles: whole, described, checked on another machine, with and without the texts of articles."""

import json
import shutil
import zipfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate

from analysis.bundle.archive import Wish, write_bundle
from analysis.bundle.crate import METADATA
from analysis.bundle.integrity import verify_bundle
from analysis.bundle.payload import CORPUS
from analysis.corpus import read_corpus
from analysis.record.claims import ClaimError
from analysis.verify.rerun import Rerun
from analysis.verify.verdicts import State
from tests.commands import framing
from tests.projects import FINISH, write_project

CELLS = (
    'corpus: str = "seeds"  # x\nout: str = "figures/draft"  # x\ntexts: str = "all"  # x\n'
    "columns: list[str] = []  # x",
    "from analysis.corpus import read_corpus\nfrom analysis.figures import corpus_timeline\n"
    "from analysis.measures import article_days\n"
    "from analysis.reports import Run, columns_from\n"
    "articles = read_corpus(corpus, columns=columns_from(columns))\n"
    'run = Run("days", articles, folder=out, settings={"texts": texts})\n'
    'run.figure(corpus_timeline, article_days(articles.articles), name="days",\n'
    '    caption="Days.", alt="Days.")\n'
    'run.table(articles.articles[["id", "text"]], name="texts", caption="Texts.")',
    FINISH,
)


WORDS = (
    'corpus: str = "seeds"  # x\nout: str = "figures/draft"  # x\ntexts: str = "all"  # x\n'
    'stop: str = "on"  # x',
    "import pandas as pd\nfrom analysis.corpus import read_corpus\n"
    "from analysis.language.counts import stop_words\nfrom analysis.reports import Run\n"
    'said = pd.DataFrame({"word": sorted(stop_words(stop))[:3]})\n'
    'settings = {"texts": texts, "stop": stop}\n'
    'run = Run("words", read_corpus(corpus), folder=out, settings=settings)\n'
    'run.table(said, name="words", caption="Words.")',
    FINISH,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project with two runs, one that shows texts and one that does not."""
    folder = write_project(tmp_path_factory.mktemp("made") / "project", days=CELLS)
    table = folder / "seeds" / "corpus.csv"
    table.write_text(table.read_text().replace("outlet", "publisher"))
    for more in ([], ["--no-text", "--name", "quiet"]):
        code, _, err = framing(folder, "run", "--columns", "outlet=publisher", *more)
        assert code == 0, err
    return folder


@pytest.fixture
def project(made, tmp_path, monkeypatch):
    folder = tmp_path / "project"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    return folder


@pytest.fixture
def as_made(made, tmp_path, monkeypatch):
    """Let a run of the bundle's own corpus give what it gave: other tests here show that it does."""
    for part in ("figures", "reports"):
        shutil.copytree(made / part / "days/default", tmp_path / "again" / part)

    @contextmanager
    def as_before(claims, corpus):
        yield [Rerun(tmp_path / "again") for _ in claims]

    monkeypatch.setattr("analysis.verify.check.reruns", as_before)


def bundled(project, **wish):
    out = project.parent / "bundle.zip"
    write_bundle(Wish(["days/default"], **wish), project, out)
    return out


def rewritten(bundle, change):
    """The bundle with its files, by name, changed."""
    with zipfile.ZipFile(bundle) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    change(contents)
    with zipfile.ZipFile(bundle, "w") as packed:
        for name, content in contents.items():
            packed.writestr(name, content)
    return bundle


def test_a_bundle_is_an_ro_crate_that_names_all_that_is_in_it(project):
    bundle = bundled(project, licence="CC-BY-4.0")
    with zipfile.ZipFile(bundle) as packed:
        names = set(packed.namelist())
        graph = json.loads(packed.read(METADATA))["@graph"]
    crate = ROCrate(str(bundle))
    assert crate.root_dataset["license"] == "CC-BY-4.0"
    assert str(crate.root_dataset["datePublished"]).startswith("1970-01-02")
    files = {entity.id for entity in crate.get_by_type("File", exact=True)}
    assert files == names - {METADATA}
    assert {part.id for part in crate.root_dataset["hasPart"]} == files
    (action,) = crate.get_by_type("CreateAction")
    assert {"figures/days/default/days.svg", "reports/days/default/report.pdf"} <= {
        result.id for result in action["result"]
    }
    values = {value["name"]: value["value"] for value in crate.get_by_type("PropertyValue")}
    assert values["parameter texts"] == "all"
    assert "version of pandas" in values
    ids = [entity["@id"] for entity in graph]
    assert len(ids) == len(set(ids))
    assert {CORPUS, "settings.json", "notebooks/10_days.ipynb", "README.md"} <= names


def test_the_same_bundle_has_the_same_bytes(project):
    first = bundled(project).read_bytes()
    assert bundled(project).read_bytes() == first


def test_the_corpus_in_it_is_the_one_that_was_read(project):
    with zipfile.ZipFile(bundled(project)) as packed:
        packed.extract(CORPUS, project.parent)
    columns = {"outlet": "publisher"}
    there = read_corpus(project / "seeds", columns=columns)
    assert read_corpus(project.parent / CORPUS, columns=columns).digest == there.digest


def test_a_whole_bundle_agrees_wherever_the_corpus_is(project):
    bundle = bundled(project)
    assert all(checked.agrees and not checked.problem for checked in verify_bundle(bundle))
    (project / "seeds").rename(project.parent / "moved")
    found = verify_bundle(bundle)
    assert [checked.name for checked in found] == ["days/default"]
    assert all(checked.agrees and not checked.problem for checked in found)


def test_the_makers_own_files_are_read_from_the_bundle(tmp_path, monkeypatch):
    folder = write_project(tmp_path / "project", words=WORDS)
    monkeypatch.chdir(folder)
    (folder / "mine.txt").write_text("alpha\n")
    code, _, err = framing(folder, "run", "-p", "stop=mine.txt")
    assert code == 0, err
    out = tmp_path / "b.zip"
    write_bundle(Wish(["words/default"]), folder, out)
    (folder / "mine.txt").unlink()
    (gone,) = verify_bundle(out)
    assert gone.agrees, [verdict.said for verdict in gone.verdicts]
    (folder / "mine.txt").write_text("gamma\n")  # what lies here is not what the makers had
    (other,) = verify_bundle(out)
    assert other.agrees
    assert not other.differences
    rewritten(out, lambda contents: contents.update({"mine.txt": b"gamma\n"}))
    whole, changed = verify_bundle(out)
    assert [verdict.path.name for verdict in whole.verdicts] == ["mine.txt"]
    assert not changed.agrees
    assert "own word lists" in [difference.what for difference in changed.differences]


def test_another_corpus_in_the_recorded_place_changes_nothing(project):
    bundle = bundled(project)
    table = project / "seeds" / "corpus.csv"
    table.write_text(table.read_text().replace("Monday", "Tuesday"))
    assert all(checked.agrees and not checked.problem for checked in verify_bundle(bundle))


def test_a_changed_article_is_found_though_the_listing_was_changed_as_well(project, as_made):
    def change(contents):
        contents[CORPUS] = contents[CORPUS].replace(b"Monday", b"Sunday", 1)
        about = json.loads(contents[METADATA])
        (entry,) = [one for one in about["@graph"] if one["@id"] == CORPUS]
        entry["sha256"] = sha256(contents[CORPUS]).hexdigest()
        contents[METADATA] = json.dumps(about).encode()

    whole, _ = verify_bundle(rewritten(bundled(project), change))
    assert states(whole) == {CORPUS: State.DAMAGED}
    assert whole.verdicts[0].why == "its articles are not those of settings.json"


@pytest.mark.parametrize(
    "first", [b"no json", b"\xff\xfe", b"null", b"7", b"[" * 20_000, b'"text"', b"[1]"]
)
def test_a_corpus_that_does_not_begin_with_an_article_is_one_sentence(project, first):
    def change(contents):
        contents[CORPUS] = first + b"\n" + contents[CORPUS]

    with pytest.raises(ClaimError, match=r"the first line of corpus/articles\.jsonl is no article"):
        verify_bundle(rewritten(bundled(project), change))


def test_a_bundle_that_unpacks_to_too_much_or_cannot_be_unpacked_is_refused(project):
    bundle = bundled(project)
    with zipfile.ZipFile(bundle, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("figures/large.csv", b" " * 40_000_000)
    with pytest.raises(ClaimError, match="unpacks to more than 200 times its size"):
        verify_bundle(bundle)
    long = rewritten(bundled(project), lambda contents: contents.update({"x" * 5_000: b"x"}))
    with pytest.raises(ClaimError, match="cannot be unpacked"):
        verify_bundle(long)


def test_a_corpus_that_has_changed_since_is_not_bundled(project):
    table = project / "seeds" / "corpus.csv"
    table.write_text(table.read_text().replace("Monday", "Tuesday"))
    with pytest.raises(ClaimError, match="is no longer what it was made from; run it again"):
        bundled(project)


def states(checked):
    return {str(verdict.path): verdict.state for verdict in checked.verdicts}


def test_a_missing_a_changed_and_a_strange_file_are_named(project, as_made):
    def change(contents):
        del contents["figures/days/default/days.png"]
        contents["README.md"] += b"!"
        contents["more.txt"] = b"more"

    whole, run = verify_bundle(rewritten(bundled(project), change))
    assert not whole.agrees
    assert states(whole) == {
        "figures/days/default/days.png": State.MISSING,
        "README.md": State.DAMAGED,
        "more.txt": State.DAMAGED,
    }
    assert run.name == "days/default"
    assert not run.agrees


def test_one_bit_of_a_table_is_noticed_twice(project, as_made):
    def change(contents):
        name = "figures/days/default/days.csv"
        contents[name] = bytes([contents[name][0] ^ 1]) + contents[name][1:]

    whole, run = verify_bundle(rewritten(bundled(project), change))
    assert states(whole) == {"figures/days/default/days.csv": State.DAMAGED}
    damaged = {Path(path).name for path, state in states(run).items() if state is State.DAMAGED}
    assert "days.csv" in damaged


def test_what_is_no_bundle_is_refused_with_what_would_be_right(project):
    bundle = bundled(project)
    with pytest.raises(ClaimError, match="not a whole zip"):
        verify_bundle(cut(bundle))
    with pytest.raises(ClaimError, match=f"has no {METADATA}"):
        verify_bundle(rewritten(bundled(project), lambda contents: contents.pop(METADATA)))
    with pytest.raises(ClaimError, match="is not that of a bundle of ours"):
        verify_bundle(rewritten(bundled(project), lambda c: c.update({METADATA: b"[]"})))


def cut(bundle):
    part = bundle.with_name("part.zip")
    part.write_bytes(bundle.read_bytes()[:-200])
    return part


def test_nothing_is_unpacked_outside(project, as_made):
    def change(contents):
        contents["../../outside.txt"] = b"out"
        contents["/absolute.txt"] = b"out"

    whole, *_ = verify_bundle(rewritten(bundled(project), change))
    assert set(states(whole)) == {"../../outside.txt", "/absolute.txt"}
    assert all("leads outside" in verdict.why for verdict in whole.verdicts)
    assert not list(project.parent.parent.glob("outside.txt"))


def test_without_texts_a_bundle_has_digests_and_lengths_and_no_run_that_shows_texts(project):
    with pytest.raises(ClaimError, match="shows the texts of articles; make it with"):
        bundled(project, texts=False)
    out = project.parent / "quiet.zip"
    write_bundle(Wish(["days/quiet"], texts=False), project, out)
    with zipfile.ZipFile(out) as packed:
        rows = [json.loads(line) for line in packed.read(CORPUS).splitlines()]
    assert [sorted(row) for row in rows] == [
        ["characters", "date", "id", "language", "publisher", "sha256", "words"]
    ] * 2
    assert [row["words"] for row in rows] == [8, 7]
    (there,) = verify_bundle(out)
    assert there.agrees
    (project / "seeds").rename(project.parent / "moved")
    (gone,) = verify_bundle(out)
    assert "seeds" in gone.problem
    (given,) = verify_bundle(out, corpus=str(project.parent / "moved"))
    assert given.agrees
    assert not given.problem


def test_the_commands_say_what_came_out_and_end_with_the_right_codes(project):
    code, out, err = framing(project, "bundle", "days/default", "--out", "b.zip")
    assert (code, err) == (0, "")
    assert out.startswith("b.zip: ")
    code, out, _ = framing(project, "verify", "b.zip")
    assert code == 0, out
    rewritten(project / "b.zip", lambda contents: contents.pop("README.md"))
    code, out, _ = framing(project, "verify", "b.zip")
    assert code == 1
    assert "README.md: missing" in out
    code, _, err = framing(project, "bundle", "days/none", "--out", "none.zip")
    assert code == 2
    assert "days/none" in err
