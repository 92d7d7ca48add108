"""Results in words: sentences that quote computed numbers, from the same tables as the figures."""

from collections.abc import Collection, Sequence

import pandas as pd

from analysis.corpus import Corpus
from analysis.inference import ENOUGH, FEWEST, Intervals
from analysis.measures.comparison.copies import MOST

_NAMED = 5  # outlets, at most, of which a notice says how much is left out
_COMMONEST = 10  # terms among which the one spread least evenly is named


def corpus_findings(
    outlets: pd.DataFrame, shares: pd.DataFrame, languages: pd.DataFrame
) -> list[str]:
    """Say how large the corpus is, when it was published, and what lies outside the bodies."""
    articles, words = int(outlets["articles"].sum()), int(outlets["words"].sum())
    sentences = [
        f"The corpus holds {_count(articles, 'article')} by {_count(len(outlets), 'outlet')}, "
        f"{words:,} words in all.",
        _dates(outlets, articles),
        _lengths(outlets),
        _headlines(outlets, articles),
    ]
    outside = shares[shares["section"] != "body"].groupby("section")["n"].sum()
    parts = [f"{name} {n:,}" for name, n in outside.sort_values(ascending=False).items() if n]
    share = 100 * outside.sum() / words if words else 0.0
    sentences.append(
        f"{outside.sum():,} words ({share:.1f}%) lie outside the bodies of the articles"
        + (f": {', '.join(parts)}." if parts else ".")
    )
    names = languages["recognised"].value_counts().sort_index()
    known = ", ".join(f"{name} ({n:,})" for name, n in names.items())
    return [*sentences, f"Languages recognised: {known}."]


def _headlines(outlets: pd.DataFrame, articles: int) -> str:
    with_one, taken = int(outlets["headlines"].sum()), int(outlets["from_title"].sum())
    have = "has" if with_one == 1 else "have"
    sentence = f"{with_one:,} of {_count(articles, 'article')} {have} a headline"
    if not taken:
        return f"{sentence}."
    return f"{sentence}; for {taken:,} it is the title, since the text does not begin with it."


def corpus_notices(corpus: Corpus, copied: pd.DataFrame) -> list[str]:
    """Say what was left out and why, and how many articles are copies; `copied` is LeftOut."""
    notices, problems, left_out = [], corpus.problems, corpus.left_out
    if left_out:
        errors = problems[problems["severity"] == "error"]
        kinds = errors["problem"].str.split(r" \(|: ", regex=True).str[0].value_counts()
        why = "; ".join(f"{kind} ({n:,})" for kind, n in kinds.items())
        notices.append(
            f"{_count(left_out, 'row')} left out of this report: {why}. See the problems."
        )
    warnings = int((problems["severity"] == "warning").sum())
    if warnings:
        counted = _count(warnings, "warning")
        notices.append(f"{counted} about the corpus. All are listed under problems.")
    if len(copied):
        notices.append(
            f"{_copied(copied)} The other reports leave {_them(copied)} out, so that copies count once; "
            "copies=all counts every article. See the copies."
        )
    return notices


def copy_notices(copied: pd.DataFrame, outlets: pd.DataFrame, copies: str) -> list[str]:
    """Say which articles are copies, and how much of each outlet is left out with them.

    `copied` is LeftOut, `outlets` is Outlets, `copies` the parameter.
    """
    if copied.empty and outlets["articles"].sum() > MOST:
        return [
            f"Copies were not looked for: there are more than {MOST:,} articles, and each counts by itself."
        ]
    if copied.empty:
        return []
    if copies == "all":
        return [
            f"{_copied(copied)} Each counts by itself here; copies=once leaves {_them(copied)} out."
        ]
    about = outlets.set_index("outlet")
    left = copied.groupby("outlet", as_index=False).agg(
        n=("article", "size"), words=("words", "sum")
    )
    left["share"] = 100 * left["words"] / about["words"].loc[left["outlet"]].to_numpy()
    left["of"] = about["articles"].loc[left["outlet"]].to_numpy()
    most = left.sort_values(["share", "outlet"], ascending=[False, True]).head(_NAMED)
    told = [
        f"{outlet} {n:,} of {_count(of, 'article')} ({share:.1f}% of the outlet's words)"
        for outlet, n, of, share in most[["outlet", "n", "of", "share"]].to_numpy().tolist()
    ]
    told += [f"less of {_count(len(left) - _NAMED, 'other outlet')}"] if len(left) > _NAMED else []
    verb = "is" if len(copied) == 1 else "are"
    return [
        f"{_copied(copied)} So that copies count once, {_them(copied, subject=True)} {verb} left out: "
        f"{'; '.join(told)}. The corpus report lists them; copies=all counts every article."
    ]


def _copied(copied: pd.DataFrame) -> str:
    has = "has" if len(copied) == 1 else "have"
    whose = "its" if len(copied) == 1 else "their"
    return f"{_count(len(copied), 'article')} {has} at least half of {whose} own wording from another one."


def _them(copied: pd.DataFrame, *, subject: bool = False) -> str:
    if len(copied) == 1:
        return "it"
    return "they" if subject else "them"


def sample_notices(articles: pd.DataFrame, how: Intervals) -> list[str]:
    """Say which outlets have no words to count, and what the number of articles allows.

    `articles` has one row per article with its `outlet` and, if it was counted, its `words`.
    """
    return [*_wordless(articles), *_few_articles(articles, how)]


def _wordless(articles: pd.DataFrame) -> list[str]:
    if "words" not in articles:
        return []
    words = articles.groupby("outlet", sort=True)["words"].sum()
    silent = [str(outlet) for outlet in words.index[words == 0]]
    if not silent:
        return []
    has = "has" if len(silent) == 1 else "have"
    return [f"{listed(silent)} {has} no words in the sections read, and nothing to show."]


def _few_articles(articles: pd.DataFrame, how: Intervals) -> list[str]:
    found = articles["outlet"].value_counts()
    if found.max() == 1:
        return [
            "There is one article of each outlet. Every difference below describes these articles, "
            "not the outlets: nothing here shows how an outlet usually writes."
        ]
    few, some = (sorted(found[found < most].index) for most in (FEWEST, ENOUGH))
    if how.kind == "words":
        return [
            "The intervals take every word as drawn by itself (interval=words) and are too narrow, "
            "because words come in bunches within an article."
        ]
    rough = [name for name in some if name not in few]
    notices = []
    if few:
        notices.append(
            f"There are fewer than {FEWEST} articles of {_names(few)}: what is said of them describes "
            "these articles, not the outlet, and has no interval."
        )
    if rough:
        notices.append(
            f"Intervals of {_names(rough)} are rough: fewer than {ENOUGH} articles each."
        )
    return notices


def _names(outlets: list[str], most: int = 5) -> str:
    """Return some names of outlets, and how many more there are."""
    more = len(outlets) - most
    return listed(outlets) if more <= 0 else f"{', '.join(outlets[:most])} and {more:,} others"


def frequency_findings(frequencies: pd.DataFrame) -> list[str]:
    """Name the most frequent words of each outlet with their counts."""
    sentences = []
    for outlet, rows in frequencies.groupby("outlet", sort=True):
        top = rows.sort_values(["rank", "term"]).head(3)
        named = listed([f"“{row.term}” ({row.n:,})" for row in top.itertuples()])
        role = f"are the most frequent of {len(rows):,} words counted"
        if len(rows) == 1:
            role = "is the only word counted"
        words = int(rows["words"].iloc[0])
        sentences.append(f"{outlet}: {named} {role}, in {_count(words, 'word')}.")
    return sentences or ["No word is left after the minimum count and the stop list."]


def depth_findings(spread: pd.DataFrame, varied: pd.DataFrame) -> list[str]:
    """Say which common terms are spread least evenly, and whose words vary most.

    The tables are Dispersions of the whole corpus and Diversities.
    """
    return [*_spread(spread), *_varied(varied)]


def collocate_findings(
    near: pd.DataFrame, node: str, *, pairs: pd.DataFrame, without: Collection[str] = ()
) -> list[str]:
    """Say what stands beside a word in each outlet, and the strongest pair of each, in one sentence each.

    The tables are Collocations, of windows around `node` and of all pairs; words in `without` are passed
    over.
    """
    whole = near[(near["voice"] == "") & (near["g2"] > 0) & ~near["collocate"].isin(without)]
    pairs = pairs[~(pairs["node"].isin(without) | pairs["collocate"].isin(without))]
    told = []
    for outlet, rows in whole.groupby("outlet", sort=True):
        ranked = rows.sort_values(["g2", "collocate"], ascending=[False, True]).head(3)
        named = listed([f"“{row.collocate}” ({row.n:,})" for row in ranked.itertuples()])
        told.append(f"in {outlet} {named}")
    beside = [f"Beside “{node}” stand above all {'; '.join(told)}."] if told else []
    strongest = _together(pairs)
    return [*beside, *strongest] or [
        "No words stand together more often than they would by chance."
    ]


def _spread(spread: pd.DataFrame) -> list[str]:
    known = spread.dropna(subset=["dp_norm"])
    if known.empty:
        return ["No word is left that could be spread over several articles."]
    parts = int(known["parts"].iloc[0])
    everywhere = int((known["range"] == parts).sum())
    commonest = known.sort_values(["n", "term"], ascending=[False, True]).head(_COMMONEST)
    least = commonest.sort_values("dp_norm", ascending=False, kind="stable").iloc[0]
    of = f"Of the {len(commonest)} commonest" if len(commonest) > 1 else "Of these"
    where = (
        f"{_count(int(least['n']), 'time')}, in {least['range']:,} of {_count(parts, 'article')}"
    )
    return [
        f"{everywhere:,} of {_count(len(known), 'word')} {'is' if everywhere == 1 else 'are'} in all of "
        f"the {_count(parts, 'article')} that have words.",
        f"{of}, “{least['term']}” is spread least evenly: {where} (DPnorm {least['dp_norm']:.2f}).",
    ]


def _together(pairs: pd.DataFrame) -> list[str]:
    ranked = pairs[pairs["g2"] > 0].sort_values(
        ["g2", "node", "collocate"], ascending=[False, True, True]
    )
    first = ranked.groupby("outlet", sort=True).head(1).sort_values("outlet")
    told = [
        f"in {row.outlet} “{row.node}” and “{row.collocate}” ({row.n:,}, expected {row.expected:.1f})"
        for row in first.itertuples()
    ]
    return [f"The strongest pairs of words near each other are {'; '.join(told)}."] if told else []


def _varied(varied: pd.DataFrame) -> list[str]:
    whole = varied[varied["article"] == ""].dropna(subset=["mattr"])
    whole = whole.sort_values(["mattr", "outlet"], ascending=[False, True])
    if whole.empty:
        return ["No outlet has enough words to say how varied they are (MATTR)."]
    first, last, size = whole.iloc[0], whole.iloc[-1], int(whole["window"].iloc[0])
    said = f"In windows of {_count(size, 'word')}, {first['mattr']:.1%} are distinct in {first['outlet']}"
    if len(whole) == 1:
        return [f"{said} (MATTR)."]
    return [f"{said}, the most, and {last['mattr']:.1%} in {last['outlet']}, the fewest (MATTR)."]


def _signed(value: float) -> str:
    return f"{value:+z.1f}".replace("-", "−")


def _lengths(outlets: pd.DataFrame) -> str:
    shortest, longest = int(outlets["shortest"].min()), int(outlets["longest"].max())
    if outlets["articles"].sum() == 1:
        return f"It has {_count(longest, 'word')}."
    if shortest == longest:
        return f"The articles have {_count(longest, 'word')} each."
    return f"The articles have between {shortest:,} and {longest:,} words."


def _dates(outlets: pd.DataFrame, articles: int) -> str:
    first, last = outlets["first"].min(), outlets["last"].max()
    undated = int(outlets["undated"].sum())
    if pd.isna(first):
        return "No article has a date."
    when = f"on {first:%Y-%m-%d}" if first == last else f"from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    without = f"; {_count(undated, 'article')} without a date" if undated else ""
    subject = "It was" if articles == 1 else "They were"
    return f"{subject} published {when}{without}."


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def listed(parts: list[str]) -> str:
    """Return some names as a sentence lists them: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def some(names: Sequence[str], most: int = 8) -> str:
    """Return the first names and how many more there are."""
    more = len(names) - most
    return "; ".join([*names[:most], *([f"and {more:,} more"] if more > 0 else [])])
