"""Resolve the words of a source to one speaker: names, descriptions, people."""
