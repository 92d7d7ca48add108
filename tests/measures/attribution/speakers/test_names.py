import pytest

from analysis.measures.attribution.lists.kinds import kind_of
from analysis.measures.attribution.speakers.names import is_person_name, parsed
from analysis.measures.attribution.speakers.people import People, name_key
from analysis.measures.attribution.speakers.seats import Seat, seat_behind, seat_told
from analysis.measures.attribution.speakers.trimming import is_furniture, without_time
from tests.measures.attribution.speakers.test_resolution import resolved


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [
        ("Harbour Office Friday", "Harbour Office"),
        ("new poll released late Monday", "new poll"),
        ("report Tuesday from two panels", "report"),
        ("speech at a Monday fair", "speech at a Monday fair"),
        ("Super Tuesday", "Super Tuesday"),
        ("Judge April", "Judge April"),
        ("Ann May", "Ann May"),
    ],
)
def test_a_day_or_a_month_at_the_end_is_no_part_of_a_source(phrase, kept):
    assert " ".join(without_time(phrase.split())) == kept


@pytest.mark.parametrize(
    ("source", "form", "name"),
    [
        ("the Harbour Office Friday", "organisation", "Harbour Office"),
        ("Ina Falk Sunday", "person", "Ina Falk"),
        ("President-elect Ina Falk", "person", "Ina Falk"),
        ("AG Ina Falk", "person", "Ina Falk"),
        ("Norland Gov. and presidential candidate Ina Falk", "person", "Ina Falk"),
        ("The White House and Speaker Ina Falk", "several", ""),
        ("The Norwich, Connecticut, couple", "description", ""),
        ("Rep. I.G. Falk", "person", "I.G. Falk"),
        ("Mr. King", "person", "King"),
        ("Sen. Tomas Bishop", "person", "Tomas Bishop"),
        ("Ms. Fox", "person", "Fox"),
        ("the Maryland Democrat", "description", ""),
        ("A spokesman for Senate Majority Leader Ann Doe (R-Ky.)", "description", ""),
        ("an aide to President Ann Doe", "description", ""),
        ("Secretary of State Ann Doe", "person", "Ann Doe"),
        ("The Texan", "description", ""),
        ("the Italians", "description", ""),
        ("the conservative group Harbour Alliance", "organisation", "Harbour Alliance"),
        ("Germany’s Falk Bank", "organisation", "Falk Bank"),
        ("Norland’s Voice", "organisation", "Norland’s Voice"),
        ("the Justice Department and the Harbour Guild", "several", ""),
        ("hunters and the NRA", "several", ""),
        ("the Food and Harbour Administration", "organisation", "Food and Harbour Administration"),
        ("Department of Roads and Bridges", "organisation", "Department of Roads and Bridges"),
        ("House Roads and Ways Chairman Ann Doe, R-Ohio", "person", "Ann Doe"),
        ("Health and Human Services Secretary Ann Doe", "person", "Ann Doe"),
        ("the White House and Justice Department spokesman Ann Doe", "several", ""),
        ("a Department of Justice official", "description", ""),
        ("Voters’", "description", ""),
        ("ten Democrats", "description", ""),
        ("a club founded by Ina Falk and her husband, Tom Reed,", "description", ""),
    ],
)
def test_a_name_has_nothing_before_or_behind_it(source, form, name):
    found = parsed(source)
    assert (found.form, found.name) == (form, name)


@pytest.mark.parametrize(
    "name",
    [
        "Fort Dunlow",
        "Harlan Memorial",
        "Spring August",
        "R-North Dakota",
        "FalkToday",
        "Seven",
    ],
)
def test_a_place_a_thing_or_a_slip_is_no_person(name):
    assert not is_person_name(name)


@pytest.mark.parametrize("name", ["Ina McFalk", "Ron DeReed", "Ina FitzHall", "Ina Street"])
def test_a_capital_inside_a_name_is_no_slip(name):
    assert is_person_name(name)


@pytest.mark.parametrize("name", ["Harbour HQ", "Tarn TV", "Fox NFL"])
def test_a_run_that_ends_in_initials_is_no_person(name):
    assert not is_person_name(name)
    assert is_person_name("Ann Doe III")


def test_a_run_with_a_word_twice_is_page_furniture_unless_it_is_a_line_of_fathers():
    assert is_furniture(["Ina", "Falk", "Ina", "Anna", "Falk"])
    assert is_furniture(["Ina", "FalkSenate"])
    assert not is_furniture(["Omar", "bin", "Said", "Omar", "al-Rashid"])


def test_a_son_is_not_his_father_unless_a_middle_name_tells_them_apart_already():
    assert name_key("Tom Reed Jr.") != name_key("Tom Reed")
    assert name_key("Tom H. Reed Jr.") == name_key("Tom Reed")


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        (" (D-Ohio) said", Seat("D", "ohio")),
        (", R-South Dakota, said", Seat("R", "south dakota")),
        (", R-Ky., said", Seat("R", "kentucky")),
        (", Republican of Iowa, said", Seat("R", "iowa")),
        (", an Ohio Democrat, said", Seat("D", "ohio")),
        (" said no", None),
    ],
)
def test_party_and_state_stand_behind_a_name(text, seat):
    assert seat_behind(text, 0) == seat


def test_party_and_state_stand_in_a_description():
    assert seat_told(["the", "Iowa", "Republican"]) == Seat("R", "iowa")
    assert seat_told(["Texan"]) == Seat("", "texas")
    assert seat_told(["Sen."], " from New Jersey said") == Seat("", "new jersey")


@pytest.mark.parametrize("words", ["The Ohio Democrat", "the Ohioan", "The Ohio congresswoman"])
def test_a_description_by_party_and_state_is_the_member_from_there(words):
    text = (
        f"Rep. Ina Falk, D-Ohio, said no. Sen. Tom Reed, R-Iowa, said yes. But {words} said never."
    )
    rows = [("Rep. Ina Falk, D-Ohio,", "said", "no"), ("Sen. Tom Reed, R-Iowa,", "said", "yes")]
    table = resolved(text, *rows, (words, "said", "never"))
    assert table["speaker"].tolist() == ["Ina Falk", "Tom Reed", "Ina Falk"]


def test_a_description_by_a_state_that_nobody_is_from_is_no_name():
    text = "Sen. Tom Reed, R-Iowa, said yes. The Maryland Democrat said no."
    row = resolved(text, ("The Maryland Democrat", "said", "no")).iloc[0]
    assert (row["speaker"], row["named"]) == ("Maryland Democrat", False)


def test_who_means_the_person_before_party_and_state():
    text = "The bill met Sen. Tom Reed, R-North Dakota, who said no."
    assert resolved(text, ("who", "said", "no"))["speaker"].tolist() == ["Tom Reed"]


@pytest.mark.parametrize("word", ["Investigators", "Proponents", "Relatives", "Millions"])
def test_a_common_noun_that_begins_a_sentence_is_nobody(word):
    text = f"The road is shut. {word} said no. They said it again."
    table = resolved(text, (word, "said", "no"), ("They", "said", "it again"))
    assert table["speaker"].tolist() == [word, word]
    assert not table["named"].any()


def test_a_surname_like_a_common_noun_is_the_person_of_the_article():
    text = "Ina Waters came late. Waters said no."
    assert resolved(text, ("Waters", "said", "no"))["speaker"].tolist() == ["Ina Waters"]


def test_a_surname_like_a_title_is_the_person_of_the_article():
    text = "Rep. Tomas King spoke. King said no. Voters praised his claim that it was late."
    rows = [("King", "said", "no"), ("his", "claim", "that it was late")]
    assert resolved(text, *rows)["speaker"].unique().tolist() == ["Tomas King"]


def test_the_president_is_the_one_of_whom_the_article_speaks():
    text = (
        "President Falk came late. Former President Tom Reed was there. Ivo Marsden, president of "
        "Dunlow Pizza, laughed. President Falk sat down. The president said no. The next president "
        "said yes."
    )
    rows = [("The president", "said", "no"), ("The next president", "said", "yes")]
    table = resolved(text, *rows)
    assert table["speaker"].tolist() == ["Falk", "next president"]


def test_an_office_without_a_name_is_its_nearest_holder():
    text = (
        "Mayor Ina Falk said no. Norland was calm. Mayor Tom Reed said yes. The mayor said never."
    )
    rows = [("Mayor Ina Falk", "said", "no"), ("Mayor Tom Reed", "said", "yes")]
    table = resolved(text, *rows, ("The mayor", "said", "never"))
    assert table["speaker"].tolist() == ["Ina Falk", "Tom Reed", "Tom Reed"]


def test_a_place_is_nobody_to_whom_a_pronoun_goes():
    text = "Mr. Tom Reed went to Fort Dunlow, a city in the north. He said no."
    assert resolved(text, ("He", "said", "no"))["speaker"].tolist() == ["Tom Reed"]


def test_a_newspaper_has_its_full_name():
    text = "The Norland Times wrote of it on Monday. The Times said no."
    assert resolved(text, ("The Times", "said", "no"))["speaker"].tolist() == ["Norland Times"]


def test_what_somebody_said_is_said_by_him_and_a_report_has_the_kind_of_its_author():
    text = "Governor Ina Falk spoke. Falk’s answer said no. Falk’s report said yes."
    table = resolved(text, ("Falk’s answer", "said", "no"), ("Falk’s report", "said", "yes"))
    assert table["speaker"].tolist() == ["Ina Falk", "Falk’s report"]
    assert table["kind"].tolist() == ["government", "government"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the founder and president of Dunlow Pizza Inc.", "business"),
        ("president of Dunlow Pizza", "business"),
        ("president of Norland Rights Foundation", "ngo"),
        ("president of France", "government"),
        ("president of the Senate", "government"),
        ("president", "government"),
    ],
)
def test_a_president_has_the_kind_of_what_is_presided_over(words, kind):
    assert kind_of(words.split(), named=False).kind == kind


def test_a_committee_of_a_parliament_is_the_parliament():
    assert kind_of(["Senate", "Harbour", "Committee"], named=True).kind == "government"


def test_an_agency_has_one_name_with_dots_and_without():
    text = "The F.B.I. said no. The FBI said yes."
    table = resolved(text, ("The F.B.I.", "said", "no"), ("The FBI", "said", "yes"))
    assert table["speaker"].unique().tolist() == ["FBI"]


def test_an_office_of_a_body_in_capitals_has_a_name():
    found = parsed("the UN human rights office")
    assert (found.form, found.name) == ("organisation", "UN human rights office")
    assert parsed("Norland's new special office").form == "description"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("U.S. Attorney", "government"),
        ("Norland district attorney", "government"),
        ("Attorney General nominee", "government"),
        ("former White House counsel", "government"),
        ("special counsel", "government"),
        ("campaign counsel", "party_or_campaign"),
        ("attorney for the family", "expert"),
        ("chief lobbyist of the NRA", "ngo"),
        ("one of lawyers who represents children", "expert"),
        ("one of the senators", "government"),
        ("Another schoolmate", "civilian"),
    ],
)
def test_a_lawyer_of_the_state_and_one_of_many_have_the_kind_of_their_office(words, kind):
    assert kind_of(words.split(), named=False).kind == kind


@pytest.mark.parametrize(
    ("source", "form", "name"),
    [
        ("Martin Luther King Jr.", "person", "Martin Luther King Jr."),
        ("Sheriff Ina Bishop Sr., a baker", "person", "Ina Bishop Sr."),
        ("Carl S. Unger III", "person", "Carl S. Unger III"),
        ("Rep. Dutch Unger, D-Md.,", "person", "Dutch Unger"),
        ("Rep. C.A. Dutch Unger (Md.)", "person", "C.A. Dutch Unger"),
        ("the Dutch minister Carl Unger", "person", "Carl Unger"),
        ("National Intelligence Director Ina Falk", "person", "Ina Falk"),
        ("Harbour County Clerk Ina Falk", "person", "Ina Falk"),
        ("Jeff Sessions", "person", "Jeff Sessions"),
        ("Sandy Rivers", "person", "Sandy Rivers"),
    ],
)
def test_initials_nicknames_offices_and_suffixes_do_not_cut_a_name(source, form, name):
    mention = parsed(source)
    assert (mention.form, mention.name) == (form, name)


@pytest.mark.parametrize(
    "source",
    [
        "Independence Day",
        "Agence France-Presse",
        "Middle East",
        "B One-Step",
        "Falk v. Unger",
        "Fourteen Bakers",
        "Latinos",
    ],
)
def test_a_thing_a_case_a_body_and_a_number_of_people_are_no_person(source):
    assert parsed(source).form != "person"


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        (" (Md.) said", Seat("", "maryland")),
        (" (R-Ky.) said", Seat("R", "kentucky")),
        (" (Reuters) said", None),
    ],
)
def test_a_state_alone_in_brackets_is_a_seat(text, seat):
    assert seat_behind(text, 0) == seat


@pytest.mark.parametrize(
    ("source", "speaker"),
    [("two clerks it", "two clerks"), ("Falk v. Unger", "Falk v. Unger"), ("it", "it")],
)
def test_a_subject_behind_a_noun_and_the_sides_of_a_case_are_no_names(source, speaker):
    text = f"That was told by {source} had backed."
    assert resolved(text, (source, "told", "had backed"))["speaker"].tolist() == [speaker]


@pytest.mark.parametrize(
    ("name", "person"),
    [("Sellwin", "Ann Selwin"), ("Cummin", "Bo Cummins"), ("Selwins", ""), ("Browne", "")],
)
def test_a_surname_is_a_misprint_by_a_letter_but_no_family_and_no_short_one(name, person):
    people = People("The pollster Ann Selwin met Mr. Bo Cummins. The lawyer Ed Brown left.")
    found = people.find(name)
    assert (found.name if found else "") == person


def test_a_surname_with_a_title_is_the_person_of_the_full_name_that_is_told():
    people = People("It rained, Ms. Fox said.")
    people.add("Ada Fox", place=0)
    assert people.find("Fox", ("Ms.",), 12).name == "Ada Fox"


def test_the_body_of_a_person_has_neither_party_nor_title_in_its_name():
    assert parsed("Republican Gov. Ann Reed’s administration").name == "Ann Reed administration"
