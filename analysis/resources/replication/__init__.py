"""The README and the Makefile of a bundle, as `framing bundle` fills them in."""
