"""PDFs as journals, offices and shops make them, each with the paragraphs that its reader counts."""

from __future__ import annotations

from golden import Golden
from pdf_samples import BOLD, ITALIC, LONG, SANS, TALE, clean
from pdf_writer import Column, Look, Writer


def journal() -> Golden:
    """Two pages of a journal: running heads, two columns, headings, hyphens, a footnote under a rule."""
    writer = Writer()

    def furnish(page: int) -> None:
        writer.words(72, 44, "Coastal Studies 12 (2021)", ITALIC, 8)
        writer.words(500, 44, str(40 + page), size=8)

    furnish(1)
    y = writer.fill([Column(72, 60, 450)], ["The light on the rock"], Look(BOLD, 18, 22, justified=False, after=8))
    y = writer.fill([Column(72, y + 4, 450)], ["1 The building"], Look(BOLD, 12, 15, justified=False, after=4))
    first = [LONG[0], LONG[1], LONG[2], LONG[3]]
    left, right = Column(72, y + 4, 215, 400), Column(307, y + 4, 215, 400)
    writer.fill([left, right, Column(307, 700, 215)], first, Look(after=4))
    writer.rule(72, 740, 180, 740)
    writer.words(72, 752, "* Translated from the Danish by the editors.", size=7.5)
    writer.page()
    furnish(2)
    y = writer.fill([Column(72, 66, 450)], ["2 The keepers"], Look(BOLD, 12, 15, justified=False, after=4))
    second = [LONG[4], LONG[5], TALE[2]]
    writer.fill([Column(72, y + 4, 215, 560), Column(307, y + 4, 215, 560)], second, Look(after=4))
    golden = Golden("journal.pdf", writer.done(), page=1)
    golden.under("The light on the rock", "1 The building")
    golden.says(*clean(first[:3]), "* Translated from the Danish by the editors.", *clean(first[3:]))
    golden.page = 2
    golden.under("The light on the rock", "2 The keepers")
    golden.says(*clean(second))
    return golden


def invoice() -> Golden:
    """An invoice: an address block, a table without rules, a sum, terms in small type."""
    writer = Writer()
    writer.fill([Column(72, 60, 450)], ["INVOICE 2024-011"], Look(SANS, 16, 20, justified=False, after=10))
    writer.fill([Column(72, 110, 420)], [TALE[1]], Look(SANS, 9, 11, after=6))
    rows = [
        ("Item", "Quantity", "Price", "Sum"),
        ("Life raft, serviced", "2", "1,575.25", "3,150.50"),
        ("Flare, red", "30", "12.00", "360.00"),
        ("Rope, 20 m", "4", "85.00", "340.00"),
    ]
    for number, row in enumerate(rows):
        for x, cell in zip((72, 252, 342, 432), row, strict=True):
            writer.words(x, 200 + 18 * number, cell, BOLD if number == 0 else "Times-Roman")
    writer.fill([Column(72, 300, 420)], [TALE[4]], Look(SANS, 9, 11))
    golden = Golden("invoice.pdf", writer.done(), page=1)
    golden.under("INVOICE 2024-011")
    golden.says(*clean([TALE[1]]))
    golden.says(
        "Item: Life raft, serviced; Quantity: 2; Price: 1,575.25; Sum: 3,150.50",
        "Item: Flare, red; Quantity: 30; Price: 12.00; Sum: 360.00",
        "Item: Rope, 20 m; Quantity: 4; Price: 85.00; Sum: 340.00",
        kind="row",
    )
    golden.says(*clean([TALE[4]]))
    return golden


def circular() -> Golden:
    """A circular on three pages: a foot with page numbers, a list that runs over a page, a table with rules."""
    writer = Writer()

    def furnish(page: int) -> None:
        if page > 1:
            writer.page()
        writer.words(72, 40, "Harbour Board of Arn", SANS, 8)
        writer.words(270, 815, f"Page {page} of 3", SANS, 8)

    furnish(1)
    y = writer.fill([Column(72, 60, 450)], ["Rules for the quay"], Look(SANS, 17, 21, justified=False, after=8))
    y = writer.fill([Column(72, y, 450)], [LONG[0], LONG[1]], Look(after=6))
    y = 560.0
    items = [LONG[2], LONG[3], LONG[4], TALE[5]]
    for item in items[:2]:
        writer.words(76, y + 12, "•")
        y = writer.fill([Column(90, y, 432)], [item], Look(after=3))
    furnish(2)
    y = 60.0
    for item in items[2:]:
        writer.words(76, y + 12, "•")
        y = writer.fill([Column(90, y, 432)], [item], Look(after=3))
    y = writer.fill([Column(72, y + 6, 450)], [LONG[5]], Look(after=6))
    furnish(3)
    writer.fill([Column(72, 60, 450)], [TALE[3]], Look(after=6))
    rows = [("Berth", "Depth", "Crane"), ("4", "6.5 m", "yes"), ("5", "4.0 m", "no")]
    for line in range(4):
        writer.rule(72, 130 + 20 * line, 372, 130 + 20 * line)
        writer.rule(72 + 100 * line, 130, 72 + 100 * line, 190)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            writer.words(77 + 100 * column, 144 + 20 * number, cell, BOLD if number == 0 else "Times-Roman")
    golden = Golden("circular.pdf", writer.done(), page=1)
    golden.under("Rules for the quay")
    golden.says(*clean([LONG[0], LONG[1]]))
    golden.says(*clean(items[:2]), kind="item")
    golden.page = 2
    golden.says(*clean(items[2:]), kind="item")
    golden.says(*clean([LONG[5]]))
    golden.page = 3
    golden.says(*clean([TALE[3]]))
    golden.says("Berth: 4; Depth: 6.5 m; Crane: yes", "Berth: 5; Depth: 4.0 m; Crane: no", kind="row")
    return golden


def paper() -> Golden:
    """A paper: a title, authors and an abstract over both columns, a caption, a paragraph over two pages."""
    writer = Writer()
    y = writer.fill([Column(72, 60, 450)], ["Rape oil and paraffin"], Look(BOLD, 17, 21, justified=False, after=4))
    y = writer.fill([Column(72, y, 450)], ["Ida Aune and Per Dahl"], Look(ITALIC, 11, 14, justified=False, after=8))
    y = writer.fill([Column(102, y, 390)], [TALE[5]], Look(size=9, leading=11, after=10))
    first = [LONG[0], LONG[1], LONG[2]]
    left, right = Column(72, y + 6, 215, 430), Column(307, y + 6, 215, 430)
    writer.fill([left, right], first, Look(first=10))
    writer.rule(72, 520, 522, 520)
    writer.fill([Column(72, 640, 450)], ["Figure 1. The lamp room in 1911, after a drawing."], Look(size=8, leading=10))
    writer.page()
    second = [LONG[3], LONG[4], LONG[5]]
    writer.fill([Column(72, 60, 215, 600), Column(307, 60, 215, 600)], second, Look(first=10))
    golden = Golden("paper.pdf", writer.done(), page=1)
    golden.under("Rape oil and paraffin")
    golden.says("Ida Aune and Per Dahl", *clean([TALE[5], *first]), "Figure 1. The lamp room in 1911, after a drawing.")
    golden.page = 2
    golden.says(*clean(second))
    return golden


def book_chapter() -> Golden:
    """A chapter: running heads that differ left and right, indents instead of space, a paragraph over "
    "the page's end."""
    writer = Writer(size=(420, 595))
    told = [*LONG, *TALE, *LONG[::-1], *TALE[::-1], *LONG, *LONG[::-1]]
    texts = [f"So it was in {1801 + year}. {text}" for year, text in enumerate(told)]

    def furnish(page: int) -> None:
        if page > 1:
            writer.page()
            head = "THE ROCK" if page % 2 else "The Coast of Arn"
            writer.words(300 if page % 2 else 60, 36, head, ITALIC, 8)
        writer.words(205, 570, str(10 + page), size=8)

    furnish(1)
    writer.fill([Column(60, 90, 300)], ["The Rock"], Look(BOLD, 20, 24, justified=False))
    columns = [Column(60, 150, 300, 60), *(Column(60, 60, 300, 60) for _ in range(9))]
    writer.fill(columns, texts, Look(size=10.5, leading=13, first=14), lambda column: furnish(column + 1))
    golden = Golden("chapter.pdf", writer.done())
    golden.under("The Rock")
    for page, begun in enumerate((5, 8, 6, 8, 6, 3), 1):  # paragraphs that begin on each page
        golden.page = page
        golden.says(*clean(texts[:begun]))
        del texts[:begun]
    return golden


def leaflet() -> Golden:
    """A leaflet without serifs: a question as a heading, dashes for bullets, an indented remark, an address."""
    writer = Writer()
    y = writer.fill([Column(60, 50, 470)], ["Visiting the lighthouse"], Look(SANS, 20, 24, justified=False, after=10))
    y = writer.fill([Column(60, y, 470)], [TALE[4]], Look(SANS, 10, 13, justified=False, after=8))
    y = writer.fill(
        [Column(60, y, 470)], ["What should I bring?"], Look("Helvetica-Bold", 12, 15, justified=False, after=4)
    )
    items = ["warm clothes, also in July, since the gallery is in the wind", "shoes with soles of rubber"]
    for item in items:
        writer.words(64, y + 13, "–", SANS)
        y = writer.fill([Column(80, y, 450)], [item], Look(SANS, 10, 13, justified=False))
    y = writer.fill([Column(60, y + 8, 470)], [TALE[1]], Look(SANS, 10, 13, justified=False, after=8))
    golden = Golden("leaflet.pdf", writer.done(), page=1)
    golden.under("Visiting the lighthouse")
    golden.says(*clean([TALE[4]]))
    golden.under("Visiting the lighthouse", "What should I bring?")
    golden.says(*items, kind="item")
    golden.says(*clean([TALE[1]]))
    return golden


FILES = (journal, invoice, circular, paper, book_chapter, leaflet)
