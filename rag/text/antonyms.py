"""Words that deny each other, side against side: what rose did not fall. Also those that turn a statement round."""

from __future__ import annotations

from functools import lru_cache

from rag.text.words import fold, stem

_PAIRS = """
rise increase grow climb gain raise hike boost lift jump surge expand up growth upward higher
| fall decrease drop decline shrink lower reduce cut slip plunge dip tumble slump lessen reduction down downward
diminish;
raise increase hike boost lift | lower reduce cut slash;
accept approve agree adopt pass endorse ratify uphold confirm grant back support welcome carry
| reject refuse decline deny oppose overturn dismiss defeat block veto quash reverse rebuff withdraw;
confirm admit acknowledge concede affirm | deny refute dispute contradict dismiss;
win beat victory triumph | lose loss;
allow permit let enable authorise legal lawful | forbid ban prohibit prevent bar outlaw illegal unlawful block;
start begin open launch commence resume reopen | end stop close finish halt cease shut conclude cancel suspend
terminate;
open reopen | close shut;
include contain cover | exclude omit except;
arrive enter come join | depart leave exit quit;
more | less fewer;
many much most majority | few little least minority;
large big great larger bigger greater | small little tiny smaller lesser;
high higher highest | low lower lowest;
long longer longest | short shorter shortest;
old older oldest elder eldest | young younger youngest new newer;
fast faster fastest quick quickly rapid rapidly | slow slower slowest slowly gradual gradually;
early earlier earliest | late later latest;
first | last second third final fourth fifth;
before prior ahead | after following since;
above over exceed | below under beneath;
always every all each entire entirely completely fully wholly | never none no some rarely;
all every each both | some none few neither several one;
most mostly mainly majority | all entirely completely none minority;
unanimous unanimously | majority against;
often frequently common commonly usually regularly | rarely seldom rare uncommon;
inside indoor | outside outdoor;
near close | far distant;
north northern | south southern;
east eastern | west western;
left | right;
front | back rear;
top upper | bottom;
hot warm warmer warming heat | cold cool cooler cooling;
light | dark;
wet rain | dry drought;
hard difficult | easy simple;
strong stronger strengthen | weak weaker weaken;
safe safely unhurt uninjured unharmed | unsafe dangerous hurt injure wound;
alive survive live | dead die kill;
guilty convict | innocent acquit clear;
succeed success successful | fail failure unsuccessful;
buy purchase acquire | sell sale;
hire recruit employ appoint | fire dismiss sack;
lend | borrow;
export | import;
public publicly | private privately secret secretly;
free | paid;
empty | full;
male man men boy | female woman women girl;
husband | wife;
father | mother;
son | daughter;
brother | sister;
morning | evening afternoon night;
day daytime | night;
domestic | foreign;
urban | rural;
temporary temporarily provisional | permanent permanently;
voluntary optional | mandatory compulsory obligatory;
remember | forget;
keep retain maintain remain stay hold | remove lose abandon drop change give scrap raise increase lower cut;
build construct | destroy demolish;
attack | defend;
love like | hate dislike;
positive | negative;
profit gain surplus | loss deficit;
maximum | minimum;
with | without;
same unchanged identical | different changed;
improve better recover | worsen deteriorate worse;
strict | loose;
rich wealthy | poor;
true correct right | false wrong incorrect;
encourage urge | discourage;
connect plug attach | disconnect unplug detach;
switch-on | switch-off;
install | uninstall remove;
lock | unlock;
add | remove subtract delete erase;
visible | invisible;
liquid | solid gas;
optimistic hopeful | pessimistic;
expected | unexpected;
likely probable | unlikely improbable;
possible able | impossible unable;
legal | illegal;
healthy | ill sick;
continue persist | stop cease end halt abandon;
promise pledge vow agree | refuse decline;
support favour back favor | oppose against resist;
ally friend | enemy opponent;
majority | minority;
better best | worse worst;
gradually | suddenly;
exactly precisely | roughly approximately;
thick | thin;
wide broad | narrow;
deep | shallow;
heavy heavier | light lighter;
cheap cheaper | expensive;
arrest detain imprison jail | release free;
appear | disappear vanish;
ascend | descend;
attach | detach;
import | export;
landlord lessor | tenant lessee;
employer | employee;
buyer | seller;
teacher | pupil student;
supplier vendor | customer;
plaintiff | defendant;
liquid | frozen;
democratic | authoritarian;
winner | loser;
asset | liability debt;
unchanged constant stable steady flat | rise fall increase decrease change;
dissolve | form;
lead | trail;
once single | twice several many repeatedly times
"""

TURNING = frozenset(
    stem(word)
    for word in """fail refuse decline deny denied denial reject refute dismiss forget neglect lack unable unlikely
    false untrue""".split()
)
"""Stems that turn round what follows them: "failed to sign", "denied that he was there"."""
NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor cannot without nowhere hardly barely scarcely".split()
)

_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_SHORTEST = 4


def _table() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    left: dict[str, set[int]] = {}
    right: dict[str, set[int]] = {}
    for number, pair in enumerate(_PAIRS.split(";")):
        for side, words in zip((left, right), pair.split("|"), strict=True):
            for word in words.split():
                side.setdefault(stem(fold(word)), set()).add(number)
    return (
        {word: frozenset(found) for word, found in left.items()},
        {word: frozenset(found) for word, found in right.items()},
    )


_LEFT, _RIGHT = _table()


@lru_cache(maxsize=65_536)
def deny(one: str, other: str) -> bool:
    """Tell whether two stems deny each other.

    >>> deny(stem("rose"), stem("fell")), deny(stem("safe"), stem("unsafe")), deny(stem("rose"), stem("grew"))
    (True, True, False)
    """
    if one == other:
        return False
    if not _LEFT.get(one, frozenset()).isdisjoint(_RIGHT.get(other, ())):
        return True
    if not _RIGHT.get(one, frozenset()).isdisjoint(_LEFT.get(other, ())):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and any(long == prefix + short for prefix in _PREFIXES)
