"""The tour as a real process: pictures of every step, and a failure where a step cannot come to its end."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from tests.helpers.desktop import running, worth_reading

ROOT = Path(__file__).parents[2]
LEAST_COLOURS = 30
SIZE = (1280, 820)
SABOTAGED = """
import sys
from caldesk.sandbox import external_api
from caldesk.tour import guide, take_tour
guide.Guide.patience = 3.0
external_api.password_accepted = lambda password: False
sys.exit(take_tour(sys.argv[1]))
"""


def colours(image: QImage) -> int:
    """How many colours a coarse look finds; an empty window has a handful."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def test_every_step_has_its_picture_and_its_line(tmp_path: Path):
    out = tmp_path / "pictures"
    with running(tmp_path, "tour", "--out", str(out)) as program:
        code = program.process.wait(60)
    assert code == 0, program.stderr
    assert worth_reading(program.stderr) == []
    assert not program.family()
    lines = program.stdout.splitlines()
    assert len(lines) >= 16
    assert all(line.split(maxsplit=1)[1] for line in lines)
    files = sorted(out.iterdir())
    assert [line.split()[0] for line in lines] == [file.name for file in files]
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == SIZE, file
        assert colours(image) >= LEAST_COLOURS, file
    assert len({file.read_bytes() for file in files}) == len(files), "two steps show the same"


def test_a_step_that_cannot_be_done_fails_the_command(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", SABOTAGED, str(tmp_path)],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "desktop"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1
    assert "apple-review failed: waited 3 seconds in vain for" in done.stderr
    assert "Traceback" not in done.stderr
    pictures = sorted(file.name for file in tmp_path.glob("*.png"))
    assert pictures[-1].endswith("apple-review-failed.png")
    assert "apple-review.png" not in done.stdout


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with running(tmp_path, "tour", "--out", str(tmp_path / "file")) as program:
        assert program.process.wait(60) == 1
    assert "The pictures cannot be saved" in program.stderr
    assert "Traceback" not in program.stderr
