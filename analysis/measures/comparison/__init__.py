"""The same event in several outlets: which articles tell it, and what each of them makes of it."""
