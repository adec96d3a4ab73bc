"""Connecting a whole team: the queue, what is kept of it, who is in it, how its success is found out, and its words."""
