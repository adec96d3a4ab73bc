"""The embedded sign-in page as the tour uses it: elements by their ids, through JavaScript, as a click would."""

import asyncio
import json
import time
from typing import Any

from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.tour.guide import Guide

_ANSWER_WITHIN = 5.0
_GRAIN = 3
_COLOURS = 8  # text has soft edges; an empty page with a scroll bar has fewer
_DRAW = "requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.drawn = 1 }))"
_IS_DRAWN = "document.documentElement.dataset.drawn === '1'"
_SCROLL = """(id => {
  const wanted = document.getElementById(id), hidden = wanted.getBoundingClientRect().bottom > innerHeight;
  if (hidden) wanted.scrollIntoView({block: 'center'});
  return hidden;
})"""


async def see_element(guide: Guide, element: str) -> None:
    """Wait until the shown page has an element with that id and has been drawn; scroll to it where needed."""
    there = f"document.readyState === 'complete' && !!document.getElementById({json.dumps(element)})"
    await _until(guide, there, _("element {name} of the sign-in page").format(name=element))
    await _ask(guide, _DRAW)
    await _until(guide, _IS_DRAWN, _("the sign-in page has been drawn"))
    view = await guide.shown(QWidget, "connect.view")
    await guide.until(lambda: _has_ink(view), _("the picture of the sign-in page"))  # it comes from another process
    before = view.grab().toImage()
    if await _ask(guide, f"{_SCROLL}({json.dumps(element)})") is True:  # drawn by another process, some time later
        await guide.until(lambda: view.grab().toImage() != before, _("the sign-in page has been scrolled"))


def _has_ink(view: QWidget) -> bool:
    """Whether there is text to be seen."""
    image = view.grab().toImage()
    spots = [(x, y) for x in range(0, image.width(), _GRAIN) for y in range(0, image.height(), _GRAIN)]
    return len({image.pixel(x, y) for x, y in spots}) > _COLOURS


async def click_element(guide: Guide, element: str) -> None:
    """Click an element of the shown page."""
    await see_element(guide, element)
    await _ask(guide, f"document.getElementById({json.dumps(element)}).click()")


async def _until(guide: Guide, expression: str, what: str) -> None:
    end = time.monotonic() + guide.patience
    while await _ask(guide, expression) is not True:
        await guide.wait_a_moment(end, what)


async def _ask(guide: Guide, code: str) -> object:
    """What the page answers; None while it is being replaced by the next one."""
    view: Any = await guide.shown(QWidget, "connect.view")
    answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    def take(said: object) -> None:
        if not answer.done():
            answer.set_result(said)

    view.page().runJavaScript(code, 0, take)
    try:
        async with asyncio.timeout(_ANSWER_WITHIN):
            return await answer
    except TimeoutError:
        return None
