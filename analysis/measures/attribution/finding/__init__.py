"""From the answers of the model to attributions: spans, nesting, whole quotations, transcripts."""
