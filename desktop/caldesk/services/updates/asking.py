"""One question to the release feed, over the same kind of line as everything else: proxy, certificates, no cookies.

What is sent is the same for everybody: no key, no site, no number of this computer, and nothing that an earlier answer
contained, so that no answer can mark a computer (that is why an `ETag` is not sent back either). It follows nobody
elsewhere.
"""

import asyncio
import logging
from http import HTTPStatus
from urllib.parse import urlsplit

from caldesk.api.answers import Answer
from caldesk.api.config import ApiConfig, ApiKeyCredentials, BadSetting, Timeouts
from caldesk.api.errors import ApiError, BrokenAnswer, Call, Misconfigured, Trouble, Unreachable
from caldesk.api.line import Line
from caldesk.domain.secret import Secret
from caldesk.services.policy.rules import Rules
from caldesk.services.profiles import SiteProfile
from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import MOST, Release, read_feed

logger = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds for the whole question."""
_NOBODY = ApiKeyCredentials(key=Secret(""), site_id="")
"""A line knows nothing of keys; its settings have a place for one all the same."""
_FAULTS = {
    Trouble.OFFLINE: Fault.OFFLINE,
    Trouble.DNS: Fault.NOT_FOUND,
    Trouble.REFUSED: Fault.REFUSED,
    Trouble.PROXY: Fault.PROXY,
    Trouble.CERTIFICATE: Fault.CERTIFICATE,
    Trouble.TIMEOUT: Fault.TIMEOUT,
    Trouble.CUT: Fault.CUT,
}


async def asked(feed: str, rules: Rules) -> Release | Fault:
    """The newest release, or why it is not known. Never raises for what the far side or a setting does."""
    outcome = await _outcome(feed, rules)
    logger.info("looked for a newer version: %s", outcome.version if isinstance(outcome, Release) else outcome)
    return outcome


async def _outcome(feed: str, rules: Rules) -> Release | Fault:
    way = rules.on_network(SiteProfile(id="", name="", base_url=feed))
    try:
        line = Line(
            ApiConfig(
                credentials=_NOBODY,
                base_url=feed,
                proxy=way.proxy,
                ca_file=way.ca_file,
                timeouts=Timeouts(connect=10, read=10, write=10, pool=10),
                max_body_bytes=MOST,
            )
        )
    except BadSetting:
        return Fault.ADDRESS
    try:
        async with asyncio.timeout(PATIENCE):
            answer, _call = await line.send(Call(method="GET", path=urlsplit(feed).path), feed, {}, None)
    except TimeoutError:
        return Fault.TIMEOUT
    finally:
        await line.aclose()
    return _fault_of(answer) if isinstance(answer, ApiError) else _read(answer, feed)


def _read(answer: Answer, feed: str) -> Release | Fault:
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
        return Fault.MOVED
    if answer.status != HTTPStatus.OK:
        return Fault.STATUS
    return read_feed(answer.body, feed) or Fault.NOT_UNDERSTOOD


def _fault_of(error: ApiError) -> Fault:
    if isinstance(error, Misconfigured):
        return Fault.PROXY_SETTING if error.trouble is Trouble.PROXY else Fault.CA_SETTING
    if isinstance(error, Unreachable):
        return _FAULTS[error.trouble]
    return Fault.CUT if isinstance(error, BrokenAnswer) and error.garbled else Fault.NOT_UNDERSTOOD
