"""The content words of a text as stems, so that "headed" meets "heads" and "Türkiye" meets "Turkiye"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

STOPWORDS = frozenset(
    """a about above after again against all also am an and any are aren as at be because been before being below
    between both but by can cannot could couldn did didn do does doesn doing don down during each few for from further
    had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself
    just let me more most my myself no nor not of off on once only or other our ours ourselves out over own please s
    same she should shouldn so some such t tell than that the their theirs them themselves then there these they this
    those through to too under until up upon very was wasn we were weren what when where whether which while who whom
    whose why will with would wouldn you your yours yourself many much give given say says said according know
    """.split()
)

_IRREGULAR = dict(
    pair.split(":")
    for pair in """
    became:become began:begin begun:begin bent:bend bore:bear born:bear bought:buy broke:break broken:break
    brought:bring built:build burnt:burn came:come caught:catch chose:choose chosen:choose cost:cost cut:cut dealt:deal
    drawn:draw drew:draw driven:drive drove:drive dug:dig fallen:fall fed:feed fell:fall felt:feel flew:fly flown:fly
    fled:flee forbade:forbid fought:fight found:find froze:freeze frozen:freeze gave:give gone:go got:get grew:grow
    grown:grow heard:hear held:hold hid:hide hidden:hide kept:keep knew:know known:know laid:lay led:lead left:leave
    lent:lend lost:lose made:make meant:mean met:meet paid:pay ran:run rang:ring read:read risen:rise rode:ride
    ridden:ride rose:rise sang:sing sank:sink sat:sit saw:see seen:see sent:send shaken:shake shook:shake shot:shoot
    sold:sell sought:seek spent:spend spoke:speak spoken:speak spread:spread stole:steal stolen:steal stood:stand
    struck:strike stuck:stick sung:sing sunk:sink swam:swim swept:sweep swore:swear sworn:swear taken:take taught:teach
    threw:throw thrown:throw told:tell took:take tore:tear torn:tear understood:understand went:go woke:wake won:win
    wore:wear worn:wear withdrew:withdraw withdrawn:withdraw wrote:write written:write men:man women:woman
    children:child people:person feet:foot mice:mouse""".split()
)
"""Forms that no rule of stemming reaches."""

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_SHORTEST_DEMONYM = 5
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")


def fold(text: str) -> str:
    """Lower the case and drop accents: "Türkiye" and "Turkiye" fold alike."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Stem one folded word (Snowball English, irregular forms first); words with digits stay as they are.

    A last "i" falls, so that "Pakistani" meets "Pakistan" as "Qatari" meets "Qatar".

    The stemmer holds state while it works, so each call makes its own: the cache keeps that cheap and thread-safe.
    """
    bare = _POSSESSIVE.sub("", word)
    if not bare.isalpha():
        return bare
    stemmed: str = snowballstemmer.stemmer("english").stemWord(_IRREGULAR.get(bare, bare))
    return stemmed.removesuffix("i") if len(stemmed) > _SHORTEST_DEMONYM else stemmed


def tokens(text: str) -> list[str]:
    """Give the folded words of a text in order; "U.S." is one word, "four-paragraph" is two."""
    folded = _DOTTED.sub(lambda match: match.group().replace(".", ""), fold(text))
    return _WORD.findall(folded)


def stems(text: str) -> frozenset[str]:
    """Give the stems of all words that carry meaning."""
    return frozenset(stem(word) for word in tokens(text) if word not in STOPWORDS)


def all_stems(text: str) -> frozenset[str]:
    """Give the stems of every word, stop words too."""
    return frozenset(stem(word) for word in tokens(text))
