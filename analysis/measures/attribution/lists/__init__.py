"""Word lists for attribution: cues with their classes, and kinds of speakers."""
