"""Make the weights of the models by command (extra `train`); never imported at run time (decision 16)."""
