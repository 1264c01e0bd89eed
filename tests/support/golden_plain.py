"""Tables, records, notes, pages and source code in plain text, each with the paragraphs that its reader counts."""

from __future__ import annotations

from golden import Golden


def crew_list() -> Golden:
    """A table from a database: tabs, empty cells, a cell with a comma and quotes."""
    golden = Golden(
        "crew-list.tsv",
        b"Name\tRank\tSigned on\tShare\n"
        b"Pedersen, Ida\tmaster\t2023-04-01\t2.5\n"
        b"Okafor, Chidi\tengineer\t2023-04-01\t\n"
        b'Maes, "Red" Jan\tdeckhand\t2023-05-16\t1\n',
    )
    golden.says(
        "Name: Pedersen, Ida; Rank: master; Signed on: 2023-04-01; Share: 2.5",
        "Name: Okafor, Chidi; Rank: engineer; Signed on: 2023-04-01",
        'Name: Maes, "Red" Jan; Rank: deckhand; Signed on: 2023-05-16; Share: 1',
        kind="row",
        rows=(2, 3, 4),
    )
    return golden


def gauge_readings() -> Golden:
    """A logger's table: a comment of two lines above it, UTF-16 as Excel saves "Unicode text"."""
    text = "Gauge Holm North\t\t\nZero: 0.00 m DVR90\t\t\n\t\t\n"
    text += "Time\tLevel m\tWind\n06:00\t0.42\tSW 5\n12:00\t1.17\tSW 7\n"
    golden = Golden("gauge.tsv", text.replace("\n", "\r\n").encode("utf-16"))
    golden.says("Gauge Holm North", "Zero: 0.00 m DVR90", rows=(1, 2))
    golden.says(
        "Time: 06:00; Level m: 0.42; Wind: SW 5", "Time: 12:00; Level m: 1.17; Wind: SW 7", kind="row", rows=(5, 6)
    )
    return golden


def inventory() -> Golden:
    """A table without a line of names, under the suffix of separated values."""
    golden = Golden("inventory.tsv", b"lantern\t4\tcellar\nrope, 20 m\t12\tboathouse\nflare\t30\toffice\n")
    golden.says("lantern; 4; cellar", "rope, 20 m; 12; boathouse", "flare; 30; office", kind="row", rows=(1, 2, 3))
    return golden


def invoices() -> Golden:
    """A table with cells of several lines, quotes inside quotes, and a total below an empty row."""
    golden = Golden(
        "invoices.csv",
        b'"Number","Customer","For","Amount"\r\n'
        b'"2024-011","Holm Ferries A/S\nQuay 3, Holm","Repair of the ""Havorn""","12,400.00"\r\n'
        b'"2024-012","Arn Pilots","Two life rafts, serviced","3,150.50"\r\n',
    )
    golden.says(
        'Number: 2024-011; Customer: Holm Ferries A/S Quay 3, Holm; For: Repair of the "Havorn"; Amount: 12,400.00',
        "Number: 2024-012; Customer: Arn Pilots; For: Two life rafts, serviced; Amount: 3,150.50",
        kind="row",
        rows=(2, 3),
    )
    return golden


def tickets() -> Golden:
    """An export of tickets, one a line, with a list inside and words in several scripts."""
    golden = Golden(
        "tickets.jsonl",
        '{"id": 4711, "opened": "2024-02-03", "by": "Zoë", "text": "The crane\'s brake slips.", "labels": ["crane"]}\n'
        '{"id": 4712, "opened": "2024-02-04", "by": "李", "text": "燃料泵漏油。", "labels": []}\n'
        '{"id": 4713, "opened": null, "by": "Kári", "text": "Gate 2 is open at night.", "done": true}\n'.encode(),
    )
    golden.says(
        "id: 4711; opened: 2024-02-03; by: Zoë; text: The crane's brake slips.; labels: crane",
        "id: 4712; opened: 2024-02-04; by: 李; text: 燃料泵漏油。",
        "id: 4713; by: Kári; text: Gate 2 is open at night.; done: true",
        kind="row",
    )
    return golden


def config() -> Golden:
    """A file of settings: nested objects, numbers kept as they are written."""
    golden = Golden(
        "station.json",
        b'{\n  "name": "Station Arn",\n  "height_m": 41.50,\n  "lamp": {"range_nm": 18, "colour": "white"},\n'
        b'  "keepers": [\n    {"name": "Anders Holt", "from": 1868, "to": 1899},\n'
        b'    {"name": "Mette Holt", "from": 1899}\n  ]\n}\n',
    )
    golden.says("name: Station Arn", "height_m: 41.50", kind="item")
    golden.under("lamp")
    golden.says("range_nm: 18; colour: white", kind="row")
    golden.under("keepers")
    golden.says("name: Anders Holt; from: 1868; to: 1899", "name: Mette Holt; from: 1899", kind="row")
    return golden


def handbook() -> Golden:
    """A handbook in Markdown: links, a nested list, code with its language, a table with an empty cell, a rule."""
    golden = Golden(
        "handbook.md",
        b"# Pump room handbook\n\nThe pump room is [below the quay](plan.png) and is **always** locked.\n"
        b"Keys hang in the office.\n\n## Starting a pump\n\n1. Open valve `V2`.\n2. Press start and wait "
        b"until\n   the lamp is green.\n"
        b"3. Close the door.\n\n```sh\npumpctl start --pump 2\npumpctl status\n```\n\n## Faults\n\n"
        b"| Lamp | Meaning | Do |\n|---|:-:|--:|\n| red | no water | close V2 |\n| *blinking* | overheated | |\n\n"
        b"---\n\n> Never run a pump dry: the seal is gone in **40 seconds**.\n",
    )
    top = "Pump room handbook"
    golden.under(top)
    golden.says("The pump room is below the quay and is always locked. Keys hang in the office.")
    golden.under(top, "Starting a pump")
    golden.says("Open valve V2.", "Press start and wait until the lamp is green.", "Close the door.", kind="item")
    golden.says("pumpctl start --pump 2\npumpctl status", kind="code")
    golden.under(top, "Faults")
    golden.says("Lamp: red; Meaning: no water; Do: close V2", "Lamp: blinking; Meaning: overheated", kind="row")
    golden.says("Never run a pump dry: the seal is gone in 40 seconds.", kind="quote")
    return golden


def readme() -> Golden:
    """A project's front page: headings by underlines, a list whose last item goes on, HTML between, a footnote."""
    golden = Golden(
        "README.markdown",
        b'Tidewatch\n=========\n\n<p align="center">Tide tables for small harbours.</p>\n\nInstall\n-------\n\n'
        b"Tidewatch needs Python 3.9 or newer[^1].\n\n* [Manual](docs/manual.md)\n* [Changes](CHANGES.md): "
        b"what is new\n\n"
        b"    pip install tidewatch\n\n[^1]: It was last tried with 3.12.\n",
    )
    golden.under("Tidewatch")
    golden.says("Tide tables for small harbours.")
    golden.under("Tidewatch", "Install")
    golden.says("Tidewatch needs Python 3.9 or newer.")
    golden.says("Manual", "Changes: what is new", "pip install tidewatch", kind="item")
    golden.says("It was last tried with 3.12.")
    return golden


def minutes_text() -> Golden:
    """Minutes typed at a width of 72: a title in capitals, wrapped paragraphs, a list with letters."""
    golden = Golden(
        "minutes.txt",
        b"MINUTES OF THE HARBOUR BOARD\n\nThe board met on 14 March 2023 in the old sail loft. All seven members\n"
        b"were present; Ms Aune took the chair, since Mr Holt had asked to be\nexcused from it.\n\n"
        b"The budget of 240,000 kr was approved with five votes to two. It pays for\nthe following work:\n\n"
        b"  - dredging of the north basin, which has lost\n    forty centimetres of its depth\n  - new lamps "
        b"on the mole\n\n"
        b"The board meets again on 11 April at seven.\n",
    )
    golden.under("MINUTES OF THE HARBOUR BOARD")
    golden.says(
        "The board met on 14 March 2023 in the old sail loft. All seven members were present; Ms Aune took the chair, "
        "since Mr Holt had asked to be excused from it.",
        "The budget of 240,000 kr was approved with five votes to two. It pays for the following work:",
    )
    golden.says(
        "dredging of the north basin, which has lost forty centimetres of its depth",
        "new lamps on the mole",
        kind="item",
    )
    golden.says("The board meets again on 11 April at seven.")
    return golden


def recipe_page() -> Golden:
    """A recipe on the web: navigation, a figure with its caption, lists, a comment form, a footer."""
    golden = Golden(
        "recipe.html",
        "<!doctype html><html lang=en><head><title>Fish soup – The Galley</title></head><body>"
        '<nav><a href="/">Home</a> <a href="/soups">Soups</a></nav><main><article><h1>Fish soup</h1>'
        "<p>This soup feeds six after a cold watch, and it takes less than an hour from the net to the table.</p>"
        '<figure><img src="soup.jpg" alt="soup"><figcaption>The soup on deck, 2019.</figcaption></figure>'
        "<h2>What it takes</h2><ul><li>1&nbsp;kg of cod</li><li>½ litre of cream</li></ul>"
        "<h2>How it is made</h2><ol><li>Boil the bones for twenty minutes.</li><li>Add the cream<br>and the "
        "fish.</li></ol>"
        "<p>Serve it with <em>dark</em> bread; the crew of the Havørn eats it with pickled beets as well.</p>"
        "</article></main>"
        "<footer><p>© 2024 The Galley</p></footer></body></html>".encode(),
    )
    golden.under("Fish soup")
    golden.says(
        "This soup feeds six after a cold watch, and it takes less than an hour from the net to the table.",
        "The soup on deck, 2019.",
    )
    golden.under("Fish soup", "What it takes")
    golden.says("1 kg of cod", "½ litre of cream", kind="item")
    golden.under("Fish soup", "How it is made")
    golden.says("Boil the bones for twenty minutes.", "Add the cream and the fish.", kind="item")
    golden.says("Serve it with dark bread; the crew of the Havørn eats it with pickled beets as well.")
    return golden


def intranet_page() -> Golden:
    """A page of an old program: tables for its layout, cells that span, Windows-1252 without saying so."""
    golden = Golden(
        "intranet.htm",
        "<HTML><HEAD><TITLE>Berths</TITLE></HEAD><BODY><TABLE><TR><TD><H1>Berths in use</H1>"
        "<P>The list is from the harbour master\x92s book and is made anew each Monday morning before eight.</P>"
        "<TABLE BORDER=1><TR><TH>Berth</TH><TH>Ship</TH><TH>Until</TH></TR><TR><TD>4</TD><TD>Hav\xf8rn</TD>"
        "<TD>16 June</TD></TR>"
        "<TR><TD>5</TD><TD COLSPAN=2>closed</TD></TR></TABLE></TD></TR></TABLE></BODY></HTML>".encode("latin-1"),
    )
    golden.under("Berths in use")
    golden.says("The list is from the harbour master’s book and is made anew each Monday morning before eight.")
    golden.says("Berth: 4; Ship: Havørn; Until: 16 June", "Berth: 5; Ship: closed; Until: closed", kind="row")
    return golden


def tide_module() -> Golden:
    """A small module of Python: imports, a constant, a decorated function, a class."""
    parts = (
        '"""Tide tables."""\n\nimport math',
        "MEAN = 0.61  # metres",
        '@cache\ndef height(hour: float) -> float:\n    """Give the height at an hour."""\n    return MEAN + '
        "math.sin(hour / 2)",
        "class Gauge:\n    name = 'Holm'\n\n    def read(self) -> float:\n        return height(3.5)",
    )
    golden = Golden("tides.py", ("\n\n\n".join(parts) + "\n").encode())
    golden.says('"""Tide tables."""', "import math", parts[1], parts[2], parts[3], kind="code")
    return golden


FILES = (
    crew_list,
    gauge_readings,
    inventory,
    invoices,
    tickets,
    config,
    handbook,
    readme,
    minutes_text,
    recipe_page,
    intranet_page,
    tide_module,
)
