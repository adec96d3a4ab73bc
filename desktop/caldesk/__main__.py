"""`python -m caldesk` is the command line."""

from caldesk.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
