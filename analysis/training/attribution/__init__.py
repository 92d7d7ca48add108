"""Make and measure the weights of the attribution model."""
