"""Measure Citeback beside what people would pick instead: the same files, questions, weights and two cores, in one run.

Each system runs in an interpreter of its own (`child.py`), the others in virtual environments that the benchmark makes
(`environments.py`); the benchmark speaks JSON lines with it (`running.py`). All interpreters stay open, one works at a
time. What each of them hands back is text: `places.py` finds which paragraphs of the files it is, by one rule for all.
"""
