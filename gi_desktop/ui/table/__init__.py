"""A table of the official form: model, view and the strip of its relations."""
