"""What the README and the pages claim is held by something: a number by the code, a sentence by a test."""

import re

import pytest

from analysis import table_store
from analysis.corpus import unpack
from analysis.figures.canvas.style import COLUMN, FULL
from analysis.inference import ENOUGH, FEWEST
from analysis.language.words import words_in
from analysis.measures.loaded.rates import LOADED
from analysis.models.cache import Cache
from analysis.record import picture_store
from analysis.tables.base import PER
from analysis.texts import IN_MEMORY
from analysis.validity.forecast import SIZES
from docs.extension.numbers import PYTHON
from tests.conftest import ROOT

_WORDS = {1_000_000: "million", 1: "one", 2: "two", 3: "three", 5: "five", 10: "ten"}
_JUPYTERLAB = re.search(
    r"^jupyterlab==(\d+)", (ROOT / "requirements.lock").read_text("utf-8"), re.M
)
_ARTICLE = re.search(
    r"(\d+) files of [\d.]+ kB together", (ROOT / "docs/measured/cluster.txt").read_text("utf-8")
)
_CM = 25.4 / 10  # of an inch

# by page: what it says, with the number as it is in the code or in a measured file
NUMBERS = {
    "README.md": [
        f"Python {PYTHON} or newer",
        f"an outlet with fewer than {_WORDS[FEWEST]} articles has none",
    ],
    "docs/numbers.md": [
        f"a weight of at least {LOADED:.2f}",
        f"per {_WORDS[PER]} words",
        f"fewer than {_WORDS[FEWEST]} articles has none, with fewer than {_WORDS[ENOUGH]} a rough one",
    ],
    "docs/release.md": [f"Python {PYTHON} or newer, JupyterLab {_JUPYTERLAB[1]}"],
    "docs/how-to/large-corpora.md": [
        f"{IN_MEMORY // 1024**2} MB stay in memory",
        f"may unpack to {unpack.MAX_UNPACKED // 1024**3} GiB, and to {unpack.MAX_RATIO} times its size",
        f"{unpack.LIMIT_VARIABLE}=20",
    ],
    "docs/how-to/beyond-one-machine.md": [
        f"Each article leaves {_WORDS[int(_ARTICLE[1])]} small files in {16**2} folders a step",
    ],
    "docs/how-to/figure-for-a-paper.md": [
        f"({10 * COLUMN * _CM:.0f} mm)",
        f"({10 * FULL * _CM:.0f} mm)",
    ],
    "docs/how-to/thousands.md": [
        f"beyond {_WORDS[table_store._MOST // 2**30]} gigabytes, of pictures beyond "
        f"{_WORDS[picture_store._MOST // 2**30]}.",
    ],
    "docs/how-to/validate.md": [f"with {min(SIZES)} to {max(SIZES)}"],
}
# numbers that are no claim: days, times and places of an example, exit codes (tests/cli), steps, advice
EXAMPLES = (
    r"December 2016", r"\b\d{1,2}/\d{1,2}/\d{4}", r"since 1970", r"\d{4}-\d\d-\d\d\S*",
    r"exit code( is)? \d", r"\d if (it|the)", r"\(2 if", r"step 3",
    r"127\.0\.0\.1", r"status 200", r"from 0 to 1", r"the count 0", r"a 0 among", r"counted from 0",
    r"about 40 items", r"two articles in it", r"20 to 40 articles of each",
    r"a share of 15 is not a share of 500",
    r"1,000 are one word", r"of 100 cases", r"CC BY-NC-SA 4\.0", r"Snakemake [\d.]+",
    r"Python 3\.1[123]", r"and 3\.13",
)  # fmt: skip
# held whole by tests of their own
ELSEWHERE = {
    "README.md": [r"## How good is it.*?(?=\n## )", r"Three of its findings:.*?(?=\n## |\nBehind)"],
    "docs/how-to/from-your-archive.md": [r"^\|.*\|$"],  # tests/benchmarks/test_formats.py
    "docs/how-to/code-book.md": [r"^\|.*\|$"],  # tests/coding
    "docs/reliability.md": [r"^\|.*\|$"],  # written by tests/campaign
}
# by page: a sentence with a strong word, and the test that can fail where it is wrong
_RUN = "reports/execute/test_three_ways.py::test_the_same_run_gives_the_same_bytes_in_any_folder_for_any_user"
_NETWORK = "test_network.py::test_no_command_and_no_process_that_it_starts_talks_to_another_machine"
_PARTS = "corpus/test_read_parts.py::test_a_corpus_is_the_same_in_one_file_and_in_parts"
_QUANTEDA = "measures/test_frequency.py::test_frequencies_equal_quanteda"
_ENDS = "cluster/test_corpus_reading.py::test_a_scheduler_that_ends_leaves_what_was_read_and_threads_go_on"
BEHIND = {
    "README.md": {
        "Nothing is downloaded but Python packages, and no text leaves your computer": _NETWORK,
        "opens the same in JupyterLab":
            "reports/execute/test_three_ways.py::"
            "test_cell_by_cell_inside_notebooks_gives_the_same_figures_and_tables",
        "The same run gives the same bytes": _RUN,
        "says whether a figure still comes out the same, and if not, which rows changed and why":
            "verify/test_check.py::test_a_changed_article_is_named_with_the_rows_that_changed",
        "The first lists all errors":
            "corpus/test_read_problems.py::"
            "test_all_problems_of_a_corpus_are_listed_at_once_in_the_order_of_rows",
        "`framing list` explains every parameter and table":
            "cli/test_figures.py::test_the_list_has_every_parameter_with_its_type_default_and_meaning",
        "Keyness and frequencies here equal its values": _QUANTEDA,
        "This project collects nothing": _NETWORK,
    },
    "docs/index.md": {
        "no text leaves it": _NETWORK,
        "has every figure with its call":
            "docs/test_pictures.py::test_the_gallery_has_every_committed_figure_that_a_notebook_draws",
        "All three are taken by a script":
            "docs/test_pictures.py::test_a_picture_was_taken_from_what_is_here_now",
    },
    "docs/numbers.md": {
        "they never change a rate":
            "measures/test_frequency.py::"
            "test_terms_are_left_out_by_count_stop_list_and_digits_but_denominators_stay",
        "The values equal those of quanteda and Fightin' Words":
            "measures/test_keyness.py::test_weighted_log_odds_equal_fightin_words",
        "The same run gives the same bytes": _RUN,
    },
    "docs/review.md": {
        "nothing is fetched but packages": _NETWORK,
        "browser tests hold pages to that":
            "reports/page/test_html_in_browser.py::test_nothing_from_outside_runs_asks_or_loads_anything",
    },
    "docs/how-to/large-corpora.md": {
        "All parts have the same columns":
            "corpus/test_read_parts.py::test_parts_with_other_columns_are_refused_and_json_lines_may_lack_some",
        "One large file is read in the same way. The same articles have the same results and digests": _PARTS,
        "so that a small file cannot fill the machine":
            "corpus/test_read_packed.py::test_a_zip_bomb_is_stopped_by_ratio_and_by_size",
        "What stays in memory grows with":
            "corpus/test_large_corpus.py::test_a_corpus_larger_than_the_memory_it_may_have_is_read_and_counted",
    },
    "docs/how-to/beyond-one-machine.md": {
        "the same kept answers, bit for bit":
            "cluster/test_corpus_reading.py::"
            "test_two_workers_that_share_the_folder_keep_what_threads_keep",
        "other users of the machine cannot join it":
            "cluster/test_scheduler.py::"
            "test_a_scheduler_of_this_run_listens_to_nobody_without_its_certificates",
        "in the same version everywhere":
            "cluster/test_corpus_reading.py::"
            "test_a_worker_with_other_code_and_other_weights_is_refused_with_a_sentence",
        "the same command goes on from there": _ENDS,
        "Article texts cannot: they travel as text and stay text":
            "cluster/test_batch.py::test_what_travels_is_the_id_and_what_the_models_read",
    },
}  # fmt: skip
# pages of which some sentences are named here, and others stand by what their blocks show
MORE = {
    "docs/own-corpus.md": {
        "A column of texts or of addresses is never taken for the outlet":
            "corpus/archives/test_cells.py::test_the_address_of_an_article_is_never_its_outlet",
        "No file is overwritten": "corpus/archives/test_tables.py::test_nothing_is_written_over",
        "Nothing is joined by itself":
            "corpus/archives/test_cells.py::test_names_that_may_be_one_outlet_stand_side_by_side",
        "All stay in the corpus": "corpus/archives/test_tables.py::test_near_duplicates_are_told_and_kept",
        "Text files are kept character by character":
            "corpus/archives/test_tables.py::test_every_text_comes_through_character_by_character",
        "and empty rows are no rows": "corpus/archives/test_cells.py::test_empty_rows_of_excel_are_no_rows",
    },
    "docs/how-to/from-your-archive.md": {
        "Nothing is written unless every article is good":
            "corpus/archives/test_tables.py::"
            "test_all_bad_rows_are_told_with_file_row_column_value_and_what_is_right",
    },
    "docs/how-to/check-a-figure.md": {
        "Every SVG, PDF and PNG carries its description and its data":
            "record/test_extraction.py::"
            "test_a_picture_gives_back_its_record_and_its_very_data_whatever_they_hold",
        "reads a copy of any name in any place":
            "record/test_extraction.py::"
            "test_a_figure_of_a_run_is_inspected_under_another_name_in_an_empty_folder",
        "your files do not change":
            "verify/test_check.py::"
            "test_a_project_that_nobody_touched_comes_out_the_same_and_is_left_alone",
    },
    "docs/how-to/correct-speakers.md": {
        "The digest of the table is in the record":
            "verify/test_comparison.py::test_a_table_of_speakers_has_a_digest_of_its_own",
    },
    "docs/how-to/jupyterlab.md": {
        "From five articles on a word that an outlet never uses has the count 0 and an interval all the same":
            "interactive/test_ask.py::"
            "test_a_comparison_has_every_outlet_and_absent_words_have_an_interval",
    },
    "docs/how-to/papermill.md": {
        "The data of a figure, and so its id, are the same either way":
            "reports/execute/test_three_ways.py::"
            "test_plain_papermill_gives_the_same_figures_and_tables",
    },
    "docs/how-to/thousands.md": {
        "empty, nothing is kept":
            "models/test_cache.py::test_the_variable_names_the_folder_or_says_that_there_is_none",
        "They are used again only if the articles, the parameters":
            "test_table_store.py::test_code_and_word_lists_decide_the_key",
        "The oldest are removed": "test_table_store.py::test_the_oldest_tables_go_when_there_are_too_many",
    },
    "docs/reference/command-line.md": {
        "What `--out` names is never written over":
            "cli/test_options.py::test_a_file_that_is_there_is_left_and_nothing_is_begun",
    },
    "docs/method/words.md": {
        "A phrase never crosses a paragraph":
            "measures/test_frequency.py::test_phrases_are_those_of_each_line_and_never_cross_one",
        "never change a rate":
            "measures/test_frequency.py::"
            "test_terms_are_left_out_by_count_stop_list_and_digits_but_denominators_stay",
    },
    "docs/method/collocation.md": {
        "Counts in windows equal quanteda's":
            "measures/collocation/test_collocation.py::test_windows_count_the_pairs_that_quanteda_counts",
        "PMI, t and G2 equal NLTK's for neighbours":
            "measures/collocation/test_collocation.py::"
            "test_measures_equal_those_of_nltk_for_the_same_counts",
    },
    "docs/method/diversity.md": {
        "MTLD, HD-D and MATTR equal":
            "measures/test_diversity.py::test_mtld_and_hdd_equal_another_program_and_the_definition",
    },
    "docs/method/intervals.md": {
        "Wilson's intervals equal SciPy's": "inference/test_intervals.py::test_wilson_equals_scipy",
    },
    "docs/method/validity.md": {
        "Agreement equals independent implementations":
            "validity/test_agreement.py::test_alpha_is_that_of_nltk_in_a_thousand_codings",
    },
}  # fmt: skip
CLAIMS = [
    (page, said, test)
    for of in (BEHIND, MORE)
    for page, own in of.items()
    for said, test in own.items()
]
STRONG = re.compile(r"\b(?:same|never|always|nothing|equals?|cannot|bit for bit)\b", re.IGNORECASE)
# advice, and words that claim nothing of this software
_PLAIN = (
    "the same events", "The same event", "never on a public address", "Nothing of this has been tried",
    "reads the same corpora", "would hold the same bytes under the same keys", "nothing here gives one",
)  # fmt: skip
PAGES = ["README.md", *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").rglob("*.md")))]
OWN = [p for p in PAGES if "_build" not in p and "docs/method/" not in p]  # those: test_pages.py


def prose(page: str) -> str:
    """Return a page without code, links, placeholders, and what other tests hold."""
    text = (ROOT / page).read_text("utf-8")
    for pattern in ELSEWHERE.get(page, []):
        text = re.sub(pattern, "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\{\{.*?\}\}|\]\([^)]*\)|(?<!`)`[^`]*`", "", text)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("page", NUMBERS)
def test_a_number_of_a_page_is_that_of_the_code_or_of_what_was_measured(page):
    text = flat((ROOT / page).read_text("utf-8"))
    assert [said for said in NUMBERS[page] if said not in text] == []


@pytest.mark.parametrize("page", OWN)
def test_every_number_of_a_page_is_held(page):
    text = flat(re.sub(r"^(?:#+| *) ?\d\. ", "", prose(page), flags=re.MULTILINE))
    for said in NUMBERS.get(page, []):
        text = text.replace(said, "")
    for pattern in EXAMPLES:
        text = re.sub(pattern, "", text)
    assert re.findall(r".{0,40}(?<![\w-])\d[\d.,]*%?.{0,20}", text) == []


@pytest.mark.parametrize(("page", "said", "test"), CLAIMS)
def test_a_claim_stands_on_its_page_and_its_test_is_there(page, said, test):
    assert said in flat((ROOT / page).read_text("utf-8"))
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / "tests" / file).read_text("utf-8")


@pytest.mark.parametrize("page", BEHIND)
def test_every_strong_word_of_a_page_belongs_to_a_claim_with_a_test(page):
    text = re.sub(r"^\|\s.*\|$|^#.*$", "", prose(page), flags=re.MULTILINE)
    text = flat(text)
    for said in [*_PLAIN, *BEHIND[page]]:
        text = text.replace(flat(re.sub(r"`[^`]*`", "", said)), "")
    assert [text[max(0, m.start() - 50) : m.end() + 50] for m in STRONG.finditer(text)] == []


def test_one_word_is_what_the_page_says_it_is():
    assert len(words_in("U.S. and 1,000")) == 3


def test_there_are_as_many_folders_as_the_page_says(tmp_path):
    cache = Cache(tmp_path)
    for number in range(20):
        cache.put(f"{number:02x}" + "0" * 62, {})
    named = {folder.name for folder in tmp_path.iterdir()} - {"drafts"}
    assert named == {f"{number:02x}" for number in range(20)}


def test_threads_take_fewer_processor_seconds_than_a_scheduler_on_one_machine():
    parts = (ROOT / "docs/measured/cluster.txt").read_text("utf-8").split("| way |")[1:]
    for part in parts:
        spent = {
            row.split(" | ")[0].strip("| "): int(row.rstrip(" |").split(" | ")[-1])
            for row in part.splitlines()
            if re.search(r"\| \d+ \| \d+ \|$", row)
        }
        assert spent["`framing annotate`, two threads"] < spent["Dask, two workers"]
    assert len(parts) == 3


def test_the_seeds_are_of_the_days_that_the_pages_say():
    from analysis.corpus import read_corpus

    days = read_corpus(ROOT / "seeds").articles["date"]
    assert {f"{day:%B %Y}" for day in days} == {"December 2016"}


def test_every_file_that_the_review_lists_name_is_there():
    text = (ROOT / "docs/review.md").read_text("utf-8")
    named = re.findall(
        r"`((?:tests|docs|analysis)/[\w/.]+|\.ci/run|\.github|\w+\.(?:md|bib|cff|toml|lock))`", text
    )
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []
