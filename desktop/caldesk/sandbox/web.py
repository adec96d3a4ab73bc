"""The Starlette application: API, sign-in pages and control behind one port; spoils answers as the faults say."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from caldesk.sandbox import consent, consent_pages, control_http, routes
from caldesk.sandbox.answers import Answer
from caldesk.sandbox.consent_pages import Page
from caldesk.sandbox.control import Control
from caldesk.sandbox.faults import Fault, spoil, take
from caldesk.sandbox.journal import Entry, redacted
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
        routes=[
            Route(f"{control_http.PREFIX}{{rest:path}}", controls, methods=_VERBS),
            Route("/practice/{provider}/{step}", pages),
            Route("/favicon.ico", _no_icon),  # browsers ask for it unbidden; it is not a call of the API
            Route("/{rest:path}", api),
        ]
    )


def _no_icon(_: Request) -> Response:
    return Response(status_code=204)


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers)


class _Api:
    """Every API request: journal, faults, then the method."""

    def __init__(self, site: PracticeSite) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        found = routes.find(request.method, request.url.path)
        with self._site.lock:
            fault = take(self._site.world.faults, found[0].name if found else "")
        latency = self._site.world.knobs.latency
        if fault is None or fault.needs_answer:
            answer = self._perform(request, found, body)
        else:
            answer = Answer(status=200, body=b"", headers={"content-type": "application/json"})
        answer = self._finish(request, found, body, fault, answer)
        await asyncio.sleep(latency + (fault.delay if fault else 0.0))
        if fault is not None and fault.cut is not None:
            await _cut(fault, answer, scope, receive, send)
            return
        await _response(answer)(scope, receive, send)

    def _perform(self, request: Request, found: Any, body: bytes) -> Answer:
        base_url = str(request.base_url).rstrip("/")
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        with self._site.lock:
            site = self._site
            return routes.perform(site.world, site.limiter, found, request.headers, pairs, body, base_url)

    def _finish(self, request: Request, found: Any, body: bytes, fault: Fault | None, answer: Answer) -> Answer:
        with self._site.lock:
            world = self._site.world
            headers = {"x-wix-request-id": world.ids.request(world.now)}
            if world.knobs.consistent_header:
                headers["x-wix-consistent"] = f"practice-{int(world.now)}"
            spoilt = spoil(fault, answer) if fault else answer
            final = Answer(status=spoilt.status, body=spoilt.body, headers=headers | spoilt.headers)
            self._site.journal.add(self._entry(request, found, body, fault, final))
        return final

    def _entry(self, request: Request, found: Any, body: bytes, fault: Fault | None, answer: Answer) -> Entry:
        operation = found[0] if found else None
        kept = b"" if operation is None or operation.secret_body else body
        return Entry(
            at=self._site.clock.now(),
            method=request.method,
            path=request.url.path,
            query=request.url.query,
            headers=redacted(request.headers.items()),
            body=kept.decode("utf-8", "replace"),
            operation=operation.name if operation else "",
            status=0 if fault and fault.cut else answer.status,
            request_id=answer.headers["x-wix-request-id"],
            unexpected=operation is None,
            fault=fault is not None,
        )


async def _cut(fault: Fault, answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    """Drop the connection: before a byte is sent, or after half the body."""
    if fault.cut == "midway":
        headers = {**answer.headers, "content-length": str(len(answer.body))}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": raw})
        half = answer.body[: len(answer.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await asyncio.sleep(0.02)
    scope["state"]["hang_up"]()
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
