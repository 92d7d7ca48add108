"""Pack runs with everything behind them into one zip (RO-Crate), and check such a zip."""
