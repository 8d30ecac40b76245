"""The pages of the wizard, one a step, and the start page."""
