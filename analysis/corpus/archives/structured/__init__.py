"""Articles in files that programs write for programs: spreadsheets, JSON, references, markup."""
