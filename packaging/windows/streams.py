"""Gives the program without a console somewhere to write: Windows leaves it without standard streams."""

import os
import sys
from pathlib import Path

if sys.stdout is None:
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 # it lives as long as the program
if sys.stderr is None:
    sys.stderr = sys.stdout
