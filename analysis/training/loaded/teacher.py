"""Ask a finished model, the teacher, how loaded running news text is."""

from dataclasses import replace
from pathlib import Path

import tokenizers

from analysis.models.encoder import Grader
from analysis.training.loaded.examples import Lesson, running
from analysis.training.loaded.lexicon import records


def taught(
    tokenizer: tokenizers.Tokenizer, teacher: Grader, texts: list[Path], limit: int | None
) -> list[Lesson]:
    """Return the windows of articles, labelled by the teacher.

    It reads each sentence by itself, as annotators did; its pupil reads windows.
    """
    articles = [record["text"] for file in texts for record in records(file)][:limit]
    return [_labelled(teacher, one, text) for text in articles for one in running(tokenizer, text)]


def _labelled(teacher: Grader, one: Lesson, text: str) -> Lesson:
    words = one.window.words
    spans = [(words[members[0]].start, words[members[-1]].end) for members in one.members]
    grades = teacher.grades(text, spans)
    found = {start: p for start, _, p in grades.words}
    return replace(one, labels=grades.sentences, marked=[found.get(word.start) for word in words])
