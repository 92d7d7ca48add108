"""What a notebook calls: `Run`, evidence, the reading view, redaction."""
