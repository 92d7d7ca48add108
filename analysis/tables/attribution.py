"""Tables about who says what: quotations, cues, speakers."""

import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables.base import SECTIONS, Table

KINDS_OF_QUOTATION = ("quotation", "unclosed", "stray")


class Quotations(Table):
    """One row per direct quotation; key (article, number), numbered from 0 by first character.

    `start`..`end` hold the marks, `inner_start`..`inner_end` what is between them; `opened_by` and
    `closed_by` are the marks as written, "" where there is none. `kind` is "unclosed" when the closing
    mark was forgotten (it then ends with its paragraph), "stray" for a lone mark that quotes nothing.
    `parent` is the number of the quotation around it, `continues` of the one in an earlier paragraph
    that it goes on with, `resumes` of the one in the same paragraph that a cue ("he said") broke off;
    -1 for none.
    """

    article: Series[str]
    number: Series[int] = pa.Field(ge=0)
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    inner_start: Series[int] = pa.Field(ge=0)
    inner_end: Series[int] = pa.Field(ge=0)
    paragraph: Series[int] = pa.Field(ge=0)
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    opened_by: Series[str]
    closed_by: Series[str]
    kind: Series[str] = pa.Field(isin=list(KINDS_OF_QUOTATION))
    parent: Series[int] = pa.Field(ge=-1)
    continues: Series[int] = pa.Field(ge=-1)
    resumes: Series[int] = pa.Field(ge=-1)


CUE_CLASSES = (
    "neutral",
    "assertive",
    "factive",
    "doubtful",
    "accusatory",
    "denying",
    "emotive",
    "directive",
    "perceptive",
    "other",
)


class Cues(Table):
    """One row per attribution: what its cue says about the saying; key (article, id).

    `lemma` is the entry of the word list (several words for "point out", "make accusation"), or the
    lemma of the word that would be the head when the list has none; "" without a cue. `head` is the
    folded word that decided. `listed`: the lemma is in the list, so that "other" is a judgement and
    not a gap. `negated`: denied or withheld ("did not say"); the class is that of the lemma all the
    same. `passive`: the source is not the subject ("was accused").
    """

    article: Series[str]
    id: Series[str]
    cue: Series[str]
    lemma: Series[str]
    head: Series[str]
    cue_class: Series[str] = pa.Field(isin=list(CUE_CLASSES))
    listed: Series[bool]
    negated: Series[bool]
    passive: Series[bool]


SPEAKER_KINDS = (
    "government",
    "international_organisation",
    "ngo",
    "media",
    "military",
    "armed_group",
    "party_or_campaign",
    "business",
    "expert",
    "civilian",
    "anonymous",
    "other",
)


class Speakers(Table):
    """One row per attribution: who speaks; key (article, id).

    `speaker` is the canonical name, the same in all articles, the words of the source where it
    names nobody ("some aides"), or "" without a source. `affiliation` is the country or body that the
    text gives, or "". `named`: the speaker is a named person or organisation. `rule` says how the
    source was resolved.
    """

    article: Series[str]
    id: Series[str]
    source: Series[str]
    speaker: Series[str]
    kind: Series[str] = pa.Field(isin=list(SPEAKER_KINDS))
    affiliation: Series[str]
    named: Series[bool]
    rule: Series[str]
