"""The pages as they will be printed, in a window of their own. Painted from the typeset lines."""
