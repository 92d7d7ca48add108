"""The calls of a notebook: `Run`, evidence, the reading view, redaction."""
