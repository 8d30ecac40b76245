"""One module a rule, each with a ``RULE``; a new rule is a new module here."""
