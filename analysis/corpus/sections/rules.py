"""The table of rules that separates headline, subhead, caption, promo and credit from the body.

The first rule of `RULES` that fits a line decides; a line that none fits is body, and so is every
line of more than 400 characters. Rules look at the form of a line and of its neighbours, never at
the outlet. Some look for English words; in other languages only the rules whose description says "any
language" can fire. There is no rule that would cost body text:
authors' biographies, editor's notes, corrections, agencies and subheads of one word stay body.
"""

import re
from collections.abc import Callable

from analysis.corpus.sections import place as places
from analysis.corpus.sections.place import Place, Rule


def _line_like(pattern: str) -> Callable[[Place], bool]:
    """Match the whole line in any case, opening and closing marks aside."""
    line = re.compile(rf"[\"'“‘(\[*]?(?:{pattern})[.!]?[\"'”’)\]*]*", re.IGNORECASE)
    return lambda place: line.fullmatch(place.text) is not None


_SITES = r"(?:twitter|facebook|instagram|youtube|telegram|linkedin|snapchat|tiktok|threads)"
_ADDRESSES = r"(?::?(?:\s+(?:at|and|or|\S*[@/#]\S*))*+)"

RULES: tuple[Rule, ...] = (
    Rule(
        "title",
        "headline",
        "anywhere",
        "one to three lines at the top that give the article's title (any language)",
        lambda place: place.titled,
    ),
    Rule(
        "repeated_video_title",
        "promo",
        "anywhere",
        'the title that a "WATCH:" line within three lines of it announces',
        lambda place: place.announced,
    ),
    Rule(
        "promo_label",
        "promo",
        "anywhere",
        '"WATCH:", "VIDEO:", "READ MORE:" in capitals; "Also read:", "Related:" in any case',
        lambda place: places.promoted(place.text) is not None,
    ),
    Rule(
        "player_notice",
        "promo",
        "anywhere",
        '"Your browser doesn\'t support HTML5" and other notices of players, scripts and embedding',
        _line_like(
            r"your browser (?:does ?n[o'’]t|does not|is not|isn['’]t) .{0,120}"
            r"|(?:you need to |please )?(?:enable|turn on|install) (?:javascript|flash).{0,80}"
            r"|javascript (?:is|must be) .{0,80}|the code has been copied to your clipboard"
            r"|no (?:media|compatible) source (?:\w+ ){0,3}(?:available|found).{0,60}"
            r"|this (?:video|audio) (?:file )?(?:cannot|could not) be (?:played|loaded).{0,80}"
            r"|to (?:view|play|watch) this (?:video|audio),? please .{0,120}"
        ),
    ),
    Rule(
        "page_notice",
        "promo",
        "anywhere",
        '"Advertisement", "Story continues below", "Share this article" alone on a line',
        _line_like(
            r"advertisement|sponsored content|continue reading the main story|skip advertisement"
            r"|(?:story|article) continues below(?: advertisement)?"
            r"|(?:share|print|e-?mail) this (?:article|story|post)(?: (?:on|with|via) .{0,40})?"
        ),
    ),
    Rule(
        "link",
        "promo",
        "anywhere",
        '"Click here to ...", "Read the rest here.", "Watch the interview below."',
        _line_like(
            r"(?:click|tap) (?:here|on the link|the link)\b[^.!?]{0,120}"
            r"|(?:watch|listen to|read|check out|download)\b[^.!?:]{0,90}"
            r"\b(?:here|below|above)"
        ),
    ),
    Rule(
        "subscribe",
        "promo",
        "anywhere",
        "an invitation to sign up for or subscribe to a newsletter, podcast, alerts or e-mail",
        _line_like(
            r"(?:want [^.?!]{0,80}\? )?(?:sign[- ]up|subscribe)\b[^.!?]{0,120}\b(?:newsletters?"
            r"|e-?mails?|inbox|podcasts?|alerts|updates|iTunes|here|digest|channel)\b[^!?]{0,80}"
            r"|(?:download|get) our (?:\w+ ){0,3}app\b[^.!?]{0,60}"
        ),
    ),
    Rule(
        "follow",
        "promo",
        "anywhere",
        '"Follow NAME on Twitter @name." and nothing else but addresses',
        _line_like(
            r"(?:you can |please )?(?:follow|find|like|join) [^!?]{0,80}?\bon "
            + rf"{_SITES}(?:(?:,| and|,? or) (?:on )?{_SITES})*{_ADDRESSES}"
            + r"(?:\.?\s+(?:reach|e-?mail|contact) (?:him|her|them|us)\b[^!?]{0,60})?"
            + rf"|follow @\w+{_ADDRESSES}|(?:twitter|instagram) ?: @\w+"
        ),
    ),
    Rule(
        "markup",
        "promo",
        "anywhere",
        "tags of an embedded item and not a word between them (any language)",
        lambda place: re.fullmatch(r"(?:<[^<>]+>\s*)+\.?", place.text) is not None,
    ),
    Rule(
        "reporting",
        "credit",
        "anywhere",
        '"With reporting by NAMES", "(Reporting by X; Editing by Y)", "Contributing: NAMES"',
        places.reporting_by,
    ),
    Rule(
        "contributed",
        "credit",
        "anywhere",
        '"NAME contributed to this report.", "NAME contributed reporting from PLACE."',
        places.contributed,
    ),
    Rule(
        "based_on",
        "credit",
        "anywhere",
        '"Based on reporting by NAMES", "This report is based on reports from AGENCIES"',
        _line_like(
            r"(?:(?:this|the) (?:report|story|article) is )?based on reporting by [^!?]+"
            r"|(?:this|the) (?:report|story|article) is based on reports from [^!?]+"
        ),
    ),
    Rule(
        "copyright",
        "credit",
        "anywhere",
        '© (any language) or "Copyright 2016" at the beginning, or "All rights reserved" alone',
        _line_like(r"(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})).*|all rights reserved"),
    ),
    Rule(
        "byline",
        "credit",
        "edges",
        '"By NAME NAME" and nothing but names, before the body or in the last three lines',
        places.byline,
    ),
    Rule(
        "made_by",
        "credit",
        "edges",
        '"Produced by NAME", "Translated by NAME" in the last three lines',
        places.made_by,
    ),
    Rule(
        "photo_credit",
        "credit",
        "anywhere",
        '"Photo by NAME", "Photo: NAME/AGENCY" or "NAME via AGENCY Images" alone on a line',
        places.photo_credit,
    ),
    Rule(
        "file_photo",
        "caption",
        "anywhere",
        '"(file photo)" at the end of a line, "File photo:" at its beginning',
        places.file_photo,
    ),
    Rule(
        "bracketed_credit",
        "credit",
        "anywhere",
        '"(NAME/AGENCY)", "(AGENCY via OTHER Images)": photographer or agency in brackets',
        lambda place: places.photo_credit_at(place) == 0,
    ),
    Rule(
        "credited_caption",
        "caption",
        "anywhere",
        "the text before a bracketed credit at the end of a line, which is cut off as credit",
        lambda place: places.photo_credit_at(place) is not None,
    ),
    Rule(
        "photo_label",
        "caption",
        "anywhere",
        '"Photo:", "Image:", "Caption:" and what they label',
        _line_like(r"(?:photo|image|picture|caption|pictured(?: above| below)?) ?: .*"),
    ),
    Rule(
        "dated_scene",
        "caption",
        "opening",
        "directly below the headline, a scene in the present tense that ends with a full date",
        places.dated_scene,
    ),
    Rule(
        "headline_form",
        "headline",
        "opening",
        "the first line, short and without a final stop (any language), or in title case",
        places.headline_form,
    ),
    Rule(
        "headline_goes_on",
        "headline",
        "opening",
        "the line below a headline that ends with a semicolon (any language)",
        places.headline_goes_on,
    ),
    Rule(
        "subhead_in_quotes",
        "subhead",
        "between",
        "a short line in title case, wholly in quotation marks, between running text",
        places.subhead_in_quotes,
    ),
    Rule(
        "subhead_in_title_case",
        "subhead",
        "between",
        "a short line in title case without a final stop between running text",
        places.subhead_in_title_case,
    ),
    Rule(
        "subhead_in_capitals",
        "subhead",
        "between",
        "a short line in capitals between running text (any language that has capitals)",
        places.subhead_in_capitals,
    ),
    Rule(
        "subhead_with_stop",
        "subhead",
        "between",
        'a short line with a full stop that capitalises its function words ("Joined With Care.")',
        places.subhead_with_stop,
    ),
    Rule(
        "subhead_without_stop",
        "subhead",
        "between",
        "two to eight words without any punctuation between running text (any language)",
        places.subhead_without_stop,
    ),
)
