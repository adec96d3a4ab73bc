"""What the colour of an event tells: whose it is or where it lives, in every view, and the key to it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from caldesk.domain.event import Event
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange, day_dates
from caldesk.services.settings import SettingsStore
from caldesk.ui.calendar.agenda_list import AgendaList
from caldesk.ui.calendar.colouring import ColourBy, Origin, colour_by, origin_hue, provider_hue
from caldesk.ui.calendar.event_paint import EventPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.month_grid import MonthGrid
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.view_stack import Maker
from caldesk.ui.style import DARK, LIGHT, Hue, Theme
from caldesk.ui.style.contrast import contrast_theme
from tests.ui.calendar_desk import calendar_desk
from tests.ui.calendar_scenes import MONDAY, all_day, booked, scene, timed
from tests.ui.view_scenes import agenda_of, month_of, people_of, view_of
from tests.unit.ui_look.colour_maths import contrast

pytestmark = pytest.mark.usefixtures("british")

GOOGLE, MICROSOFT, WIX = timed(MONDAY, 10, who="ben"), all_day(MONDAY, who="ben"), booked(MONDAY, 12, who="ben")
APPLE = replace(GOOGLE, calendar_type=CalendarType.I_CAL)
BEN, MARGIN = 1, 2


def by_provider(shown: Scene) -> Scene:
    return replace(shown, colour_by=ColourBy.PROVIDER, version=shown.version + 1)


def near(found: QColor, wanted: str) -> bool:
    other = QColor(wanted)
    ink, aim = (found.red(), found.green(), found.blue()), (other.red(), other.green(), other.blue())
    return all(abs(one - two) <= MARGIN for one, two in zip(ink, aim, strict=True))


def drawn(shown: Scene, event: Event, *, theme: Theme = LIGHT, rtl: bool = False) -> QImage:
    """One event as a box of 120 by 60 pixels."""
    image = QImage(120, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor(theme.surface))
    painter = QPainter(image)
    EventPainter(Inks(theme, 1.0), QLocale("en_GB"), rtl=rtl).paint(painter, QRectF(0, 0, 120, 60), event, shown)
    painter.end()
    return image


def has(image: QImage, ink: str, rect: QRect | None = None) -> bool:
    """Whether a colour is to be seen in a part of a picture."""
    part = (rect or image.rect()).intersected(image.rect())
    return any(
        near(image.pixelColor(x, y), ink)
        for x in range(part.left(), part.right() + 1)
        for y in range(part.top(), part.bottom() + 1)
    )


def people_day(*events: Event) -> Scene:
    mine = [replace(event, schedule_id="p1") for event in events]
    return people_of(*mine, names=["Ana Ruiz", "Ben Okafor"])


def day_of(*events: Event) -> Scene:
    return scene(*events, dates=day_dates(MONDAY))


def work_week_of(*events: Event) -> Scene:
    return scene(*events, dates=DateRange(MONDAY, MONDAY + timedelta(days=5)))


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        (TimeGrid, day_of),
        (TimeGrid, work_week_of),
        (TimeGrid, scene),
        (TimeGrid, people_day),
        (MonthGrid, month_of),
        (AgendaList, agenda_of),
    ],
    ids=["day", "work week", "week", "people", "month", "agenda"],
)
@pytest.mark.parametrize("event", [GOOGLE, WIX], ids=["external", "booking"])
def test_c10_the_switch_changes_the_fill_in_each_view_and_the_border_shows_whose(
    kind: Maker, made: Callable[[Event], Scene], event: Event, qtbot: QtBot
) -> None:
    shown = made(event)
    view = view_of(kind, shown)
    qtbot.addWidget(view)
    view.go_to(MONDAY)
    view.open_at(9 * 60)
    [mine] = shown.events
    whose, where = LIGHT.hue(BEN), LIGHT.hue(provider_hue(event))

    def body(hue: Hue) -> str:
        return hue.edge if event is WIX else hue.fill

    for colours, seen, unseen in ((shown, whose, where), (by_provider(shown), where, whose)):
        view.show_scene(colours)
        rect = view.rect_of(mine)
        assert not rect.isEmpty()
        image = view.viewport().grab().toImage()
        assert has(image, body(seen), rect)
        assert has(image, whose.edge, rect)
        if event is GOOGLE and kind is not AgendaList:  # there the mark of the person stands beside
            assert not has(image, body(unseen), rect)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("event", [GOOGLE, MICROSOFT, APPLE, WIX], ids=["G", "M", "A", "W"])
def test_c10_the_leading_border_is_the_schedule_s_and_all_else_the_provider_s(event: Event, rtl: bool) -> None:
    image = drawn(by_provider(scene(event)), event, rtl=rtl)
    whose, where = LIGHT.hue(BEN), LIGHT.hue(provider_hue(event))
    leading, trailing = QRect(0, 10, 3, 40), QRect(20, 20, 90, 35)
    if rtl:
        leading, trailing = (each.translated(120 - each.left() - each.right() - 1, 0) for each in (leading, trailing))
    assert has(image, whose.edge, leading)
    assert has(image, where.edge if event is WIX else where.fill, trailing)


def test_c10_a_booking_keeps_its_border_apart_where_both_have_one_colour() -> None:
    shown = by_provider(scene(WIX))
    ben = replace(shown.people["ben"], hue=origin_hue(Origin.WIX))
    image = drawn(replace(shown, people={"ben": ben}), WIX)
    assert has(image, LIGHT.surface, QRect(3, 20, 1, 10))


def test_c10_by_schedule_everything_looks_as_it_did() -> None:
    for event in (GOOGLE, WIX):
        whose, where = LIGHT.hue(BEN), LIGHT.hue(provider_hue(event))
        image = drawn(scene(event), event)
        assert has(image, whose.edge)
        assert not has(image, where.edge)


def themes() -> list[Theme]:
    made = QPalette()
    for role, ink in (("Base", "#000000"), ("Window", "#000000"), ("WindowText", "#FFFFFF"), ("Highlight", "#FFFF00")):
        made.setColor(QPalette.ColorRole[role], QColor(ink))
    return [LIGHT, DARK, contrast_theme(made)]


@pytest.mark.parametrize("place", [0, 1, 2], ids=["light", "dark", "high contrast"])
@pytest.mark.parametrize("origin", list(Origin))
def test_c10_text_can_be_read_on_every_provider_s_hue(place: int, origin: Origin) -> None:
    theme = themes()[place]
    hue = theme.hue(origin_hue(origin))
    assert contrast(hue.text, hue.fill) >= 4.5
    assert contrast(hue.on_edge, hue.edge) >= 4.5
    assert contrast(hue.edge, theme.surface) >= 3


def test_c10_in_high_contrast_the_border_is_told_from_the_booking_by_a_gap() -> None:
    theme = themes()[2]
    image = drawn(by_provider(scene(WIX)), WIX, theme=theme)
    inks = [image.pixelColor(x, 30).name() for x in (1, 3, 6)]
    assert inks == ["#ffffff", "#000000", "#ffffff"]


def test_c10_each_provider_has_a_hue_of_its_own() -> None:
    assert len({origin_hue(origin) for origin in Origin}) == len(Origin)
    kinds = {provider_hue(replace(GOOGLE, calendar_type=kind)) for kind in CalendarType}
    assert kinds == {origin_hue(origin) for origin in Origin if origin is not Origin.WIX}
    assert provider_hue(WIX) == origin_hue(Origin.WIX)


def test_c10_what_is_remembered_outlives_the_program_and_words_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsStore(path).change_site_view("site", calendar_colours=ColourBy.PROVIDER.value)
    assert colour_by(SettingsStore(path).site_view("site").calendar_colours) is ColourBy.PROVIDER
    assert colour_by(SettingsStore(path).site_view("other").calendar_colours) is ColourBy.SCHEDULE
    assert colour_by("moon") is ColourBy.SCHEDULE


async def test_c10_colours_are_chosen_by_keyboard_remembered_for_the_site_and_have_a_key() -> None:
    async with calendar_desk() as desk:
        button = desk.button("calendar.colour")
        key = desk.page.findChild(QWidget, "calendar.colour.key")
        low = desk.page.minimumSizeHint().height()
        assert button.accessibleName() == "Colour by person or provider"
        assert button.accessibleDescription() == "Colour by person"
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert not key.isVisible()
        desk.press(button, Qt.Key.Key_Space)
        menu = desk.page.findChild(QMenu, "calendar.colour.menu")
        assert menu.isVisible()
        assert not button.isChecked()
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        await desk.settled()
        assert desk.page.scene is not None
        assert desk.page.scene.colour_by is ColourBy.PROVIDER
        assert button.isChecked()
        assert button.accessibleDescription() == "Colour by provider"
        assert key.isVisible()
        assert key.accessibleName() == "Colours of the providers"
        names = {label.text(): label for label in key.findChildren(QLabel)}
        assert set(names) == {"Google", "Microsoft", "Apple", "Wix", "Other"}
        assert all(label.width() >= label.sizeHint().width() for label in names.values())
        assert all(key.rect().contains(label.mapTo(key, QPoint(label.width() - 1, 0))) for label in names.values())
        assert desk.page.minimumSizeHint().height() <= low
        assert desk.settings_view.calendar_colours == "provider"
        again = CalendarPage(desk.bench.session, desk.bench.shell)
        assert again.furniture.side.legend_model.colour_by is ColourBy.PROVIDER
        again.deleteLater()


async def test_c10_the_key_has_fewer_columns_where_text_is_large() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    usual, large = app.font(), app.font()
    large.setPointSizeF(2 * usual.pointSizeF())
    app.setFont(large)
    try:
        async with calendar_desk() as desk:
            desk.page.furniture.side.legend_model.colour(ColourBy.PROVIDER)
            await desk.settled()
            key = desk.page.findChild(QWidget, "calendar.colour.key")
            for label in key.findChildren(QLabel):
                assert key.rect().contains(label.mapTo(key, QPoint(label.sizeHint().width() - 1, 0))), label.text()
    finally:
        app.setFont(usual)
