"""The parts of every figure: page, plane, rows, dots, labels, fonts."""
