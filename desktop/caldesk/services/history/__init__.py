"""What the program has seen of a site and done there, kept in a file of the user's; never titles, never secrets."""
