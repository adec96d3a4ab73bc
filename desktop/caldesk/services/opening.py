"""Opens a saved site: its profile and its secret become a client, and the client a session."""

from typing import TYPE_CHECKING

from caldesk.api.bounds import Bounds
from caldesk.api.config import ApiConfig, ApiKeyCredentials, AppCredentials
from caldesk.domain.secret import Secret
from caldesk.services.activity import ActivityLog
from caldesk.services.history.store import HistoryStore
from caldesk.services.last_state import LastState
from caldesk.services.policy.rules import ALLOWED, Rules
from caldesk.services.ports import Clock
from caldesk.services.profiles import CredentialKind, SiteProfile
from caldesk.services.session import Session

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient


def secret_name(profile: SiteProfile) -> str:
    """Under which name the secret of a site is kept."""
    return f"site {profile.id}"


def api_config(profile: SiteProfile, secret: Secret, rules: Rules = ALLOWED) -> ApiConfig:
    """What the client needs. Raises BadBaseUrl for an address that the key must not be sent to."""
    credentials: ApiKeyCredentials | AppCredentials
    if profile.credential_kind is CredentialKind.APP:
        credentials = AppCredentials(app_id=profile.app_id, app_secret=secret, instance_id=profile.instance_id)
    else:
        credentials = ApiKeyCredentials(key=secret, site_id=profile.site_id, account_id=profile.account_id)
    return ApiConfig(
        credentials=credentials,
        base_url=profile.base_url,
        ca_file=profile.ca_file,
        proxy=profile.proxy,
        bounds=_bounds(rules),
    )


def _bounds(rules: Rules) -> Bounds:
    changes = rules.why_unchangeable()
    return Bounds(changes=f"{changes} {rules.contact}" if changes else "", titles=rules.why_hidden())


def make_client(
    profile: SiteProfile, secret: Secret, activity: ActivityLog | None = None, rules: Rules = ALLOWED
) -> "ApiClient":
    """A client for the site; the HTTP library is imported here, at the first need."""
    from caldesk.api.client import ApiClient

    return ApiClient(api_config(profile, secret, rules), heard=activity.heard if activity else None)


def open_session(
    profile: SiteProfile,
    secret: Secret,
    clock: Clock,
    history: HistoryStore | None = None,
    last_state: LastState | None = None,
    rules: Rules = ALLOWED,
) -> Session:
    """A session on the site; nothing is asked of the service yet. Without a history it keeps one in memory.

    Raises NotAllowedError for a site that the rules do not know.
    """
    rules.must_open(profile)
    profile = rules.on_network(profile)
    activity = ActivityLog(clock)
    client = make_client(profile, secret, activity, rules)
    return Session(profile, client, clock, history, activity, last_state, secret, rules)
