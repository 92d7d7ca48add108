"""What several outlets make of the same event: their quotations of one utterance, side by side."""
