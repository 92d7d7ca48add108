"""Tell which passages of articles are one utterance, however outlets cut and bend it."""
