"""Runs with all that made them in one zip (RO-Crate): written, read and checked."""
