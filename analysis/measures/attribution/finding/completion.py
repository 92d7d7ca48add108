"""Complete by rules what the model found: each rule adds or mends one plain form that it rarely saw."""

from analysis.measures.attribution.finding.asides import (
    without_asides,
    without_far_parts,
    without_programmes,
)
from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.headline_sources import with_headline_sources
from analysis.measures.attribution.finding.per_sources import with_per_sources
from analysis.measures.attribution.finding.questioners import (
    with_cut_off_cues,
    with_questioners,
    with_surnames,
)
from analysis.measures.attribution.finding.quoted_as_saying import with_quoted_people
from analysis.measures.attribution.finding.quoted_content import with_whole_quotations
from analysis.measures.attribution.finding.signatures import with_signed
from analysis.measures.attribution.finding.silent_people import without_silent_people
from analysis.measures.attribution.finding.transcripts import with_turns
from analysis.measures.attribution.finding.unsaid import without_unsaid
from analysis.measures.attribution.quotes.quotations import Quotation


def completed(
    found: list[Attribution], text: str, quotations: list[Quotation], headline: Range
) -> list[Attribution]:
    """Return the attributions of an article after all rules, in reading order.

    What has a form of its own is added first; contents lose parts that are not of their speaker and are then
    made whole quotations; last, quotations lose speakers who say nothing, and what is no saying is removed.
    """
    for rule in (with_questioners, with_per_sources, with_quoted_people, with_signed):
        found = rule(found, text)
    found = with_surnames(found, text)
    found = with_headline_sources(found, text, headline)
    found = with_turns(found, text)
    found = without_far_parts(found, text)
    found = with_cut_off_cues(found, quotations, text)
    found = with_whole_quotations(found, quotations, text)
    found = without_asides(found, quotations, text)
    found = without_programmes(found, quotations, text)
    found = without_silent_people(found, quotations, text)
    return without_unsaid(found, quotations, text)
