"""What follows a proven connection: its former switches, what else the schedule holds now, who shares the account.

Nothing is ended here: what is left over is named, and a person decides.
"""

from typing import TYPE_CHECKING

from msgspec import Struct

from caldesk.api import connections
from caldesk.api.errors import ApiError
from caldesk.domain.connection import Connection, is_live
from caldesk.domain.duplicate_accounts import is_one_account
from caldesk.services.connect.duplicates import Shared, elsewhere
from caldesk.services.connect.proof import Found, Witness
from caldesk.services.connect.settings_kept import carried_over, why_not_carried_over
from caldesk.services.problems import Problem, problem_of

if TYPE_CHECKING:
    from caldesk.services.session import Session


class Aftermath(Struct, frozen=True, kw_only=True):
    """What the review has to say; see `FlowState` for the fields."""

    connection_id: str
    ask_mine: bool = False
    also_on: tuple[Shared, ...] = ()
    former_email: str = ""
    beside: tuple[Connection, ...] = ()
    settings_problem: Problem | None = None


async def settle(session: "Session", found: Found, witness: Witness, former: Connection | None) -> Aftermath:
    """Set the former switches again, publish what is there now, and say what a person should know."""
    connection = found.connection
    same = former is not None and is_one_account(former, connection)
    ask = not (found.named or same)
    problem = None
    if former is not None and not ask:
        connection, problem = await with_former_settings(session, former, connection)
    session.connections.take(connection)
    email = connection.account_email
    return Aftermath(
        connection_id=connection.id,
        ask_mine=ask,
        also_on=elsewhere(session.state.snapshot, email, connection.schedule_id, connection.calendar_type),
        former_email=former.account_email if former and not same else "",
        beside=await _beside(session, connection, witness, former),
        settings_problem=problem,
    )


async def with_former_settings(
    session: "Session", former: Connection, fresh: Connection
) -> tuple[Connection, Problem | None]:
    """The connection with the switches of the one that it replaces, or why they could not be set."""
    session.endings.forget(former.id)  # if it had been ended from here, it is back now
    provider = session.state.snapshot.provider(fresh.provider_id)
    wish = carried_over(former, fresh)
    if provider is None or not provider.can_update_sync_config or wish == fresh.sync_config:
        return fresh, None
    if wish is None:
        return fresh, why_not_carried_over(former)
    try:
        return await connections.update_sync_config(session.client, fresh.id, wish), None
    except ApiError as error:
        return fresh, problem_of(error)


async def _beside(
    session: "Session", connection: Connection, witness: Witness, former: Connection | None
) -> tuple[Connection, ...]:
    """Live connections that the fresh one replaces: the former one, and any other with the same account."""
    try:
        others = await witness.beside(connection)
    except ApiError:
        others = (former,) if former is not None and former.id != connection.id else ()
    for one in others:
        session.connections.take(one)
    former_id = former.id if former is not None else ""
    return tuple(one for one in others if is_live(one) and (one.id == former_id or is_one_account(one, connection)))
