"""Word lists as the measures use them: cues with their classes, and kinds of speakers."""
