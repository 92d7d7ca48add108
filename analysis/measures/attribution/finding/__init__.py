"""Turn the answers of the model into attributions: spans, nesting, whole quotations, transcripts."""
