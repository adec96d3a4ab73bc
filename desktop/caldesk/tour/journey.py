"""Takes the tour: opens the program in a home of its own, walks the steps, saves a picture of each, and ends it.

It never asks the real vault, reads nothing of the user's, and leaves nothing behind but the pictures.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from caldesk import app, log, paths, preflight
from caldesk.i18n import _

if TYPE_CHECKING:
    from caldesk.tour.guide import Guide
    from caldesk.tour.step import Step
    from caldesk.ui.main_window import MainWindow
    from caldesk.ui.shell import Shell

_LOOK_EVERY = 0.05
_MOST_LOOKS = 20
"""A second in all: a countdown and a spinning mark never rest."""


def take_tour(out: str) -> int:
    """Save numbered pictures into the folder `out`, and tell each step in a line. Returns the exit code.

    0: every step came to its end and nothing unexpected was heard. 1: not so; standard error says what. 3: no window
    can be opened here. Where WebEngine is missing, the step of the embedded sign-in fails and says why.
    """
    prepare_environment(os.environ)
    if problem := preflight.window_problem(os.environ):
        return _fail(problem, app.CANNOT_OPEN)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _fail(_("The pictures cannot be saved in {folder}: {why}").format(folder=out, why=error.strerror))
    with tempfile.TemporaryDirectory(prefix="caldesk-tour-", ignore_cleanup_errors=True) as home:
        os.environ["CALDESK_HOME"] = home
        return _open_and_walk(folder)


def prepare_environment(environ: MutableMapping[str, str]) -> None:
    """No screen is needed, and no vault is touched."""
    preflight.prepare_environment(environ)
    if not preflight.has_display(environ):
        environ["QT_QPA_PLATFORM"] = "offscreen"
    environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--log-level=3")  # only what is fatal
    environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def _open_and_walk(folder: Path) -> int:
    from caldesk.services.policy.declared import LookChoice
    from caldesk.services.policy.policy import Policy
    from caldesk.tour.eavesdrop import Eavesdropper
    from caldesk.ui import loop
    from caldesk.ui.main_window import USUAL

    settings = app.settings_store(Policy())  # the practice site is the same everywhere
    settings.change(look=LookChoice.LIGHT)  # the same pictures on every desktop
    application, window, shell = app.first_stage(settings)
    shell.look.calm(True)
    window.resize(USUAL)
    eavesdropper = Eavesdropper()
    with eavesdropper.listening(shell.notices):
        app.wait_for_first_paint(window)
        log.set_up(paths.log_folder())
        code = loop.run(_walk(window, shell, folder), application)
    for line in eavesdropper.heard:
        code = _fail(line)
    return code


async def _walk(window: "MainWindow", shell: "Shell", folder: Path) -> int:
    from caldesk.program import Program
    from caldesk.services.history.store import HistoryStore
    from caldesk.services.last_state import LastStates
    from caldesk.services.profiles import ProfileStore
    from caldesk.services.secrets import VaultSecretStore
    from caldesk.tour.guide import Guide
    from caldesk.tour.plan import steps

    profiles = ProfileStore(paths.config_folder() / "sites.json")
    program = Program(window, shell, profiles, VaultSecretStore(), HistoryStore(None), LastStates(None))
    running = asyncio.create_task(program.run())
    try:
        return await _take_steps(Guide(window, shell), steps(), folder)
    finally:
        window.close()
        await running


async def _take_steps(guide: "Guide", steps: "Sequence[Step]", folder: Path) -> int:
    from caldesk.tour.guide import StepFailedError

    for number, step in enumerate(steps, start=1):
        name = f"{number:02}-{step.name}"
        file, failed = folder / f"{name}.png", folder / f"{name}-failed.png"
        failed.unlink(missing_ok=True)
        try:
            await step.walk(guide)
        except StepFailedError as problem:
            await _save(guide, failed)
            return _fail(_("{step} failed: {problem}").format(step=name, problem=problem))
        if not await _save(guide, file):
            return _fail(_("The picture {file} could not be written.").format(file=file))
        sys.stdout.write(f"{file.name}  {step.words}\n")
        sys.stdout.flush()
    return 0


async def _save(guide: "Guide", file: Path) -> bool:
    """Once the window rests: layouts follow a turn or two later. What moves by itself is not waited for."""
    from caldesk.tour.pictures import picture_of

    picture = picture_of(guide.window, guide.shell.look).toImage()
    for _look in range(_MOST_LOOKS):
        before = picture
        await asyncio.sleep(_LOOK_EVERY)
        picture = picture_of(guide.window, guide.shell.look).toImage()
        if picture == before:
            break
    return picture.save(str(file))


def _fail(sentence: str, code: int = 1) -> int:
    sys.stderr.write(sentence + "\n")
    return code
