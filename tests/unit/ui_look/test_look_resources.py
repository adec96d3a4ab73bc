"""Resources are found in a checkout and beside an installed or frozen package."""

from pathlib import Path

import pytest

from caldesk import resources


def test_a_checkout_keeps_them_at_its_top():
    assert resources.folder("icons").parent.name in {"resources", "_data"}
    assert b"<svg" in resources.read_bytes("icons", "app.svg")


def test_a_package_that_carries_them_uses_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "_data" / "style").mkdir(parents=True)
    (tmp_path / "_data" / "style" / "caldesk.qss").write_bytes(b"packed")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    resources._root.cache_clear()
    try:
        assert resources.read_bytes("style", "caldesk.qss") == b"packed"
    finally:
        monkeypatch.undo()
        resources._root.cache_clear()


def test_a_missing_file_is_told():
    with pytest.raises(FileNotFoundError):
        resources.read_bytes("icons", "no-such-icon.svg")
