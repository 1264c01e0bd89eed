"""The floors of the house: who may import whom is written in pyproject.toml and checked here."""

from __future__ import annotations

from pathlib import Path

from importlinter.cli import lint_imports


def test_no_package_imports_one_above_it() -> None:
    assert lint_imports(config_filename=str(Path(__file__).parents[1] / "pyproject.toml"), is_debug_mode=False) == 0
