"""What a call needs before anything happens: Bookings, the plan, known ids, a provider that can do it and answers."""

from caldesk.sandbox.answers import Refusal, application_error, not_found, not_supported
from caldesk.sandbox.neighbours import Schedule
from caldesk.sandbox.records import Connection
from caldesk.sandbox.shapes import ConnectMethod, Provider
from caldesk.sandbox.world import World


def require_bookings(world: World) -> None:
    """Refuse while Wix Bookings is missing or still being set up."""
    if world.bookings_ready:
        return
    text = "Wix Bookings app is not installed for site"
    if world.knobs.bookings_missing_status == 404:
        raise application_error(404, "NOT_FOUND", text)
    raise application_error(428, "REQUIRED_APP_NOT_INSTALLED", text)


def require_premium(world: World, *, documented: bool = False) -> None:
    """Refuse without the plan; `documented` marks the methods whose reference page names the refusal."""
    if world.knobs.premium or (world.knobs.premium_gate == "documented" and not documented):
        return
    raise application_error(403, "PREMIUM_FEATURE_NOT_ENABLED", "Premium feature is not enabled")


def require_connection(world: World, connection_id: str) -> Connection:
    """The connection, or the refusal for an unknown one."""
    found = world.connections.get(connection_id)
    if found is None:
        refusal = not_found("Connection")
        raise Refusal(world.knobs.unknown_connection_status, refusal.body)
    return found


def require_provider(world: World, provider_id: str) -> Provider:
    """The provider, or 404."""
    found = world.provider(provider_id)
    if found is None:
        raise not_found("Provider")
    return found


def require_schedule(world: World, schedule_id: str) -> Schedule:
    """The schedule, or 404."""
    found = world.schedules.get(schedule_id)
    if found is None:
        raise not_found("Schedule")
    return found


def require_method(provider: Provider, method: ConnectMethod) -> None:
    """Refuse a way of connecting that the provider does not have."""
    if method not in provider.features.connect_methods:
        words = "OAuth" if method is ConnectMethod.OAUTH else "credentials"
        raise not_supported(f"Connecting by {words} is not supported by this provider")


def require_owner(world: World, connection: Connection) -> None:
    """With the `owner_only` knob: refuse connections of other users."""
    if world.knobs.owner_only and connection.user_id != world.identity.owner_user_id:
        raise application_error(403, "PERMISSION_DENIED", "Caller lacks permission")


def require_reachable(world: World, failing: set[str], partial: bool, read: int) -> None:
    """A provider that fails: the whole call fails, unless partial failure is allowed and something was read."""
    if failing and not (partial and read):
        raise Refusal(world.knobs.provider_failure_status, {"message": "Internal error", "details": {}})


def failing_providers(world: World, connections: list[Connection]) -> set[str]:
    """The ids of the providers behind `connections` that cannot be read now."""
    down = world.knobs.failing_providers
    return {c.provider_id for c in connections if c.calendar_type in down and c.is_live}
