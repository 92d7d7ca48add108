"""The processes of a run: what makes its report, its kernel, and how both end."""
