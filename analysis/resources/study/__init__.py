"""The files of a new study, as `framing new` writes them."""
