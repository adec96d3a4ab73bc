"""The pictures of the README: each is a step of the tour that packaging/pictures can take anew."""

import re
from pathlib import Path

from caldesk.tour.plan import steps

ROOT = Path(__file__).parents[2]


def test_every_picture_of_the_readme_is_a_step_of_the_tour():
    script = (ROOT / "packaging" / "pictures").read_text(encoding="utf-8")
    table = dict(line.split() for line in script.split("pictures='\n")[1].split("\n'")[0].splitlines())
    shown = re.findall(r"\.github/pictures/([\w-]+)\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert sorted(table) == sorted(set(shown))
    assert set(table.values()) <= {step.name for step in steps()}
    assert {file.stem for file in (ROOT / ".github" / "pictures").iterdir()} == set(table)
