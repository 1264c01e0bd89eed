"""Short lines: what can be furniture when it repeats, and how one is compared with another.

Precision before recall: a line that says something of its document is content, however often it stands elsewhere: a
sentence, a numbered clause, a label with its value ("Place: Town Hall"), what a colon or a signature announces.
"""

from __future__ import annotations

import re
import unicodedata

MOST_WORDS = 12
LONGEST = 160
"""Characters of a short line."""
LEAST_OF_SENTENCE = 3
"""Words that a full stop ends; behind fewer it stands as in "Confidential."."""
LETTERS_OF_WORD = (
    (re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"), 2),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5),
)
"""Letters of scripts that put no space between words, and about how many of them make a word."""
INTRODUCES = (":", "：")
DECORATION = " -–—*•·|=~_#>»«<"

_ENDS = re.compile(r"(?P<word>\w+)[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_ENDS_ANYWHERE = re.compile("[。！？؟۔।։።။។་།](?!$)|[。！？؟۔।։።။།]$")
_SHORT_FORMS = frozenset("inc ltd corp gmbh dept vol est al etc approx tel no nr st bzw ca".split())
_LONGEST_SHORT_FORM = 3
_CLAUSE = re.compile(
    r"\(?\d{1,3}(\.\d{1,3})*([.)]|(?<=\.\d)|(?<=\.\d\d))\s|\([a-z]{1,4}\)\s|§|(art(icle|\.|ikel)|clause|section|статья|пункт)\s*\d|第.{1,4}[条條章节節]",
    re.IGNORECASE,
)
_OBLIGES = re.compile(r"\bshall\b")
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:：]{0,40}?)\s*(：|:(?=\s))\s*(?P<value>.*[^\W_].*)")
_MOST_LABEL_WORDS = 4
_SIDE_LABELS = frozenset(
    "page seite tel telephone phone fax mobile email e-mail mail web website url internet contact follow share tag "
    "tags category categories topics filed keywords confidential confidentiality classification classified internal "
    "restricted copyright home menu related next previous more subscribe newsletter advertisement "
    "telefon téléphone teléfono kontakt contacto página стр страница тел телефон контакты 电话 電話 传真 邮箱".split()
)
"""Words of a label whose value is about the paper that a text stands on, not of what it says."""
_NAMES_FOLLOW = re.compile(
    r"(signed|signatures?|witness(es|ed)?|(for and )?on behalf of|gezeichnet|unterschrift(en)?|gez\.?|signé"
    r"|firmado|firma|подписи?|present|attendees|attendance|in attendance|members present|participants|apologies"
    r"|anwesend|présents?|(yours|kind|best|warm)? ?(sincerely|faithfully|truly|regards)( yours)?"
    r"|(many )?thanks|thank you|cheers|(mit freundlichen |viele |liebe |beste )?grüßen?|hochachtungsvoll"
    r"|cordialement|atentamente|с уважением)( (by|for|on behalf of|of|from)\b.*)?[\s:,_.…]*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"((page|p\.|pg\.|seite|pág(ina|\.)|стр(аница|\.)|صفحة)\s*(no\.?\s*)?\d{1,4}(\s*(of|/|von|de|sur|из|من)\s*\d{1,4})?\.?"
    r"|\d{1,4}\s+(of|von|de|sur|из|من)\s+\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|第\s*\d{1,4}\s*[页頁ページ]+(\s*[共/]\s*\d{1,4}\s*[页頁]?)?)"
)
_PRINTED = re.compile(r"((printed|downloaded|retrieved|accessed|generated|gedruckt|abgerufen)( on| at| am)?)\b.*\d.*")


def compared(text: str) -> str:
    """Write a line as it is compared with those of other documents: letter case, spaces and decoration count nothing.

    Its numbers count, as a date or a price makes a line another one; those of a page and of a day of printing do not.
    """
    line = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if _PAGE.fullmatch(line):
        return "page #"
    bare = line.strip(DECORATION) or line
    printed = _PRINTED.fullmatch(bare)
    return f"{printed[1]} #" if printed else bare


def is_short(text: str) -> bool:
    """Tell a line of few words that is no sentence and no clause."""
    if len(text) > LONGEST:
        return False
    line = " ".join(text.split())
    return bool(line) and _within(line) and not _is_sentence(line)


def states(line: str) -> bool:
    """Tell a short line that says something of its document: a label with its value, or part of an enumeration."""
    labelled = _LABELLED.fullmatch(" ".join(line.split()))
    if labelled is None:
        return False
    words = labelled["label"].casefold().split()
    return len(words) <= _MOST_LABEL_WORDS and _SIDE_LABELS.isdisjoint(word.strip(".") for word in words)


def announces(line: str) -> bool:
    """Tell a line behind which stands what it announces: items, names, a signature."""
    bare = line.strip()
    if _NAMES_FOLLOW.fullmatch(bare):
        return True
    return bare.endswith(INTRODUCES) and _SIDE_LABELS.isdisjoint(bare.casefold().rstrip(":： ").split())


def _within(line: str) -> bool:
    """Tell whether a line has few words; of a script that marks no end of a sentence half as many may stand in it."""
    words, most, rest = 0.0, MOST_WORDS, line
    for letters, of_word in LETTERS_OF_WORD:
        rest, found = letters.subn(" ", rest)
        words += found / of_word
        most = MOST_WORDS // 2 if found and of_word > LETTERS_OF_WORD[0][1] else most
    return words + sum(any(map(str.isalnum, word)) for word in rest.split()) <= most


def _is_sentence(line: str) -> bool:
    if _PAGE.fullmatch(line.casefold()):
        return False
    if line.endswith((";", "；", "؛")) or _CLAUSE.match(line) or _OBLIGES.search(line) or _ENDS_ANYWHERE.search(line):
        return True
    return any(_ends(found, line) for found in _ENDS.finditer(line))


def _ends(found: re.Match[str], line: str) -> bool:
    """Tell a mark that ends a sentence from one behind a short form ("Inc.", "St. Mary's") or a number ("3. Mai")."""
    word, before = found["word"], len(line[: found.end()].split())
    if before < LEAST_OF_SENTENCE:
        return False
    if word.isdecimal():
        return found.end() == len(line) and before > LEAST_OF_SENTENCE
    is_short_form = word[0].isupper() and len(word) <= _LONGEST_SHORT_FORM
    return not is_short_form and word.casefold() not in _SHORT_FORMS
