"""Text files, RTF files and pages in which an archive put many articles, one below the other."""
