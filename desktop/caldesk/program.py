"""A running Caldesk: the window, the sites it knows, and the one that is open.

It composes: every long-lived object of a site is made here and ended here, in order: pages, session, client,
practice site.
"""

import asyncio
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.practice_site import HUE, PRACTICE_ID, PracticeSite, practice_name
from caldesk.services.clock import SystemClock
from caldesk.services.history.store import HistoryStore
from caldesk.services.last_state import LastStates
from caldesk.services.opening import open_session, secret_name
from caldesk.services.policy.rules import not_allowed
from caldesk.services.ports import VaultError
from caldesk.services.profiles import ProfileStore, ProfilesUnreadableError, SiteProfile
from caldesk.services.secrets import VaultSecretStore
from caldesk.ui import start_notices
from caldesk.ui.frame.later_page import LaterPage
from caldesk.ui.frame.site_button import SiteEntry
from caldesk.ui.instance import Call
from caldesk.ui.main_window import MainWindow
from caldesk.ui.shell import Shell
from caldesk.ui.site_view import SiteView
from caldesk.ui.sites.closed_site import key_needed, not_allowed_here
from caldesk.ui.tasks import WidgetTasks, end_all
from caldesk.ui.updates.desk import UpdateDesk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from caldesk.services.session import Session
    from caldesk.ui.sites.settings_page import SettingsPage

logger = logging.getLogger(__name__)


class Program(QObject):
    """One running Caldesk: the window, the sites it knows, and the one that is open."""

    site_opened = Signal(object)
    """Emits the SiteView once a site is open."""

    def __init__(
        self,
        window: MainWindow,
        shell: Shell,
        profiles: ProfileStore,
        secrets: VaultSecretStore,
        history: HistoryStore,
        last_states: LastStates,
        updates_file: Path | None = None,
    ) -> None:
        super().__init__()
        self.window = window
        self._shell = shell
        self._profiles = profiles
        self._secrets = secrets
        self._history = history
        self._last_states = last_states
        self._clock = SystemClock()
        self._updates = UpdateDesk(shell, self._clock, updates_file, self._may_leave)
        self._tasks = WidgetTasks(self, shell.notices)
        self._session: Session | None = None
        self._view: SiteView | None = None
        self._practice = PracticeSite()
        shell.look.refresh()
        window.complete()
        self._closed = asyncio.Event()
        window.closed.connect(self._closed.set)
        if window.was_closed:  # while the rest was being imported
            self._closed.set()
        self._wire()

    async def run(self, practice: str = "") -> None:
        """Work until the window is closed; `practice` names a scenario to open at once."""
        self._load_profiles()
        if practice:
            self.open_practice(practice)
        else:
            self._open_last()
        self._tasks.run(self._updates.run(), key="updates")
        await self._closed.wait()
        await self.close()

    async def close(self) -> None:
        """End everything in order; safe at any moment."""
        await end_all()
        await self._close_site()
        await self._history.close()
        await self._practice.stop()

    def open_practice(self, scenario: str = "busy") -> None:
        """Open the practice site, fresh in the given scenario."""
        self._tasks.run(self._open_practice(scenario), key="open", restart=True)

    def open_profile(self, profile_id: str) -> None:
        """Open a site that this computer knows, or the practice site."""
        if profile_id == PRACTICE_ID:
            self.open_practice()
            return
        profile = self._profiles.find(profile_id)
        if profile is not None:
            self._tasks.run(self._open_profile(profile), key="open", restart=True)

    def heed(self, call: Call) -> None:
        """Somebody started the program again: come forward, with the practice site if that was asked for."""
        if call.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = call.token  # Qt shows it to the desktop, which then lets us
        self.window.come_forward()
        if call.practice:
            self.open_practice(call.practice)

    def add_site(self) -> None:
        """Ask for a new site, where any may be added."""
        if why := self._shell.settings.rules.why_none_added():
            self._shell.notices.post_problem(not_allowed(why))
        else:
            self._edit(None)

    def edit_site(self, profile_id: str) -> None:
        """Change a site that this computer knows."""
        self._edit(self._profiles.find(profile_id))

    def _wire(self) -> None:
        site = self.window.navigation.site
        site.chosen.connect(self.open_profile)
        site.add_requested.connect(self.add_site)
        site.practice_requested.connect(lambda: self.open_practice())
        site.manage_requested.connect(lambda: self.window.show_page("settings"))
        self.window.page_chosen.connect(self._remember_page)
        self.window.help.newer = self._updates.newer

    def _may_leave(self) -> bool:
        """Whether anybody may be asked about anything but a site: nothing leaves the practice site."""
        return not self._session.profile.practice if self._session else not self._tasks.is_running("open")

    def _load_profiles(self) -> None:
        try:
            self._profiles.load()
        except ProfilesUnreadableError as error:
            self._shell.notices.post(start_notices.of_sites_unreadable(self._profiles.newer, error.aside))
        else:
            if self._profiles.newer:
                self._shell.notices.post(start_notices.of_newer_sites(self._profiles.newer))

    def _open_last(self) -> None:
        """The last site, or else the first that may be opened; where none may, it is said of the last one."""
        known, rules = self._profiles.profiles, self._shell.settings.rules
        last = self._profiles.find(self._shell.settings.preferences.last_site)
        wanted = [last, *known] if last else list(known)
        allowed = [profile for profile in wanted if not rules.why_not_opened(profile)]
        if wanted:
            self.open_profile((allowed or wanted)[0].id)
        else:
            self._show_first_run()

    def _show_first_run(self) -> None:
        from caldesk.ui.sites.first_run import FirstRunPage

        page = FirstRunPage(self._shell)
        page.add_requested.connect(self.add_site)
        page.practice_requested.connect(lambda: self.open_practice())
        self._show_alone(page)

    def _show_alone(self, page: "QWidget") -> None:
        """A page that is not of an open site; the settings can still be gone to."""
        self.window.set_practice(False)
        self.window.set_lone_page(page, {"settings": LaterPage(self._settings_page)})
        self._list_sites("")

    async def _open_practice(self, scenario: str) -> None:
        if self._practice.is_running:
            await self._close_site()
        await self._show_site(*await self._practice.start(scenario))

    async def _open_profile(self, profile: SiteProfile) -> None:
        if why := self._shell.settings.rules.why_not_opened(profile):
            self._refuse(profile, why)
            return
        try:
            secret = await self._secrets.load(secret_name(profile))
        except VaultError as error:
            self._ask_for_key(profile, str(error))
            return
        if secret is None:
            self._ask_for_key(profile, _("The key of this site was kept for one session only, or is gone."))
            return
        await self._show_site(profile, secret)
        self._shell.settings.change(last_site=profile.id)

    def _refuse(self, profile: SiteProfile, why: str) -> None:
        if self._session is None:
            self._show_alone(not_allowed_here(self._shell, profile.name, why))
        else:
            self._shell.notices.post_problem(not_allowed(why))

    def _ask_for_key(self, profile: SiteProfile, why: str) -> None:
        """Where no site is open, something stands behind the dialog, for whoever closes it."""
        if self._session is None:
            self._show_alone(key_needed(self._shell, profile.name, why, lambda: self._edit(profile, why)))
        self._edit(profile, why)

    async def _show_site(self, profile: SiteProfile, secret: Secret) -> None:
        await self._close_site()
        session = self._session_on(profile, secret)
        view = SiteView(session, self._shell, self.window)
        view.edit_site_requested.connect(lambda: self.edit_site(profile.id))
        view.settings_requested.connect(lambda: self.window.show_page("settings"))
        self._session, self._view = session, view
        self.window.set_practice(profile.practice)
        pages: dict[str, QWidget] = {**view.pages(), "settings": LaterPage(self._settings_page)}
        self.window.set_pages(pages, self._shell.settings.site_view(profile.id).page)
        self._list_sites(profile.id)
        view.start()
        self.site_opened.emit(view)

    def _session_on(self, profile: SiteProfile, secret: Secret) -> "Session":
        """A practice site leaves nothing behind."""
        rules = self._shell.settings.rules
        if profile.practice:
            return open_session(profile, secret, self._clock, rules=rules)
        return open_session(profile, secret, self._clock, self._history, self._last_states.of(profile.id), rules)

    async def _close_site(self) -> None:
        view, self._view = self._view, None
        session, self._session = self._session, None
        if view is not None:
            view.close()
            view.deleteLater()
        if session is not None:
            await session.close()

    def _settings_page(self) -> "SettingsPage":
        from caldesk.ui.sites.settings_page import SettingsPage

        page = SettingsPage(self._shell, self._profiles, self._secrets, self._updates.updates())
        page.add_requested.connect(self.add_site)
        page.edit_requested.connect(self.edit_site)
        page.open_requested.connect(self.open_profile)
        page.removed.connect(self._removed)
        return page

    def _list_sites(self, present: str) -> None:
        entries = [SiteEntry(profile.id, profile.name, profile.hue) for profile in self._profiles.profiles]
        if present == PRACTICE_ID:
            entries.append(SiteEntry(PRACTICE_ID, practice_name(), HUE))
        self.window.navigation.site.set_sites(entries, present)

    def _edit(self, profile: SiteProfile | None, why: str = "") -> None:
        from caldesk.ui.sites.site_dialog import SiteDialog

        dialog = SiteDialog(self._shell, self._profiles, self._secrets, self._clock, profile, why, self.window)
        dialog.saved.connect(self.open_profile)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _removed(self, profile_id: str) -> None:
        self._shell.settings.forget_site(profile_id)
        if self._session is not None and self._session.profile.id == profile_id:
            self._tasks.run(self._leave_site(profile_id), key="open", restart=True)
        else:
            self._tasks.run(self._forget(profile_id))
            self._list_sites(self._session.profile.id if self._session else "")

    async def _leave_site(self, profile_id: str) -> None:
        await self._close_site()
        await self._forget(profile_id)
        self._open_last()

    async def _forget(self, profile_id: str) -> None:
        """Nothing of a site that was removed stays on this computer."""
        await self._history.forget_site(profile_id)
        await self._last_states.of(profile_id).forget()

    def _remember_page(self, page_id: str) -> None:
        if self._session is not None and page_id and page_id != "settings":
            self._shell.settings.change_site_view(self._session.profile.id, page=page_id)
