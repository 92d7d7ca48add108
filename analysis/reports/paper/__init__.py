"""Write a report as a PDF."""
