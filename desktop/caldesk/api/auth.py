"""Which headers say who is asking: a key with a site or account id, or a token that is fetched and renewed.

Source: `wix-api.md` §1.1 and §1.3. The token is sent without `Bearer` and without a site id, as it is bound to one.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec
from msgspec import Struct

from caldesk.api.config import ApiKeyCredentials, AppCredentials, Credentials
from caldesk.api.errors import ApiError
from caldesk.api.oneflight import OneFlight
from caldesk.domain.secret import Secret

TOKEN_PATH = "/oauth2/token"  # noqa: S105 - an address
_RENEW_BEFORE = 300.0  # seconds before the end of a token, or a tenth of its life if that is shorter


class Token(Struct, frozen=True, kw_only=True):
    """An access token and for how many seconds it holds."""

    value: Secret
    expires_in: float


class Auth(Protocol):
    """One way of saying who asks; `renews` says that headers which were refused can be replaced by better ones."""

    renews: bool

    async def headers(self, *, account_level: bool, stale: Secret | None) -> dict[str, str]:
        """The headers for one request, without the `Authorization` that is known to be `stale`."""
        ...


class KeyAuth:
    """The raw key, and the id of the site or of the account, never both."""

    renews = False

    def __init__(self, credentials: ApiKeyCredentials) -> None:
        self._credentials = credentials

    async def headers(self, *, account_level: bool, stale: Secret | None) -> dict[str, str]:
        """`Authorization` and the id that fits; an id that is not known is left out."""
        name, value = "wix-site-id", self._credentials.site_id
        if account_level:
            name, value = "wix-account-id", self._credentials.account_id
        headers = {"Authorization": self._credentials.key.reveal()}
        if value:
            headers[name] = value
        return headers


class TokenAuth:
    """Tokens of an app instance: fetched once for all who wait, renewed before they end."""

    renews = True

    def __init__(
        self, app: AppCredentials, fetch: Callable[[AppCredentials], Awaitable[Token]], clock: Callable[[], float]
    ) -> None:
        self._app = app
        self._fetch = fetch
        self._clock = clock
        self._token: Token | None = None
        self._renew_at = 0.0
        self._renewal = OneFlight(self._renew)

    async def headers(self, *, account_level: bool, stale: Secret | None) -> dict[str, str]:
        """`Authorization` with a token that still holds; the token itself knows its site."""
        token = self._token
        if token is None or token.value == stale or self._clock() >= self._renew_at:
            token = await self._renewal.join()
        return {"Authorization": token.value.reveal()}

    async def _renew(self) -> Token:
        try:
            token = await self._fetch(self._app)
        except ApiError as error:
            error.maybe_done = False  # whatever was to be asked with the token was not asked
            raise
        self._token = token
        self._renew_at = self._clock() + token.expires_in - min(_RENEW_BEFORE, token.expires_in / 10)
        return token


def auth_of(
    credentials: Credentials, fetch: Callable[[AppCredentials], Awaitable[Token]], clock: Callable[[], float]
) -> Auth:
    """The way of authenticating that these credentials stand for."""
    if isinstance(credentials, AppCredentials):
        return TokenAuth(credentials, fetch, clock)
    return KeyAuth(credentials)


class _TokenAnswer(Struct):
    access_token: str
    expires_in: float = 14_400.0


def token_in(body: bytes) -> Token:
    """The token in an answer of the token endpoint. Raises msgspec's errors."""
    said = msgspec.json.decode(body, type=_TokenAnswer)
    if not (said.access_token.isascii() and said.access_token.isprintable()):
        raise msgspec.ValidationError("the token cannot be written into a header")
    return Token(value=Secret(said.access_token), expires_in=said.expires_in)
