"""Every state, ability and action has its words, and abilities are read from features."""

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import (
    ConnectionState,
    ConnectionStatus,
    ErrorReason,
    ExportConfig,
    ExportTarget,
    SyncConfig,
    state_of,
)
from caldesk.domain.provider import ExportAbility, ImportAbility
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.services.problems import Action
from caldesk.services.state import ConnectionView, Saving
from caldesk.services.wording import (
    Half,
    account_name,
    action_label,
    effect,
    export_limit,
    export_place,
    import_limit,
    is_on,
    kind_word,
    next_step,
    provider_names,
    state_sentence,
    state_word,
    why_switch_unavailable,
    word_for,
)
from tests.helpers.far_side import APPLE, BOTH_ON, GOOGLE, connection


def _view(failed: bool = False, **values: object) -> ConnectionView:
    one = connection(**values)
    state = state_of(one, provider_failed=failed)
    return ConnectionView(connection=one, state=state, as_of=1.0, since=1.0, provider=GOOGLE)


_ALL = [_view(status=status) for status in ConnectionStatus]
_ERRORS = [_view(status=ConnectionStatus.ERROR, error_reason=reason) for reason in ErrorReason]


def test_every_state_has_a_word_of_its_own() -> None:
    words = [word_for(state) for state in ConnectionState]
    assert len(set(words)) == len(words)
    assert words == ["Working", "Starting", "Needs sign-in", "Not reachable right now", "Off"]


@pytest.mark.parametrize("view", [*_ALL, *_ERRORS, _view(failed=True)])
def test_every_status_and_reason_has_a_sentence_and_one_step(view: ConnectionView) -> None:
    assert state_sentence(view).endswith(".")
    assert "{" not in state_sentence(view)
    assert state_word(view) == word_for(view.state)
    assert next_step(view).label


def test_reasons_are_told_apart() -> None:
    assert len({state_sentence(view) for view in _ERRORS}) == len(ErrorReason)


def test_no_cause_is_named_that_is_not_known() -> None:
    sentence = state_sentence(_view(status=ConnectionStatus.ERROR))
    assert "does not say why" in sentence


@pytest.mark.parametrize(
    ("view", "action"),
    [
        (_view(status=ConnectionStatus.ERROR), Action.RECONNECT),
        (_view(status=ConnectionStatus.DISCONNECTED), Action.RECONNECT),
        (_view(), Action.REFRESH),
        (_view(failed=True), Action.REFRESH),
    ],
)
def test_the_one_step(view: ConnectionView, action: Action) -> None:
    assert next_step(view).action is action


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_label(action: Action) -> None:
    assert action_label(action)


@pytest.mark.parametrize("kind", list(ScheduleKind))
def test_every_kind_has_a_word(kind: ScheduleKind) -> None:
    assert kind_word(Schedule(id="s", kind=kind)).endswith("schedule")


@pytest.mark.parametrize("half", list(Half))
def test_the_effect_says_which_way_it_is(half: Half) -> None:
    assert effect(half, True) != effect(half, False)


@pytest.mark.parametrize("ability", list(ImportAbility))
def test_import_limits_follow_the_ability_not_the_name(ability: ImportAbility) -> None:
    one, other = (replace(provider, name="Diary", import_ability=ability) for provider in (GOOGLE, APPLE))
    assert import_limit(one) == import_limit(other)
    assert "Diary" in import_limit(one)


@pytest.mark.parametrize("ability", list(ExportAbility))
def test_export_limits_follow_the_ability_not_the_name(ability: ExportAbility) -> None:
    one, other = (replace(provider, name="Diary", export_ability=ability) for provider in (GOOGLE, APPLE))
    assert export_limit(one) == export_limit(other)
    assert "Diary" in export_limit(one)


def test_a_provider_that_is_not_listed_still_makes_a_sentence() -> None:
    assert import_limit(None).startswith("The calendar provider")
    assert export_limit(None).startswith("The calendar provider")


def test_where_bookings_go() -> None:
    assert export_place(_view()) == "They go into the main calendar of c1@mail.example."
    dedicated = SyncConfig(exports=ExportConfig(enabled=True, target=ExportTarget.DEDICATED_CALENDAR))
    assert "of their own" in export_place(_view(sync_config=dedicated))
    assert export_place(_view(sync_config=SyncConfig())) == export_limit(GOOGLE)


def test_a_switch_that_works_needs_no_reason() -> None:
    assert [why_switch_unavailable(_view(), half) for half in Half] == ["", ""]


def test_why_a_switch_cannot_be_used() -> None:
    view = _view()
    no_import = replace(view, provider=replace(GOOGLE, import_ability=ImportAbility.NOT_SUPPORTED))
    no_export = replace(view, provider=replace(GOOGLE, export_ability=ExportAbility.NOT_SUPPORTED))
    fixed = replace(view, provider=replace(GOOGLE, can_update_sync_config=False))
    assert why_switch_unavailable(no_import, Half.IMPORT).startswith("Google cannot be read")
    assert why_switch_unavailable(no_import, Half.EXPORT) == ""
    assert why_switch_unavailable(no_export, Half.EXPORT).startswith("Google cannot receive")
    assert why_switch_unavailable(fixed, Half.IMPORT) == "Google does not let this be changed from here."


def test_switches_of_an_ended_connection_cannot_be_used() -> None:
    assert "ended" in why_switch_unavailable(_view(status=ConnectionStatus.DISCONNECTED), Half.IMPORT)


def test_an_unknown_provider_is_tried_rather_than_refused() -> None:
    assert why_switch_unavailable(replace(_view(), provider=None), Half.EXPORT) == ""


def test_a_pending_wish_is_what_is_drawn() -> None:
    off = replace(BOTH_ON, imports=replace(BOTH_ON.imports, enabled=False))
    view = replace(_view(), saving=Saving.PENDING, wish=off)
    assert (is_on(view, Half.IMPORT), is_on(view, Half.EXPORT)) == (False, True)


def test_settings_that_were_not_told_count_as_off() -> None:
    assert not is_on(_view(sync_config=SyncConfig()), Half.EXPORT)


def test_names_for_a_sentence() -> None:
    assert provider_names((GOOGLE, APPLE), {GOOGLE.id, APPLE.id}) == "Google, Apple"
    assert provider_names((GOOGLE,), {"?"}) == "1 other provider"
    assert provider_names((GOOGLE,), set()) == ""


def test_an_account_without_an_address_yet() -> None:
    assert account_name(_view(account_email="")) == "the calendar account"
