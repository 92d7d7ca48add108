"""Quotation marks, their pairs, and the quotations of an article."""
