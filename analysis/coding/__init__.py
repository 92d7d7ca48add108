"""People check what the models found: a page and a sheet to code a sample, and their answers read back."""

from analysis.coding.code_book import Chapter, code_book
from analysis.coding.coding_page import coding_page
from analysis.coding.coding_progress import answered, progress_of
from analysis.coding.coding_rows import CodingsError, CodingsRead, read_codings
from analysis.coding.coding_sheet import coding_sheet
from analysis.coding.correction_table import (
    CorrectionsError,
    corrections_of,
    read_corrections_of_codings,
)
from analysis.coding.sample_folder import Drawn, Item, Sample, SampleError, read_sample

__all__ = [
    "Chapter",
    "CodingsError",
    "CodingsRead",
    "CorrectionsError",
    "Drawn",
    "Item",
    "Sample",
    "SampleError",
    "answered",
    "code_book",
    "coding_page",
    "coding_sheet",
    "corrections_of",
    "progress_of",
    "read_codings",
    "read_corrections_of_codings",
    "read_sample",
]
