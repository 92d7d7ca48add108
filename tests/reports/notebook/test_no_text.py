"""No file of a run without texts holds what articles and bad rows say, whatever the corpus is like."""

import base64
import csv
import io
import os
import re
import shutil
import zlib

import pytest
from pypdf import PdfReader

from tests.commands import framing
from tests.conftest import ROOT
from tests.projects import write_notebook

WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
MARKED = re.compile(r"<[^>]*>|\\n|\\u[0-9a-f]{4}|&[#a-z0-9]+;")
EMBEDDED = re.compile(r"base64,([A-Za-z0-9+/=]+)|of zlib.{1,3}>([A-Za-z0-9+/=]+)<")

HEADLINE = (
    "Harbour wardens quietly reopen the drowned northern lock after eleven weary winters while angry "
    "bargemen, anglers, painters and their patient dogs look on"
)
SAYING = (
    "The weathered spokeswoman said on Monday that every rusty gate between the tannery and the salt meadow "
    "would be lifted, greased, measured and hung again before the first autumn flood. "
)
# the speaker has no name, so all of this is what it is called
CALLED = (
    "The weathered spokesman of the union of keepers of northern locks and pilots of river barges from "
    "the salt meadow below the second mill"
)
LONG = f"{CALLED} said on Monday that it was raining. "
QUOTED = (
    '"Nobody here wanted this brutal, disgraceful and utterly reckless scheme that thugs in velvet gloves '
    'forced on honest families along the whole lower river," the mayor told reporters. '
)
PLAIN = (
    "Beneath willow roots a copper kettle, nine brass lanterns and one cracked violin waited patiently for "
    "their forgotten owners while rain drummed softly upon slate, thatch and tin. "
)
ARTICLES = [
    (f"{outlet[0]}{number}", outlet, "2020-01-0" + str(number), f"{HEADLINE} {number}", text)
    for outlet, turn in (("Herald", 0), ("Post", 1))
    for number, text in enumerate(
        [SAYING * 2 + LONG + PLAIN + QUOTED, QUOTED + PLAIN * 2 + SAYING], start=1 + turn
    )
]
BAD = (
    "An unquoted row tells of seven silver herons standing near a mill and then of many other "
    "birds that nobody in the long grey town had ever counted or named before that very spring"
)
BAD_ROWS = [
    f"b1,Herald,2020-01-05,A title,{BAD.replace(' and ', ', and ')}",  # too many cells
    f"b2,{BAD}",  # too few
    f'b3,Herald,"{BAD}",A title,"{PLAIN}"',  # no date
    f'b4,,2020-01-05,A title,"{BAD}"',  # no outlet
    f'H1,Herald,2020-01-05,"{BAD}","{BAD}"',  # an id twice
    f'"{BAD}",Herald,2020-01-05,A title,""',  # no text
    f'b7,Post,2020-01-05,A title,"It began.\nb8,Herald,2020-01-05,A title,{BAD}"',  # a row inside a cell
    f' Post ,Post\t,2020-01-05,A title,"{PLAIN}"',
]  # fmt: skip
SECRETS = [SAYING, QUOTED, PLAIN, HEADLINE, BAD, *BAD_ROWS]
SHOWN = {"snippets": 15, "none": 5}  # words of a name
BROKEN = (
    'corpus: str = "seeds"  # x\nskip_bad: bool = False  # x\nout: str = "figures/draft"  # x\n'
    'texts: str = "all"  # x',
    "from analysis.corpus import read_corpus\n"
    "articles = read_corpus(corpus, skip_bad=skip_bad)\nsaid = ' '.join(articles.articles['text'])",
    "raise ValueError(said)",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A project with the real notebooks and one that fails with an article in its error."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    write_notebook(folder / "notebooks" / "90_broken.ipynb", BROKEN)
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerows([("id", "outlet", "date", "title", "text"), *ARTICLES])
    (folder / "seeds").mkdir()
    table = out.getvalue() + "".join(f"{row}\n" for row in BAD_ROWS)
    (folder / "seeds" / "corpus.csv").write_text(table, encoding="utf-8")
    return folder


# all reports, and those that show most of texts
RUN = {"snippets": (), "none": ("attribution", "corpus", "broken")}


@pytest.mark.parametrize("texts", SHOWN)
def test_no_file_of_any_report_holds_more_words_in_a_row_than_may_be_shown(folder, texts):
    home = folder / texts
    own = {"env": {**os.environ, "FRAMING_CACHE": str(folder / "cache")}}
    query = ["-p", "query=violin"] * (not RUN[texts])
    words = [*RUN[texts], "-p", f"texts={texts}", *query, "--skip-bad", "--to", str(home)]
    code, _, said = framing(folder, "run", *words, **own)
    assert code == 1, said
    assert "broken/default failed" in said
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} >= {"default", "failed"}
    assert len(files) > 40
    longest = {path.relative_to(home): most_in_a_row(shown_in(path), SECRETS) for path in files}
    assert {path: row for path, row in longest.items() if len(row) > SHOWN[texts]} == {}
    called = {len(most_in_a_row(shown_in(path), [LONG])) for path in files}
    assert max(called) == 15  # a name is cut as any snippet is


def shown_in(path):
    """All words in a file, those of the pictures and data inside it too."""
    content = path.read_bytes()
    if path.suffix == ".png":
        return []  # the texts of the other two pictures of the set
    if path.suffix == ".pdf":
        pdf = PdfReader(io.BytesIO(content))
        texts = [page.extract_text() for page in pdf.pages]
        texts += [file.content.decode("utf-8", "replace") for file in pdf.attachment_list]
        return WORD.findall(" ".join([*texts, str(pdf.metadata)]).lower())
    return in_text(content.decode())


def in_text(text):
    inside = [base64.b64decode(one or other) for one, other in EMBEDDED.findall(text)]
    plain = MARKED.sub(" ", EMBEDDED.sub(" ", text).replace('\\"', '"'))
    found = WORD.findall(plain.lower())
    for content in inside:
        if content.startswith(b"x"):
            found += WORD.findall(zlib.decompress(content).decode().lower())
        elif not content.startswith(b"\x89PNG"):
            found += in_text(content.decode())
    return found


def most_in_a_row(shown, secrets):
    """The longest row of words of a secret that stands among the words shown."""
    places = {}
    for place, word in enumerate(shown):
        places.setdefault(word, []).append(place)
    best = []
    for secret in secrets:
        words = WORD.findall(secret.lower())
        for begin in range(len(words)):
            for place in places.get(words[begin], ()):
                length = len(best)
                if words[begin : begin + length + 1] != shown[place : place + length + 1]:
                    continue
                while (
                    begin + length < len(words)
                    and place + length < len(shown)
                    and words[begin + length] == shown[place + length]
                ):
                    length += 1
                best = words[begin : begin + length]
    return best
