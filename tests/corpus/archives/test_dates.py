import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.archives.cells.days import counted_days
from analysis.corpus.archives.dates import names_no_day, possible_days


@pytest.mark.parametrize(
    "written",
    [
        "2016-12-14",
        "2016-12-14T10:00:00Z",
        "2016-12-14 00:00:00",
        "2016/12/14",
        "20161214",
        "14 December 2016",
        "14 Dec 2016 10:15",
        "14-Dec-2016",
        "14. Dezember 2016",
        "14 de diciembre de 2016",
        "mercredi 14 décembre 2016",
        "December 14, 2016",
        "December 14th, 2016",
        "DECEMBER 14, 2016",
        "Dec. 14, 2016",
        "December 14, 2016 Wednesday",
        "December 14, 2016 Wednesday 10:15 PM GMT",
        "Wednesday, December 14, 2016",
        "Wed, 14 Dec 2016 10:00:00 +0000",
        "December 14, 2016, 10:15 AM EST",
        "  December  14, 2016\xa0 ",
    ],
)
def test_forms_that_leave_no_choice(written):
    assert possible_days(written) == {"": "2016-12-14"}


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("3/4/2016", {"day-first": "2016-04-03", "month-first": "2016-03-04"}),
        ("03-04-2016", {"day-first": "2016-04-03", "month-first": "2016-03-04"}),
        ("14.12.2016 10:15", {"day-first": "2016-12-14"}),
        ("12/14/2016", {"month-first": "2016-12-14"}),
        ("5/5/2016", {"": "2016-05-05"}),
    ],
)
def test_the_order_of_day_and_month_is_not_guessed(written, days):
    assert possible_days(written) == days


@pytest.mark.parametrize(
    "written",
    [
        "soon",
        "",
        "31/31/2016",
        "30 February 2016",
        "3/4-2016",
        "99999999",
        "14 Foo 2016",
    ],
)
def test_what_is_no_date_means_no_day(written):
    assert possible_days(written) == {}


def test_a_month_or_a_year_names_no_day():
    assert names_no_day("December 2016")
    assert names_no_day("2016")
    assert not names_no_day("Something 2016")
    assert not names_no_day("14 December 2016")


@given(st.dates())
def test_a_day_comes_back_from_every_form(day):
    if not 1678 <= day.year < 2262:
        assert possible_days(day.isoformat()) == {}
        return
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y %A", "%a, %d %b %Y 01:02:03 +0100"):
        assert possible_days(day.strftime(form)) == {"": day.isoformat()}
    numeric = possible_days(day.strftime("%d/%m/%Y"))
    assert day.isoformat() in numeric.values()


@given(st.text(max_size=40))
def test_no_text_stops_the_reading_of_dates(text):
    assert isinstance(possible_days(text), dict)
    assert names_no_day(text) in (True, False)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("14-Dec-16", "2016-12-14"),
        ("04-Mar-99", "1999-03-04"),
        ("14 Dec 29", "2029-12-14"),
        ("14-Dec-30", "1930-12-14"),
        ("4. maj 2021", "2021-05-04"),
        ("4 grudnia 2021", "2021-12-04"),
        ("4 октября 2021", "2021-10-04"),
        ("2021年3月4日 星期四", "2021-03-04"),
        ("2021년 3월 4일", "2021-03-04"),
        ("20210304T134500Z", "2021-03-04"),
        ("Thu Mar 04 13:41:20 +0000 2021", "2021-03-04"),
        ("2021-3-4", "2021-03-04"),
        ("2021. 3. 4.", "2021-03-04"),
        ("Mar 4, 2021 1:41pm EST", "2021-03-04"),
        ("Thursday 4 March 2021 13.41 GMT", "2021-03-04"),
    ],
)
def test_more_forms_of_a_day(written, day):
    assert possible_days(written) == {"": day}


def test_two_digits_of_a_year_leave_the_order_open_as_four_do():
    assert possible_days("3/4/21") == {"day-first": "2021-04-03", "month-first": "2021-03-04"}
    assert possible_days("12/14/16") == {"month-first": "2016-12-14"}
    assert possible_days("14.12.99") == {"day-first": "1999-12-14"}


@pytest.mark.parametrize(
    "written", ["Q1 2016", "Early Spring 2016", "May-June 2016", "Fall 2016", "Frühjahr 2016"]
)
def test_a_season_or_some_months_name_no_day(written):
    assert names_no_day(written)
    assert possible_days(written) == {}


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (["44259", "44269"], ["2021-03-04", "2021-03-14"]),
        (["44259.5", ""], ["2021-03-04", None]),
        (["1614852000", "1615716000"], ["2021-03-04", "2021-03-14"]),
        (["1614852000000"], ["2021-03-04"]),
        (["1614852000000000"], ["2021-03-04"]),
    ],
)
def test_a_column_of_numbers_is_read_as_what_it_counts(written, days):
    _, found = counted_days(written)
    assert [found.get(cell) for cell in written] == days


@pytest.mark.parametrize(
    "written",
    [["44259", "2021-03-04"], ["20210304"], ["2016"], [""], ["44259", "1614852000"], ["99999"]],
)
def test_numbers_among_other_dates_are_not_guessed(written):
    assert counted_days(written) is None
