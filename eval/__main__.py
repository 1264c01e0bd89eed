"""Run the commands of this package: python -m eval [FACTS], python -m eval facts COMMAND."""

from __future__ import annotations

import sys

from eval.commands import app
from eval.factcommands import facts

if __name__ == "__main__":
    if sys.argv[1:2] == ["facts"]:
        facts(sys.argv[2:], prog_name="python -m eval facts")
    else:
        app(prog_name="python -m eval")
