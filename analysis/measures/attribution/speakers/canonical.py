"""One name and one kind for a speaker in all articles."""

from collections import Counter

import pandas as pd

from analysis.measures.attribution.speakers.people import name_key, name_words

_SHARE = 2 / 3  # of the articles with a full name, for a bare surname elsewhere to mean that person


def one_name(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the same name for the same person or organisation in all articles.

    People are the same when first and last name are (particles, middle names and accents of
    apostrophes aside); a surname alone is the person who bears it in at least two thirds of the
    articles that name one in full. The form used in most articles wins, then the shortest. A kind
    that one article does not tell is taken from the others.
    """
    people = table["form"] == "person"
    if not people.any():
        return table
    seen = table.loc[people, ["article", "speaker"]].drop_duplicates()["speaker"].tolist()
    names = names_of(seen)
    result = table.copy()
    result.loc[people, "speaker"] = [names[name] for name in table.loc[people, "speaker"]]
    for column, missing in (("kind", "other"), ("affiliation", "")):
        known = result[people & (result[column] != missing)]
        usual = known.groupby("speaker")[column].agg(lambda values: commonest(values.tolist()))
        gaps = people & (result[column] == missing)
        by_name = usual.to_dict()
        result.loc[gaps, column] = [
            by_name.get(name, missing) for name in result.loc[gaps, "speaker"]
        ]
    return result


def names_of(seen: list[str]) -> dict[str, str]:
    """Map every form of a person's name, one for each article it is in, to the form it is known by."""
    forms: dict[tuple[str, str], list[str]] = {}
    for name in seen:
        forms.setdefault(name_key(name), []).append(name)
    chosen = {key: commonest(names) for key, names in forms.items()}
    full = Counter({key: len(names) for key, names in forms.items() if key[0] != key[1]})
    for name in set(seen):
        words = name_words(name)
        if len(words) > 1:
            continue
        bearers = Counter({key: n for key, n in full.items() if key[1] == words[0]})
        if bearers:
            key, n = min(bearers.items(), key=lambda pair: (-pair[1], pair[0]))
            if n >= _SHARE * bearers.total():
                chosen[name_key(name)] = chosen[key]
    return {name: chosen[name_key(name)] for name in seen}


def commonest(values: list[str]) -> str:
    """Return the value that is there most often; of equals the shortest, then the first by name."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], len(value), value))
