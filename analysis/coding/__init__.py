"""People check what the models found: a page and a sheet to code a sample, and their answers read back."""

from analysis.coding.coding_page import coding_page
from analysis.coding.sample_folder import Sample, SampleError, read_sample

__all__ = ["Sample", "SampleError", "coding_page", "read_sample"]
