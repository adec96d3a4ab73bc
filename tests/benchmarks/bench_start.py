"""The start of the program, as `caldesk` starts it, up to its first paint; with a file, up to its events on screen.

    python -m tests.benchmarks.bench_start [FILE [stay]]

Prints `FIRST_PAINT` and, with a file of events, `EVENTS_PAINT`, each with the monotonic clock. What comes after the
first paint (network, vault, sites) is left out. `month` is shown where there is a month view, else `week`.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caldesk import app as caldesk_app
from caldesk.cli.main import main
from tests.benchmarks.marks import mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from caldesk.ui.instance import Instance
    from caldesk.ui.main_window import MainWindow
    from caldesk.ui.shell import Shell


def after_first_paint(
    app: "QApplication", window: "MainWindow", shell: "Shell", practice: str, instance: "Instance"
) -> None:
    """Takes the place of the second stage."""
    mark("FIRST_PAINT")
    if len(sys.argv) < 2:
        return
    from tests.benchmarks.held_site import HeldSite, usual_view
    from tests.benchmarks.painting import until_complete, until_painted

    site = HeldSite(shell)
    site.hold(Path(sys.argv[1]).read_bytes())
    page = site.page(usual_view())
    with until_painted(app, page):
        window.set_pages({"calendar": page}, "calendar")
    until_complete(app, page)
    mark("EVENTS_PAINT")
    if "stay" in sys.argv:
        app.exec()


if __name__ == "__main__":
    caldesk_app.second_stage = after_first_paint
    sys.exit(main([]))
