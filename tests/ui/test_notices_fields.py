"""The settings of notices: kept at once, and what they mean for reminders."""

from datetime import time

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QTimeEdit

from caldesk.services.settings import SettingsStore
from caldesk.ui.incident_notices import manners_of
from caldesk.ui.sites.notices_fields import NoticesFields
from caldesk.ui.style import Look


async def test_what_is_chosen_is_kept_and_obeyed(qapp, tmp_path):
    look, file = Look(qapp), tmp_path / "settings.json"
    fields = NoticesFields(look, SettingsStore(file))
    fields.findChild(QTimeEdit, "notices.quietFrom").setTime(QTime(20, 30))
    fields.findChild(QTimeEdit, "notices.quietUntil").setTime(QTime(7, 0))
    fields.findChild(QCheckBox, "notices.tray").setChecked(False)
    kept = SettingsStore(file).preferences
    assert (kept.quiet_from, kept.quiet_until, kept.tray) == (time(20, 30), time(7), False)
    manners = manners_of(kept)
    assert manners.silent_at(time(23))
    assert manners.silent_at(time(6, 59))
    assert not manners.silent_at(time(7))
    fields.deleteLater()
    look.deleteLater()


async def test_a_kiosk_has_nothing_else_to_choose(qapp):
    look, settings = Look(qapp), SettingsStore(None)
    fields = NoticesFields(look, settings)
    fields.findChild(QCheckBox, "notices.kiosk").setChecked(True)
    assert settings.preferences.kiosk
    assert not fields.findChild(QCheckBox, "notices.tray").isEnabled()
    assert not fields.findChild(QTimeEdit, "notices.quietFrom").isEnabled()
    fields.deleteLater()
    look.deleteLater()
