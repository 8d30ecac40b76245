"""Readers: each turns one kind of source into neutral lines. A new kind is a new module here."""
