"""How model weights are made, repeatable by command (extra `train`); never imported at run time."""
