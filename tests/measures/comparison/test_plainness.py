"""Which acts a sentence tells plainly, and which the rules may have misread."""

import pytest

from analysis.measures.comparison.agency import agency_of
from analysis.tables import Voices
from tests.conftest import articles
from tests.measures.comparison.test_agency import told

PLAIN = [  # text, what is done, who acts, to whom
    ("The council banned cars.", "banned", "The council", "cars"),
    ("Mayor Ada Moor on Sunday ordered a third inquiry.", "ordered", "Mayor Ada Moor", "a third inquiry"),
    ("Kay, 28, shot him on a street.", "shot", "Kay", "him"),
    ("Ann Moor, the head of the Board, accused the mayor of fraud.", "accused", "Ann Moor", "the mayor"),
    ("It came a day after his lawyer was sentenced to prison.", "sentenced", "", "his lawyer"),
    ("Tensions rose after Gov. Jay Moor (D) imposed a curfew.", "imposed", "Gov. Jay Moor", "a curfew"),
    ("The riot began moments before an officer shot and killed Doe.", "shot", "an officer", "Doe"),
    ("At least dozens of farmers were killed by troops.", "killed", "troops", "At least dozens of farmers"),
    ("It counted 58 men shot to death Monday by rebel forces.", "shot", "rebel forces", "58 men"),
    ("Two were killed on Monday.", "killed", "", "Two"),
    ("The blast killed three men.", "killed", "The blast", "three men"),
    ("The court ruled on Monday.", "ruled", "The court", ""),
    ("The House on Sunday approved a bill 42-5 to ban cars.", "approved", "The House", "a bill"),
    ("The council passed a bill Monday to ban cars.", "passed", "The council", "a bill"),
    ("The council voted to ban cars.", "ban", "The council", "cars"),
    ("Troops who were fined left.", "fined", "", "Troops"),
    ("The bill was passed by the Senate.", "passed", "the Senate", "The bill"),
    ("The gunman used a rifle to kill ten men.", "kill", "The gunman", "ten men"),
    ("The mayor continued to condemn the plan.", "condemn", "The mayor", "the plan"),
    (
        "It recalls the shooting at a school in Ada, which killed ten men.",
        "killed", "the shooting at a school in Ada", "ten men",
    ),
    ("Friends praised the judge's order.", "judge's order", "the judge", ""),
    ("Critics noted Moor's two court appointments.", "Moor's two court appointments", "Moor", ""),
    ("Obama's two Senate appointments came late.", "Obama's two Senate appointments", "Obama", ""),
    ("Kay's Senate appointments were women.", "Kay's Senate appointments", "Kay", ""),
    ("Kay's appointment was news.", "Kay's appointment", "", "Kay"),
    ("Doe's three arrests were news.", "Doe's three arrests", "", "Doe"),
    ("The mayor in October rejected the plan.", "rejected", "The mayor", "the plan"),
    ("The board in May approved a bill.", "approved", "The board", "a bill"),
    ("The town council in November fined the mayor.", "fined", "The town council", "the mayor"),
    ("The board of a town in Ohio approved a bill.", "approved", "The board of a town in Ohio", "a bill"),
    ("The mayor barred riders from the pier.", "barred", "The mayor", "riders"),
    ("The mayor nominated Ada Moor for the post.", "nominated", "The mayor", "Ada Moor"),
    ("They saw the killing of farmers by troops.", "killing", "troops", "farmers"),
    ("That is due to heavy bombardment of the port.", "heavy bombardment", "", "the port"),
]  # fmt: skip
NOT_PLAIN = [
    ("The mayor ordered Harbour Town to close the pier.", "ordered"),
    ("The council passed bills delaying two parts of the law.", "passed"),
    ("She left before the council banned cars.", "banned"),
    ("An order of the king banned cars.", "banned"),  # a thing
    ("The ruling rejected the plan.", "rejected"),
    ("Their integrity condemned the plan.", "condemned"),
    ("Article I barred the mayor.", "barred"),
    ("It rejected the plan.", "rejected"),  # whatever "it" is
    ("When this bill passes, the mayor leaves.", "passes"),  # nothing that was done
    ("Voters decide how they vote.", "vote"),
    ("Many people voted on Monday.", "voted"),
    ("He left to lead the Moor Trust, a club, accused the mayor.", "accused"),
    ("She spoke of reversing the plan.", "reversing"),
    ("They sought the first veto of his reign.", "first veto"),
    ("They want a repeal of the law.", "repeal"),
    ("The handling of the shooting by officers was criticised.", "shooting"),
    ("She wrote of the Republican nomination.", "Republican nomination"),
    ("You acquitted yourself well.", "acquitted"),
    ("The council rejected such.", "rejected"),
    ("Any of the fines imposed by the town are high.", "imposed"),
    ("A ban imposed by the town would end the row.", "imposed"),
    ("Some of the orders approved by the council were his.", "approved"),
    ("Riders were banned from using the pier.", "banned"),
    ("The mayor barred riders from using the pier.", "barred"),
    ("Clerks are prohibited from taking gifts.", "prohibited"),
    ("The council approved the broad “Old Pier” bill of May.", "approved"),
    ("The mayor nominated Deputy Clerk for Roads Ada Moor.", "nominated"),
    ("Critics said those banned cars.", "banned"),
    ("The mayor wants to ban cars.", "ban"),
    ("The mayor used a new law that is there to ban cars.", "ban"),
    ("It broke laws passed by Congress and decisions of the court.", "passed"),
    ("It was one of the nation's deadliest shootings.", "nation's deadliest shootings"),
    ("Mr. Moor passed the first one.", "passed"),
    ("His top goals were passed by the council.", "passed"),
    ("Six farmers voted to ban cars.", "ban"),
    ("The council released a series of secretly made songs.", "released"),
    ("Officials said most workers who were fined left.", "fined"),
    ("Most of the farmers who were fined left.", "fined"),
    ("She praised the mayor's veto of an anti–whaling bill.", "mayor's veto"),
]


def rows(text):
    found = told(text)
    return found[found["act"] != "other"].set_index("predicate_text")


@pytest.mark.parametrize(("text", "what", "agent", "patient"), PLAIN)
def test_what_stands_beside_a_verb_is_told_plainly(text, what, agent, patient):
    row = rows(text).loc[what]
    assert (row["agent_text"], row["patient_text"]) == (agent, patient)
    assert row["plain"]


@pytest.mark.parametrize(("text", "what"), NOT_PLAIN)
def test_what_the_rules_may_misread_is_not_told_plainly(text, what):
    found = rows(text)
    assert what not in found.index or not found.loc[[what], "plain"].any()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The council banned cars.", True),
        ("The council banned cars in 2012.", False),
        ("The council banned cars two years ago.", False),
        ("The following year, the council banned cars.", False),
        ("The council banned cars on other occasions.", False),
        ("The council banned cars for 25 years.", False),
        ("Last year the council banned cars.", False),
        ("In the last two years the council banned cars.", False),
        ("The council banned cars in 2016.", True),
        ("The council banned cars in the past week.", True),
        ("The council banned cars in the past, too.", False),
        # and what goes on from them
        ("It met in 2012. The council banned cars.", False),
        ("Last year it met. Later the council banned cars.", False),
        ("Years ago it met. It sold a pier. The council banned cars.", True),
        ("It met in 2012. On Tuesday, the council banned cars.", True),
        ("The mayor left three years ago. The council banned cars.", False),
    ],
)
def test_acts_of_earlier_years_are_background(text, plain):
    table = articles(("1", "o", text)).assign(date="2016-05-01")
    found = agency_of(table.astype({"date": "datetime64[ns]"}), Voices.empty())
    assert found.set_index("lemma").loc["ban", "plain"] == plain


@pytest.mark.parametrize(
    ("text", "what", "agent", "patient"),
    [
        ("Many people who look like me have been killed.", "killed", "", "Many people"),
        ("He spoke weeks after 17 boys were shot by a gunman.", "shot", "a gunman", "17 boys"),
        ("On Wednesday, a teacher was arrested.", "arrested", "", "a teacher"),
        ("After the fire in Newtown, Ohio, the firm removed cars.", "removed", "the firm", "cars"),
        (
            "It recalls the massacre at a school in Parkland, Ohio, which killed ten men.",
            "killed", "the massacre at a school in Parkland, Ohio", "ten men",
        ),
        ("All but two senators rejected the plan.", "rejected", "All but two senators", "the plan"),
        ("Three men within the agency accused him.", "accused", "Three men within the agency", "him"),
        ("Within hours, the army bombed the town.", "bombed", "the army", "the town"),
        ("Clips from the show that were banned went on.", "banned", "", "Clips from the show"),
        ("The Board for Piers, which accused her, left.", "accused", "The Board for Piers", "her"),
        ("Bombs killed dozens of farmers Monday.", "killed", "Bombs", "dozens of farmers"),
        ("She decided the pill would be sold.", "decided", "She", ""),
        ("Women accused him of fraud.", "accused", "Women", "him"),
        ("Moor accused the firm and its allies of lying.", "accused", "Moor", "the firm and its allies"),
        ("He was blamed by nurses, but Ann Kay stayed.", "blamed", "nurses", "He"),
        ("The mayor vetoed the bill sent to her by the council.", "vetoed", "The mayor", "the bill"),
        ("Farmers who saw the man in May were arrested.", "arrested", "", "Farmers"),
        ("She saw a doctor in Ada who used a gun to shoot ten men.", "shoot", "a doctor in Ada", "ten men"),
        ("The order of a court was read.", "order", "a court", ""),
        ("It was the fire in which six men and a boy were killed.", "killed", "", "six men and a boy"),
        ("The gunman used a rifle to kill ten men.", "kill", "The gunman", "ten men"),
        ("She heard allegations of affairs.", "allegations", "", ""),
        ("He wants a shorter prison sentence for charges against him.", "shorter prison sentence", "", ""),
        ("The Boston bombing shocked all.", "Boston bombing", "", ""),
        ("The London shootings shocked all.", "London shootings", "", ""),
        ("The Israeli airstrikes shocked all.", "Israeli airstrikes", "Israeli", ""),
        ("The Valentine's Day shooting shocked all.", "Valentine's Day shooting", "", ""),
        ("Mr. Doe's sentencing shocked all.", "Mr. Doe's sentencing", "", "Mr. Doe"),
    ],
)  # fmt: skip
def test_who_acts_and_to_whom_behind_side_clauses(text, what, agent, patient):
    row = rows(text).loc[what]
    assert (row["agent_text"], row["patient_text"]) == (agent, patient)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A bullet was fired through the window.", "fired"),
        ("The firm has taken the responsibility of raising it.", "taken the responsibility"),
        ("He threw out the number.", "threw out"),
        ("She shot a video.", "shot"),
    ],
)
def test_set_phrases_tell_no_act(text, what):
    assert what not in rows(text).index
