"""Learn what tells one utterance from two."""
