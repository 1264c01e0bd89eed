"""Word tables of English: stop words, irregular forms, spellings, and words that ask for the same."""

from __future__ import annotations

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

"""Words that carry no meaning of their own."""
IRREGULAR = dict(
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
SPELLINGS = dict(
    pair.split(":")
    for pair in """armour:armor behaviour:behavior centre:center cheque:check colour:color defence:defense
    favour:favor grey:gray harbour:harbor honour:honor kilometre:kilometer labour:labor licence:license litre:liter
    metre:meter neighbour:neighbor offence:offense programme:program rumour:rumor theatre:theater tyre:tire""".split()
)
"""British and American."""
SAME = {
    stemmed: group.split()[0]
    for group in (
        "head lead leader leadership chair",
        "begin start commenc",
        "end finish conclud",
        "ceasefir truce armistic",
        "talk negot dialogu",
        "mediat broker",
        "build construct",
        "buy purchas",
        "happen occur",
        "car vehicl",
        "hous home",
        "help assist aid",
    )
    for stemmed in group.split()
}
"""Stems of words that ask for the same: who led the talks is who headed them."""
