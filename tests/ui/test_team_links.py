"""Sign-in links for a whole team: made at once or for one, copied, saved, and why one cannot be made."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from caldesk.services.connect.queue.book import EntryState
from tests.helpers.connecting import bench, button, press
from tests.helpers.waiting import until
from tests.ui.team_desk import states, team_of, text


async def test_links_for_all_who_are_absent_are_copied_and_saved(team_site, tmp_path):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.links")
        absent = dialog.findChild(QWidget, "teamLinks")
        assert button(absent, "links.make").text() == "Make 11 links"
        assert not button(absent, "links.copy").isEnabled()
        await press(absent, "links.make")
        await until(lambda: desk.session.queue.progress.links == 11, what="eleven links")
        await until(lambda: not button(absent, "links.make").isVisible(), what="the end")
        shown = absent.findChild(QPlainTextEdit, "links.text").toPlainText()
        assert shown.count("http://") == 11
        assert "Bartholomew Featherstonehaugh-Montgomery\nGoogle, watched until" in shown
        button(absent, "links.copy").click()
        assert QGuiApplication.clipboard().text() == shown
        button(absent, "links.save").click()
        asked = absent.findChild(QFileDialog, "saveFile")
        file = tmp_path / "links.txt"
        asked.fileSelected.emit(str(file))
        asked.close()
        await until(file.exists)
        await until(lambda: text(absent, "links.said") == "Saved as links.txt")
        assert file.read_text("utf-8") == shown
        absent.close()
        dialog.close()


async def test_links_that_cannot_be_made_say_why_and_can_be_tried_again(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.links")
        absent = dialog.findChild(QWidget, "teamLinks")
        team_site.control.set_knobs(premium=False)
        await press(absent, "links.make")
        await until(lambda: absent.findChild(QWidget, "links.problem") is not None, what="the reason")
        assert desk.session.queue.progress.links == 0
        team_site.control.set_knobs(premium=True)
        await press(absent, "links.make")
        await until(lambda: desk.session.queue.progress.links == 11, what="eleven links")
        absent.close()
        dialog.close()


async def test_a_link_that_cannot_be_made_says_why_above_the_queue(team_site):
    async with bench(team_site) as desk:
        dialog = team_of(desk)
        await press(dialog, "team.primary")
        await press(dialog, "team.pause")
        team_site.control.set_knobs(premium=False)
        await press(dialog, "team.give-link")
        await until(lambda: dialog.findChild(QWidget, "team.problem") is not None, what="the reason")
        assert not desk.session.queue.book.paused  # whoever begins something does not want a pause
        team_site.control.set_knobs(premium=True)
        await press(dialog, "team.give-link")
        await until(lambda: desk.session.queue.progress.links == 1, what="the link")
        await until(lambda: dialog.findChild(QWidget, "team.problem") is None, what="no reason any more")
        await press(dialog, "team.stop-waiting")
        assert states(desk)[0] is EntryState.WAITING
        dialog.close()
