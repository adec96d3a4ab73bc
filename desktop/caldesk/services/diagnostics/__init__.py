"""A file for whoever helps: what the program is, found and was answered, and nothing that names or opens anything."""
