"""Every notebook runs with every documented value of every parameter, on the small corpus of the tests.

Values are tried many at a time: the first run of a notebook has the first value of each parameter, the second
run the second of each, and so on; where a parameter has no more values it has its first one again.
"""

import html
import re
import zipfile

import pandas as pd
import pytest

from analysis.corpus import read_corpus, select_outlets
from analysis.language import Counting, count
from analysis.measures import frequencies
from analysis.parameters import PARAMETERS, columns_from
from analysis.recipes import recipes
from analysis.reports.execute.parameters_cell import read_parameters
from analysis.reports.execute.plan import check
from tests.conftest import ROOT
from tests.execution import executed, page_of
from tests.tiny import ARTICLES, BAD_ROWS, with_bad_rows

NOTEBOOKS = {
    path.stem.partition("_")[2] or path.stem: path
    for path in sorted(ROOT.glob("notebooks/*.ipynb"))
}
HERALD, POST = "Harbour Herald", "Valley Post"
STOP, LIST, LIWC, QUANTEDA = "stop.txt", "ships.tsv", "moods.dic", "water.yml"
PEOPLE, EXPORTED, EVENTS = "people.tsv", "speakers.csv", "events.csv"
PLAN = "plan.toml"
CORRECTIONS = "corrections.csv"
FILES = {
    STOP: "the\na\nof\n",
    LIST: "term\tcategory\nferry\tlabel\nso called\tdoubt\n",
    LIWC: "%\n1\tposemo\n2\tnegemo\n%\nglad\t1\nanger\t2\nfair*\t1\n",
    PEOPLE: "alias\tname\tkind\taffiliation\nOlaf Tarn\tOlaf Tarn\tngo\tDockers\nShopkeepers\t\t\t\n",
    EXPORTED: "name,aliases,kind,affiliation\nEdda Klint,Edda Klint; Jonas Feld,business,\n",
    EVENTS: "article,event\nh01,bridge\np01,bridge\nh02,strike\np02,strike\n",
    PLAN: '[claims.ferry]\ntable = "frequencies"\nrow = {term = "ferry"}\nvalue = "rate"\n'
    f'above = "{HERALD}"\nbelow = "{POST}"\n[choices]\ncopies = ["once", "all"]\n',
    CORRECTIONS: "article,field,start,end,what,from,to\np01,text,234,255,kind,civilian,business\n"
    "h01,text,1,2,speaker,,Nobody\n",
    QUANTEDA: "water:\n  river: [river*, flood*]\n  other: pump*\n",
}
# a corpus, how its columns are called, and whether rows with errors are left out; the report on the corpus
# reads all of them, each of the others the first three or more
CORPORA = [
    ("articles.csv", [], False),
    ("with-bad-rows.csv", [], True),
    ("renamed.csv", ["outlet=publisher"], False),
    ("folder", [], False),
    ("articles.zip", [], False),
]
VALUES = {
    "outlets": [[], [POST, HERALD], [HERALD]],
    "outlet": ["", POST, "", HERALD],
    "reference": ["", HERALD, "", "", POST],
    "sections": [
        ["body"],
        ["headline", "subhead", "body"],
        ["headline", "subhead", "caption", "promo", "credit", "body"],
    ],
    "where": [[], [f"outlet={POST}", f"outlet={HERALD}"], [f"outlet={HERALD}"]],
    "events": ["", EVENTS],
    "event_days": [3, 0, 36_500],
    "event_pages": ["", "../"],
    "sure": ["medium", "low", "high"],
    "copied": [0.3, 0.05, 1.0],
    "copies": ["once", "all"],
    "paired": [True, False],
    "unit": ["word", "lemma", "form"],
    "ngram": [1, 2, 3],
    "stop": ["on", "off", STOP],
    "digits": [True, False],
    "min_count": [3, 1, 1_000_000_000],
    "prior_words": [500.0, 1e-9, 1e12],
    "house_style": [False, True],
    "query": ["", "ferry", "strik*", "bridge * closed", "[say]", "claim_VERB"],
    "window": [5, 1, 50],
    "voices": [True, True, False],
    "linguistics": [False, True],
    "span": [100, 1, 100_000],
    "follow": [[], ["ferry", "toll*"], ["[say]", "union boss"]],
    "per": ["week", "day", "month"],
    "interval": ["auto", "words", "articles"],
    "resamples": [1000, 1, 1500],
    "seed": [1, 0, 2**32 - 1],
    "top": [15, 1, 1000],
    "lexicons": [[], [LIST], [LIWC, QUANTEDA]],
    "counted_acts": [["said", "thought"], ["said"], ["thought"]],
    "certainty": [0.0, 0.7, 1.0],
    "speakers": ["", PEOPLE, EXPORTED],
    "corrections": ["", CORRECTIONS],
    "actors": [[], ["Velder"], ["crews=Bruck|union"]],
    "names": [8, 1, 1000],
    "speakers_shown": [12, 1, 1000],
    "read": [[], ["h01"], ["p12", "h07"]],
    "measure": ["attributions", "speakers", "acts", "loaded", "voice", "shared"],
    "sample": [""],  # one with codings is in tests/validity
    "codings": [[]],
    "plan": ["", PLAN],
    "passages": [5, 1, 1000],
    "texts": ["all", "snippets", "none"],
    "width": ["full", "column"],
}
BLOCK = re.compile("</(?:p|div|li|td|th|summary|details|figcaption|caption|h[1-6]|dt|dd|text)>")
TOO_LARGE = {"resamples": [100_000]}  # takes minutes
PLACES = ("corpus", "columns", "skip_bad", "out")  # of CORPORA, and each test's own


def parameters_of(report):
    return [p.name for p in read_parameters(NOTEBOOKS[report]) if p.name not in PLACES]


def runs_of(report):
    """Yield for each run the number of its corpus and of the value of each parameter."""
    names = parameters_of(report)
    most = max(len(CORPORA) if report == "corpus" else 3, *(len(VALUES[name]) for name in names), 0)
    for turn in range(most):
        chosen = {name: turn if turn < len(VALUES[name]) else 0 for name in names}
        if report != "start" or not CORPORA[turn][2]:  # it cannot leave out rows
            yield pytest.param(report, turn % len(CORPORA), chosen, id=f"{report}-{turn}")


RUNS = [run for report in NOTEBOOKS for run in runs_of(report)]


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    """The small corpus in every form, and files that parameters name."""
    folder = tmp_path_factory.mktemp("material")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    articles = ARTICLES.read_text(encoding="utf-8")
    (folder / "articles.csv").write_text(articles, encoding="utf-8")
    (folder / "renamed.csv").write_text(
        articles.replace("outlet", "publisher", 1), encoding="utf-8"
    )
    (folder / "folder").mkdir()
    (folder / "folder" / "corpus.csv").write_text(articles, encoding="utf-8")
    with zipfile.ZipFile(folder / "articles.zip", "w") as packed:
        packed.writestr("corpus.csv", articles)
    with_bad_rows(folder)
    return folder


def placed(value, folder):
    """Return a value with the names of our files as paths."""
    if isinstance(value, list):
        return [placed(entry, folder) for entry in value]
    return str(folder / value) if value in FILES else value


def test_every_parameter_of_every_notebook_has_values_here_and_its_default_is_the_first():
    for path in NOTEBOOKS.values():
        for parameter in read_parameters(path):
            if parameter.name not in PLACES:
                assert VALUES[parameter.name][0] == parameter.default


def test_every_choice_and_every_bound_of_a_parameter_is_tried():
    recipes()  # measures declare parameters of their own
    for name, values in VALUES.items():
        tried = [one for value in values for one in (value if isinstance(value, list) else [value])]
        assert set(PARAMETERS[name].choices) <= set(tried), name
        bounds = {PARAMETERS[name].low, PARAMETERS[name].high} - {None, *TOO_LARGE.get(name, [])}
        assert bounds <= {value for value in values if isinstance(value, int | float)}, name


@pytest.mark.parametrize(("report", "corpus", "numbered"), RUNS)
def test_it_runs_and_what_it_publishes_fits_together(report, corpus, numbered, material, tmp_path):
    place, columns, skip_bad = CORPORA[corpus]
    values = {name: placed(VALUES[name][number], material) for name, number in numbered.items()}
    values |= {"corpus": str(material / place), "columns": columns}
    known = {parameter.name for parameter in read_parameters(NOTEBOOKS[report])}
    values |= {"skip_bad": skip_bad} if "skip_bad" in known else {}
    articles = read_corpus(values["corpus"], columns=columns_from(columns), skip_bad=skip_bad)
    check(values, articles)
    out = tmp_path / "figures"
    notebook = executed(NOTEBOOKS[report], values | {"out": str(out)}, tmp_path)
    if "out" not in known:
        return
    page = page_of(notebook, out)
    if values["texts"] != "all":
        hidden = [*articles.articles["text"], *BAD_ROWS.read_text("utf-8").splitlines()]
        assert long_quotations(hidden, [page, *written(out)]) == []
    if report == "words":
        words_fit_together(values, select_outlets(articles, values["outlets"]).articles, out)


def written(folder):
    return [
        path.read_text("utf-8")
        for ending in ("csv", "json", "svg")
        for path in folder.glob(f"*.{ending}")
    ]


def sixteens(text):
    """Return every sixteen words in a row of a text or of one block of a page."""
    words = re.findall(r"\w+|\0", html.unescape(re.sub("<[^>]*>", " ", BLOCK.sub("\0", text))))
    return {tuple(words[start : start + 16]) for start in range(len(words) - 15)}


def long_quotations(hidden, texts):
    known = {row for text in hidden for row in sixteens(text)}
    return [" ".join(row) for text in texts for row in sixteens(text) & known]


def words_fit_together(values, articles, folder):
    """Hold what is followed and looked at closely to the counts of the same terms."""
    counting = Counting(
        values["sections"], values["unit"], values["ngram"], stop="off", min_count=1
    )
    table = frequencies(count(articles, counting))
    counted = table.set_index(["term", "outlet"])["n"]
    trends = pd.read_csv(folder / "trends.csv", keep_default_na=False)
    trends["term"] = trends["term"].str.replace(r"[\[\]]", "", regex=True)  # [say]: the lemma
    if not values["follow"]:
        followed = trends.groupby(["term", "outlet"])["n"].sum()
        assert followed.to_dict() == counted.reindex(followed.index, fill_value=0).to_dict()
    if not values["query"]:
        lines = pd.read_csv(folder / "concordance.csv", keep_default_na=False)
        asked = lines["evidence_for"].iloc[0].strip("'[]")
        assert len(lines) == counted.xs(asked, level="term").sum()
        assert len(pd.read_csv(folder / "collocates.csv")) > 0
