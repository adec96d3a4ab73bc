"""Help in the window: the pages of `resources/help`, which are the documentation too, and what belongs to which page.

Nothing of it is imported before somebody asks for help.
"""
