"""The whole program on the Qt loop: first start, practice, switching sites, lost keys, spoilt files, closing."""

import asyncio

import keyring
import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractButton

from caldesk import paths
from caldesk.services.opening import secret_name
from caldesk.services.profiles import ProfileStore, SiteProfile
from caldesk.services.secrets import SERVICE
from tests.helpers import sandbox
from tests.helpers.connecting import profile_of
from tests.helpers.program_desk import ProgramDesk, started
from tests.helpers.waiting import until


@pytest.fixture
def studio():
    with sandbox.running("busy") as running:
        yield running


@pytest.fixture
def fresh():
    with sandbox.running("fresh") as running:
        yield running


def keep(profile: SiteProfile, key: str = "") -> SiteProfile:
    """Store a site as the dialog does; without `key`, its key is gone."""
    store = ProfileStore(paths.config_folder() / "sites.json")
    store.load()
    store.put(profile)
    if key:
        keyring.set_password(SERVICE, secret_name(profile), key)
    return profile


def site_words(desk: ProgramDesk) -> str:
    return desk.window.navigation.site.text()


def unexpected(desk: ProgramDesk) -> list[str]:
    """What was posted other than that Priya Raman has to sign in, as the busy site has it."""
    return [notice.title for notice in desk.posted if notice.title != "Priya Raman: Google needs sign-in"]


async def has_read(desk: ProgramDesk, words: str) -> None:
    line = await desk.see("healthLine")
    await until(lambda: words in line.accessibleName(), what=f"{words} in the health line")


async def test_without_a_site_the_first_page_offers_to_begin():
    async with started() as desk:
        await desk.see("firstRunPage")
        for name in ("firstAdd", "firstPractice", "firstNeeds"):
            assert desk.find(QAbstractButton, name) is not None
        assert unexpected(desk) == []


async def test_the_practice_site_opens_from_the_first_page():
    async with started() as desk:
        (await desk.see("firstPractice", QAbstractButton)).click()
        await has_read(desk, "working")
        assert "PRACTICE" in desk.window.windowTitle()
        assert desk.window.page == "connections"
        assert unexpected(desk) == []


async def test_add_a_site_opens_the_dialog_and_cancel_leaves_the_first_page():
    async with started() as desk:
        (await desk.see("firstAdd", QAbstractButton)).click()
        await desk.see("siteDialog")
        (await desk.see("cancelSite", QAbstractButton)).click()
        await until(lambda: desk.find(QAbstractButton, "cancelSite") is None, what="the end of the dialog")
        await desk.see("firstRunPage")


async def test_the_last_site_opens_again_with_its_key(studio):
    keep(profile_of(studio, id="one", name="Quinn", practice=False), studio.api_key)
    async with started() as desk:
        await has_read(desk, "working")
        assert site_words(desk) == "Quinn"
        assert desk.window.windowTitle() == "Caldesk"


async def test_switching_shows_the_other_site_and_nothing_of_the_first(studio, fresh):
    keep(profile_of(studio, id="one", name="Quinn", practice=False), studio.api_key)
    keep(profile_of(fresh, id="two", name="Fresh", practice=False), fresh.api_key)
    async with started() as desk:
        await has_read(desk, "working")
        first = desk.window.centralWidget()
        desk.program.open_profile("two")
        await until(lambda: site_words(desk) == "Fresh", what="the second site")
        line = await desk.see("healthLine")
        await until(lambda: "working" not in line.accessibleName(), what="the second site's health")
        desk.program.open_profile("one")
        await has_read(desk, "working")
        assert site_words(desk) == "Quinn"
        assert desk.window.centralWidget() is first
        assert unexpected(desk) == []


async def test_a_site_whose_key_is_gone_asks_for_it(studio):
    keep(profile_of(studio, id="one", name="Quinn", practice=False))
    async with started() as desk:
        await desk.see("siteDialog")
        await desk.see("siteDialogWhy")


async def test_a_list_of_sites_that_cannot_be_read_is_said_and_kept():
    folder = paths.config_folder()
    folder.mkdir(parents=True)
    (folder / "sites.json").write_text("{ half a fi")
    async with started() as desk:
        await desk.see("firstRunPage")
        assert [notice.id for notice in desk.posted] == ["profiles-unreadable"]
    assert any("half a fi" in file.read_text() for file in folder.iterdir() if "sites" in file.name)


async def test_opening_one_site_after_the_other_quickly_ends_with_the_last(studio, fresh):
    one = keep(profile_of(studio, id="one", name="Quinn", practice=False), studio.api_key)
    keep(replace(profile_of(fresh, id="two", name="Fresh"), practice=False), fresh.api_key)
    async with started() as desk:
        for profile_id in ("two", "one", "two", "one"):
            desk.program.open_profile(profile_id)
            await asyncio.sleep(0)
        await has_read(desk, "working")
        assert site_words(desk) == one.name


@pytest.mark.parametrize("turns", [0, 1, 3, 10, 30, 100])
async def test_closing_after_any_number_of_turns_leaves_nothing(studio, turns):
    """The fixtures fail the test for a task, a window or a warning that is left."""
    keep(profile_of(studio, id="one", name="Quinn", practice=False), studio.api_key)
    async with started() as desk:
        for _turn in range(turns):
            await asyncio.sleep(0)
        assert desk.window.isVisible()
    assert unexpected(desk) == []


@pytest.mark.parametrize("scenario", ["slow", "fresh"])
async def test_closing_while_practice_opens_leaves_nothing(scenario):
    async with started(scenario) as desk:
        await until(lambda: "PRACTICE" in desk.window.windowTitle(), what="practice")
    assert desk.window.was_closed


async def test_a_window_that_was_closed_before_the_program_was_there_ends_it():
    async with started(close_first=True) as desk:
        await until(desk.ended, what="the end of the program")


@pytest.mark.parametrize("page", ["calendar", "checks"])
async def test_closing_while_a_page_reads_ends_that_first(page, studio):
    """The page's tasks end with the program, before its connection to the service does, not some time after."""
    keep(profile_of(studio, id="one", name="Quinn", practice=False), studio.api_key)
    async with started() as desk:
        await has_read(desk, "working")
        desk.window.show_page(page)
        await asyncio.sleep(0)
        desk.window.close()
        await until(desk.ended, what="the end of the program")
        assert not [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("ui:")]
