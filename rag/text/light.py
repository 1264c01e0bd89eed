"""Words that a sentence may use without its passage having them: they say that something is so, not what."""

from __future__ import annotations

from rag.text.words import stem

LIGHT = frozenset(
    stem(word)
    for word in """
    come came go went get got take took taken make made give given gave have keep put set bring hold held stand stood
    reach receive provide provided offer remain become turn lead mean serve form lie see find show use used apply need
    needs require requires must shall ought may might can could would should allowed allow able plan plans expect
    expected consist comprise contain include amount amounts total equal equals subject due place part respect regard
    case way fact manner matter thing item kind type sort number figure level rate group set side point people person
    person individual one someone somebody every each per any both either either another certain single several such
    also even already still yet just only again further furthermore moreover additionally however thus therefore hence
    meanwhile instead accordingly currently now then today recently previously later earlier afterwards eventually
    according report reported reportedly say said state stated note noted announce announced describe described call
    called name named mention know known think believe occur happen happened involve involved relate related concern
    concerning follow following follow-up previous current particular specific respective overall general exact actual
    approximate approximately roughly around about nearly almost exactly precisely least most maximum minimum limit
    limited exceed extend last long wide high large time period year month week day date dates daily monthly yearly
    annually weekday weekdays away out off up down over back across along within upon onto toward towards
    among amongst whole entire full own main done doing does did having being been let want like good suitable
    possible likely available result present appear seem begin start end continue act work run include including
    compared compare comparison previously situated located consider regarded responsible entitled total sum well
    unless although despite whereas whether per via upon title example list percentage proportion size position
    role status basis feature factor aspect common notable
    prominent situation problem issue process share route something word term kind purpose condition event someone
    anything everything thousands hundreds dozens millions billions old many
    user users company firm officials authorities author authors""".split()
)
"""Stems that weigh little."""
LIGHT_WEIGHT = 0.25
"""What such a word weighs where another weighs 1."""
SWEEPING = frozenset("all always only entirely completely wholly unanimously unanimous every whole most".split())
"""Words that claim more than the passage does unless it has them, or such."""
