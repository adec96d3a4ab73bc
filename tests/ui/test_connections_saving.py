"""Switches and chosen calendars on the Connections page: wishes until they are confirmed, or why they were not."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from caldesk.api import connections as api
from caldesk.domain.connection import wish_calendars
from caldesk.services.state import Saving
from caldesk.ui.connections.model import Column
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.switch import Switch
from tests.helpers.waiting import until
from tests.ui.connections_desk import APPLE_ACCOUNT, GOOGLE_ACCOUNT, PageDesk, page_on


def _import_on(desk: PageDesk, account: str) -> bool:
    return bool(desk.connection(account).connection.sync_config.imports.enabled)


async def _settled(desk: PageDesk, account: str) -> None:
    await until(lambda: desk.connection(account).saving is not Saving.PENDING, what="the wish to settle")


async def test_a_click_on_a_switch_saves_what_is_wished() -> None:
    async with page_on("busy") as desk:
        desk.click_switch(GOOGLE_ACCOUNT, Column.IMPORT)
        assert desk.connection(GOOGLE_ACCOUNT).saving is Saving.PENDING
        await _settled(desk, GOOGLE_ACCOUNT)
        key = desk.connection(GOOGLE_ACCOUNT).id
        there = await api.get_connection(desk.session.client, key)
        assert there.sync_config.imports.enabled is False
        assert there.sync_config.exports.enabled is True


async def test_space_flips_the_switch_under_the_keyboard() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        desk.view.setFocus()
        QTest.keyClick(desk.view, Qt.Key.Key_Right)
        QTest.keyClick(desk.view, Qt.Key.Key_Right)
        assert desk.view.currentIndex().column() == Column.IMPORT
        QTest.keyClick(desk.view, Qt.Key.Key_Space)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert not _import_on(desk, GOOGLE_ACCOUNT)
        QTest.keyClick(desk.view, Qt.Key.Key_Return)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert _import_on(desk, GOOGLE_ACCOUNT)


async def test_the_switch_in_the_details_is_the_same_switch() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        switch = desk.find(Switch, "connection.export")
        assert switch.isChecked()
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
        assert not switch.isChecked()
        assert switch.accessibleDescription() == "Saving"
        await _settled(desk, GOOGLE_ACCOUNT)
        assert switch.accessibleDescription() == ""
        assert desk.text("connection.export.effect").startswith("Bookings made here are not written")


async def test_a_switch_that_was_not_saved_goes_back_and_says_why() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        desk.server.control.set_knobs(owner_only=True)
        desk.click_switch(GOOGLE_ACCOUNT, Column.IMPORT)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert desk.connection(GOOGLE_ACCOUNT).saving is Saving.FAILED
        assert desk.find(Switch, "connection.import").isChecked()
        assert "The key is not allowed to do this" in desk.text("connection.failed.text")
        desk.server.control.set_knobs(owner_only=False)
        desk.click_switch(GOOGLE_ACCOUNT, Column.IMPORT)
        await _settled(desk, GOOGLE_ACCOUNT)
        assert not desk.shown("connection.failed")


async def test_calendars_can_be_chosen_where_the_provider_lets_them() -> None:
    async with page_on("busy") as desk:
        desk.choose(APPLE_ACCOUNT)
        await until(lambda: desk.page.findChild(QCheckBox, "connection.calendars.0"), what="the calendars")
        first = desk.find(QCheckBox, "connection.calendars.0")
        save = desk.find(Button, "connection.calendars.save")
        assert first.isChecked()
        assert not save.isVisible()
        first.click()
        assert save.isVisible()
        desk.find(Button, "connection.calendars.undo").click()
        assert first.isChecked()
        assert not save.isVisible()
        before = desk.connection(APPLE_ACCOUNT).connection.sync_config.imports.calendars
        first.click()
        save.click()
        await _settled(desk, APPLE_ACCOUNT)
        after = desk.connection(APPLE_ACCOUNT).connection.sync_config.imports.calendars
        assert len(after) == len(before) - 1
        assert not save.isVisible()


async def test_calendars_that_cannot_be_listed_say_so_and_can_be_asked_for_again() -> None:
    async with page_on("busy") as desk:
        desk.server.control.set_knobs(owner_only=True)
        desk.choose(APPLE_ACCOUNT)
        again = desk.find(Button, "connection.calendars.again")
        await until(again.isVisible, what="the failure")
        assert "The key is not allowed to do this" in desk.text("connection.calendars.words")
        desk.server.control.set_knobs(owner_only=False)
        again.click()
        await until(lambda: desk.page.findChild(QCheckBox, "connection.calendars.0"), what="the calendars")
        assert not again.isVisible()


async def test_no_choice_is_offered_where_only_the_main_calendar_is_read() -> None:
    async with page_on("busy") as desk:
        desk.choose(GOOGLE_ACCOUNT)
        assert not desk.shown("connection.calendars")
        assert desk.text("connection.import.limit") == "Google: only the main calendar of the account is read."


async def test_a_conflict_shows_both_and_lets_the_user_choose() -> None:
    async with page_on("busy") as desk:
        desk.choose(APPLE_ACCOUNT)
        await until(lambda: desk.page.findChild(QCheckBox, "connection.calendars.0"), what="the calendars")
        view = desk.connection(APPLE_ACCOUNT)
        calendars = view.connection.sync_config.imports.calendars
        theirs = wish_calendars(view.connection.sync_config, calendars[:1])
        await api.update_sync_config(desk.session.client, view.id, theirs)
        desk.session.connections.set_calendars(view.id, calendars[1:])
        await _settled(desk, APPLE_ACCOUNT)
        assert desk.connection(APPLE_ACCOUNT).saving is Saving.CONFLICT
        assert desk.text("connection.conflict.text") == (
            "In force now: these are read: Home. You wanted: these are read: Work, Birthdays."
        )
        desk.find(Button, "connection.conflict.mine").click()
        await _settled(desk, APPLE_ACCOUNT)
        there = await api.get_connection(desk.session.client, view.id)
        assert {one.id for one in there.sync_config.imports.calendars} == {one.id for one in calendars[1:]}
        assert not desk.shown("connection.conflict")


async def test_a_switch_that_the_provider_lacks_is_explained_in_the_details() -> None:
    async with page_on("statuses") as desk:
        desk.choose("limited@mail.example")
        switch = desk.find(Switch, "connection.export")
        assert switch.isVisible()
        assert switch.accessibleDescription() == "Studio Diary cannot receive bookings."
        desk.click_switch("limited@mail.example", Column.EXPORT)
        assert desk.connection("limited@mail.example").saving is Saving.SETTLED
