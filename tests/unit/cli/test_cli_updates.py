"""`caldesk updates`: what it says, where it says it, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from caldesk import __version__
from caldesk.cli import updates_command
from caldesk.cli.exits import Exit
from caldesk.cli.main import main
from caldesk.services.build_facts import BuildFacts
from caldesk.services.policy.places import Layer
from caldesk.services.policy.policy import Policy, made_policy
from caldesk.services.settings import SettingsStore
from tests.helpers.hostile_server import hostile, saying

SAID = {"version": "91.4.0", "date": "2026-12-01", "summary": "Weeks are printed on one page."}
Said = pytest.CaptureFixture[bytes]


def settle(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    """Let an organisation have these settings."""
    policy = made_policy([Layer(place="policy.toml", values=values)]) if values else Policy()
    monkeypatch.setattr("caldesk.cli.site.settings_in_force", lambda: SettingsStore(None, policy))


def ask(said: Said, *arguments: str) -> tuple[int, str, str]:
    code = main(["updates", *arguments])
    captured = said.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def test_a_newer_version_is_told_with_its_page(monkeypatch: pytest.MonkeyPatch, capfdbinary: Said) -> None:
    with hostile({"*": saying({})}) as server:
        page = f"{server.base_url}/91.4.0"
        server.answers["*"] = saying({**SAID, "page": page})
        settle(monkeypatch, update_feed=f"{server.base_url}/releases.json")
        code, out, err = ask(capfdbinary)
        assert (code, out) == (Exit.NEWER_THERE, "") == (1, "")
        for words in ("91.4.0 of 2026-12-01", SAID["summary"], page, "installs nothing by itself"):
            assert words in err
        code, out, _err = ask(capfdbinary, "--json")
    assert code == 1
    assert json.loads(out) == {
        "version": __version__,
        "state": "newer",
        "newer": {**SAID, "page": page},
        "fault": None,
        "why": "",
    }
    assert [one.target for one in server.asked] == ["/releases.json"] * 2


def test_the_newest_is_fine(monkeypatch: pytest.MonkeyPatch, capfdbinary: Said) -> None:
    with hostile({"*": saying({**SAID, "version": __version__})}) as server:
        settle(monkeypatch, update_feed=f"{server.base_url}/releases.json")
        code, out, err = ask(capfdbinary, "--json")
    assert code == 0
    assert json.loads(out)["state"] == "newest"
    assert err == f"Caldesk {__version__} is the newest version.\n"


def test_an_answer_that_is_not_understood_is_no_answer(monkeypatch: pytest.MonkeyPatch, capfdbinary: Said) -> None:
    with hostile({"*": saying(b"<html>")}) as server:
        settle(monkeypatch, update_feed=f"{server.base_url}/releases.json")
        code, out, err = ask(capfdbinary, "--json")
    assert code == Exit.NOT_REACHED
    assert (json.loads(out)["state"], json.loads(out)["fault"]) == ("unknown", "not-understood")
    assert "The answer was not understood." in err


@pytest.mark.parametrize("values", [{"updates": "off"}, {"update_feed": "none"}, {"update_feed": "http://a.example"}])
def test_an_organisations_no_is_obeyed(
    values: dict[str, object], monkeypatch: pytest.MonkeyPatch, capfdbinary: Said
) -> None:
    with hostile({"*": saying(SAID)}) as server:
        monkeypatch.setattr(updates_command, "build_facts", lambda: BuildFacts(feed=f"{server.base_url}/f.json"))
        settle(monkeypatch, support_contact="IT, 4711", **values)
        code, out, err = ask(capfdbinary, "--json")
        assert server.asked == []
    assert code == Exit.NOT_ALLOWED
    assert json.loads(out)["state"] == "not-allowed"
    assert "IT, 4711" in err


def test_who_asks_on_purpose_is_answered_even_with_notices_off(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: Said, own_folders: Path
) -> None:
    settings = own_folders / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"preferences": {"updates": "off"}}')
    with hostile({"*": saying(SAID)}) as server:
        monkeypatch.setattr(updates_command, "build_facts", lambda: BuildFacts(feed=f"{server.base_url}/f.json"))
        assert ask(capfdbinary)[0] == 1
    assert not (own_folders / "data").exists()


def test_without_a_place_to_ask_nothing_is_known(monkeypatch: pytest.MonkeyPatch, capfdbinary: Said) -> None:
    settle(monkeypatch)
    code, out, err = ask(capfdbinary, "--json")
    assert code == Exit.NOT_REACHED
    assert json.loads(out)["state"] == "unknown"
    assert "whoever installed it updates it" in err


def test_a_wrong_use_ends_with_2(capfdbinary: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["updates", "--install"])
    assert ended.value.code == Exit.WRONG_USE
    assert b"--install" in capfdbinary.readouterr().err


def test_it_needs_no_qt() -> None:
    program = (
        "import sys\nfrom caldesk.cli.main import main\ncode = main(['updates'])\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)\nsys.exit(code)"
    )
    desktop = Path(__file__).parents[3] / "desktop"
    done = subprocess.run([sys.executable, "-c", program], cwd=desktop, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.NOT_REACHED, done.stderr
    assert "knows no place" in done.stderr
