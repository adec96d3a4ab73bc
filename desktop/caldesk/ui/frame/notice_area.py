"""Where notices appear: below the health line, newest on top, never more than a few."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caldesk.ui import style
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.style import Look, Tone

if TYPE_CHECKING:
    from caldesk.ui.widgets.notice import Notice as Banner

MOST = 3


class NoticeArea(QWidget):
    """Shows what `Notices` posts; a notice with the same id replaces the older one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._banners: dict[str, Banner] = {}
        self._said_on: dict[str, frozenset[str]] = {}
        self._page = ""
        self.setObjectName("noticeArea")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(style.AROUND, 0, style.AROUND, style.INSIDE)
        self._column.setSpacing(style.INSIDE)
        self.hide()

    def listen(self, notices: Notices) -> None:
        """Show what is posted there."""
        notices.posted.connect(self._show)
        notices.withdrawn.connect(self._withdraw)

    def show_page(self, page_id: str) -> None:
        """Another page is shown: what it says itself is left out here."""
        self._page = page_id
        self._arrange()

    def _show(self, notice: Notice) -> None:
        self._withdraw(notice.id)
        if len(self._banners) == MOST:
            self._withdraw(self._least())
        banner = self._made(notice)
        self._banners[notice.id] = banner
        self._said_on[notice.id] = notice.said_on
        self._column.insertWidget(0, banner)
        self._arrange()

    def _arrange(self) -> None:
        shown = [key for key in self._banners if self._page not in self._said_on[key]]
        for key, banner in self._banners.items():
            banner.setVisible(key in shown)
        self.setVisible(bool(shown))

    def _least(self) -> str:
        """The oldest of those that are not bad, or else the oldest."""
        mild = (key for key, banner in self._banners.items() if banner.tone is not Tone.BAD)
        return next(mild, next(iter(self._banners)))

    def _made(self, notice: Notice) -> "Banner":
        from caldesk.ui.widgets.notice import Notice as Banner  # not before there is one to show

        banner = Banner(
            self._look,
            notice.tone,
            notice.title,
            notice.text,
            actions=notice.actions,
            details=notice.detail,
            dismissible=True,
            name=f"notice.{notice.id}",
            parent=self,
        )
        banner.dismissed.connect(lambda: self._withdraw(notice.id))
        return banner

    def _withdraw(self, notice_id: str) -> None:
        banner = self._banners.pop(notice_id, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._arrange()
