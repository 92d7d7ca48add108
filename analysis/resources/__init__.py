"""Word lists and models that the project carries, each with a card beside it."""
