"""How the list and the model of loaded language were made."""
