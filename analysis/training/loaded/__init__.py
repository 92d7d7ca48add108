"""Make and measure the list and the model of loaded language."""
