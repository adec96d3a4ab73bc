"""The command line. JSON goes to standard output, words to standard error; Qt is imported only to open a window."""
