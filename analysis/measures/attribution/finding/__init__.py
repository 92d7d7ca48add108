"""Turn the answers of the model into attributions: spans, rules for plain forms, quotations, nesting."""
