"""The connections page over a practice site, as its tests need it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, ApiKeyCredentials
from caldesk.domain.secret import Secret
from caldesk.sandbox.server import SandboxThread
from caldesk.services.clock import SystemClock
from caldesk.services.profiles import SiteProfile
from caldesk.services.session import Session
from caldesk.services.settings import SettingsStore
from caldesk.services.state import ConnectionView
from caldesk.ui.connections.model import Column, ConnectionsModel
from caldesk.ui.connections.page import ConnectionsPage
from caldesk.ui.connections.rows import Row, connection_key
from caldesk.ui.connections.view import ConnectionsView
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.shell import Shell
from caldesk.ui.style import Look
from tests.helpers.sandbox import running

T = TypeVar("T", bound=QWidget)
GOOGLE_ACCOUNT = "aoife.byrne@gmail.example"
APPLE_ACCOUNT = "sian.obriain@icloud.example"


class PageDesk:
    """A shown page with its session; `notices` are those that were posted outside the page."""

    def __init__(self, server: SandboxThread, settings: SettingsStore) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        key = ApiKeyCredentials(key=Secret(server.api_key), site_id=server.site_id, account_id=server.account_id)
        client = ApiClient(ApiConfig(credentials=key, base_url=server.base_url))
        profile = SiteProfile(id="practice", name="Practice", base_url=server.base_url, site_id=server.site_id)
        self.server = server
        self.session = Session(profile, client, SystemClock())
        self.notices: list[Notice] = []
        front = Notices(app)
        front.posted.connect(self.notices.append)
        look = Look(app)
        look.calm(True)
        self.page = ConnectionsPage(self.session, Shell(look=look, notices=front, settings=settings))
        self.page.resize(1100, 700)
        self.page.show()

    @property
    def view(self) -> ConnectionsView:
        return self.find(ConnectionsView, "connections.list")

    @property
    def model(self) -> ConnectionsModel:
        model = self.view.model()
        assert isinstance(model, ConnectionsModel)
        return model

    def find(self, kind: type[T], name: str) -> T:
        """The page's widget of that name."""
        found = self.page.findChild(kind, name)
        assert found is not None, f"no {name}"
        return found

    def text(self, name: str) -> str:
        """What the label of that name says."""
        return self.find(QLabel, name).text()

    def shown(self, name: str) -> bool:
        """Whether something of that name can be seen."""
        return any(widget.isVisible() for widget in self.page.findChildren(QWidget, name))

    def row(self, title: str) -> Row:
        """The row with that title."""
        return next(row for row in self.model.rows if row.title == title)

    def connection(self, title: str) -> ConnectionView:
        """What is known of the connection with that account."""
        views = self.session.state.snapshot.connections.values()
        return next(view for view in views if view.connection.account_email == title)

    def choose(self, title: str) -> None:
        """Make a row current."""
        self.view.choose(self.row(title).key)

    def click_switch(self, title: str, column: Column) -> None:
        """Click into the middle of a switch in the list."""
        row = self.model.row_of(connection_key(self.connection(title).id))
        index = self.model.index(row, column)
        self.view.scrollTo(index)
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.view.visualRect(index).center())


@asynccontextmanager
async def page_on(
    scenario: str, *, read: bool = True, settings: SettingsStore | None = None
) -> AsyncIterator[PageDesk]:
    """A page on a practice site; closed without a trace. A notice that nobody expected fails."""
    with running(scenario) as server:
        desk = PageDesk(server, settings or SettingsStore(None))
        try:
            if read:
                await desk.session.connections.refresh()
            yield desk
            assert desk.notices == []
        finally:
            desk.page.close()
            desk.page.deleteLater()
            await desk.session.close()
