"""One filled-in report, its values, edits, findings and canonical form."""
