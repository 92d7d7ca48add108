"""What a program obeys in a picture, and a reader does not see, is found; our own pictures have none."""

import io

import pikepdf
import pytest
from matplotlib.figure import Figure

from analysis.record.active import active_in, strange_in
from analysis.record.claims import Claim, Made
from analysis.verify.verdicts import State, undecided
from tests.cite.test_hostile_records import record, svg_of
from tests.conftest import ROOT

OURS = sorted(ROOT.glob("figures/*/*/*.svg"))
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def test_our_own_pictures_have_one_style_sheet_and_nothing_else():
    assert OURS
    for path in OURS:
        (style,) = active_in(path.read_bytes(), path.name)
        assert style.startswith("a style: *{stroke-linejoin")
        assert active_in(path.with_suffix(".pdf").read_bytes(), path.name) == ()
        assert active_in(path.with_suffix(".png").read_bytes(), path.name) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("</metadata>", "<script>x()</script></metadata>", "a script: x()"),
        ("</metadata>", f"<r:D xmlns:r='{RDF}' onclick='x()'/></metadata>", "attribute onclick"),
        ("</metadata>", "<q xmlns='urn:q'/></metadata>", "an element q in its metadata"),
        ("<svg ", "<?xml-stylesheet href='x.css'?><svg ", "the instruction"),
        ("</svg>", "</svg><?late x?>", "the instruction 'late x'"),
        ("</svg>", "<style>*{fill: red}</style></svg>", "a style: *{fill: red}"),
        ("</svg>", "<script href='http://x/y.js'/></svg>", "an address of script"),
        ("<svg ", "<svg onload='x()' ", "the event attribute onload"),
        ("</svg>", "<a href='javascript:x()'><g/></a></svg>", "an address of a"),
        ("</svg>", "<foreignObject/></svg>", "an element foreignobject"),
        ("</svg>", "<g style='fill: url(http://x/y)'/></svg>", "an address in style"),
    ],
)
def test_whatever_a_program_obeys_in_an_svg_is_named(old, new, told):
    fresh = OURS[0].read_bytes()
    changed = fresh.decode().replace(old, new, 1).encode()
    assert strange_in(fresh, fresh) == ""
    assert told in strange_in(changed, fresh)


def test_scripts_and_actions_of_a_pdf_are_named():
    out = io.BytesIO()
    Figure().savefig(out, format="pdf")
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.save(changed)
    assert "/OpenAction of the document" in strange_in(changed.getvalue(), out.getvalue())


def test_a_picture_with_a_script_is_changed_even_if_nothing_can_be_run(tmp_path):
    for name, more in {"good.svg": "", "bad.svg": "<script>x()</script>"}.items():
        about = svg_of(record()).replace("</metadata>", f"{more}</metadata>")
        (tmp_path / name).write_text(about, "utf-8")
    files = tuple(Made(tmp_path / name, f"figures/{name}") for name in ("good.svg", "bad.svg"))
    good, bad = undecided(Claim("x", record(), files))
    assert good.state == State.UNDECIDED
    assert bad.state == State.CHANGED
    assert "a script: x()" in bad.why
