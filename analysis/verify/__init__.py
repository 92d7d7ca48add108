"""Verify that a published result still comes out the same, and say what differs if not."""
