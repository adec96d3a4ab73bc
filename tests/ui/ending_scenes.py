"""Every end of a sign-in as the dialog shows it; a tool for looking, and the subject of `test_connect_ends`."""

from msgspec.structs import replace

from caldesk.api.errors import (
    AppNotInstalled,
    Call,
    Forbidden,
    NotSupportedByProvider,
    PremiumRequired,
    ServerError,
    Trouble,
    Unauthorized,
    Unreachable,
)
from caldesk.domain.connection import Connection, ConnectionStatus
from caldesk.services.connect.endings import CLIMBS, Ended, Ending, Possible, moves_for
from caldesk.services.connect.failure_words import failure_of
from caldesk.services.connect.ladder import Fate, Ground, Rung, ladder_on
from caldesk.services.connect.sign_in_book import SignIn
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.services.problems import problem_of
from caldesk.ui.connect.wizard import ConnectWizard
from tests.helpers.connecting import Bench

_CALL = Call(method="POST", path="/bookings/v2/external-calendars/connections:connectByOAuth")
_PROBLEMS = {
    "premium": PremiumRequired("not in the plan", _CALL, 403),
    "key": Unauthorized("no such key", _CALL, 401),
    "rights": Forbidden("not allowed", _CALL, 403),
    "bookings": AppNotInstalled("not installed", _CALL, 428),
    "provider-cannot": NotSupportedByProvider("not supported", _CALL, 428),
    "server": ServerError("oops", _CALL, 500),
    "dns": Unreachable("no such name", _CALL, Trouble.DNS, maybe_done=False),
    "offline": Unreachable("no route", _CALL, Trouble.OFFLINE, maybe_done=False),
    "lost": Unreachable("cut", _CALL, Trouble.CUT, maybe_done=True),
}
RUNGS = len(Rung)
_DETAILS = {
    Ending.CERTIFICATE: "accounts.google.com: CertificateAuthorityInvalid",
    Ending.UNREACHABLE: "accounts.google.com: ERR_NAME_NOT_RESOLVED",
    Ending.REFUSED_EMBEDDED: "accounts.google.com HTTP 403 disallowed_useragent",
    Ending.ADMIN_APPROVAL: "login.microsoftonline.com HTTP 200 AADSTS90094",
    Ending.CAPTIVE: "portal.hotel.example HTTP 200",
    Ending.SERVER_ERROR: "www.wix.com HTTP 502",
    Ending.NO_LISTENER: "OSError",
}


def endings() -> dict[str, Ended]:
    """Each ending by a name; the problems of the service by theirs."""
    made = {one.value: Ended(ending=one, detail=_DETAILS.get(one, "")) for one in Ending if one is not Ending.PROBLEM}
    made |= {name: Ended(ending=Ending.PROBLEM, problem=problem_of(error)) for name, error in _PROBLEMS.items()}
    return made


def climbed(desk: Bench, wizard: ConnectWizard, rungs: int) -> None:
    """Let the dialog show the ladder after so many rungs."""
    show_end(desk, wizard, Ended(ending=Ending.INTERNAL), rungs=rungs)


def show_end(desk: Bench, wizard: ConnectWizard, ended: Ended, *, rungs: int = 0) -> None:
    """Let the dialog show that its sign-in ended like this, after an earlier attempt of today."""
    flow = wizard.flow
    state, provider = flow.state, flow.provider
    desk.session.sign_ins.end(
        SignIn(
            began=desk.session.clock.now(),
            schedule_id=state.schedule_id,
            provider_id=state.provider_id,
            way=state.way.value,
            outcome=ended.ending.value,
        )
    )
    if ended.ending is Ending.SEVERAL:
        ended = replace(ended, candidates=_candidates(state.schedule_id, state.provider_id))
    possible = Possible(used=state.way, ways=frozenset(Way), fixed=flow.known.fixed)
    failure = failure_of(ended, moves_for(ended, possible), provider.name if provider else "")
    ladder = None
    if ended.ending in CLIMBS:
        ladder = ladder_on(Ground(other_schedules=("s",), other_address=True, other_provider=True))
        for _rung in range(rungs):
            ladder = ladder.passed(Fate.TRIED, desk.session.clock.now())
    flow._board.state = replace(state, step=Step.CONSENT)
    flow._board.become(Step.FAILED, failure=failure, candidates=ended.candidates, ladder=ladder)


def _candidates(schedule_id: str, provider_id: str) -> tuple[Connection, ...]:
    addresses = ("ana.horvat@example.com", "a.very.long.address.of.somebody@subdomain.of.an.organisation.example", "")
    return tuple(
        Connection(
            id=f"c-{place}",
            schedule_id=schedule_id,
            provider_id=provider_id,
            account_email=address,
            status=ConnectionStatus.SYNCED,
        )
        for place, address in enumerate(addresses)
    )
