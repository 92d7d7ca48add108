"""How the weights of the attribution model were made."""
