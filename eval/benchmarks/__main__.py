"""Run the benchmarks: `python -m eval.benchmarks` lists them."""

from __future__ import annotations

from eval.benchmarks.commands import app

if __name__ == "__main__":
    app(prog_name="python -m eval.benchmarks")
