"""From a report to PDF and DOCX: blocks, one typesetter, painters."""
