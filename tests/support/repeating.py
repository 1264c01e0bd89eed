"""Three sets of documents that repeat lines, as a newspaper's pages, a firm's contracts and a council's minutes do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_STORIES = {
    "quay": "Ostwick's new quay opened on Tuesday after two years of works, the harbour office said in the morning.",
    "ferry": "The ferry to Lenham will leave at ten instead of nine from June, its owners told passengers on Monday.",
    "school": "The school on Mill Road got a new roof over the summer, which cost the town some 40,000 crowns in all.",
    "fair": "About nine thousand people came to the harbour fair this year, a thousand more than the year before.",
}
NEWS = {
    f"{name}.md": f"The Ostwick Herald\n\nNews from the harbour\n\n{story}\n\nThe paper asked the mayor, who had "
    f"no comment on the {name} when she was reached by telephone.\n\nOstwick Herald Press Group\n"
    for name, story in _STORIES.items()
}

SHARED_CLAUSE = "Either party may end this agreement with three months' notice in writing."
SHORT_CLAUSE = "This agreement is governed by the law of Ostwick."
_PARTIES = {"quay": "Anna Berg", "ferry": "Tomas Reed", "roof": "Ilse Brandt"}
CONTRACTS = {
    f"{name}.md": "CONFIDENTIAL\n\nLenham Works Ltd.\n\n"
    f"Lenham Works does the works on the {name} of Ostwick, for which it is paid once they have been accepted.\n\n"
    f"{SHARED_CLAUSE}\n\n{SHORT_CLAUSE}\n\nSigned: {person}\n\nLenham Works Ltd.\n"
    for name, person in _PARTIES.items()
}

_MEETINGS = {
    "3 May 2024": ("Anna Berg, Tomas Reed", "The council agreed to mend the roof of the school before the winter."),
    "10 May 2024": ("Anna Berg, Ilse Brandt", "The council spoke of the ferry and asked its owners for a timetable."),
    "17 May 2024": ("Tomas Reed, Ilse Brandt", "The council heard the harbour office, which asked for a second crane."),
}
MINUTES = {
    f"{day.replace(' ', '-')}.md": f"Minutes of the council\n\nMeeting of {day}\n\nPlace: Town Hall\n\n"
    f"Present: {present}\n\n{said}\n\nPage 1 of 1\n"
    for day, (present, said) in _MEETINGS.items()
}


def write_set(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write a set into a folder, each file as it would come from its owner."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]
