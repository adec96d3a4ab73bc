"""The notice that a newer version is there."""

from collections.abc import Callable

from caldesk.i18n import _
from caldesk.services.updates import words
from caldesk.services.updates.feed import Release
from caldesk.ui.browser import open_in_browser
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.widgets.action import Action

ID = "newer-version"


def newer_notice(release: Release, decline: Callable[[str], None], notices: Notices) -> Notice:
    """What is new, and who installs it. Dismissed, it comes back another day; declined, it does not."""

    def open_page() -> None:
        open_in_browser(release.page, notices)

    def decline_it() -> None:
        decline(release.version)
        notices.withdraw(ID)

    new = Action(text=words.what_is_new(), run=open_page, icon="external-link", name=f"{ID}.page")
    not_this = Action(text=_("Not this version"), run=decline_it, name=f"{ID}.decline")
    return Notice(
        id=ID,
        title=words.there(release),
        text=f"{release.summary}\n{words.who_installs()}".strip(),
        actions=(new, not_this) if release.page else (not_this,),
        said_on=frozenset({"settings"}),
    )
