"""What several outlets make of the same event: whom they quote of one utterance, how they call it, who acts."""
