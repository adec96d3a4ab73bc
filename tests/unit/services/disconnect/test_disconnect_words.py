"""What the question says, and what can be done instead."""

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import (
    Connection,
    ConnectionState,
    ConnectionStatus,
    ExportConfig,
    ImportConfig,
    SyncConfig,
)
from caldesk.domain.provider import ExportAbility, Provider
from caldesk.services.disconnect.bookings import Ahead, Certainty
from caldesk.services.disconnect.ending import Other
from caldesk.services.disconnect.question_words import (
    Alternative,
    alternatives,
    consequences,
    count_line,
    exports_now,
)
from caldesk.services.state import ConnectionView

GOOGLE = Provider(
    id="g", name="Google", export_ability=ExportAbility.PRIMARY_CALENDAR_ONLY, can_update_sync_config=True
)


def view(*, imports: bool | None = True, exports: bool | None = True, **changes: object) -> ConnectionView:
    config = SyncConfig(imports=ImportConfig(enabled=imports), exports=ExportConfig(enabled=exports))
    connection = Connection(id="c", account_email="ana@example.com", sync_config=config)
    made = ConnectionView(connection=connection, state=ConnectionState.WORKING, as_of=0, since=0, provider=GOOGLE)
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (None, "Counting"),
        (Ahead(count=7, certainty=Certainty.EXACT), "7 bookings of the next 90 days will be deleted"),
        (Ahead(count=1, certainty=Certainty.EXACT), "One booking of the next 90 days"),
        (Ahead(count=7, certainty=Certainty.AT_LEAST), "At least 7 bookings"),
        (Ahead(count=7, certainty=Certainty.AT_MOST), "Up to 7 bookings"),
        (Ahead(count=0, certainty=Certainty.EXACT), "no bookings of the next 90 days"),
        (Ahead(), "could not be counted"),
    ],
)
def test_the_count_is_said_as_sure_as_it_is(ahead, words):
    assert words in count_line(view(), ahead)


def test_where_nothing_is_written_there_is_nothing_to_count():
    assert count_line(view(exports=False), Ahead(count=7, certainty=Certainty.EXACT)) == ""
    assert "Any earlier ones are deleted" in consequences(view(exports=False))


def test_an_export_that_was_not_told_may_be_on():
    assert exports_now(view(exports=None))


def test_a_provider_that_writes_nothing_has_nothing_to_delete():
    reader = Provider(id="d", name="Diary", export_ability=ExportAbility.NOT_SUPPORTED)
    assert "deleted" not in consequences(view(provider=reader))
    assert count_line(view(provider=reader), None) == ""


def test_where_wix_has_no_access_nothing_may_be_deleted():
    revoked = view()
    revoked = replace(revoked, connection=replace(revoked.connection, status=ConnectionStatus.ERROR))
    assert "what is in it stays there" in consequences(revoked)
    assert "stays there" not in consequences(view())


def test_only_an_import_that_is_on_ends():
    assert "no longer block" in consequences(view())
    assert "no longer block" not in consequences(view(imports=False))


def test_others_with_the_same_account_are_named_before():
    other = Other(
        connection=Connection(id="o", account_email="a.na@example.com"),
        schedule="Ben",
        sure=False,
        before=ConnectionState.WORKING,
    )
    words = consequences(view(), [other, replace(other, schedule="Cleo", sure=True)])
    assert "Ben (as a.na@example.com, probably the same), Cleo" in words


def test_each_alternative_says_what_it_does():
    export_off, reconnect = alternatives(view())
    assert (export_off.alternative, reconnect.alternative) == (Alternative.EXPORT_OFF, Alternative.RECONNECT)
    assert "still block bookings here" in export_off.effect
    assert "Nothing is deleted" in reconnect.effect


def test_an_import_that_is_off_is_not_said_to_go_on_blocking():
    assert "block" not in alternatives(view(imports=False))[0].effect


@pytest.mark.parametrize(
    "changes", [{"exports": False}, {"remembered": True}, {"provider": replace(GOOGLE, can_update_sync_config=False)}]
)
def test_an_export_that_cannot_be_switched_off_is_not_offered(changes):
    assert [offer.alternative for offer in alternatives(view(**changes))] == [Alternative.RECONNECT]


def test_signing_in_again_is_named_as_the_cure_where_it_is_one():
    assert "what it needs now" in alternatives(view(state=ConnectionState.NEEDS_SIGN_IN))[-1].effect
