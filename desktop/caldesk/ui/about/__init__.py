"""The About box. Nothing of it is imported before somebody opens it."""
