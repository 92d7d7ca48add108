"""Tell events of violence from those in which violence is a figure of speech: "the attack on the bill"."""

import pandas as pd

from analysis.measures.comparison.word_set import word_set

# acts that are hardly ever a figure of speech in news, by lemma
_PLAIN = word_set(
    "abduct abduction air-strike airstrike ambush arson assassinate assassination atrocity behead "
    "beheading bloodbath bloodshed bomb bombard bombardment bombing carnage crossfire decapitate "
    "detonate drown exterminate genocide gunfire homicide hostage-taking kidnap kidnapping kill "
    "killing lynch lynching maim manslaughter massacre murder murder-suicide mutilate pepper-spray "
    "rape shell shelling shoot shooting shootout slaughter slay stab stabbing strangle tear-gas "
    "torture wound"
) | {"gun down", "mow down", "shoot dead", "shoot down"}
_HURT = word_set("kill shoot wound stab massacre slaughter slay murder bomb")
_SEVERAL = 5  # plain acts from which on one in which somebody is hurt is enough, however it is told
_FEWEST = 3  # plain acts in bodies, from which on an event is one of violence


def of_violence(agency: pd.DataFrame) -> bool:
    """Tell whether the articles of one event tell of violence: three acts that are no figure of speech.

    They are said to be done, in bodies and outside quotation marks ("a lynching" in a quotation is a
    comparison); one of them is told plainly, or there are five and somebody is killed or wounded.
    """
    told = (agency["act"] == "violence") & plain_violence(agency) & agency["asserted"]
    told &= (agency["section"] == "body") & (agency["voice"] != "quoted")
    acts = agency[told]
    hurt = acts["lemma"].isin(_HURT) & acts["construction"].ne("nominal")
    several = len(acts) >= _SEVERAL and bool(hurt.any())
    return several or (len(acts) >= _FEWEST and bool(acts["plain"].any()))


def plain_violence(agency: pd.DataFrame) -> "pd.Series[bool]":
    """Tell for each row of Agency whether it is no act of violence, or one that is no figure of speech."""
    return (agency["act"] != "violence") | agency["lemma"].isin(_PLAIN)
