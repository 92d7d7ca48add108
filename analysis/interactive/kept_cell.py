"""A question as the shortest cell of a notebook that makes its figure and its table again."""

from analysis.corpus import Corpus
from analysis.interactive.results.questions import Question

_WIDE = 88  # characters of a call that stays on one line


def kept_cell(question: Question, corpus: Corpus) -> str:
    """Return the code of a cell that answers a question again: it stands by itself in any notebook."""
    imports = "from analysis.corpus import read_corpus\nfrom analysis.interactive import answer\n\n"
    return imports + _call(question, f"read_corpus({_reading(corpus)})")


def report_cell(question: Question) -> str:
    """Return the code of a cell that answers a question again, in a notebook that has a `study`."""
    return _call(question, "study")


def _call(question: Question, first: str) -> str:
    arguments = [first, repr(question.table)]
    arguments += [f"{name}={value!r}" for name, value in question.arguments.items()]
    line = f"answer({', '.join(arguments)})"
    if len(line) <= _WIDE:
        return line
    return "\n".join(["answer(", *(f"    {one}," for one in arguments), ")"])


def _reading(corpus: Corpus) -> str:
    """Return the arguments with which the corpus was read."""
    arguments = [repr(corpus.source)]
    arguments += [f"columns={dict(corpus.columns)!r}"] if corpus.columns else []
    arguments += ["skip_bad=True"] if corpus.left_out else []
    return ", ".join(arguments)
