"""The whole program on a site of 10,000 events, all in memory; on screen the calendar, where it was left. It stays.

    python -m tests.benchmarks.bench_app BASE_URL

Tells one line when it is there: whether WebEngine was loaded, and how many events are held. It ends when asked to.
What it does after the first paint is imported after the first paint, as the program does.
"""

import sys

from caldesk import app as caldesk_app
from caldesk.services.settings import SettingsStore


def main() -> None:
    """Start as the program does."""
    app, window, shell = caldesk_app.first_stage(SettingsStore(None))
    caldesk_app.wait_for_first_paint(window)
    from caldesk.ui import loop
    from tests.benchmarks.filled_program import work

    loop.run(work(window, shell, sys.argv[1]), app)


if __name__ == "__main__":
    main()
