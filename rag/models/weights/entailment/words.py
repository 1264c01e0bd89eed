"""Words that the training pairs are made with: verb forms, opposites, synonyms, numbers, months, what can be added."""

from __future__ import annotations

import re

IRREGULAR = """
be/was/been bear/bore/borne beat/beat/beaten become/became/become begin/began/begun bend/bent/bent bind/bound/bound
bite/bit/bitten blow/blew/blown break/broke/broken breed/bred/bred bring/brought/brought build/built/built
burst/burst/burst buy/bought/bought cast/cast/cast catch/caught/caught choose/chose/chosen come/came/come
cost/cost/cost cut/cut/cut deal/dealt/dealt do/did/done draw/drew/drawn drink/drank/drunk drive/drove/driven
eat/ate/eaten fall/fell/fallen feed/fed/fed feel/felt/felt fight/fought/fought find/found/found fly/flew/flown
forbid/forbade/forbidden forget/forgot/forgotten get/got/gotten give/gave/given go/went/gone grow/grew/grown
hang/hung/hung have/had/had hear/heard/heard hide/hid/hidden hit/hit/hit hold/held/held hurt/hurt/hurt keep/kept/kept
know/knew/known lay/laid/laid lead/led/led leave/left/left lend/lent/lent let/let/let lie/lay/lain lose/lost/lost
make/made/made mean/meant/meant meet/met/met pay/paid/paid put/put/put read/read/read ride/rode/ridden
rise/rose/risen run/ran/run say/said/said see/saw/seen seek/sought/sought sell/sold/sold send/sent/sent set/set/set
shoot/shot/shot show/showed/shown shut/shut/shut sing/sang/sung sink/sank/sunk sit/sat/sat sleep/slept/slept
speak/spoke/spoken spend/spent/spent split/split/split spread/spread/spread stand/stood/stood steal/stole/stolen
stick/stuck/stuck strike/struck/struck swear/swore/sworn swim/swam/swum take/took/taken teach/taught/taught
tell/told/told think/thought/thought throw/threw/thrown understand/understood/understood wake/woke/woken
wear/wore/worn win/won/won withdraw/withdrew/withdrawn write/wrote/written overthrow/overthrew/overthrown
undergo/underwent/undergone undertake/undertook/undertaken outlaw/outlawed/outlawed
""".split()
PAST = {base: past for base, past, _ in (one.split("/") for one in IRREGULAR)}
PARTICIPLE = {base: participle for base, _, participle in (one.split("/") for one in IRREGULAR)}
BASE_OF_PAST = {past: base for base, past in PAST.items()}
PARTICIPLES = frozenset(PARTICIPLE.values())

OPPOSITES = """
first/last earliest/latest largest/smallest biggest/smallest highest/lowest most/least more/fewer best/worst
longest/shortest oldest/youngest older/younger larger/smaller higher/lower longer/shorter better/worse major/minor
before/after began/ended begin/end start/finish started/finished increase/decrease increased/decreased rise/fall
rose/fell won/lost win/lose gained/lost accepted/rejected accept/reject allowed/forbade allow/forbid passed/rejected
support/oppose supported/opposed supports/opposes north/south northern/southern east/west eastern/western
northeast/southwest above/below over/under inside/outside internal/external male/female men/women man/woman
husband/wife father/mother brother/sister son/daughter king/queen public/private rich/poor hot/cold warm/cool wet/dry
light/dark strong/weak heavy/light fast/slow early/late ancient/modern old/new common/rare positive/negative
direct/indirect legal/illegal possible/impossible true/false same/different similar/different include/exclude
includes/excludes included/excluded remained/left open/closed opened/closed opens/closes create/destroy
created/destroyed founded/dissolved built/demolished bought/sold buy/sell likes/dislikes liked/disliked loves/hates
loved/hated easy/difficult hard/easy good/bad great/terrible maximum/minimum upper/lower summer/winter urban/rural
domestic/foreign permanent/temporary natural/artificial simple/complex active/passive always/never often/rarely
usually/seldom with/without for/against majority/minority success/failure successful/unsuccessful
advantage/disadvantage enemy/ally attacked/defended import/export imported/exported arrived/departed born/buried
married/divorced appointed/dismissed hired/fired raised/lowered helped/hindered praised/criticised
praised/condemned criticized/welcomed agreed/refused joined/left approved/rejected confirmed/denied admitted/denied
claimed/denied survived/died improved/worsened expanded/shrank grew/shrank reduced/increased extended/shortened
encouraged/discouraged strengthened/weakened released/arrested freed/jailed ahead/behind entered/left
promoted/demoted banned/permitted lifted/imposed friends/enemies safe/dangerous popular/unpopular known/unknown
able/unable likely/unlikely important/unimportant famous/obscure cheap/expensive full/empty near/far young/old
victory/defeat growth/decline profit/loss peace/war guilty/innocent present/absent acquired/sold borrowed/lent
kept/abandoned adopted/abandoned completed/abandoned succeeded/failed recommended/discouraged works/fails
worked/failed happy/unhappy satisfied/disappointed
""".split()
SYNONYMS = """
founded/established set_up/established began/started begins/starts ended/finished ended/concluded died/passed_away
bought/purchased bought/acquired purchased/acquired sold/disposed_of built/constructed built/erected
created/made made/produced wrote/authored received/got obtained/got gained/obtained showed/demonstrated
showed/revealed said/stated said/declared stated/declared announced/declared told/informed asked/requested
helped/assisted helped/aided allowed/permitted allowed/let stopped/halted stopped/ceased prevented/stopped
required/needed requires/needs need/require used/employed used/utilized uses/employs use/employ selected/chosen
chose/selected chose/picked moved/relocated moved/transferred returned/came_back left/departed arrived/came
attacked/assaulted killed/slain destroyed/wrecked damaged/harmed beat/defeated defeated/overcame won/secured
lost/forfeited led/headed headed/directed ruled/governed controlled/dominated joined/became_a_member_of
increased/rose increased/grew rose/climbed fell/dropped decreased/declined reduced/lowered cut/reduced
included/contained includes/contains contains/holds consists_of/comprises located/situated lies/is_located
known_as/called called/named called/termed named/titled considered/regarded_as thought/believed believes/thinks
discovered/found found/located developed/devised invented/devised designed/planned planned/intended wanted/wished
wants/wishes tried/attempted attempted/sought continued/went_on remained/stayed became/turned_into
appeared/emerged happened/occurred took_place/occurred took_place/happened held/staged opened/inaugurated
published/released released/issued launched/introduced introduced/brought_in replaced/took_the_place_of
replaced/succeeded followed/came_after supported/backed supported/endorsed opposed/resisted rejected/turned_down
refused/declined agreed/consented accepted/took criticised/faulted criticized/condemned praised/lauded
ordered/commanded ordered/instructed forced/compelled caused/led_to resulted_in/led_to causes/leads_to
produced/generated produces/generates provides/supplies provided/supplied provides/offers gave/granted
gave/provided sent/dispatched carried/transported taught/instructed learned/found_out noticed/observed
saw/observed spotted/sighted described/portrayed recommended/advised warned/cautioned admitted/conceded
claimed/asserted argued/contended suggested/proposed suggests/indicates indicates/shows arrested/detained
jailed/imprisoned freed/released appointed/named elected/voted_in married/wed merged/combined divided/split
joined/connected linked/connected large/big large/sizeable big/large huge/enormous small/little tiny/very_small
many/numerous many/a_lot_of several/a_number_of rich/wealthy poor/impoverished famous/well-known famous/renowned
important/significant main/principal main/chief major/important whole/entire quick/fast quickly/rapidly
fast/quickly difficult/hard easy/simple old/aged ancient/very_old new/recent young/youthful beautiful/lovely
strong/powerful weak/feeble dangerous/hazardous common/widespread rare/uncommon various/different
different/distinct similar/alike total/overall initial/first early/initial final/last yearly/annual annually/each_year
annual/yearly monthly/every_month daily/every_day worldwide/around_the_world globally/around_the_world
approximately/about approximately/around roughly/about nearly/almost also/too usually/generally often/frequently
sometimes/occasionally always/at_all_times never/at_no_time currently/at_present currently/now
previously/earlier formerly/previously later/afterwards subsequently/later originally/at_first
eventually/in_the_end finally/in_the_end mainly/mostly primarily/mainly largely/mostly especially/particularly
because/since because_of/due_to due_to/owing_to although/though while/whereas despite/in_spite_of
during/in_the_course_of
within/inside before/prior_to after/following until/up_to near/close_to near/in_the_vicinity_of
across/throughout among/amongst more_than/over more_than/in_excess_of over/more_than less_than/under
at_least/no_fewer_than city/town town/municipality country/nation nation/state film/movie movie/film
song/track book/volume novel/book king/monarch ruler/sovereign leader/head boss/head soldiers/troops
army/military forces/troops police/officers war/conflict battle/fight fight/struggle agreement/deal
treaty/accord contract/agreement law/statute election/vote government/administration company/firm
company/business firm/company workers/employees employees/staff staff/personnel customers/clients people/persons
children/kids child/kid woman/lady man/male students/pupils pupils/students school/academy teacher/instructor
doctor/physician author/writer writer/author reviewer/writer_of_the_review author/poster scientist/researcher
researchers/scientists study/investigation report/account house/home home/residence building/structure
road/street street/road ship/vessel car/automobile plane/aircraft airplane/aircraft money/funds cost/price
price/cost job/position task/duty area/region region/area zone/area part/portion portion/part piece/part
goal/aim purpose/aim aim/objective result/outcome effect/impact impact/effect problem/issue issue/problem
trouble/difficulty reason/cause cause/reason method/technique way/manner idea/concept opinion/view view/opinion
plan/scheme project/undertaking event/occurrence trip/journey journey/trip game/match match/game
prize/award award/prize victory/win win/victory defeat/loss start/beginning beginning/start end/conclusion
illness/disease disease/illness drug/medicine food/nourishment gift/present property/possessions
purchase/buy lid/cover sturdy/solid great/excellent good/fine bad/poor happy/pleased unhappy/displeased
afraid/scared angry/furious
""".split()

NUMBERS = dict(
    zip(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty""".split(),
        map(str, range(1, 21)),
        strict=True,
    )
) | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
DIGITS = {digits: word for word, digits in NUMBERS.items()}
ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th".split(),
        strict=True,
    )
)
MONTHS = "January February March April May June July August September October November December".split()
DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({'|'.join(MONTHS)})\b(?:,? (\d{{4}}))?")
MONTH_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?: ?, (\d{{4}})|,(\d{{4}}))?")

ADVERBS = """quickly secretly reluctantly unanimously accidentally deliberately publicly privately narrowly easily
finally immediately briefly repeatedly officially unexpectedly illegally successfully single-handedly jointly
personally anonymously gradually suddenly temporarily permanently partially openly voluntarily regularly""".split()
ADJECTIVES = """famous young elderly local foreign wealthy former wooden ancient modern small large secret military
private historic temporary expensive cheap popular controversial damaged new second annual international national
royal independent experienced unknown green red steel digital portable medical religious annual rural French German
Chinese American""".split()
UNSURE = (
    "It is not known whether {}",
    "It was falsely reported that {}",
    "Rumours that {} turned out to be untrue",
    "The story that {} is a myth",
    "There is no evidence that {}",
    "It had been feared that {}, but this did not happen",
    "Some hoped that {}, in vain",
    "{} if the plan had been approved",
    "Critics wrongly claimed that {}",
    "If {}, everything would be different",
    "Nobody believes any more that {}",
    "It is often asked whether {}",
)
SURE = (
    "It is known that {}",
    "Records show that {}",
    "It was correctly reported that {}",
    "It has been confirmed that {}",
    "As everybody knows, {}",
    "It is true that {}",
    "Historians agree that {}",
    "There is clear evidence that {}",
    "Contrary to rumours, {}",
    "Nobody denies that {}",
    "There is no doubt that {}",
    "It is no myth that {}",
)
"""Said of a sentence of the passage, they keep what it states; UNSURE takes it away."""
