"""The parts that figures are drawn with: page, plane, rows, dots, labels, fonts."""
