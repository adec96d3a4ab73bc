"""The commands speak the language of the terminal, also where argparse would speak English."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caldesk import i18n
from caldesk.cli.check_command import _signs
from caldesk.cli.main import main
from caldesk.services.checks import CheckState


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "de")
    yield
    i18n.install(Path("/nonexistent"), [])


@pytest.mark.parametrize("command", ["", "list", "events", "sandbox"])
def test_help_holds_no_english_of_argparse(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"] if command else ["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(f"Aufruf: caldesk {command}".rstrip())
    assert not [words for words in ("usage", "options", "show this", "exit") if words in said]


def test_what_is_wrong_is_said_after_the_usage(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["bogus"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("Aufruf: caldesk")


def test_every_state_of_a_check_has_a_sign_of_its_own():
    main(["policy", "--json"])  # installs the language
    signs = _signs()
    assert set(signs) == set(CheckState)
    assert len(set(signs.values())) == len(signs)
    assert signs[CheckState.FAIL] == "FEHLER"
