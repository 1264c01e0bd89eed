"""Run the commands of this package: python -m ui ask QUESTION."""

from __future__ import annotations

from ui.commands import app

if __name__ == "__main__":
    app(prog_name="python -m ui")
