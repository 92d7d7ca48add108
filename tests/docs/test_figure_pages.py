"""The tutorial and the pages about figures do what they say, in the order in which a reader meets them."""

import pytest

from tests.docs.pages import DOCS, FIGURE_PAGES, SEEDS_RUN, check, follow, new_project


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, which the tutorial fills with the reports that the other pages go on with."""
    return new_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def tutorial(project, seeds_run):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SEEDS_RUN, str(seeds_run))
        return follow(FIGURE_PAGES[0], project)


def test_the_tutorial_does_what_it_says(tutorial):
    check(FIGURE_PAGES[0], tutorial)


@pytest.mark.parametrize(
    "page", FIGURE_PAGES[1:], ids=lambda page: page.relative_to(DOCS).as_posix()
)
def test_a_page_does_what_it_says(page, project, tutorial):
    check(page, follow(page, project))
