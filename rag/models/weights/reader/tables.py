"""Rows of tables as Citeback's loaders write them, and questions about them; names and numbers are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Draw = Callable[[random.Random], str]

FIRST = """Tomas Anna Marta Ivan Leila Omar Chen Priya Kofi Elena Jonas Sofia Mateo Aisha Hiro Ingrid Pavel Nadia Luca
Rosa Emil Farid Greta Hugo Irina Joao Karim Linnea Milan Noor Otto Petra Quentin Rania Stefan Tara Ulla Viktor Wanda
Yusuf Zoe Adam Bella Carlos Dina Erik Fatima Georg Hana""".split()
LAST = """Novak Silva Okafor Tanaka Haddad Larsen Moreau Rossi Keller Petrov Nguyen Mendes Kowalski Andersen Farah Lund
Costa Weber Horvat Jansen Duarte Amari Bianchi Castro Dubois Eriksen Fischer Gallo Hoffmann Ibsen Jovic Klein Lopez
Marin Nilsen Orlov Pires Quinn Ricci Santos Toth Urban Vogel Walsh Yilmaz Zeman""".split()
PLACES = """Porto Gdansk Bergen Leeds Lyon Turin Basel Ghent Malmo Split Varna Riga Tartu Vaasa Cork Bristol Bilbao
Genoa Graz Brno Kosice Szeged Cluj Patras Izmir Haifa Tunis Accra Lagos Nairobi Pune Hanoi Osaka Busan Cebu Perth
Quito Lima Salta Merida""".split()
THINGS = """Kestrel Falcon Otter Heron Badger Lynx Marten Puffin Raven Swift Tern Walrus Bison Crane Dolphin Egret Finch
Gannet Hawk Ibis Jackal Kite Lark Magpie Newt Osprey Pelican Quail Robin Stork Thrush Viper Weasel Yak""".split()
MONTHS = """January February March April May June July August September October November December""".split()


def _person(rng: random.Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(1990, 2026)
    return rng.choice((f"{day} {month} {year}", f"{year}-{rng.randint(1, 12):02}-{day:02}", f"{month} {day}, {year}"))


def _clock(rng: random.Random) -> str:
    return f"{rng.randint(0, 23):02}:{rng.choice(('00', '10', '15', '30', '45'))}"


def _money(rng: random.Random) -> str:
    amount = rng.choice((rng.randint(5, 999), rng.randint(1, 900) * 100, rng.randint(1, 90) * 1000))
    return rng.choice((f"{amount:,} EUR", f"${amount:,}", f"{amount}", f"{amount:,}.50", f"£{amount:,}"))


def _count(rng: random.Random) -> str:
    return str(rng.choice((rng.randint(1, 20), rng.randint(20, 500), rng.randint(1000, 40000))))


def _code(rng: random.Random) -> str:
    return f"{rng.choice('ABCDEFGHKLMNPRSTW')}{rng.choice('ABCDEFGHKLMNPRSTW')}-{rng.randint(10, 9999)}"


def _place(rng: random.Random) -> str:
    return rng.choice(PLACES)


def _thing(*kinds: str) -> Draw:
    return lambda rng: f"{rng.choice(kinds)} {rng.choice(THINGS)}".strip()


def _one_of(*values: str) -> Draw:
    return lambda rng: rng.choice(values)


# Column -> how its value is drawn; then what is asked, and the question, where {Column} stands for that column's value.
SCHEMAS: list[tuple[dict[str, Draw], list[tuple[str, str]]]] = [
    (
        {"Driver": _person, "Vehicle": _thing("Lorry", "Van", "Truck", "Bus"), "Depot": _place, "Departure": _clock},
        [
            ("Driver", "Who drives {Vehicle}?"),
            ("Driver", "Who is the driver of {Vehicle}?"),
            ("Driver", "Which driver leaves from {Depot}?"),
            ("Vehicle", "Which vehicle does {Driver} drive?"),
            ("Vehicle", "What does {Driver} drive?"),
            ("Depot", "Where is {Vehicle} based?"),
            ("Depot", "From which depot does {Driver} leave?"),
            ("Departure", "When does {Driver} leave?"),
            ("Departure", "At what time does {Vehicle} depart?"),
        ],
    ),
    (
        {
            "Name": _person,
            "Role": _one_of("Engineer", "Head of Sales", "Accountant", "Nurse", "Lawyer", "Director"),
            "Office": _place,
            "Joined": _date,
            "Salary": _money,
        },
        [
            ("Role", "What is the role of {Name}?"),
            ("Role", "What does {Name} do?"),
            ("Office", "Where does {Name} work?"),
            ("Office", "In which office is {Name}?"),
            ("Joined", "When did {Name} join?"),
            ("Salary", "How much does {Name} earn?"),
            ("Name", "Who is the {Role} in {Office}?"),
            ("Name", "Who works in {Office}?"),
        ],
    ),
    (
        {
            "Product": _thing("", "Model", "Series"),
            "Price": _money,
            "Stock": _count,
            "Supplier": _thing("House", "Works"),
            "Code": _code,
        },
        [
            ("Price", "How much does the {Product} cost?"),
            ("Price", "What is the price of the {Product}?"),
            ("Stock", "How many {Product} are in stock?"),
            ("Supplier", "Who supplies the {Product}?"),
            ("Code", "What is the code of the {Product}?"),
            ("Product", "Which product has the code {Code}?"),
        ],
    ),
    (
        {
            "Invoice": _code,
            "Customer": _person,
            "Amount": _money,
            "Due": _date,
            "Status": _one_of("paid", "open", "overdue"),
        },
        [
            ("Amount", "What is the amount of invoice {Invoice}?"),
            ("Amount", "How much does {Customer} owe?"),
            ("Due", "When is invoice {Invoice} due?"),
            ("Customer", "Who is the customer of invoice {Invoice}?"),
            ("Status", "What is the status of invoice {Invoice}?"),
            ("Invoice", "Which invoice was sent to {Customer}?"),
        ],
    ),
    (
        {"City": _place, "Population": _count, "Mayor": _person, "Area": lambda rng: f"{rng.randint(20, 900)} km²"},
        [
            ("Population", "What is the population of {City}?"),
            ("Population", "How many people live in {City}?"),
            ("Mayor", "Who is the mayor of {City}?"),
            ("Area", "How large is {City}?"),
            ("City", "Of which city is {Mayor} the mayor?"),
        ],
    ),
    (
        {
            "Session": _thing("Talk", "Workshop", "Panel"),
            "Speaker": _person,
            "Room": lambda rng: f"{rng.choice('ABCD')}{rng.randint(1, 40)}",
            "Date": _date,
            "Starts": _clock,
        },
        [
            ("Speaker", "Who speaks at {Session}?"),
            ("Room", "In which room is {Session}?"),
            ("Room", "Where does {Speaker} speak?"),
            ("Date", "On which day is {Session}?"),
            ("Starts", "What time does {Session} start?"),
            ("Session", "Which session does {Speaker} lead?"),
        ],
    ),
    (
        {"Team": _thing("FC", "United", "Athletic"), "Points": _count, "Coach": _person, "Stadium": _place},
        [
            ("Points", "How many points does {Team} have?"),
            ("Coach", "Who coaches {Team}?"),
            ("Stadium", "Where does {Team} play?"),
            ("Team", "Which team does {Coach} coach?"),
        ],
    ),
    (
        {
            "Ship": _thing("MS", "MV", "SS"),
            "Captain": _person,
            "Port": _place,
            "Cargo": _one_of("grain", "timber", "steel", "coal", "fruit"),
            "Tonnes": _count,
            "Arrival": _date,
        },
        [
            ("Captain", "Who is the captain of the {Ship}?"),
            ("Port", "Where does the {Ship} call?"),
            ("Cargo", "What does the {Ship} carry?"),
            ("Tonnes", "How many tonnes does the {Ship} carry?"),
            ("Arrival", "When does the {Ship} arrive?"),
            ("Ship", "Which ship is commanded by {Captain}?"),
        ],
    ),
    (
        {"Patient": _person, "Doctor": _person, "Ward": lambda rng: f"Ward {rng.randint(1, 30)}", "Admitted": _date},
        [
            ("Doctor", "Who treats {Patient}?"),
            ("Ward", "In which ward is {Patient}?"),
            ("Admitted", "When was {Patient} admitted?"),
            ("Patient", "Which patient lies in {Ward}?"),
        ],
    ),
]
OTHER_ROW_SHARE = 0.25
MISSING_COLUMN_SHARE = 0.15


def table_examples(rng: random.Random, count: int) -> list[tuple[str, str, str, int | None, int | None]]:
    """Draw (document, question, row, start, end); about a third are unanswerable: another row, or a missing column."""
    made: list[tuple[str, str, str, int | None, int | None]] = []
    while len(made) < count:
        columns, questions = rng.choice(SCHEMAS)
        row = {name: draw(rng) for name, draw in columns.items()}
        if len(set(row.values())) < len(row):
            continue
        asked, template = rng.choice(questions)
        names = list(row)
        if rng.random() < 0.5:
            rng.shuffle(names)
        used = [name for name in names if "{" + name + "}" in template]
        draw = rng.random()
        about = row
        if draw < OTHER_ROW_SHARE:
            about = {name: value(rng) for name, value in columns.items()}
            if any(about[name] == row[name] for name in used):
                continue
        elif draw < OTHER_ROW_SHARE + MISSING_COLUMN_SHARE:
            names.remove(asked)
        text = "; ".join(f"{name}: {row[name]}" for name in names)
        question = template.format(**about)
        if draw < OTHER_ROW_SHARE + MISSING_COLUMN_SHARE:
            made.append(("table", question, text, None, None))
        else:
            start = text.index(f"{asked}: ") + len(asked) + 2
            made.append(("table", question, text, start, start + len(row[asked])))
    return made
