"""The wheel: everything is in it, and its commands work from it where there is no Qt."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
NO_QT = "import sys\nfor name in ('PySide6', 'shiboken6'):\n    sys.modules[name] = None\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (made,) = folder.glob("caldesk-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder with the wheel alone, beside what takes Qt away from Python."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder)]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    (folder / "sitecustomize.py").write_text(NO_QT)
    return folder


def run(installed, home, *arguments, **environ):
    """Run Caldesk from the wheel in the folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CALDESK_")}
    clean |= {"PYTHONPATH": str(installed), "CALDESK_HOME": str(home)} | environ
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=home, env=clean, capture_output=True, text=True, timeout=60, check=False)


def test_it_holds_all_modules_and_all_resources(wheel):
    package, resources = CHECKOUT / "desktop" / "caldesk", CHECKOUT / "resources"
    modules = {f"caldesk/{file.relative_to(package).as_posix()}" for file in package.rglob("*.py")}
    data = {
        f"caldesk/_data/{file.relative_to(resources).as_posix()}" for file in resources.rglob("*") if file.is_file()
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert modules | data | {"caldesk/py.typed"} <= names
    assert {name.partition("/")[0] for name in names} == {
        "caldesk",
        next(iter(wheel.name.split("-py3")[:1])) + ".dist-info",
    }


def test_it_is_what_runs_and_qt_is_away(installed, tmp_path):
    where = run(installed, tmp_path, "-c", "import caldesk, sys; print(caldesk.__file__, sys.modules['PySide6'])")
    assert where.stdout.split() == [str(installed / "caldesk" / "__init__.py"), "None"]


def test_without_qt_it_knows_its_version(installed, wheel, tmp_path):
    said = run(installed, tmp_path, "-m", "caldesk", "--version")
    assert said.stdout == f"caldesk {wheel.name.split('-')[1]}\n"
    assert said.returncode == 0


def test_without_qt_it_checks_a_site(installed, tmp_path):
    command = [sys.executable, "-m", "caldesk", "sandbox", "--scenario", "fresh"]
    environ = os.environ | {"PYTHONPATH": str(installed), "CALDESK_HOME": str(tmp_path)}
    with subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, text=True) as practice:
        assert practice.stdout is not None
        site = json.loads(practice.stdout.readline())
        of_the_site = {
            f"CALDESK_{name}": site[name.lower()] for name in ("BASE_URL", "API_KEY", "SITE_ID", "ACCOUNT_ID")
        }
        checked = run(installed, tmp_path, "-m", "caldesk", "check", "--json", **of_the_site)
        practice.terminate()
    assert checked.returncode == 0, checked.stderr
    assert len(json.loads(checked.stdout)["checks"]) > 10
