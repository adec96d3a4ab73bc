"""The form for credentials: how to get an app-specific password, and where to paste it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caldesk.domain.provider import CalendarType, ExportAbility
from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.services.connect.app_password import APPLE_ACCOUNT, looks_app_specific, without_spaces
from caldesk.services.connect.duplicates import danger, shared_title
from caldesk.services.connect.failure_words import Failure
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.wording import provider_name
from caldesk.ui.connect.former_note import former_note
from caldesk.ui.connect.pages.step_page import Desk, Primary, StepPage
from caldesk.ui.style import BETWEEN, INSIDE, TIGHT, Role, Tone
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.icons import icon
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice


class FormPage(StepPage):
    """E-mail and password. The password is in the field only, and gone from it once it is handed over."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "form")
        self._failure = QVBoxLayout()
        self._steps = self._make_steps()
        self._email = self._field("email", _("E-mail address of the account"))
        self._password = self._field("password", "")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self._eye.triggered.connect(self._toggle_sight)
        self._password.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._hint = Label(name="connect.form.hint", quiet=True)
        self._twice = Label(name="connect.form.twice")
        self._lay_out()
        self._email.textChanged.connect(self._typed)
        self._password.textChanged.connect(self._typed)
        self._email.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self.act)
        desk.look.changed.connect(self._draw_eye)
        self._draw_eye()

    def show_state(self, state: FlowState) -> None:
        """Keep what was typed; say in place what was not accepted."""
        provider = self.desk.flow.provider
        name = provider_name(provider)
        apple = provider is not None and provider.calendar_type is CalendarType.I_CAL
        text = _("A password made only for this purpose is needed. The normal Apple password does not work.")
        self.say(_("Sign in to {provider}").format(provider=name), text if apple else "")
        self._steps.setVisible(apple)
        own = provider is not None and provider.export_ability is ExportAbility.DEDICATED_CALENDAR
        self._own.setText(_own_calendar() if own else "")
        self._own.setVisible(own)
        password = _("App-specific password") if apple else _("Password")
        self._password.setAccessibleName(password)
        self._password_label.setText(password)
        if not self._email.text():
            self._email.setText(state.email)
        self._show_failure(state.failure)
        self._typed()

    def take_focus(self) -> bool:
        """The first field that is empty."""
        (self._password if self._email.text() else self._email).setFocus()
        return True

    def primary(self) -> Primary:
        """Connect."""
        ready = bool(self._email.text().strip() and without_spaces(self._password.text()))
        return Primary(text=_("Connect"), name="connect", enabled=ready)

    def act(self) -> None:
        """Hand the password over and empty the field."""
        if not self.primary().enabled:
            return
        password = Secret(without_spaces(self._password.text()))
        self.forget()
        self.desk.attempt(self.desk.flow.submit(self._email.text(), password))

    def forget(self) -> None:
        """Empty the password field, its undo history included."""
        self._password.setText("")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._draw_eye()

    def _typed(self) -> None:
        password = without_spaces(self._password.text())
        odd = bool(password) and self._steps.isVisibleTo(self) and not looks_app_specific(password)
        self._hint.setText(
            _("App-specific passwords usually look like abcd-efgh-ijkl-mnop. You can go on if yours is different.")
            if odd
            else _("It is sent to Wix once and not stored on this computer.")
        )
        others = self.desk.flow.also_on(self._email.text())
        self._twice.setVisible(bool(others))
        self._twice.setText(f"{shared_title(others)}. {danger()}")
        self.changed.emit()

    def _show_failure(self, failure: Failure | None) -> None:
        while (item := self._failure.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if failure is None:
            return
        words = f"{failure.what} {failure.cure}"
        look = self.desk.look
        notice = Notice(look, Tone.BAD, failure.title, words, details=failure.detail, name="connect.form.failure")
        self._failure.addWidget(notice)
        announce(self, failure.title, urgent=True)

    def _toggle_sight(self) -> None:
        hidden = self._password.echoMode() is QLineEdit.EchoMode.Password
        self._password.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._draw_eye()

    def _draw_eye(self) -> None:
        hidden = self._password.echoMode() is QLineEdit.EchoMode.Password
        self._eye.setIcon(icon("eye" if hidden else "eye-off", self.desk.look.theme.secondary))
        self._eye.setText(_("Show the password") if hidden else _("Hide the password"))
        self._eye.setToolTip(self._eye.text())

    def _field(self, name: str, label: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(f"connect.form.{name}")
        field.setAccessibleName(label)
        return field

    def _lay_out(self) -> None:
        self._failure.setContentsMargins(0, 0, 0, INSIDE)
        if (note := former_note(self.desk.look, self.desk.flow.former)) is not None:
            self.column.addWidget(note)
        self.column.addLayout(self._failure)
        self.column.addWidget(self._steps)
        grid = QGridLayout()
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(TIGHT)
        email_label = Label(_("E-mail address of the account"), Role.STRONG)
        email_label.setBuddy(self._email)
        self._password_label = Label(role=Role.STRONG)
        self._password_label.setBuddy(self._password)
        for row, widget in enumerate((email_label, self._email, self._twice)):
            grid.addWidget(widget, row, 0)
        grid.setRowMinimumHeight(3, INSIDE)
        for row, widget in enumerate((self._password_label, self._password, self._hint), start=4):
            grid.addWidget(widget, row, 0)
        self.column.addLayout(grid)
        self.column.addStretch(1)

    def _make_steps(self) -> QWidget:
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, BETWEEN)
        column.setSpacing(INSIDE)
        steps = (
            _("Let the owner sign in at account.apple.com."),
            _("Choose Sign-In and Security, then App-Specific Passwords."),
            _("Make a new one, call it “Wix”, copy it and paste it below."),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(INSIDE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        for row, text in enumerate(steps):
            grid.addWidget(Label(f"{row + 1}.", Role.STRONG, tabular=True), row, 0)
            grid.addWidget(Label(text), row, 1)
        column.addLayout(grid)
        opener = Button(
            self.desk.look, _("Open account.apple.com"), icon="external-link", name="connect.form.open-apple"
        )
        opener.clicked.connect(lambda: self.desk.open_url(APPLE_ACCOUNT))
        line = QHBoxLayout()
        line.addWidget(opener)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(Label(_after_a_change(), quiet=True, name="connect.form.changed"))
        self._own = Label(quiet=True, name="connect.form.own")
        column.addWidget(self._own)
        return whole


def _after_a_change() -> str:
    return _(
        "Was the Apple password changed? That cancels every app-specific password: make a new one and connect again. "
        "The switches are set as they were."
    )


def _own_calendar() -> str:
    return _(
        "Bookings appear in a calendar of their own that Wix makes in the account. The owner's other calendars are "
        "only read. If that calendar is deleted, bookings stop appearing until somebody signs in again."
    )
