"""How texts call somebody: names, short forms, and descriptions without the name."""
