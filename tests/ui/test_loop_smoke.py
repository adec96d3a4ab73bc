"""The floor of the window's tests: asyncio and Qt on one loop."""

import asyncio

from PySide6.QtCore import QTimer


async def test_qt_timers_and_tasks_share_one_loop():
    fired = asyncio.Event()
    QTimer.singleShot(1, fired.set)
    await asyncio.wait_for(fired.wait(), 5)
    assert asyncio.get_running_loop().is_running()
