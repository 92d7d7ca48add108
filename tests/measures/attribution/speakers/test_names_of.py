from analysis.measures.attribution.speakers.people import names_of
from tests.timing import least_seconds


def people(number):
    """Return a full name and a surname alone for each of `number` people."""
    names = [f"Ann {chr(65 + n % 26)}{n:06}" for n in range(number)]
    return names + [name.split()[1] for name in names]


def test_a_surname_is_the_person_who_has_it_in_two_thirds_of_the_articles():
    assert names_of(["Ann Lee", "Ann Lee", "Bob Lee", "Lee"])["Lee"] == "Ann Lee"
    assert names_of(["Ann Lee", "Bob Lee", "Lee"])["Lee"] == "Lee"


def test_spellings_and_short_forms_of_one_name_are_one_person():
    seen = ["Sergei Fro", "Sergey Fro", "Sergei Fro", "Fro", "Bob Hoffmann", "Robert T. Hoffman"]
    assert set(names_of(seen).values()) == {"Sergei Fro", "Bob Hoffmann"}
    seen = ["John Reed", "Jon Reed", "John Reed", "Sara Lee", "Sarah Lee"]
    assert set(names_of(seen).values()) == {"John Reed", "Sara Lee"}
    apart = ["Tom Reed", "Tim Reed", "Ann Moor", "Anna Moor", "Bob Lee", "Robert Le"]
    assert names_of(apart) == {name: name for name in apart}


def test_two_people_with_other_initials_in_the_middle_stay_apart():
    seen = ["George W. Moor", "George W. Moor", "George H.W. Moor", "George Moor", "Moor"]
    names = names_of(seen)
    assert names["George H.W. Moor"] == "George H.W. Moor"
    assert len({names[name] for name in seen if name != "George H.W. Moor"}) == 1


def test_eight_times_as_many_people_take_about_eight_times_as_long():
    few, many = people(1_000), people(8_000)
    assert least_seconds(lambda: names_of(many)) < 24 * least_seconds(lambda: names_of(few))
