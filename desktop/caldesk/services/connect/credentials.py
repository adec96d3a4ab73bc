"""One attempt to connect by credentials. The password is dropped as soon as the call has returned, however it ended."""

from typing import TYPE_CHECKING

from caldesk.api import connections
from caldesk.api.errors import ApiError
from caldesk.domain.secret import Secret
from caldesk.services.connect.endings import Ended, Ending, ending_of_doubt
from caldesk.services.connect.oauth import Outcome
from caldesk.services.connect.proof import Aim, Found, Several, Witness
from caldesk.services.problems import problem_of

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient


class CredentialsAttempt:
    """Runs once. After an ending that could not be checked, `look_again` repeats only the check."""

    def __init__(self, client: "ApiClient", aim: Aim, witness: Witness) -> None:
        self._client = client
        self._aim = aim
        self._witness = witness
        self._connection_id = ""
        self._otherwise = Ended(ending=Ending.NOT_PROVEN)

    async def run(self, email: str, password: Secret) -> Outcome:
        """Connect and check. Raises ApiError when the service said no; the password is forgotten in any case."""
        try:
            await self._witness.remember()
            await self._connect(email, password)
        finally:
            password.forget()
        return await self.look_again()

    async def look_again(self) -> Outcome:
        """Ask the service what came of it."""
        try:
            found = await self._witness.find(self._connection_id)
        except ApiError as error:
            return Ended(ending=Ending.NOT_CHECKED, problem=problem_of(error))
        if isinstance(found, Found):
            return found
        if isinstance(found, Several):
            return Ended(ending=Ending.SEVERAL, candidates=found.connections)
        return ending_of_doubt(found) or self._otherwise

    async def _connect(self, email: str, password: Secret) -> None:
        try:
            answer = await connections.connect_by_credentials(
                self._client,
                schedule_id=self._aim.schedule_id,
                provider_id=self._aim.provider_id,
                email=email,
                password=password,
            )
        except ApiError as error:
            if not error.maybe_done:
                raise
            self._otherwise = Ended(ending=Ending.PROBLEM, problem=problem_of(error))
        else:
            self._connection_id = answer.id
