"""Which acts a sentence says were done, and which it denies, asks, plans, or holds possible."""

import pytest

from tests.measures.comparison.test_agency import told

DONE = [
    ("Rebels said troops had shelled the town.", "shelled"),
    ("The army broke the law by bombing villages.", "bombing"),
    ("Troops entered homes, killing farmers.", "killing"),
    ("He went on to kill three men.", "kill"),
    ("They forced the mayor to resign.", "resign"),
    ("She helped kill the bear.", "kill"),
    ("The council voted to impeach the mayor.", "impeach"),
    ("The man shot the bear and was arrested.", "arrested"),
    ("When the army bombed the school, ten people died.", "bombed"),
    ("Killing five people, the bomb damaged a bridge.", "Killing"),
    ("Police arrested a man for killing his wife.", "killing"),
    ("The fatal shooting of a boy could be linked to drugs.", "fatal shooting"),
    ("There was an attack on the town.", "attack"),
    ("They have almost certainly killed the man.", "killed"),
    ("They probably broke the law by bombing villages.", "bombing"),
    ("Moor has not prevented the attack on the town.", "attack"),
    ("He continued fighting the ban.", "fighting"),
    ("The court met to read the bill, rejecting a ban.", "rejecting"),
    ("He was being attacked by a bear.", "attacked"),
    ("Officers said that police had killed the man.", "killed"),
    ("The mayor was close to the ban when it passed.", "ban"),
    ("The move sparked more complaints.", "complaints"),
    ("The bill came to a vote.", "vote"),
    ("The mayor has banned cars to save air.", "banned"),
    ("I support the legalization of drugs.", "legalization"),
    ("The mayor made a decision.", "made a decision"),
    ("He was the first mayor to sign a ban.", "sign a ban"),
    ("The ban of cars was a mistake.", "ban"),
    ("She saw the plan passed by the council.", "passed"),
    ("He was awarded 20 votes.", "awarded"),
]
OPEN = [
    ("The mayor would ban cars.", "ban"),
    ("The ban of cars would be a mistake.", "ban"),
    ("She struggled to see the plan passed by the council.", "passed"),
    ("He was awarded no votes.", "awarded"),
    (
        "They could amend the rule to force the House to vote to approve the sanctions on members.",
        "sanctions",
    ),
    ("The court may fine the firm.", "fine"),
    ("Critics said the council could, and should, impeach him.", "impeach"),
    ("The firm should be fined or sued.", "sued"),
    ("The mayor was unlikely to ban cars.", "ban"),
    ("Senators threatened to impose a tariff.", "impose"),
    ("The mayor plans to fire the chief.", "fire"),
    ("If the council bans cars, shops gain.", "bans"),
    ("If the panel agrees and the House approves the bill, it is law.", "approves"),
    ("The judge decided whether to release the memo.", "release"),
    ("Did police kill the man?", "kill"),
    ("Police did not shoot him.", "shoot"),
    ("Nobody was killed.", "killed"),
    ("No officer was charged.", "charged"),
    ("He resigned without blaming the council.", "blaming"),
    ("He was accused of stabbing a guard.", "stabbing"),
    ("The guard was acquitted over the summer of murdering a prisoner.", "murdering"),
    ("The mayor allegedly attacked the chief.", "attacked"),
    ("Many senators considered impeaching the mayor.", "impeaching"),
    ("But attacking the court has always been his goal.", "attacking"),
    ("The army would break the law by bombing villages.", "bombing"),
    ("Protesters called for the mayor's impeachment.", "mayor's impeachment"),
    ("A delay could cause a significant outcry.", "significant outcry"),
    ("There were fears of an attack.", "attack"),
    ("He rejected the notion that police killed the man.", "killed"),
    ("Members resistant to passing the ban spoke first.", "passing"),
    ("The move is likely to spark more complaints.", "complaints"),
    ("The bill will not come to a vote.", "vote"),
    ("They urged men to leave or wage war against the West.", "wage war"),
    ("Should the ban be rejected, shops gain.", "rejected"),
    ("Neither Moor nor Kay has attacked the mayor.", "attacked"),
    ("He pledged to continue fighting the ban.", "fighting"),
    ("The mayor probably shot the man.", "shot"),
    ("The guard almost shot the man.", "shot"),
    ("The mayor wants to prevent attacks.", "attacks"),
    ("The firm denied any wrongdoing and any attack.", "attack"),
    ("It is a balance the council has to ban.", "ban"),
    ("The deployment of troops to the port remains unlikely.", "deployment"),
    ("Senators withheld criticism of the mayor.", "criticism"),
    ("I do not support the legalization of drugs.", "legalization"),
    ("The mayor said he had made no decision.", "made no decision"),
]


@pytest.mark.parametrize(("text", "act", "done"), [(*one, True) for one in DONE])
def test_what_is_said_to_be_done_is_asserted(text, act, done):
    assert asserted(text, act) is done


@pytest.mark.parametrize(("text", "act", "done"), [(*one, False) for one in OPEN])
def test_what_is_denied_asked_planned_or_possible_is_not(text, act, done):
    assert asserted(text, act) is done


def asserted(text, act):
    found = told(text)
    return bool(found[found["predicate_text"] == act].iloc[0]["asserted"])
