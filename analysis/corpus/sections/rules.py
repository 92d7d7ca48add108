"""The table of rules that separates headline, subhead, caption, promo and credit from the body.

The first rule of `RULES` that fits a line decides; a line that none fits is body, and so is every
line of more than 400 characters. Rules look at the form of a line and of its neighbours, never at
the outlet. Some look for English words; in other languages only the rules whose description here or in
`place.py` says "any language" can fire. There is no rule that would cost body text:
authors' biographies, editor's notes, corrections, agencies and subheads of one word stay body.
"""

import re
from collections.abc import Callable

from analysis.corpus.sections import line as forms
from analysis.corpus.sections import place as places
from analysis.corpus.sections.place import Place, Rule


def _line_like(pattern: str) -> Callable[[Place], bool]:
    """Match the whole line in any case, opening and closing marks aside."""
    line = re.compile(rf"[\"'“‘(\[*]?(?:{pattern})[.!]?[\"'”’)\]*]*", re.IGNORECASE)
    return lambda place: line.fullmatch(place.text) is not None


_SITES = r"(?:twitter|facebook|instagram|youtube|telegram|linkedin|snapchat|tiktok|threads)"
_ADDRESSES = r"(?::?(?:\s+(?:at|and|or|\S*[@/#]\S*))*+)"

# "Your browser doesn't support HTML5" and other notices of players, scripts and embedding
_player_notice = _line_like(
    r"your browser (?:does ?n[o'’]t|does not|is not|isn['’]t) .{0,120}"
    r"|(?:you need to |please )?(?:enable|turn on|install) (?:javascript|flash).{0,80}"
    r"|javascript (?:is|must be) .{0,80}|the code has been copied to your clipboard"
    r"|no (?:media|compatible) source (?:\w+ ){0,3}(?:available|found).{0,60}"
    r"|this (?:video|audio) (?:file )?(?:cannot|could not) be (?:played|loaded).{0,80}"
    r"|to (?:view|play|watch) this (?:video|audio),? please .{0,120}"
)
# "Advertisement", "Story continues below", "Share this article", "This is a breaking news story", "This
# story has been updated", "Stay up to date on ..." alone on a line
_page_notice = _line_like(
    r"advertisement|sponsored content|continue reading the main story|skip advertisement"
    r"|(?:story|article) continues below(?: advertisement)?"
    r"|(?:share|print|e-?mail) this (?:article|story|post)(?: (?:on|with|via) .{0,40})?"
    r"|this is a (?:breaking|developing)(?: news)? story\b[^\"“”]{0,60}"
    r"|this (?:story|article|post|report) (?:has been|was|will be|is being) updated\b[^\"“”]{0,60}"
    r"|(?:stay|keep) up[- ]to[- ]date (?:on|with)\b[^.!?\"“”]{0,90}"
    r"|(?:read|scroll) (?:on|down) for\b[^!?\"“”]{0,90}"
)
# "Click here to ...", "Read the rest here.", "Watch the interview below."
_link = _line_like(
    r"(?:click|tap) (?:here|on the link|the link)\b[^.!?]{0,120}"
    r"|(?:watch|listen to|read|check out|download)\b[^.!?:]{0,90}"
    r"\b(?:here|below|above)"
)
# an invitation to sign up for or subscribe to a newsletter, podcast, alerts or e-mail
_subscribe = _line_like(
    r"(?:want [^.?!]{0,80}\? )?(?:sign[- ]up|subscribe)\b[^.!?]{0,120}\b(?:newsletters?"
    r"|e-?mails?|inbox|podcasts?|alerts|updates|iTunes|here|digest|channel)\b[^!?]{0,80}"
    r"|(?:download|get) our (?:\w+ ){0,3}app\b[^.!?]{0,60}"
)
# "Follow NAME on Twitter @name." and nothing else but addresses
_follow = _line_like(
    r"(?:you can |please )?(?:follow|find|like|join) [^!?]{0,80}?\bon "
    + rf"{_SITES}(?:(?:,| and|,? or) (?:on )?{_SITES})*{_ADDRESSES}"
    + r"(?:\.?\s+(?:reach|e-?mail|contact) (?:him|her|them|us)\b[^!?]{0,60})?"
    + rf"|follow @\w+{_ADDRESSES}|(?:twitter|instagram) ?: @\w+"
)
# "Based on reporting by NAMES", "This report is based on reports from AGENCIES"
_based_on = _line_like(
    r"(?:(?:this|the) (?:report|story|article) is )?based on reporting by [^!?]+"
    r"|(?:this|the) (?:report|story|article) is based on reports from [^!?]+"
)
# © (any language) or "Copyright 2016" at the beginning, or "All rights reserved" alone
_copyright = _line_like(r"(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})).*|all rights reserved")
# "Story highlights" and the points behind it, "Key takeaways" alone on a line
_summary = _line_like(
    r"story highlights\b.*|(?:key (?:points|takeaways|facts)|at a glance|in brief) ?:?"
)
# "Photo:", "Image:", "Caption:" and what they label
_photo_label = _line_like(r"(?:photo|image|picture|caption|pictured(?: above| below)?) ?: .*")

_GIVEN = (
    *("additional", "further", "original", "reporting", "writing", "editing", "research"),
    *("translation", "compiled", "written", "edited", "translated"),
)
# how a line begins that a rule for anywhere fits, opening marks aside
BEGINNINGS = (
    *(
        "copyright",
        "all rights",
        "your browser",
        "you need",
        "you can",
        "you may",
        "please",
        "enable",
    ),
    *("turn on", "install", "javascript", "the code", "the report", "the story", "the article"),
    *("no media", "no compatible", "this video", "this audio", "this report", "this story"),
    *(
        "this article",
        "this post",
        "this is a breaking",
        "this is a developing",
        "to view",
        "to play",
        "to watch",
        "advertisement",
    ),
    *(
        "sponsored",
        "continue",
        "skip",
        "story",
        "article",
        "share",
        "print",
        "email",
        "e-mail",
        "click",
    ),
    *(
        "tap",
        "watch",
        "listen",
        "read",
        "check",
        "download",
        "want",
        "sign",
        "subscribe",
        "get our",
    ),
    *(
        "follow",
        "find",
        "like",
        "join",
        "twitter",
        "instagram",
        "based on reporting by",
        "key",
        "at a glance",
        "in brief",
    ),
    *(
        "photo",
        "image",
        "picture",
        "caption",
        "file photo",
        "video",
        "audio",
        "gallery",
        "more",
        "see",
    ),
    *(
        "also",
        "related",
        "recommended",
        "most read",
        "most popular",
        "enlarge",
        "stay",
        "keep",
        "scroll",
        "contributing",
    ),
    *(start + given for start in ("", "with ", "and ") for given in _GIVEN),
)
BEGINNING = re.compile(rf"[\W_]*(?:©|c\)|{'|'.join(BEGINNINGS)})", re.IGNORECASE)
_UNSTOPPED = 160  # characters, at most, of a line without a stop that names another article
_SIGNED = 100  # characters, at most, of a credit that a slash or "via" tells
_LABEL_END = 50  # characters within which "More:HEADLINE" has its colon


def may_stand_out(text: str) -> bool:
    """Say whether a rule for anywhere could fit a line; most lines of running text fail here, at little cost.

    Lines of the title and announced titles aside, which are known by other lines.
    """
    end = text[-20:]
    return (
        ")" in end
        or "]" in end
        or text[0] == "<"
        or " contributed " in text
        or (len(text) <= _SIGNED and ("/" in text or " via " in text))
        or (len(text) <= _UNSTOPPED and forms.open_ended(text))
        or BEGINNING.match(text) is not None
    )


def may_stand_out_at_an_edge(text: str) -> bool:
    """Say whether a rule for anywhere could fit a first or last line: no line that fits one fails here."""
    signed = "/" in text or " via " in text
    return signed or ":" in text[:_LABEL_END] or may_stand_out(text)


RULES: tuple[Rule, ...] = (
    # one to three lines at the top that give the article's title (any language)
    Rule("title", "headline", "anywhere", lambda place: place.titled),
    # the title that a "WATCH:" line within three lines of it announces
    Rule("repeated_video_title", "promo", "anywhere", lambda place: place.announced),
    # "WATCH:", "VIDEO:", "READ MORE:" in capitals; "Also read:", "Related:" in any case
    Rule("promo_label", "promo", "anywhere", lambda place: places.promoted(place.text) is not None),
    # "More:HEADLINE" without a space, "[HEADLINE]": another article, named without a stop
    Rule("other_article", "promo", "anywhere", places.other_article),
    Rule("player_notice", "promo", "anywhere", _player_notice),
    Rule("page_notice", "promo", "anywhere", _page_notice),
    Rule("link", "promo", "anywhere", _link),
    Rule("subscribe", "promo", "anywhere", _subscribe),
    Rule("follow", "promo", "anywhere", _follow),
    # tags of an embedded item and not a word between them (any language)
    Rule(
        "markup",
        "promo",
        "anywhere",
        lambda place: re.fullmatch(r"(?:<[^<>]+>\s*)+\.?", place.text) is not None,
    ),
    Rule("reporting", "credit", "anywhere", places.reporting_by),
    Rule("contributed", "credit", "anywhere", places.contributed),
    Rule("based_on", "credit", "anywhere", _based_on),
    Rule("copyright", "credit", "anywhere", _copyright),
    Rule("byline", "credit", "edges", places.byline),
    Rule("made_by", "credit", "edges", places.made_by),
    Rule("photo_credit", "credit", "anywhere", places.photo_credit),
    Rule("file_photo", "caption", "anywhere", places.file_photo),
    # "(NAME/AGENCY)", "(AGENCY via OTHER Images)": photographer or agency in brackets
    Rule(
        "bracketed_credit", "credit", "anywhere", lambda place: places.photo_credit_at(place) == 0
    ),
    # the text before a bracketed credit at the end of a line, which is cut off as credit
    Rule(
        "credited_caption",
        "caption",
        "anywhere",
        lambda place: places.photo_credit_at(place) is not None,
    ),
    # "Enlarge this image toggle caption ..."
    Rule("hidden_caption", "caption", "anywhere", places.hidden_caption),
    Rule("photo_label", "caption", "anywhere", _photo_label),
    Rule("dated_scene", "caption", "opening", places.dated_scene),
    Rule("headline_form", "headline", "opening", places.headline_form),
    Rule("headline_goes_on", "headline", "opening", places.headline_goes_on),
    # a line that only repeats, word for word, what another line quotes (any language)
    Rule("pull_quote", "subhead", "anywhere", lambda place: place.pulled),
    Rule("summary", "subhead", "anywhere", _summary),
    Rule("subhead_in_quotes", "subhead", "between", places.subhead_in_quotes),
    Rule("subhead_in_title_case", "subhead", "between", places.subhead_in_title_case),
    Rule("subhead_in_capitals", "subhead", "between", places.subhead_in_capitals),
    Rule("subhead_with_stop", "subhead", "between", places.subhead_with_stop),
    Rule("subhead_without_stop", "subhead", "between", places.subhead_without_stop),
    # the headline of another article: a line without a stop between sentences (any language)
    Rule("headline_between", "promo", "anywhere", places.headline_between),
)
ANYWHERE = tuple(rule for rule in RULES if rule.where == "anywhere")
NOWHERE_ELSE = tuple(rule for rule in RULES if rule.where != "anywhere")
BETWEEN = tuple(rule for rule in RULES if rule.where == "between")


def fits_alone(text: str) -> bool:
    """Say whether a rule for anywhere fits a line by what it says, wherever it stands."""
    place = Place(text)
    return any(rule.fits(place) for rule in ANYWHERE)


def deciding_rule(place: Place) -> Rule | None:
    """Return the first rule of the table that fits the line at `place`, or None for body."""
    here = {
        "anywhere": place.stands_out,
        "opening": place.opening,
        "edges": place.opening or place.closing,
        "between": places.between_running_text(place),
    }
    rules = BETWEEN
    if place.stands_out:
        known = place.titled or place.announced or place.pulled
        rules = RULES if known or may_stand_out_at_an_edge(place.text) else NOWHERE_ELSE
    return next((rule for rule in rules if here[rule.where] and rule.fits(place)), None)
