"""The dialog that connects a whole team, and what tests look up in it."""

from PySide6.QtWidgets import QLabel, QTableView

from caldesk.ui.connect.queue.team_dialog import TeamDialog


def team_of(desk):
    """The dialog, opened."""
    dialog = TeamDialog(desk.session, desk.shell, desk.window)
    dialog.open()
    return dialog


def table(dialog, name):
    """The table with that object name."""
    found = dialog.findChild(QTableView, name)
    assert found is not None, name
    return found


def text(dialog, name):
    """What the label with that object name says."""
    return dialog.findChild(QLabel, name).text()


def states(desk):
    """How far each entry of the queue is."""
    return [one.state for one in desk.session.queue.book.entries]


def cell(view, row, column):
    """Where to click for a cell."""
    return view.visualRect(view.model().index(row, column)).center()
