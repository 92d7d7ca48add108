"""How the documentation is built, by `make docs`; nothing is fetched, then or by a reader's browser."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

project = "framing"
author = "The framing maintainers"
copyright = author  # noqa: A001  Sphinx's name
release = version = installed("framing")
language = "en"
smartquotes = False  # "" is what an empty text is written as

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "docs.extension"]
exclude_patterns = ["_build", "extension"]
nitpicky = True
# types of other projects, whose documentation is not part of this site, and names inside a type alias
nitpick_ignore_regex = [
    ("py:.*", r"(pandas|numpy|np|npt|matplotlib|collections|pathlib|scipy|IPython|ipywidgets)\b.*"),
    ("py:.*", r"(pd|pa|sparse|nltk|pandera|datetime|FreqDist|ConditionalFreqDist)\b.*"),
    (
        "py:class",
        r"analysis\.(recipes\._Function|reports\.display\.blocks\..*|.*\.(Corrections|Drawing|GivenActor|Question|TypedColumn|Stretches))",
    ),
]

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

default_role = "code"  # single backticks in docstrings
add_module_names = False
python_maximum_signature_line_length = 80
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_attr_annotations = False  # a type such as numpy.object_ would be read as a link
# prose sections: "Returns" says what one row is, "Source" where the method comes from
napoleon_custom_sections = ["Returns", "Source", ("Attributes", "params_style")]

html_theme = "furo"
html_title = "framing"
html_show_sourcelink = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["framing.css"]
