"""Run the command of this package: python -m eval."""

from __future__ import annotations

from eval.commands import app

if __name__ == "__main__":
    app(prog_name="python -m eval")
