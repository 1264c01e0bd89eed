"""Made-up facts in several wordings, and what is not the same: the sides changed, the opposite, what is only planned.

`relations.txt` says who did what to whom, from either side; `contrasts.txt` has opposites and quantities.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

FOLDER = Path(__file__).parent
ONE_WAY = (
    "planning to", "hopes to", "may join", "suspect", "asked the court", "is expected to", "tried to", "threatened",
    "was accused", "if it rains", "will be repaired", "may be harmful", "says that", "has no plans",
)  # fmt: skip
"""Facts whose second side may hold while the first one holds too: only the first side is then said by a passage."""
OBJECTS = (
    """
museum|bridge|library|school|swimming pool|road|ticket|car park|film|book|camera|phone|program|update|report|painting
tower|hotel|train station|harbour|garden|factory|church|house|vaccine|machine|song|festival|exhibition|market|stadium
tunnel|ferry|letter|blanket|kettle|printer|lamp|oven|medicine|course
""".strip()
    .replace("\n", "|")
    .split("|")
)
GROUPS = """passengers workers pupils visitors soldiers members patients nurses birds villagers voters customers players
farmers students guests sailors seedlings residents teachers tourists trees scientists""".split()
ROLES = "doctor baker teacher lawyer dentist priest smith painter chemist butcher".split()
PEOPLE = (
    """
the mayor|the company|the teacher|the government|the union|the committee|the owner|the captain|the reviewer|the author
the king|the minister|the club|the university|the nurse|the driver|his brother|her sister|the council|the director
the farmer|the bank|the president|the museum's director|the neighbour
""".strip()
    .replace("\n", "|")
    .split("|")
)
TIMES = ("", "", "", " in 1986", " last week", " in the spring", " on Monday", " after the war", " two years later")
RELATION_TIMES = (
    "",
    "",
    " in 1897",
    " in March 2004",
    " last year",
    " after a long dispute",
    " on 3 May",
    " at the age of 30",
)


def read_lines(name: str) -> list[str]:
    """Read a list beside this file: a line each, those with a # are for people."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


RELATIONS = read_lines("relations.txt")
CONTRASTS = read_lines("contrasts.txt")


def related(rng: random.Random, names: list[str]) -> tuple[str, str, bool]:
    """Draw a sentence, what a passage says, and whether the one follows from the other."""
    forms = rng.choice(RELATIONS).split("|")
    left, right = rng.sample(names, 2)
    time = rng.choice(RELATION_TIMES)
    stated, said = rng.choice(forms), rng.choice(forms)
    carried = rng.random() < 0.5
    passage = said.format(a=left, b=right, t=time)
    if not carried:
        left, right = right, left
    return stated.format(a=left, b=right, t=time if rng.random() < 0.8 else ""), passage, carried


def contrasted(rng: random.Random, names: list[str]) -> tuple[str, str, bool]:
    """Draw a sentence, what a passage says, and whether the one follows from the other."""
    line = rng.choice(CONTRASTS)
    sides = [side.split("|") for side in line.split("~")]
    people = rng.sample(names if rng.random() < 0.55 else PEOPLE, 3)
    objects = rng.sample(OBJECTS, 2)
    fill = {"p": people[0], "q": people[1], "p2": people[2], "o": objects[0], "o2": objects[1]}
    fill |= {"g": rng.choice(GROUPS), "r": rng.choice(ROLES), "t": rng.choice(TIMES)}
    one_way = any(word in line for word in ONE_WAY)
    said_side = 0 if one_way and rng.random() < 0.7 else rng.randrange(2)
    carried = rng.random() < 0.5
    stated_side = said_side if carried else 1 - said_side
    said = rng.choice(sides[said_side]).format(**fill)
    if said_side == 1 and not carried and one_way:
        carried, stated_side = True, 1
    return rng.choice(sides[stated_side]).format(**fill), said, carried
