"""The control words of rich text (RTF), as tables: which groups are not seen, which words are characters."""

from __future__ import annotations

UNSEEN = frozenset(
    "colortbl filetbl listtable listoverridetable revtbl rsidtbl generator pict object objdata fldinst themedata "
    "colorschememapping datastore latentstyles xmlnstbl pn pnseclvl nonshppict atnid atnauthor annotation atrfstart "
    "atrfend bkmkstart bkmkend tc xe template userprops xmlopen xmlclose ftnsep ftnsepc aftnsep aftnsepc falt panose "
    "sp shprslt nonesttables mmathPr".split()
)
STARRED = frozenset("shptxt shpinst footnote".split())
"""Starred groups that are read all the same."""
LABELS = ("listtext", "pntext")
CHARACTERS = {
    "tab": " ", "line": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "nestcell": " ", "nestrow": " ",
}  # fmt: skip
SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}"}
CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
"""The character sets that fonts name, as code pages; those that are not here are the document's own."""
STAMP = {"yr": "{:04d}", "mo": "-{:02d}", "dy": "-{:02d}"}
