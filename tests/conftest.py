"""What every test gets: async tests on the Qt loop, folders and a keyring of our own, and leak detectors."""

import asyncio
import gc
import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ |= {"LANGUAGE": "en", "LC_ALL": "C.UTF-8"}  # the words that tests look for, on any computer
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

import keyring
import pytest

from tests.helpers.memory_keyring import MemoryKeyring

ASYNC_LIMIT = 30.0


def _uses_qt(item: pytest.Function) -> bool:
    return "tests/ui/" in item.path.as_posix()


def pytest_collection_finish() -> None:
    """What exists by now stays: collecting garbage after each test then looks at that test's objects only."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Tests of the window need the application, whether they ask for it or not."""
    for item in items:
        if _uses_qt(item) and "qapp" not in item.fixturenames:
            item.fixturenames.insert(0, "qapp")


@pytest.fixture(autouse=True)
def garbage_stays_in_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Once a process has tested the window, garbage is collected between tests only, as the program does it:
    a Qt object that is collected in the practice site's thread takes the process down."""
    if "qapp" in request.fixturenames:
        gc.disable()
    yield
    if not gc.isenabled():
        gc.collect()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every per-user folder points into the test's own."""
    monkeypatch.setenv("CALDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[MemoryKeyring]:
    """A keyring of the test's own; the real one is never touched."""
    backend = MemoryKeyring()
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests: those of the window on Qt's loop, others on a plain one."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    marker = pyfuncitem.get_closest_marker("limit")
    work = _watched(pyfuncitem.obj(**arguments), marker.args[0] if marker else ASYNC_LIMIT)
    if _uses_qt(pyfuncitem):
        from PySide6.QtWidgets import QApplication

        from caldesk.ui import loop

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        loop.run(work, app)
    else:
        asyncio.run(work)
    return True


async def _watched(test: Any, limit: float) -> None:
    """Fail on errors that only the loop saw and on tasks that outlive the test."""
    errors: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: errors.append(context))
    await asyncio.wait_for(test, limit)
    for _turn in range(3):
        await asyncio.sleep(0)
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task() and not task.done()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    assert not errors, errors
    assert not left, f"tasks left running: {[task.get_name() for task in left]}"


@pytest.fixture(autouse=True)
def no_windows_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Top-level widgets made by a test of the window must be gone, or hidden and garbage, at its end."""
    yield
    if "PySide6.QtWidgets" not in sys.modules or "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    shown = [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shown, f"windows left open: {shown}"
