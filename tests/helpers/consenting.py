"""A client other than the program: opens a sign-in link and presses buttons on the practice provider's pages."""

import re

import httpx


async def browse(link: str, *choices: str) -> httpx.Response:
    """Press these buttons one after another; gives the last page, or the redirect to another host."""
    async with httpx.AsyncClient() as client:
        page = await client.get(link)
        for choice in choices:
            page = await client.post(page.url.join(_of(page, r'action="([^"]+)"')), data=_pressed(page, choice))
            while page.has_redirect_location and page.next_request.url.host == "127.0.0.1":
                page = await client.send(page.next_request)
        return page


def _pressed(page: httpx.Response, button: str) -> dict[str, str]:
    name, value = re.search(rf'id="{button}"[^>]*name="([^"]+)"[^>]*value="([^"]+)"', page.text).groups()
    return {"state": _of(page, r'name="state" value="([^"]+)"'), name: value}


def _of(page: httpx.Response, pattern: str) -> str:
    return re.search(pattern, page.text)[1]
