"""The Starlette application: API, sign-in pages and control behind one port. Knows HTTP, decides nothing."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from caldesk.sandbox import consent, consent_pages, control_http, intake
from caldesk.sandbox.answers import Answer
from caldesk.sandbox.calls import Asked
from caldesk.sandbox.consent_pages import Page
from caldesk.sandbox.control import Control
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.site import PracticeSite

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def application(site: PracticeSite, control: Control) -> Starlette:
    """The whole practice site as an ASGI application."""
    api, pages = _Api(site), _SignIn(site)

    async def controls(request: Request) -> Response:
        body = await request.body()
        header = request.headers.get(control_http.HEADER)
        return _response(control_http.handle(control, request.method, request.url.path, header, body))

    return Starlette(
        # Only names of this computer, so that a web page cannot reach the control by a name that it owns.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        routes=[
            Route(f"{control_http.PREFIX}{{rest:path}}", controls, methods=_VERBS),
            Route("/practice/{provider}/{step}", pages),
            Route("/favicon.ico", _no_icon),  # browsers ask for it unbidden; it is not a call of the API
            Route("/{rest:path}", api),
        ],
    )


def _no_icon(_: Request) -> Response:
    return Response(status_code=204)


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers)


class _Api:
    """Every API request."""

    def __init__(self, site: PracticeSite) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        outcome = intake.receive(self._site, await _asked(request))
        await asyncio.sleep(outcome.delay)
        if outcome.fault is not None and outcome.fault.cut is not None:
            await _cut(outcome.fault, outcome.answer, scope, receive, send)
        else:
            await _response(outcome.answer)(scope, receive, send)


async def _asked(request: Request) -> Asked:
    return Asked(
        verb=request.method,
        path=request.url.path,
        query=request.url.query,
        headers=dict(request.headers),
        body=await request.body(),
        base_url=str(request.base_url).rstrip("/"),
    )


async def _cut(fault: Fault, answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    """Drop the connection: before a byte is sent, or after half the body."""
    if fault.cut == "midway":
        headers = {**answer.headers, "content-length": str(len(answer.body))}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": raw})
        half = answer.body[: len(answer.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        scope["state"]["transport"].close()  # what was written still goes out
    else:
        scope["state"]["transport"].abort()
    while (await receive())["type"] != "http.disconnect":
        pass


class _SignIn:
    """The pretend providers' pages and Wix's callback."""

    def __init__(self, site: PracticeSite) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        with self._site.lock:
            page = self._page(request, body)
        await Response(page.html, page.status, page.headers)(scope, receive, send)

    def _page(self, request: Request, body: bytes) -> Page:
        world = self._site.world
        query = dict(request.query_params)
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        match request.method, request.path_params["step"]:
            case "GET", "signin":
                return consent.sign_in(world, query.get("state", ""), request.headers.get("user-agent", ""))
            case "POST", "choose":
                return consent.choose(world, form)
            case "GET", "consent":
                return consent.consent(world, query.get("state", ""))
            case "POST", "decide":
                return consent.decide(world, form)
            case "POST", "trainer":
                return consent.trainer(world, form)
            case "GET", "callback" if request.path_params["provider"] == "wix":
                return consent.callback(world, query)
        return consent_pages.gone()
