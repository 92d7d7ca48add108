"""Words that are not loaded where they stand: names, titles of works, terms of law, negated words."""

import pytest

from analysis.measures.loaded import Matcher, counted, own_lexicon
from tests.conftest import articles
from tests.measures.loaded.test_hits import every_hit

LEAD = "The council met on Monday.\n\n"


def loaded_words(text, *, title=""):
    """Return the loaded words of a text by list and by model, from the first sentence behind the lead on."""
    given = articles(("1", "a", title + LEAD + text))
    _, hits = every_hit(given, [Matcher(own_lexicon())])
    every = [counted(hits, ["headline", "body"], by=by) for by in ("loaded", "model")]
    return {one.lower() for rows in every for one in rows["text"]}


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("Ms. Savage and the band Radical Terror played in Fort Worth.", "savage radical terror"),
        ("Officials met Samantha Power and Kenneth Reckless in Paris.", "power reckless"),
        ("The town of Horror, near Mount Terrible, was evacuated.", "horror terrible"),
        ("The mayor thanked Joe Savage. Savage said nothing more.", "savage"),
        ("They saw the film “Outrage” and a play.", "outrage"),
        ("She wrote “The Shameful Lie” in 1999.", "shameful lie"),
        ("He was charged with reckless driving and illegal possession.", "reckless illegal"),
        ("The tribunal ruled on cruel and unusual punishment.", "cruel unusual"),
        ("She was convicted of second-degree murder and wire fraud.", "murder fraud"),
        ("The plan is not a disaster, the auditors found.", "disaster"),
        ("Nothing about it was shameful; it was never a hoax.", "hoax"),
        ("It isn’t a disgrace, he said.", "disgrace"),
    ],
)
def test_names_titles_terms_of_law_and_negated_words_are_not_loaded(text, calm):
    assert not loaded_words(text) & set(calm.split())


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("The savage attack was a shameful disgrace.", "savage shameful disgrace"),
        ("Shameful lies were told about the reckless plan.", "shameful reckless"),
        ("He called it “a Disgraceful, shameful lie” on Monday.", "shameful"),
        ("They are reckless, and their driving is a disgrace.", "reckless disgrace"),
        ("A film about a shameful hoax was shown.", "shameful hoax"),
        ("The plan is a disaster, not a success.", "disaster"),
    ],
)
def test_the_same_words_are_loaded_elsewhere(text, fires):
    assert set(fires.split()) <= loaded_words(text)


def test_a_headline_with_capitals_is_read_as_its_article_writes_the_words():
    title = "Savage Mayor Tells Shameful Lies Of Council\n\n"
    found = loaded_words("The crowd cheered Ms. Savage, and the mayor left.", title=title)
    assert "shameful" in found
    assert "savage" not in found
    assert "savage" in loaded_words("A savage crowd cheered, and the mayor left.", title=title)
