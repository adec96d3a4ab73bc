"""The floor of a start: an empty PySide6 window that says when it was painted.

python -m tests.benchmarks.floor_window [stay]
"""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.marks import mark


class Window(QMainWindow):
    """Empty."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say it once, after the picture was handed to the screen."""
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        mark("FIRST_PAINT")
        if "stay" not in sys.argv:
            QApplication.quit()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1280, 820)
    window.show()
    app.exec()
