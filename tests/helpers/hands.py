"""Keyboard and window manager from outside: keys through xdotool, and the polite wish to close a window."""

import ctypes
import os
import subprocess

from tests.helpers.desktop import Program, came, wait_for

_CLIENT_MESSAGE = 33


class Hands:
    """What a person does to the windows of one program on one display."""

    def __init__(self, display: str, program: Program) -> None:
        self._display = display
        self._program = program

    def window(self, title: str) -> int:
        """Wait for a visible window with that title (a regular expression); its id."""
        try:
            found = wait_for(lambda: self._find(title), f"a window “{title}”")
        except AssertionError as missing:
            raise AssertionError(f"{missing}\n{self._seen()}\n{self._program.last_words()}") from None
        assert isinstance(found, int)
        return found

    def sees(self, title: str, within: float) -> bool:
        """Whether such a window appears within so many seconds."""
        return came(lambda: self.has_window(title), within)

    def has_window(self, title: str) -> bool:
        """Whether such a window is there now."""
        return self._find(title) is not None

    def keys(self, window: int, *keys: str) -> None:
        """Give the keyboard to a window and press keys ("ctrl+2", "Return")."""
        self._xdotool("windowfocus", "--sync", str(window))
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, window: int, text: str) -> None:
        """Give the keyboard to a window and type."""
        self._xdotool("windowfocus", "--sync", str(window))
        self._xdotool("type", text)

    def close(self, window: int) -> None:
        """Ask as a window manager does when the cross is pressed."""
        with _Connection(self._display) as connection:
            connection.wish_close(window)

    def _find(self, title: str) -> int | None:
        found = self._xdotool("search", "--onlyvisible", "--name", title, check=False).split()
        return next((int(one) for one in found if self._width(one) > 100), None)

    def _seen(self) -> str:
        """Every window of the display, shown or not."""
        windows = self._xdotool("search", "--name", "", check=False).split()
        seen = [(self._xdotool("getwindowname", one, check=False).strip(), self._width(one)) for one in windows]
        return "windows: " + ", ".join(f"{name!r} {width} wide" for name, width in seen)

    def _width(self, window: str) -> int:
        lines = self._xdotool("getwindowgeometry", "--shell", window, check=False).splitlines()
        return next((int(line.removeprefix("WIDTH=")) for line in lines if line.startswith("WIDTH=")), 0)

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        environ = os.environ | {"DISPLAY": self._display}
        done = subprocess.run(
            ["xdotool", *arguments], env=environ, capture_output=True, text=True, timeout=20, check=check
        )
        return done.stdout


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 16),  # an XEvent is larger
    )


_ErrorHandler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


@_ErrorHandler
def _ignore(_display: int, _error: int) -> int:
    """A window may have gone by itself; Xlib's own handler would end the process."""
    return 0


class _Connection:
    """A connection to the X server, for the one message that xdotool of every age cannot send."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XInternAtom.restype = ctypes.c_ulong
        self._x.XSetErrorHandler(_ignore)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))

    def __enter__(self) -> "_Connection":
        return self

    def __exit__(self, *_error: object) -> None:
        self._x.XCloseDisplay(self._display)

    def wish_close(self, window: int) -> None:
        """Send WM_DELETE_WINDOW."""
        message = _ClientMessage(
            type=_CLIENT_MESSAGE, window=window, message_type=self._atom("WM_PROTOCOLS"), format=32
        )
        message.data[0] = self._atom("WM_DELETE_WINDOW")
        self._x.XSendEvent(self._display, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
        self._x.XFlush(self._display)

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))
