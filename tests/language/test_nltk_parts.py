import subprocess
import sys

import pytest

from analysis.language.nltk_parts import part_of_nltk


def ran(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("tokenize.punkt", "PunktSentenceTokenizer"),
        ("tokenize.destructive", "NLTKWordTokenizer"),
        ("stem.porter", "PorterStemmer"),
    ],
)
def test_a_part_needs_neither_scipy_stats_nor_the_rest_of_nltk(name, made):
    code = (
        "import sys; from analysis.language.nltk_parts import part_of_nltk\n"
        f"part = part_of_nltk({name!r}); part.{made}()\n"
        "print('scipy.stats' in sys.modules, 'nltk' in sys.modules)\n"
        f"import nltk; from nltk.{name} import {made}; print(callable(nltk.word_tokenize))"
    )
    assert ran(code) == ["False", "False", "True"]


def test_what_another_thread_imports_meanwhile_is_no_harm():
    code = (
        "import sys; from analysis.language.nltk_parts import part_of_nltk\n"
        "class Name(str):\n"
        "    def split(self, *given):\n"
        "        sys.modules['imported.meanwhile'] = sys\n"
        "        return str.split(self, *given)\n"
        "sys.modules[Name('first')] = sys\n"
        "print(callable(part_of_nltk('tokenize.punkt').PunktSentenceTokenizer))"
    )
    assert ran(code) == ["True"]


def test_sentences_are_cut_without_the_rest_of_nltk():
    code = (
        "import sys; import pandas as pd; from analysis.language.sentences import sentence_spans\n"
        "print(sentence_spans('Mr. Lee came. He left.'))\n"
        "print('nltk' in sys.modules)"
    )
    assert ran(code)[-1] == "False"


def test_an_nltk_that_is_there_stays_as_it_is():
    import nltk.tokenize.punkt

    part_of_nltk.cache_clear()
    assert part_of_nltk("tokenize.punkt") is not nltk.tokenize.punkt
    assert sys.modules["nltk.tokenize.punkt"] is nltk.tokenize.punkt
    assert nltk.redos.DEFAULT_TIMEOUT is not None


def test_sentences_and_words_are_cut_however_long_the_clock_runs():
    code = (
        "import nltk.redos; nltk.redos.DEFAULT_TIMEOUT = 1e-9\n"
        "from analysis.language.sentences import sentence_spans\n"
        "from analysis.language.parts_of_speech import parts_of_speech\n"
        "text = 'The U.S. Gen. ' + 'x' * 10_000 + ' came. He left (again), they say.'\n"
        "try: print(nltk.redos.findall(r'(?:x|y)+z', text))\n"
        "except TimeoutError: print('late')\n"
        "print(len(sentence_spans(text)), len(parts_of_speech(text)))"
    )
    late, sentences, words = ran(code)
    assert (late, sentences) == ("late", "2")
    assert int(words) > 5


def test_what_does_not_exist_is_an_error_and_leaves_no_half_package():
    code = (
        "import sys; from analysis.language.nltk_parts import part_of_nltk\n"
        "try: part_of_nltk('tokenize.nothing')\n"
        "except ImportError as error: print('nothing' in str(error))\n"
        "import nltk; print(callable(nltk.word_tokenize))"
    )
    assert ran(code) == ["True", "True"]
