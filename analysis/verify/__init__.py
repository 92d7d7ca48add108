"""Verification: does a published result still come out the same, and if not, what differs."""
