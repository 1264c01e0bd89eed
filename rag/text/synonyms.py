"""Words that can stand for each other in a report, a contract, a study or a manual. No opposites stand in one line."""

from __future__ import annotations

from functools import lru_cache

from rag.text.words import fold, stem

_GROUPS = """
    accept approve adopt pass endorse back support agree favour; accuse allege charge blame;
    achieve reach attain accomplish; add include append; admit concede acknowledge confess;
    advise recommend urge suggest counsel; aid help assist assistance support relief;
    aim goal target objective purpose intend seek; alarm alert warn warning;
    allow permit let enable authorise authorize permission; alter change modify amend adjust;
    amount sum total come reach; annual annually yearly year; answer reply respond response;
    appear emerge publish release; appoint name choose select pick designate; approve ratify endorse;
    area region zone district territory; argue claim contend maintain insist assert; arrest detain detention custody;
    arrive reach come; ask request demand call urge petition seek; assault attack strike raid;
    assess evaluate judge estimate appraise; assign allocate allot; attack offensive raid assault;
    attempt try effort endeavour; attribute blame ascribe due put credit; automatically itself automatic;
    avoid prevent avert; award grant give prize; ban prohibit forbid outlaw bar; battle fight combat clash conflict;
    beat defeat overcome win victory triumph; become turn; begin start commence launch open initiate;
    belief believe think consider view; bill law act legislation statute; boost increase raise strengthen lift;
    border frontier; boss chief head leader; bring carry take; build construct erect construction;
    building house structure; calculate compute; call describe name term label; cancel scrap abandon withdraw drop call;
    cause lead trigger produce result prompt; cease stop end halt discontinue; centre center hub;
    chair head lead preside; chance opportunity possibility; check inspect examine inspection examination;
    child kid youngster minor; choose prefer select pick opt; citizen resident inhabitant people;
    city town municipality; clash fight fighting conflict skirmish; close shut closure; collapse fall;
    colleague coworker; comment remark say; commercial business; commit pledge promise vow undertake;
    company firm business corporation enterprise group; compensate compensation reimburse refund; compete contest;
    complain complaint grievance; complete finish conclude end; comprise consist contain include; condition state;
    conduct carry perform run hold; confirm uphold affirm verify; conserve preserve protect;
    consider weigh contemplate study; consult ask; contain hold comprise include; continue remain keep persist carry;
    contract agreement deal accord treaty pact; convert transform turn; cost price expense priced; country nation state;
    court tribunal; crash collision accident; create make establish set form;
    criticise criticize criticism condemn slam denounce; crucial vital essential key important; currency money;
    customer client buyer consumer; cut reduce lower slash decrease trim lessen reduction;
    cut eliminate axe remove shed; damage harm destroy; danger hazard risk threat; dead die death kill fatality killed;
    deaths toll fatalities; debate discuss discussion; decide determine rule settle decision;
    decline fall drop decrease diminish shrink dip slip plunge reduction tumble wane; decline refuse reject;
    defer postpone delay adjourn; delay postpone late; delegation team side; deliver supply provide delivery;
    demand call require insist; demonstrate show prove; demonstration protest rally; depart leave go departure;
    deposit payment; deputy vice; describe portray; destroy ruin wreck demolish; detect find discover identify;
    determine establish ascertain; develop create design; develop get contract;
    device machine appliance unit gadget equipment; diagnose identify; diameter across; die perish decease death dead;
    differ vary; difficult hard tough challenging; diminish reduce decrease; direct lead run manage;
    director manager head; disaster catastrophe; disease illness condition sickness ailment disorder;
    dismiss reject fire sack throw; dismiss fire sack oust; dispute conflict quarrel disagreement;
    distribute share hand; divert reroute redirect send; divide split; doctor physician; document paper record file;
    donate give contribute; double twofold twice; doubt question; drink beverage; drug medicine medication;
    dwelling home house residence; early first initial; earn make receive; earth soil ground; easy simple;
    economic financial; educate teach train; effect impact influence result; effective working; elect choose vote;
    election vote poll ballot; employee staff worker personnel; employer company; employment job work;
    end finish conclude expire terminate lapse stop over; enemy foe opponent rival; enforce apply impose;
    engineer technician; enrolment pupil student; ensure guarantee secure; enter join; entire whole full complete;
    entitle right get receive; entitled right; environment surroundings; equal same; equipment gear;
    erase delete wipe lose remove clear; error mistake fault; estimate reckon put; evacuate leave flee; evening night;
    event incident; examine study investigate analyse inspect review; exceed surpass top over; exchange swap trade;
    exclude omit except; exhibit show display; exile banishment; expand grow extend enlarge;
    expect forecast predict anticipate likely; expel oust eject; experience undergo suffer; expert specialist;
    expire lapse end run; explain clarify; export ship sell; extend prolong lengthen;
    extra additional further more another; face meet play confront; fail collapse; fair just;
    fall drop decline decrease lower slip sink; famous known renowned; fast quick rapid swift; fatal deadly;
    fee charge price cost fare; feeling emotion; female woman; few several; fight battle combat struggle;
    fighting clash hostilities; final last; finance fund pay bankroll; financial monetary;
    find discover locate detect uncover; finding result conclusion; fire blaze flame; first initial earliest;
    flat apartment; flee escape leave; flood flooding inundation; follow track monitor observe; follow obey comply;
    food meal; force compel oblige make drive; forecast outlook projection guidance predict prediction;
    foreign overseas; forest wood woodland; former previous ex; found establish set start create founder;
    free gratis charge; frequent common often; freeze frozen; fridge refrigerator; friend ally; fund money finance;
    gain win obtain increase; gather collect assemble; get receive obtain gain; give provide grant hand; golden gold;
    good positive; goods product merchandise; government administration cabinet authorities; gross serious; ground land;
    group team organisation; grow increase rise expand growth; guarantee warranty; guide lead; harm damage hurt injure;
    health wellbeing; hear listen; high elevated; daily day; weekly week; monthly month; hire employ recruit rent;
    hit strike; hostile unfriendly; huge large big enormous massive great; humid damp; idea plan; illegal unlawful;
    immediate instant prompt immediately once; implement introduce apply carry; important significant major key;
    impose levy charge; improve enhance better; include contain cover comprise involve; income revenue earnings;
    increase rise grow climb raise gain hike boost lift jump go surge up growth; independent autonomous;
    indicate show suggest signal mean; injured hurt wounded; inquiry investigation probe; install set fit;
    insure cover insurance policy; intend plan want aim; interest charge; interrupt halt disrupt stop;
    introduce bring launch start; invade attack; invest put; investigate examine probe look; invite ask;
    issue problem matter; item object thing; job post position work; judge consider; judge rule;
    judgment ruling verdict decision; jump leap; keep retain maintain stay store hold preserve; key main important;
    kill murder slay dead die; know understand; lack shortage; lake pond; land touch; landlord owner lessor;
    large big great sizeable; late delayed; law rule legislation; lawyer attorney counsel solicitor;
    lead head command direct; leading top main; learn discover find; lease rent; leave depart exit quit resign step;
    lecture talk; legal lawful; less fewer; letter mail; level rate; liable responsible liability; liberate free;
    lie located situated; life living; likely probably probable expected risk; limit cap restrict maximum ceiling;
    link tie connect connection relationship association associate correlate; liquid fluid; list record;
    live reside inhabit; load burden; loan credit lend; long lengthy; look seem; loss deficit; luggage baggage;
    main chief principal primary; mainly mostly primarily largely chiefly; maintenance upkeep; major big; majority most;
    make produce manufacture create; make maker manufacturer; male man; mark sign; market sell; marry wed; maximum most;
    measure step; mediate broker mediation negotiate; meet gather convene meeting session; member part; mention name;
    message note; method way; mild slight; military army; minister secretary; minimum least; miss lack;
    mix combine blend; mobile cell phone; money fund cash; monitor watch follow track; move shift transfer relocate;
    move step; nap napping; nearby neighbouring close; need require must necessary;
    negotiate talk negotiation discussion; neighbouring adjacent nearby next; new fresh recent; news report;
    night nightly overnight; normal usual; note remark say; notice announce announcement inform;
    notify inform tell announce; number figure amount; obligation duty; observe see watch; obtain get acquire;
    occupy seize; occur happen; office bureau; official authority; old elderly; open inaugurate; operate run work;
    operation surgery; opinion view; oppose against resist object opponent; opposition against;
    order command instruct tell; organise organize arrange hold; origin source; overturn reverse quash annul;
    owner proprietor; paid payment; park garden; parliament legislature assembly; participate attend join part take;
    partner ally; party side; passenger traveller; past previous; pay payment; payable due pay; peak top;
    permanent lasting; permit allow licence; person people individual human man; phase stage; phone telephone;
    pioneer first; plan intend propose scheme project; plant tree; plead beg; police officer cop; poor bad;
    popular liked; possess own have; possible could may might; pound £; power electricity energy; power light;
    powerful strong; practical useful; precise exact; prefer favour choose; prepare ready; prevent stop avoid block;
    previous former prior earlier before last; print publish; problem issue trouble; proceed continue; product good;
    profit earnings gain; programme program scheme; progress advance; promote advance;
    propose suggest tabled put proposal motion; proposal motion plan; protect guard; protest demonstrate demonstration;
    provide supply give offer; provided condition if; provisional temporary; public open; publish release issue appear;
    pupil student schoolchild; pursue follow; quarter three-month; race contest; radiation radioactivity; rare uncommon;
    read study; real actual; reason cause; rebel insurgent; recall remember; recent late; recommend advise advice;
    record register; recover retrieve; recovery rebound; reduction decrease cut decline fall drop; refer mention;
    reject dismiss refuse turn; relate link; relation tie; release free publish; release liberate let;
    reliable dependable; remain stay still left keep continue; remains still; remove take withdraw; renew extend;
    repeat again; replace change substitute exchange; report say tell account; require need must oblige; rescue save;
    researcher scientist author team; reserve book; resign quit step leave resignation; resolve settle solve;
    respond answer react; responsible liable charge; rest remainder; restart reboot; result outcome cause;
    resume restart; retire leave; return give back; reveal disclose show; revenue turnover sales income; revise amend;
    revive restore reintroduce bring; rich wealthy; right entitlement; risk danger likely chance hazard;
    rival opponent competitor; road street; robbery theft; role part; rough approximate; route path road way journey;
    rule regulation; rule reign govern; run go; rural country; safe secure; safety security; sanction penalty;
    say state tell declare; scared afraid; schedule plan; scholar academic; school college; science research;
    score net goal; season period; seat place; secret hidden; section part; seek look want; seem appear;
    seize capture take; seizure takeover; sell vend; send dispatch deploy; sense feeling; sentence condemn;
    separate split; series sequence; serious severe grave; serve work; service crossing departure; set put;
    settle resolve decide; severe serious heavy; share part portion; share stock; shift move change; ship boat vessel;
    ship deliver; shoot fire kill; shop store; short brief; show demonstrate reveal indicate find; sick ill;
    sign indicate; silent quiet; similar like; single one only sole; site place; situation condition; size big large;
    skill ability; sleep sleeper; slight small; slow sluggish; small little tiny; smart clever; soar rise;
    social public; soldier troop; sort kind; space room; speak talk say; special particular; specific particular;
    speech address; speed pace; spend pay; spokesman spokesperson spokeswoman; spread extend; stable steady;
    stadium arena ground; standard norm; star begin; steal theft thief rob; step stage; step resign down; stick adhere;
    storm gale; strange odd; strategy plan; strict tough; study research survey analysis investigation work;
    submit file present; substantial large; succeed follow replace successor; success win; sudden abrupt;
    sufficient enough; suit fit; suitable fit appropriate; supplier vendor provider; suppose think; sure certain;
    surface top; surprise unexpected; surround encircle; survey study poll; survive live; suspect suspicion;
    suspend halt; swear vow; symptom sign; system network; table propose introduce submit; table standing;
    take require need; talk negotiation discussion dialogue; task job; tax levy duty; teach instruct;
    teenager youth young adolescent; tell say inform; temperature heat; tenant renter lessee; term period;
    terminate end cancel notice; test trial exam; thank gratitude; theft steal stolen; thief robber; threaten menace;
    ticket fare; timetable schedule; tip hint; tired weary; title name; toll number; top lead; tour trip;
    tourist visitor; toxic poisonous; trade commerce; traditional customary; traffic vehicle; transform change;
    transmit send broadcast; transport carry; trap catch; travel go journey trip; treat handle treatment;
    treatment therapy treat care; trial court; troops soldier army force; true correct; trust rely; type kind;
    typical usual; ultimate final; unable cannot; unanimous unanimously; unattended alone; uncertain unsure;
    unchanged same; abstain abstention; underline stress; unhurt uninjured unharmed safe; unique only; unite join;
    university college; unlikely improbable; unplug disconnect; unusual rare; unwell sick; update upgrade;
    upgrade upgradeable; upset angry; urgent pressing; use employ utilise utilize; useful helpful;
    vacation holiday leave; vaccine vaccination jab inoculation; valid effective; valuable precious; value worth;
    van vehicle; vanish disappear; various several; vast huge; vehicle car; veteran experienced; veto block;
    victim casualty; village settlement; violate breach break; violence fighting; virus infection; visible seen;
    visit tour; visitor guest away; vote ballot cast; wait await; wake awaken; walk stroll; want wish like would;
    war conflict; warehouse depot; warn caution alert; watch see attend; water liquid; weak feeble; weaken wane lessen;
    wealth rich; weapon arm; weather climate; website site; welcome greet; well good; wide broad; widow wife;
    wife spouse husband; wild untamed; wind gale; withdraw pull retire; withdrawal retreat; witness onlooker; word term;
    worker employee labourer; world global; worry concern fear; worsen deteriorate; write author; wrong incorrect;
    young younger youngest; world globe; cover insure apply; able capable; depart leave sail;
    attend crowd watch spectator; duration long; length long; weight weigh heavy; height high tall; depth deep;
    width wide; loss lose lost; sale sell sold; growth grow grew; choice choose chose; proof prove; life live alive;
    birth born bear; speech speak; thought think; flight fly flew; gift give gave; knowledge know knew;
    success succeed successful; failure fail; arrival arrive; removal remove; refusal refuse; denial deny denied;
    approval approve; survival survive; pressure press; seizure seize; exposure expose; resign quit step stand leave;
    lawmaker mp legislator parliamentarian; gunman attacker shooter assailant;
    blast explosion bomb detonate explode bombing; quake earthquake tremor; blaze fire wildfire; hostage captive;
    protester demonstrator activist; strike walkout stoppage; truce ceasefire armistice; deploy send station;
    shell bombard strike bomb; refugee migrant displaced; summit meeting conference gathering;
    declare announce proclaim; praise commend laud welcome hail; scrap cancel abolish axe; ease relax loosen;
    tighten toughen; impose introduce levy; acquire buy takeover purchase acquisition; merge combine merger;
    layoff redundancy dismissal; forecast guidance outlook expect; ceo executive chief; plant factory facility works;
    launch unveil introduce release; recall withdraw; debt borrowing loan; investor shareholder; headquarter base;
    subsidiary unit division arm; bankrupt insolvent bankruptcy insolvency collapse;
    patient participant subject volunteer people; trial experiment test; likelihood chance risk probability;
    dose amount; emit release emission; measure record; sample specimen; instrument device; circle orbit; planet world;
    spacecraft probe; notify inform notice notification; written writing; breach violation violate;
    governed subject apply; appeal challenge; plaintiff claimant; defendant accused;
    jail imprison imprisonment sentence prison; damages compensation; tenancy lease; press push hit tap click;
    switch turn; plug connect; remove take detach; insert put place; replace change swap; clean wash wipe;
    charge recharge; screen display monitor; cable cord lead wire; caution warning; ensure check;
    settings configuration; reset restore; manual guide instruction; match game fixture; coach manager trainer;
    season campaign; title championship trophy; draw tie; fan supporter; squad team side; goalkeeper keeper;
    motion proposal resolution; second support; carry pass adopt; committee panel board; graduate study degree;
    invent create invention; higher increase rise; force effect; greatest strongest biggest highest largest most;
    smallest lowest least; unemployment joblessness unemployed jobless; incur bear face; blame responsible fault;
    journey trip crossing ride travel; attach fit fasten; attend present; absent absence missing; custom tradition;
    evidence proof sign; border boundary; injure hurt wound injury; rubbish waste garbage; autumn fall;
    film movie picture; song track tune; lorry truck; lift elevator; petrol gasoline fuel; pavement sidewalk;
    railway railroad train; aeroplane airplane aircraft plane jet; bicycle bike cycle; boy youth lad; girl youth;
    teacher lecturer; nurse carer; fee charge payment; wage salary pay earnings; debut premiere;
    inhabitant population people; remote distant; ancient old; recent new latest; current present;
    finish complete completion; begin onset start; halve half; triple treble; minority fewer; seek search look;
    hide conceal; reveal disclose unveil uncover; explain account; deny refute reject; concede grant;
    expand widen enlarge; narrow shrink; rebuild reconstruct restore; demolish tear destroy raze;
    repair mend fix restore; sink founder; crash collide collision; drown die; poison toxic;
    contaminate pollute contamination pollution; infect infection contract catch; vaccinate inoculate immunise vaccine;
    heal recover recovery cure; diagnose detect; operate surgery; prescribe order; pregnant expecting; fast speed;
    old age; hot heat; cold chill; strong strength; poor poverty; free freedom; secure security; able ability
    """.split(";")

FAMILY = 4
"""Letters that two forms of one word share at least: "closure" and "closed", "decide" and "decision"."""
FAMILY_SHARE = 0.65
"""The same as a share of the longer stem."""


def _table() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, line in enumerate(_GROUPS):
        for word in line.split():
            table.setdefault(stem(fold(word)), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


_GROUPS_OF = _table()


@lru_cache(maxsize=65_536)
def same_meaning(one: str, other: str) -> bool:
    """Tell whether two stems can mean the same: one word, synonyms, or noun and verb of one family.

    >>> same_meaning(stem("brokered"), stem("mediated")), same_meaning(stem("closure"), stem("closed"))
    (True, True)
    """
    if one == other or not _GROUPS_OF.get(one, frozenset()).isdisjoint(_GROUPS_OF.get(other, ())):
        return True
    return same_family(one, other)


def same_family(one: str, other: str) -> bool:
    """Tell whether two stems are forms of one word by the letters that they begin with."""
    if not (one.isalpha() and other.isalpha()):
        return False
    longest = max(len(one), len(other))
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= FAMILY and shared >= FAMILY_SHARE * longest


def is_known(word: str) -> bool:
    """Tell whether a stem is a common word of English that stands in the tables, no name."""
    return word in _GROUPS_OF
