"""PDFs as people have them, each with the paragraphs that its reader counts."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pdf_writer import SOFT_HYPHEN, Column, Look, Writer, without_marks
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BOLD, ITALIC, SANS, MONO = "Times-Bold", "Times-Italic", "Helvetica", "Courier"
_TALE = (
    "The lighthouse of Arn was built in 1868 on a rock that the sea cov~ers twice a day, and it took the ma~sons"
    " four sum~mers, since they could work for only three hours be~tween the tides.",
    "Its lamp burned rape oil at first. Later it burned par~af~fin, and since 1954 it has been elec~tric; the"
    " well-known lens, a first-order Fres~nel, was ground in Paris and car~ried up the hun~dred and twelve"
    " steps by six sail~ors.",
    "An~ders Holt kept the light for thirty-one years. He wrote down every ship that passed, the wind, and the"
    " height of the waves, and he was paid 412 crowns a year, which his widow went on draw~ing un~til 1911.",
    "After the war the sta~tion was given a self-regu~lat~ing valve, so that no keeper had to stay on the rock"
    " in win~ter. The last one, Mette Holt, left it on 3 No~vem~ber 1956 with two goats and a barrel of salted"
    " her~ring.",
    "Vis~i~tors may climb the tower on the first Sun~day of each month, when the ferry from Holm stops at the"
    " rock; the land~ing is closed when the wind blows harder than force 5.",
    "The coun~cil has set aside 2.4 mil~lion crowns for the re~pair of the gal~lery, whose iron rail was torn"
    " away in the storm of Janu~ary 2019, and for a new cop~per roof over the oil store.",
)
TALE = tuple(text.replace("~", SOFT_HYPHEN) for text in _TALE)
"""A word may be parted where its soft hyphens stand."""
CLEAN = tuple(map(without_marks, TALE))
LONG = tuple(f"{one} {two}" for one, two in zip(TALE, TALE[1:] + TALE[:1], strict=True))


@dataclass
class Sample:
    """Hold a PDF and what a reader must find in it."""

    data: bytes
    text: list[str]
    """Paragraphs, items, rows and code, in order."""
    headings: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


def clean(texts: Sequence[str]) -> list[str]:
    return [without_marks(text) for text in texts]


def one_column() -> Sample:
    writer = Writer(title="The lighthouse of Arn")
    writer.fill([Column(72, 60, 450)], LONG, Look(after=6))
    return Sample(writer.done(), clean(LONG))


def indented_first_lines() -> Sample:
    writer = Writer()
    writer.fill([Column(120, 60, 300)], LONG, Look(first=14))
    return Sample(writer.done(), clean(LONG))


def ragged_letter() -> Sample:
    texts = ["Holm, 12 May 2024", "Dear Ms Brun,", *LONG[:3], "Yours sincerely,", "Tilda Holt"]
    writer = Writer()
    writer.fill([Column(72, 80, 430)], texts, Look(SANS, 11, 14, justified=False, after=9))
    return Sample(writer.done(), clean(texts))


def two_columns() -> Sample:
    texts = [*LONG, *TALE[::-1], *LONG[::-1], *LONG, *TALE]
    writer = Writer()
    end = writer.fill([Column(60, 50, 475)], ["A History of the Lighthouse of Arn"], Look(BOLD, 18, 22, centred=True))
    writer.fill([Column(60, end + 20, 230, 400), Column(305, end + 20, 230, 60)], texts[:9], Look(first=10))
    return Sample(writer.done(), clean(texts[:9]), ["A History of the Lighthouse of Arn"])


def narrow_gutter() -> Sample:
    texts = [*LONG, *TALE, *LONG, *TALE[::-1], *LONG[::-1]]
    writer = Writer(size=(612, 792))
    writer.fill([Column(60, 60, 241, 150), Column(311, 60, 241, 60)], texts[:11], Look(first=10))
    return Sample(writer.done(), clean(texts[:11]))


def three_columns() -> Sample:
    upper, lower = [*TALE, *TALE[::-1]], [*TALE[::-1], *LONG[:4]]
    writer = Writer(size=landscape(A4))
    look = Look(SANS, 9, 11, justified=False, after=5)
    end = writer.fill([Column(40, 40, 760)], ["The Coast Weekly"], Look(BOLD, 24, 30, justified=False))
    places = (40, 305, 570)
    writer.fill([Column(x, end + 10, 240, 595 - end - 190) for x in places], upper, look)
    end = writer.fill([Column(40, end + 210, 760)], ["More from the rock"], Look(BOLD, 16, 20, justified=False))
    writer.fill([Column(x, end + 8, 240, 20) for x in places], lower, look)
    return Sample(writer.done(), clean([*upper, *lower]), ["The Coast Weekly", "More from the rock"])


def over_pages() -> Sample:
    """Four pages with a running head, a foot that counts, and paragraphs that run over."""
    texts = [*LONG, *LONG[::-1], *LONG, *TALE, *LONG[::-1], *LONG]
    furniture: list[str] = []
    writer = Writer()

    def furnish(page: int) -> None:
        if page > 1:
            writer.page()
        writer.words(72, 50, "Annals of the Coast", ITALIC, 9)
        writer.words(480, 50, "Volume 7", ITALIC, 9)
        writer.words(295, 810, str(page), size=9)
        furniture.extend(["Annals of the Coast", "Volume 7", str(page)])

    furnish(1)
    columns = [Column(72, 90, 450, 110) for _ in range(6)]
    writer.fill(columns, texts, Look(first=12), lambda column: furnish(column + 1))
    return Sample(writer.done(), clean(texts), furniture=furniture)


def footnotes() -> Sample:
    writer = Writer()
    first = "The lamp burned rape oil at first and later paraffin, as the books of the station tell."
    writer.fill([Column(72, 60, 450)], [LONG[0], LONG[1]], Look(after=6))
    x = writer.words(72, 200, "The keeper was paid 412 crowns a year")
    x = writer.words(x, 196.5, "1", size=6.5)
    writer.words(x, 200, ", and his widow went on drawing it until 1911.")
    end = writer.fill([Column(72, 206, 450)], [first, LONG[2]], Look(after=6))
    writer.rule(72, 700, 220, 700)
    writer.words(72, 709, "1", size=5.5)
    writer.words(77, 712, "Book of accounts of the station, 1868 to 1911, volume 2, sheet 14.", size=8)
    assert end < 700
    texts = [LONG[0], LONG[1], "The keeper was paid 412 crowns a year¹, and his widow went on drawing it until 1911."]
    note = "¹ Book of accounts of the station, 1868 to 1911, volume 2, sheet 14."
    return Sample(writer.done(), clean([*texts, first, LONG[2], note]))


def notes_over_pages() -> Sample:
    """A paragraph runs over the page's end, past the note at its foot."""
    writer = Writer()
    text = without_marks(" ".join(TALE))
    broken_after = "four summers, since they could"
    writer.fill([Column(72, 600, 450)], [LONG[3]], Look(after=6))
    head, tail = text.split(broken_after)
    writer.fill(
        [Column(72, 670, 450)],
        [f"{head}{broken_after} work for only three hours of each day and of each night in the"],
        Look(),
    )
    writer.words(72, 760, "2 See the book of accounts of the station.", size=8)
    writer.page()
    writer.fill(
        [Column(72, 60, 450)],
        [f"summer{tail.removeprefix(' work for only three hours between the tides.')}", LONG[4]],
        Look(after=6),
    )
    whole = (
        f"{head}{broken_after} work for only three hours of each day and of each night in the"
        f" summer{tail.removeprefix(' work for only three hours between the tides.')}"
    )
    return Sample(
        writer.done(), [*clean([LONG[3]]), whole, "2 See the book of accounts of the station.", *clean([LONG[4]])]
    )


def lists() -> Sample:
    writer = Writer()
    y = writer.fill([Column(72, 60, 450)], [LONG[0]], Look(after=6))
    items = [TALE[1], "frames", TALE[4]]
    for item in items:
        writer.words(76, y + 12, "•")
        y = writer.fill([Column(90, y, 432)], [item], Look(after=3))
    y = writer.fill([Column(72, y + 4, 450)], [TALE[3]], Look(after=6))
    numbered = [TALE[2], "Close the valve.", TALE[5]]
    for number, item in enumerate(numbered, start=1):
        writer.words(76, y + 12, f"{number}.")
        y = writer.fill([Column(94, y, 428)], [item], Look())
    texts = [LONG[0], *items, TALE[3], *(f"{number}. {item}" for number, item in enumerate(numbered, start=1))]
    return Sample(writer.done(), clean(texts))


def headed() -> Sample:
    writer = Writer()
    y, heads, texts = 50.0, [], []
    parts = [
        ("Report on the Station", 20, SANS, LONG[0]),
        ("1 Building", 14, SANS, LONG[1]),
        ("1.1 The tower", 10, BOLD, LONG[2]),
        ("1.2 The gallery and what the storm of January 2019 left", 10, BOLD, LONG[3]),
        ("2 Keepers", 14, SANS, LONG[4]),
    ]
    for head, size, font, text in parts:
        y = writer.fill([Column(72, y + 8, 450)], [head], Look(font, size, size * 1.2, justified=False, after=4))
        y = writer.fill([Column(72, y, 450)], [text], Look(after=6))
        heads.append(head)
        texts.append(text)
    return Sample(writer.done(), clean(texts), heads)


ROWS = (
    ("Year", "Ships", "Keeper"),
    ("1870", "412", "Anders Holt"),
    ("1890", "1,205", "Anders Holt"),
    ("1910", "977", "Mette Holt"),
)
WRITTEN = [f"Year: {year}; Ships: {ships}; Keeper: {keeper}" for year, ships, keeper in ROWS[1:]]


def ruled_grid() -> Sample:
    writer = Writer()
    writer.fill([Column(72, 60, 450)], [LONG[0]], Look(after=6))
    for row in range(len(ROWS) + 1):
        writer.rule(72, 150 + 20 * row, 372, 150 + 20 * row)
    for column in range(4):
        writer.rule(72 + 100 * column, 150, 72 + 100 * column, 150 + 20 * len(ROWS))
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            writer.words(77 + 100 * column, 164 + 20 * row, cell, BOLD if row == 0 else "Times-Roman")
    writer.fill([Column(72, 260, 450)], [LONG[1]], Look(after=6))
    return Sample(writer.done(), [*clean([LONG[0]]), *WRITTEN, *clean([LONG[1]])])


def grid_with_wrapped_and_merged_cells() -> Sample:
    writer = Writer()
    for y in (100, 120, 160, 200):
        writer.rule(72, y, 472, y)
    for x in (72, 172, 472):
        writer.rule(x, 100, x, 200)
    writer.rule(322, 100, 322, 160)
    for x, text in ((77, "Part"), (177, "Made of"), (327, "State in 2019")):
        writer.words(x, 114, text, BOLD)
    writer.words(77, 136, "Gallery")
    writer.words(177, 134, "wrought iron and brass,")
    writer.words(177, 146, "painted each year")
    writer.words(327, 134, "torn away by the storm")
    writer.words(77, 176, "Roof")
    writer.words(177, 176, "closed until the repair")
    texts = [
        "Part: Gallery; Made of: wrought iron and brass, painted each year; State in 2019: torn away by the storm",
        "Part: Roof; Made of: closed until the repair; State in 2019: closed until the repair",
    ]
    return Sample(writer.done(), texts)


def years_as_names() -> Sample:
    writer = Writer()
    cells = (("Item", "2022", "2023"), ("Oil", "1,200", "1,310"), ("Repairs of the gallery", "22,000", "31,000"))
    for row in range(4):
        writer.rule(72, 100 + 20 * row, 372, 100 + 20 * row)
    for column in range(4):
        writer.rule(72 + 100 * column, 100, 72 + 100 * column, 160)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            writer.words(77 + 100 * column, 114 + 20 * row, text)
    written = ["Item: Oil; 2022: 1,200; 2023: 1,310", "Item: Repairs of the gallery; 2022: 22,000; 2023: 31,000"]
    return Sample(writer.done(), written)


def numbers_at_the_foot() -> Sample:
    """A list ends right above the page's number; its own number is none."""
    writer = Writer()
    writer.fill([Column(72, 60, 450)], LONG, Look(after=6))
    writer.words(72, 760, "1.")
    writer.words(90, 760, "Open the valve.")
    writer.words(72, 772, "2.")
    writer.words(90, 772, "Close it.")
    writer.words(290, 815, "Page 1 of 4")
    return Sample(writer.done(), [*clean(LONG), "1. Open the valve.", "2. Close it."], furniture=["Page 1 of 4"])


def three_rules() -> Sample:
    writer = Writer()
    writer.fill([Column(72, 60, 450)], [LONG[0]], Look(after=6))
    for y in (150, 166, 210):
        writer.rule(150, y, 420, y)
    for row, cells in enumerate(ROWS):
        for x, cell in zip((155, 240, 320), cells, strict=True):
            writer.words(x, 161 + 14 * row + (4 if row else 0), cell)
    writer.fill([Column(72, 240, 450)], [LONG[1]], Look(after=6))
    return Sample(writer.done(), [*clean([LONG[0]]), *WRITTEN, *clean([LONG[1]])])


def no_rules() -> Sample:
    writer = Writer()
    writer.fill([Column(72, 60, 450)], [LONG[0]], Look(after=6))
    for row, cells in enumerate(ROWS):
        for x, cell in zip((155, 240, 320), cells, strict=True):
            writer.words(x, 150 + 14 * row, cell)
    writer.fill([Column(72, 240, 450)], [LONG[1]], Look(after=6))
    return Sample(writer.done(), [*clean([LONG[0]]), *WRITTEN, *clean([LONG[1]])])


def turned_page() -> Sample:
    writer = Writer(size=landscape(A4))
    writer.canvas.setPageRotation(90)
    writer.canvas.translate(A4[0], 0)
    writer.canvas.rotate(90)
    writer.fill([Column(72, 60, 600)], LONG[:4], Look(after=6))
    return Sample(writer.done(), clean(LONG[:4]))


def turned_text() -> Sample:
    writer = Writer()
    writer.fill([Column(120, 60, 400)], LONG, Look(after=6))
    writer.canvas.saveState()
    writer.canvas.rotate(90)
    writer.canvas.setFont("Times-Roman", 12)
    writer.canvas.drawString(200, -40, "arn:1868.0412v2 [coast] 3 Nov 1956")
    writer.canvas.restoreState()
    return Sample(writer.done(), [*clean(LONG), "arn:1868.0412v2 [coast] 3 Nov 1956"])


def stamped() -> Sample:
    writer = Writer()
    writer.fill([Column(72, 60, 450)], LONG, Look(after=6))
    writer.canvas.translate(150, 300)
    writer.canvas.rotate(45)
    writer.canvas.setFont(SANS, 60)
    writer.canvas.drawString(0, 0, "DRAFT")
    return Sample(writer.done(), clean(LONG), furniture=["DRAFT"])


def signs() -> Sample:
    """Raised and lowered figures, ligatures written as one letter, quotation marks and dashes."""
    writer = Writer()
    x = writer.words(72, 80, "The floor measures 42 m")
    x = writer.words(x, 76.5, "2", size=6.5)
    x = writer.words(x, 80, ", and CO")
    x = writer.words(x, 82, "2", size=6.5)
    writer.words(x, 80, " was measured at 10")
    texts = ["The floor measures 42 m², and CO₂ was measured at 10"]
    texts.append("“The office,” she wrote – ‘the first of its kind’ – “is small but fine.”")
    writer.fill([Column(72, 100, 450)], [texts[1]], Look())
    return Sample(writer.done(), texts)


def figure_in_a_column() -> Sample:
    """A picture with its caption stands in the first column, and a paragraph goes on behind it."""
    writer = Writer()
    text = without_marks(" ".join(LONG[:3]))
    caption = "Figure 1. The tower from the sea, drawn by Mette Holt in 1949."
    look = Look(first=10)
    writer.fill([Column(60, 50, 230, 500), Column(60, 480, 230, 60), Column(305, 50, 230, 60)], [text, *LONG], look)
    writer.canvas.setFillGray(0.7)
    writer.canvas.rect(60, A4[1] - 440, 230, 90, stroke=0, fill=1)
    writer.canvas.setFillGray(0)
    writer.fill(
        [Column(60, 442, 230)],
        [caption],
        Look(size=8, leading=9.5),
    )
    return Sample(writer.done(), [text, *clean(LONG[:1]), caption, *clean(LONG[1:])])


def references() -> Sample:
    texts = [
        "Holt, A. (1890). Ships that passed the rock of Arn, with the wind and the height of the waves. Holm: Coast"
        " Press.",
        "Holt, M. (1956). The last winter on the rock. Annals of the Coast 7, 14–29.",
        "Brun, T. and Lind, E. (2019). What the storm of January left of the gallery, and what it will cost to mend the"
        " iron rail and the copper roof. Holm: Council of the Coast.",
        "Lind, E. (2021). Seals. Holm: Coast Press.",
    ]
    writer = Writer()
    writer.fill([Column(72, 60, 400)], texts, Look(hanging=18, justified=False))
    return Sample(writer.done(), texts)


def code() -> Sample:
    lines = ["def light(hours):", "    for hour in range(hours):", "        burn(hour)", "    return oil"]
    writer = Writer()
    y = writer.fill([Column(72, 60, 450)], [LONG[0]], Look(after=10))
    for line in lines:
        y += 11
        indent = len(line) - len(line.lstrip())
        writer.words(90 + indent * 5.4, y, line.strip(), MONO, 9)
    writer.fill([Column(72, y + 10, 450)], [LONG[1]], Look(after=6))
    return Sample(writer.done(), [*clean([LONG[0]]), "\n".join(lines), *clean([LONG[1]])])


def contents() -> Sample:
    writer = Writer()
    lines = [f"{name} {'. ' * 40}{page}" for name, page in (("Building", 3), ("Keepers", 17), ("Visitors", 31))]
    writer.words(72, 60, "Contents", BOLD, 16)
    for index, line in enumerate(lines):
        writer.words(72, 90 + 14 * index, line)
    writer.page()
    writer.fill([Column(72, 60, 450)], LONG, Look(after=6))
    return Sample(writer.done(), clean(LONG), ["Contents"], lines)


CHINESE = (
    "灯塔建于一八六八年，矗立在一块每天被海水淹没两次的岩石上。石匠们用了四个夏天，因为他们只能在两次涨潮之间工作三个小时。",
    "它的灯起初燃烧菜籽油，后来燃烧石蜡，自1954年以来一直使用电力。著名的透镜在巴黎磨制，由六名水手抬上一百一十二级台阶。",
    "管理员每年的薪水是412克朗，他的遗孀一直领到1911年。",
)


def chinese() -> Sample:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    writer = Writer()
    y = 60.0
    for text in CHINESE:
        for index, line in enumerate(textwrap.wrap(f"  {text}", 34, drop_whitespace=False)):
            y += 16
            writer.words(72 + (24 if index == 0 else 0), y, line.strip(), "STSong-Light", 12)
    return Sample(writer.done(), list(CHINESE))


def umlauts() -> Sample:
    marked = [
        "Der Leuchtturm wurde 1868 er~baut; die Mau~rer brauch~ten vier Som~mer, weil sie nur drei Stun~den zwi~schen"
        " den Ge~zei~ten ar~bei~ten konn~ten. Die Wär~ter er~hiel~ten jähr~lich 412 Kro~nen.",
        "Größe und Län~ge der Straße blie~ben un~ver~än~dert, die Über~fahrt dau~erte bei ru~hi~ger See eine hal~be"
        " Stun~de, bei Sturm fuhr das Schiff nicht.",
    ]
    texts = [text.replace("~", SOFT_HYPHEN) for text in marked]
    writer = Writer()
    writer.fill([Column(72, 60, 180)], texts, Look(SANS, 10, 13, after=6))
    return Sample(writer.done(), clean(texts))


def shifted_page() -> Sample:
    """The page's box does not begin at zero, and what lies outside it is not on the page."""
    writer = Writer()
    writer.canvas.translate(100, 50)
    writer.fill([Column(72, 60, 350)], LONG, Look(after=6))
    writer.words(-90, 80, "cut away")
    writer.canvas.setCropBox((100, 50, A4[0], A4[1] + 50))
    writer.canvas.setPageSize((A4[0] + 100, A4[1] + 50))
    return Sample(writer.done(), clean(LONG))


SAMPLES: tuple[Callable[[], Sample], ...] = (
    one_column, indented_first_lines, ragged_letter, two_columns, narrow_gutter, three_columns, over_pages, footnotes,
    notes_over_pages, lists, headed, ruled_grid, grid_with_wrapped_and_merged_cells, three_rules,
    years_as_names, numbers_at_the_foot, no_rules, turned_page,
    turned_text, stamped, signs, figure_in_a_column, references, code, contents, chinese, umlauts, shifted_page,
)  # fmt: skip
