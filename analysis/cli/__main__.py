"""The command line as a module: `python -m analysis.cli`."""

from analysis.cli import main

main(prog_name="framing")
