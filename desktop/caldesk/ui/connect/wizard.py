"""The dialog that connects or repairs one calendar: the skin of `services.connect.flow`.

It owns the pages, the buttons and the running task; it decides nothing. Closing it at any moment is clean.
"""

from functools import partial

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect import ways
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.steps import STAGE_OF, Step, back
from caldesk.services.connect.ways import Way
from caldesk.services.disconnect.undo import former_of
from caldesk.services.problems import Action
from caldesk.services.session import Session
from caldesk.services.wording import provider_name
from caldesk.ui.connect.consent_pane import ConsentPane
from caldesk.ui.connect.embedded import Embedded
from caldesk.ui.connect.pages.consent_page import ConsentPage
from caldesk.ui.connect.pages.done_page import DonePage
from caldesk.ui.connect.pages.failed_page import FailedPage
from caldesk.ui.connect.pages.form_page import FormPage
from caldesk.ui.connect.pages.how_page import HowPage
from caldesk.ui.connect.pages.review_page import ReviewPage
from caldesk.ui.connect.pages.step_page import Desk, StepPage
from caldesk.ui.connect.pages.wait_page import WaitPage
from caldesk.ui.connect.pages.what_page import WhatPage
from caldesk.ui.connect.pages.who_page import WhoPage
from caldesk.ui.connect.step_strip import StepStrip
from caldesk.ui.shell import Shell
from caldesk.ui.style import AROUND, BETWEEN, INSIDE
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.practice_frame import frame_dialog

SIZE = QSize(860, 660)


class ConnectWizard(QDialog):
    """Open it with `open()`. `finished_with` tells the id of the new connection, "" when nothing was connected."""

    finished_with = Signal(str)
    action_requested = Signal(object)
    """An `Action` that the window has to do; the wizard has closed itself."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        parent: QWidget | None,
        *,
        schedule_id: str = "",
        reconnect_id: str = "",
        provider_id: str = "",
    ) -> None:
        """A `provider_id` is only a beginning, unless something is reconnected: it can be changed by going back."""
        super().__init__(parent)
        self.setObjectName("connectWizard")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ended = False
        self._session = session
        self._look = shell.look
        self._settings = shell.settings
        self._pane = ConsentPane(shell.look, to_browser=not session.rules.why_not_way(Way.BROWSER))
        self._flow = self._make_flow(schedule_id, reconnect_id)
        if provider_id and not reconnect_id:
            self._flow.choose_provider(provider_id, self._preferred_way(provider_id))
        self._tasks = WidgetTasks(self, shell.notices)
        desk = Desk(session=session, shell=shell, flow=self._flow, tasks=self._tasks, open_url=_open_url)
        self._pages = self._make_pages(desk)
        self._shown: Step | None = None
        self._lay_out(practice=session.profile.practice)
        self.resize(SIZE)
        self._flow.follow(self._show)
        self._show(self._flow.state)

    @property
    def flow(self) -> ConnectFlow:
        """What the dialog shows."""
        return self._flow

    def done(self, result: int) -> None:
        """End everything that runs, whatever it is; may come more than once."""
        if not self._ended:
            self._ended = True
            self._flow.follow(_ignore)
            self._tasks.cancel_all()
            self._pane.clear()
            self._form.forget()
            self.finished_with.emit(self._flow.state.connection_id)
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops a running sign-in first; only then it closes."""
        if event.key() == Qt.Key.Key_Escape and self._flow.state.step is Step.CONSENT:
            self._flow.stop()
        else:
            super().keyPressEvent(event)

    def _make_flow(self, schedule_id: str, reconnect_id: str) -> ConnectFlow:
        former = former_of(self._session, reconnect_id)
        return ConnectFlow(
            self._session,
            {
                Way.HERE: partial(ways.here, Embedded(self._pane, self._kind, self._session.profile.proxy)),
                Way.BROWSER: partial(ways.in_browser, _open_url),
                Way.PHONE: ways.on_phone,
            },
            schedule_id=schedule_id,
            former=former,
            way=self._preferred_way(former.provider_id) if former else None,
        )

    def _kind(self) -> str:
        provider = self._flow.provider
        return provider.calendar_type.value if provider else ""

    def _preferred_way(self, provider_id: str) -> Way | None:
        kept = self._settings.site_view(self._session.profile.id).sign_in_ways.get(provider_id, "")
        return Way(kept) if kept in Way.__members__.values() else None

    def _make_pages(self, desk: Desk) -> dict[Step, StepPage]:
        self._form = FormPage(desk)
        return {
            Step.WHO: WhoPage(desk),
            Step.WHAT: WhatPage(desk),
            Step.HOW: HowPage(desk),
            Step.FORM: self._form,
            Step.CONSENT: ConsentPage(desk, self._pane),
            Step.WAIT: WaitPage(desk),
            Step.REVIEW: ReviewPage(desk),
            Step.DONE: DonePage(desk),
            Step.FAILED: FailedPage(desk, self._leave),
        }

    def _show(self, state: FlowState) -> None:
        page = self._pages[state.step]
        self._stack.setCurrentIndex(list(self._pages).index(state.step))
        self._strip.show_stage(STAGE_OF[state.step], finished=state.step is Step.DONE)
        page.show_state(state)
        self._subject.setText(self._subject_of(state))
        self._draw_buttons()
        if state.step is not self._shown:
            self._shown = state.step
            if not page.take_focus():
                self._primary.setFocus()
            announce(self, page.title)

    def _draw_buttons(self) -> None:
        step = self._flow.state.step
        primary = self._pages[step].primary()
        if step is Step.DONE:
            self._primary.setText(_("Close"))
            self._primary.setObjectName("connect.close")
        elif primary is not None:
            self._primary.setText(primary.text)
            self._primary.setObjectName(f"connect.{primary.name}")
        self._primary.setVisible(primary is not None or step is Step.DONE)
        self._primary.setEnabled(primary is None or primary.enabled)
        if self._primary.isVisibleTo(self):
            self._primary.setDefault(True)
        self._back.setVisible(back(step, self._flow.known) is not None)
        self._cancel.setVisible(step not in {Step.REVIEW, Step.DONE})
        self._cancel.setText(self._cancel_word(step))

    def _cancel_word(self, step: Step) -> str:
        if step is Step.CONSENT:
            return _("Stop")
        return _("Close") if step is Step.FAILED else _("Cancel")

    def _act(self) -> None:
        if self._flow.state.step is Step.DONE:
            self.accept()
        else:
            self._pages[self._flow.state.step].act()

    def _cancel_pressed(self) -> None:
        if self._flow.state.step is Step.CONSENT:
            self._flow.stop()
        else:
            self.reject()

    def _leave(self, action: Action) -> None:
        self.reject()
        self.action_requested.emit(action)

    def _subject_of(self, state: FlowState) -> str:
        schedule = self._session.state.snapshot.schedule(state.schedule_id)
        if schedule is None or state.step is Step.WHO:
            return ""
        if state.step is Step.WHAT or self._flow.provider is None:
            return schedule.name
        return _("{schedule}, {provider}").format(schedule=schedule.name, provider=provider_name(self._flow.provider))

    def _lay_out(self, *, practice: bool) -> None:
        title = _("Reconnect a calendar") if self._flow.former else _("Connect a calendar")
        self.setWindowTitle(_("{title} – PRACTICE").format(title=title) if practice else title)
        self.setAccessibleName(title)
        self._strip = StepStrip(self._look)
        self._subject = ElidedLabel(quiet=True, name="connect.subject")
        self._stack = QStackedWidget(self)
        for page in self._pages.values():
            self._stack.addWidget(page if page.fills else _scrolling(page))
            page.changed.connect(self._draw_buttons)
        column = QVBoxLayout(frame_dialog(self, self._look, practice=practice))
        column.setContentsMargins(AROUND, BETWEEN, AROUND, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addLayout(self._head())
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self._strip)
        row.addStretch(1)
        row.addWidget(self._subject)
        return row

    def _foot(self) -> QHBoxLayout:
        self._back = Button(self._look, _("Back"), icon="arrow-left", name="connect.back")
        self._cancel = Button(self._look, _("Cancel"), name="connect.cancel")
        self._primary = Button(self._look, "", Kind.PRIMARY)
        self._back.clicked.connect(self._flow.back)
        self._cancel.clicked.connect(self._cancel_pressed)
        self._primary.clicked.connect(self._act)
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._primary)
        return row


def _scrolling(page: StepPage) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


def _open_url(url: str) -> bool:
    return QDesktopServices.openUrl(QUrl(url))


def _ignore(_state: FlowState) -> None:
    """The dialog has closed."""
