"""Clauses of English sentences without a parser: verbs, and who does what to whom."""
