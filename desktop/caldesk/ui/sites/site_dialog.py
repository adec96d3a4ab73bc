"""Adding or changing a site: the form, a trial with read-only calls, and only then is anything kept."""

import random

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.services.account_sites import sites_of_account
from caldesk.services.not_kept import NotKeptError
from caldesk.services.opening import secret_name
from caldesk.services.ports import Clock, SecretStore
from caldesk.services.problems import Problem
from caldesk.services.profiles import ProfileStore, SiteProfile, new_profile_id
from caldesk.services.site_form import SiteForm, faults_of, faults_of_account, guid_in, profile_of
from caldesk.services.trial import try_site
from caldesk.ui import style
from caldesk.ui.shell import Shell
from caldesk.ui.sites.keeping_choice import KeepingChoice
from caldesk.ui.sites.key_rights import what_the_key_may_do
from caldesk.ui.sites.site_form_view import SiteFormView
from caldesk.ui.sites.trial_view import TrialView
from caldesk.ui.style import Role, Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice


class SiteDialog(QDialog):
    """Emits `saved` with the profile's id. `why` tells a person why an old site is asked about again."""

    saved = Signal(str)

    def __init__(
        self,
        shell: Shell,
        profiles: ProfileStore,
        secrets: SecretStore,
        clock: Clock,
        profile: SiteProfile | None,
        why: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("siteDialog")
        self.setWindowTitle(_("Change site") if profile else _("Add a site"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._shell, self._profiles, self._secrets, self._clock = shell, profiles, secrets, clock
        self._profile = profile
        self._rules = shell.settings.rules
        self._tasks = WidgetTasks(self, shell.notices)
        self._form = SiteFormView(shell.look, profile)
        self._keeping = KeepingChoice()
        self._trial = TrialView(shell.look)
        self._verb = Button(shell.look, _("Check and save"), Kind.PRIMARY, name="saveSite")
        self._anyway = Button(shell.look, _("Save anyway"), name="saveSiteAnyway")
        self._anyway.hide()
        self._cancel = Button(shell.look, _("Cancel"), name="cancelSite")
        self._verb.clicked.connect(lambda: self._start(anyway=False))
        self._anyway.clicked.connect(lambda: self._start(anyway=True))
        self._cancel.clicked.connect(self.reject)
        self._form.sites_wanted.connect(self._find_sites)
        self._verb.setDefault(True)
        self._lay_out(why)
        self.resize(880, 660)
        self._tasks.run(self._look_at_vault(), key="vault")

    def done(self, result: int) -> None:
        """Whatever way the dialog ends, nothing of it goes on and the key leaves its field."""
        self._tasks.cancel_all()
        self._form.forget_secret()
        super().done(result)

    def _start(self, *, anyway: bool) -> None:
        form = self._form.form()
        faults = self._faults(form, needs_secret=self._profile is None)
        self._form.show_faults(faults)
        if not faults:
            self._tasks.run(
                self._try_and_save(form, anyway=anyway), key="save", on_busy=self._busy, on_problem=self._fail
            )

    def _faults(self, form: SiteForm, *, needs_secret: bool) -> dict[str, str]:
        known = self._profile is not None and self._profile.site_id == guid_in(form.site_id)
        return faults_of(form, needs_secret=needs_secret, rules=self._rules, known=known)

    def _find_sites(self) -> None:
        form = self._form.form()
        faults = faults_of_account(form)
        self._form.show_faults(faults)
        if not faults:
            self._tasks.run(
                self._list_sites(form), key="find", on_busy=self._form.set_finding, on_problem=self._cannot_list
            )

    async def _list_sites(self, form: SiteForm) -> None:
        self._form.offer_sites(await sites_of_account(form, self._rules))

    def _cannot_list(self, problem: Problem) -> None:
        """A key without the right to list sites is fine; the id can be typed."""
        self._form.show_faults({"account_id": f"{problem.title}. {_('Enter the site ID instead.')}"})

    async def _look_at_vault(self) -> None:
        self._keeping.tell_vault_problem(await self._secrets.vault_problem())

    async def _try_and_save(self, form: SiteForm, *, anyway: bool) -> None:
        known = self._profile
        profile = profile_of(form, known.id if known else new_profile_id(), known.hue if known else _new_hue())
        secret = form.secret or await self._secrets.load(secret_name(profile))
        if not secret:
            self._form.show_faults(self._faults(form, needs_secret=True))
            return
        self._trial.start()
        trial = await try_site(profile, secret, self._clock, self._trial.add, self._rules)
        self._trial.finish(trial)
        if not trial.opens or not (trial.ready or anyway):
            self._anyway.setVisible(trial.opens)
            return
        await self._keep(replace(profile, name=self._form.suggest_name(trial.site_name or _("My site"))), secret)

    async def _keep(self, profile: SiteProfile, secret: Secret) -> None:
        """The secret first: a site without its key would be of no use. A key without its site is taken back."""
        await self._secrets.save(secret_name(profile), secret, self._keeping.keeping)
        try:
            self._profiles.put(profile)
        except NotKeptError:
            if self._profile is None:
                await self._secrets.delete(secret_name(profile))
            raise
        self.saved.emit(profile.id)
        self.accept()

    def _busy(self, busy: bool) -> None:
        self._verb.set_busy(busy)
        self._verb.setEnabled(not busy)
        self._anyway.setEnabled(not busy)

    def _fail(self, problem: Problem) -> None:
        self._trial.fail(problem)

    def _lay_out(self, why: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.BETWEEN)
        column.setSpacing(style.BETWEEN)
        column.addWidget(Label(self.windowTitle(), Role.TITLE))
        if why:
            column.addWidget(Notice(self._shell.look, Tone.ATTENTION, why, name="siteDialogWhy"))
        halves = QHBoxLayout()
        halves.setSpacing(style.AROUND)
        halves.addWidget(_scrolled(self._form, "siteFormScroll"), 3)
        halves.addWidget(_scrolled(self._aside(), "siteAsideScroll"), 2)
        column.addLayout(halves, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.INSIDE)
        buttons.addStretch()
        for button in (self._cancel, self._anyway, self._verb):
            buttons.addWidget(button)
        column.addLayout(buttons)

    def _aside(self) -> QWidget:
        aside = QWidget()
        column = QVBoxLayout(aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.AROUND)
        column.addWidget(what_the_key_may_do())
        column.addWidget(self._keeping)
        column.addWidget(self._trial)
        column.addStretch()
        return aside


def _scrolled(widget: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def _new_hue() -> int:
    return random.randrange(12)  # noqa: S311 - a colour
