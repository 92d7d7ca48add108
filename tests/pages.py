"""Writes the page of a report from its executed notebook."""

from analysis.reports.page.content import content_of
from analysis.reports.page.html import page_html


def report_html(notebook, *, pictures):
    return page_html(content_of(notebook, pictures=pictures))
