"""One article a file: Word, PDF, web pages, text, web archives, and pages of Europresse."""
