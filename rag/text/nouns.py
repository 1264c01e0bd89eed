"""Word tables of English for finding noun phrases: what ends a phrase, what kind of thing a noun or a name is."""

from __future__ import annotations

AUXILIARIES = frozenset(
    """is are was were be been being am do does did done has have had having can could will would shall should may might
    must isn aren wasn weren don doesn didn hasn haven hadn couldn won wouldn shouldn ain s re ve ll d cannot can't
    don't didn't doesn't isn't aren't wasn't weren't won't hasn't haven't hadn't couldn't wouldn't shouldn't""".split()
)
WH = frozenset("who whom whose what which when where why how".split())
PREPOSITIONS = frozenset(
    """about above across after against along alongside amid among around as at before behind below beneath beside
    besides between beyond by concerning despite during except for from in inside into like near of off on onto out
    outside over past per prior regarding since through throughout till to toward towards under underneath unlike until
    up upon via with within without""".split()
)
JOINING = frozenset("and or but nor if because while although though whether than so yet either neither".split())
DETERMINERS = frozenset(
    """the a an this that these those my your his her its our their some any no each every another other both all
    such""".split()
)
QUANTIFIERS = frozenset("some any no each every another other both all such more".split())
"""Determiners of phrases that nothing can refer back to."""
ADVERBS = frozenset(
    """not also ever still just only even then now here there again too very really actually finally later next soon
    already always never often usually yes no ok okay well please thanks more most much many else instead back away
    together alone first once twice ago currently recently originally eventually initially afterwards afterward
    exactly specifically generally mostly mainly anyway however anywhere somewhere everywhere nowhere""".split()
)
PERSONAL = frozenset(
    """i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our
    ours ourselves they them their theirs themselves one ones someone somebody anyone anybody everyone everybody
    something anything everything nothing nobody none i'm i'd i've i'll you're it's he's she's they're we're
    they've that's there's what's who's""".split()
)
ENDS = AUXILIARIES | WH | PREPOSITIONS | JOINING | PERSONAL | ADVERBS
"""A noun phrase ends before these."""
OPENERS = frozenset(
    """yes no ok okay sure sorry thanks thank interesting unfortunately meanwhile role please tell can could would since
    yeah hi hello hmm oh i'd i'm let's together concentration according""".split()
)
"""Words that a sentence opens with, and that are no name for it."""
VERBS = frozenset(
    """accept achieve act add affect agree allow answer appear apply argue arrive ask attack attend base beat become
    begin believe belong break bring build buy call care carry catch cause change choose claim close come compete
    compose consider contain continue contribute cost create cross cut deal decide die differ direct do draw drink
    drive eat emerge end enjoy enter evolve exist expand explain face fall feel fight find finish fly follow form found
    get give go grow happen hate have hear help hit hold hurt identify improve include influence inspire involve join
    keep kill know last launch lead learn leave let like live look lose love make marry mean meet mention move name
    need occur offer open originate own participate pass pay perform plan play prefer prepare prevent produce prove
    publish put quit raise react read receive record refer refuse reject release remain replace report resign respond
    result retire return rise run say see seem sell send serve show sign sing sit sound speak spend stand star start
    stay stop struggle study succeed suffer suggest support survive take talk teach tell think tour train travel treat
    try turn use visit vote want watch win wish wonder work worry write accomplish graduate attempt earn""".split()
)
"""Common verbs in the form that follows "did": in a question a phrase ends before them."""

PEOPLE = frozenset(
    """man woman boy girl father mother dad mom mum brother sister son daughter husband wife uncle aunt cousin nephew
    niece grandfather grandmother grandson granddaughter child kid baby friend person guy lady gentleman king queen
    prince princess duke emperor president minister chairman director manager leader owner boss teacher professor
    student pupil doctor nurse lawyer judge officer soldier captain general driver pilot player singer actor actress
    author writer poet artist painter composer musician drummer guitarist vocalist bassist producer coach mayor
    governor senator chief founder inventor scientist engineer farmer priest pope bishop spokesman spokeswoman
    secretary partner girlfriend boyfriend neighbor neighbour hero champion speaker witness suspect victim attacker
    builder sheriff host contestant winner opponent character member candidate successor predecessor editor reporter
    passenger customer employee worker widow bride groom employer people men women children""".split()
)
WOMEN = frozenset(
    """woman girl mother mom mum sister daughter wife aunt niece grandmother granddaughter lady queen princess actress
    spokeswoman girlfriend widow bride chairwoman mrs ms miss madam empress duchess heroine""".split()
)
MEN = frozenset(
    """man boy father dad brother son husband uncle nephew grandfather grandson gentleman guy king prince duke emperor
    spokesman boyfriend chairman mr sir lord groom priest pope""".split()
)
GROUPS = frozenset(
    """band group team party company government family couple crew army navy committee council club orchestra
    association union organisation organization corporation firm agency board court parliament police public
    audience tribe people duo trio quartet label university college school ministry delegation staff cast community
    church league military senate congress press inc ltd united fc records foundation institute""".split()
)
PLACES = frozenset(
    """city town village country state region island islands province district county area capital street house home
    hospital park river lake mountain mountains valley museum hotel airport port harbour harbor station building castle
    palace prison camp theater theatre stadium restaurant shop store farm forest garden beach sea ocean coast border
    kingdom empire continent road bay states republic""".split()
)
WORKS = frozenset(
    """war battle treaty agreement act album tour festival award awards cup championship games olympics revolution
    project prize law bill accord pact plan show song book film movie novel single series""".split()
)
"""Last words of names that are no person's."""
TIMES = frozenset(
    """year years month months week weeks day days hour hours minute minutes time times period era age century decade
    date moment season night morning evening afternoon summer winter spring autumn point""".split()
)
VAGUE = frozenset(
    """thing things part parts aspect aspects way ways kind kinds type types sort sorts number name names lot
    information article fact facts example examples reason reasons case place detail details story passage text
    paragraph question answer rest same word words interested interesting something anything""".split()
)
"""Nouns that say nothing of what a conversation is about."""
UNIQUE = frozenset("world us usa uk un eu internet sun moon earth sky future past web media".split())
"""What "the" stands before although nothing was said of it."""
MALE_NAMES = frozenset(
    """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel frank gregory raymond alexander patrick
    jack dennis jerry tyler aaron henry jose douglas adam nathan peter zachary kyle walter harold jeremy carl keith
    roger arthur terry lawrence sean christian ethan austin joe albert jesse willie billy bruce ralph bryan eugene
    louis wayne alan juan roy bobby philip johnny bob bill tom jim mike tim steve dan ben sam tony fred max harry oscar
    leo luke simon martin hugh ernest alfred victor ivan pedro carlos luis miguel jorge mohammed muhammad ahmed ali
    omar hassan khalid abdul vladimir hans karl pierre jean francois marco giovanni antonio francisco winston theodore
    franklin abraham ronnie danny jimmy tommy eddie charlie freddie gordon neil ian craig dave don ray ted pat rick
    greg jeff matt nick alex chris ken lee stan phil julius augustus napoleon otto ludwig wolfgang""".split()
)
FEMALE_NAMES = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy
    kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine helen debra rachel carolyn
    janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn
    judith andrea hannah cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances
    alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany
    kayla alexis lori marie jane anne lucy ella lily rosa rose ellen eleanor florence edith clara agnes ida jenny kate
    katie molly annie sally sue peggy polly tina lena aisha fatima sigrid ingrid greta elena olga irina nina natasha
    claire louise camille simone sofia lucia carmen hillary""".split()
)
"""Given names, the commonest in English and a few beyond it: enough to tell who "she" can be."""
