"""The question before a connection is ended, as every feature of the window asks it."""

from caldesk.ui.disconnecting import sure_to_disconnect

__all__ = ["sure_to_disconnect"]
