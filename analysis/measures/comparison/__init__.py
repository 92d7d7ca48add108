"""What several outlets make of the same event: what they quote, how they call an actor, who acts."""
