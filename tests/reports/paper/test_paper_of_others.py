"""A paper of a user's own takes in a figure, its caption and numbers, and compiles."""

import pypdf
import pytest
import typst

from tests.commands import ROOT, framing

FIGURE = "figures/loaded/default/voices.svg"


def cite(*words):
    code, out, said = framing(ROOT, "cite", *words)
    assert code == 0, said
    return out


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paper")
    numbers = cite("loaded/default", "--as", "typst-numbers")
    (folder / "numbers.typ").write_text(numbers, encoding="utf-8")
    (folder / "figures/loaded/default").mkdir(parents=True)
    (folder / FIGURE).write_bytes((ROOT / FIGURE).read_bytes())
    return folder


def keys(folder):
    lines = (folder / "numbers.typ").read_text("utf-8").splitlines()
    pairs = [line.strip(' ",').split('": "') for line in lines if line.startswith('  "')]
    return dict(pairs)


def compiled(folder, text):
    (folder / "paper.typ").write_text(text, encoding="utf-8")
    out = folder / "paper.pdf"
    typst.compile(folder / "paper.typ", output=out, root=folder)
    return "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)


def test_a_figure_its_caption_and_two_numbers_are_in_the_paper(paper):
    (first, one), (second, other) = list(keys(paper).items())[:2]
    figure = cite(FIGURE, "--as", "typst")
    label = figure[figure.rindex("<") + 1 : figure.rindex(">")]
    text = compiled(
        paper,
        f'#import "numbers.typ": framing\n'
        f'It is #framing("{first}") of #framing("{second}"), see @{label}.\n\n'
        f"{figure}",
    )
    words = " ".join(text.split())
    assert f"It is {one} of {other}, see Figure 1." in words
    assert "Figure 1: The check: loaded words in each voice, by the list." in words
    assert "framing 0.1.0" in words


def test_a_number_that_the_report_no_longer_states_stops_the_paper(paper):
    with pytest.raises(typst.TypstError, match="no-such-number"):
        compiled(paper, '#import "numbers.typ": framing\n#framing("no-such-number")')


def test_both_forms_hold_the_same_numbers(paper):
    macros = cite("loaded/default", "--as", "numbers")
    for key, value in keys(paper).items():
        tex = value.replace("%", r"\%").replace("−", "$-$")
        assert f"framing:{key}\\endcsname{{{tex}}}" in macros
