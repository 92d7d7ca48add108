"""Words that decide what a verb is: irregular forms, verbs without a passive, helpers."""

from analysis.measures.comparison.word_set import word_set

SAYING = word_set(
    "say think claim believe know insist argue warn add note report hope suggest admit confirm deny mean "
    "conclude fear suspect acknowledge allege maintain contend assert tell show find feel"
)
HELP = word_set("help helps helped helping let lets")
GET = word_set("get gets got gotten getting")
NAMING = word_set(  # their passive goes on with a noun: "was named chairman", "a group called X"
    "named called dubbed titled entitled nicknamed given awarded elected appointed"
)
ADDRESSED = word_set("told informed warned reminded assured shown notified taught")
SUBJECTS = word_set("i he she we they")
INTRANSITIVE = word_set(  # verbs in -ed that have no passive, or hardly ever
    "sank fell died retaliated disappeared failed increased decreased ended rose arrived came went "
    "happened occurred emerged appeared collapsed fled erupted grew dropped declined rallied protested "
    "marched gathered resigned responded reacted replied spoke talked laughed led met felt said began "
    "became stood sat lay ran returned remained stayed existed belonged consisted escaped surrendered "
    "apologized apologised agreed disagreed succeeded complied intervened fought continued proceeded "
    "closed opened started lasted worked lived slept vanished traveled travelled walked crashed exploded "
    "cried screamed smiled nodded cheered perished landed sparred tried "
    "voted served"
)
REPORTING = word_set(  # behind a noun without "was" these are active: "the paper reported"
    "reported announced noted added warned argued explained predicted claimed insisted admitted vowed "
    "pledged promised concluded suggested hoped"
)
# participles that differ from the past tense: these are never a finite verb
ONLY_PARTICIPLES = word_set(
    "beaten begun bitten blown broken chosen done drawn driven eaten fallen flown forbidden forgotten "
    "frozen given gone grown hidden known overseen overthrown proven ridden risen seen shaken shown slain "
    "spoken stolen stricken sworn taken thrown torn undertaken withdrawn worn woven "
    "written"
)
ONLY_PAST = word_set(  # past tenses that differ from the participle
    "broke took went gave wrote rose fell drove spoke chose wore grew knew threw blew drew flew froze hid "
    "rode saw shook slew stole swore tore ate began drank rang sang sank sprang swam woke wove forgot got "
    "did was were had oversaw undertook withdrew overthrew"
)
NO_AGENT = word_set(  # what follows "by" without acting
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december noon midnight night morning evening tomorrow today "
    "tonight percent phone telephone mail email e-mail fax letter post hand car bus train plane air sea "
    "land road law contrast default chance accident mistake now then year end week month day "
    "means virtue way far itself himself herself themselves dint reason name example times points votes "
    "vote margin majority degrees percentage"
)
NO_PASSIVE = word_set(  # participles that look like a passive and are none
    "according given including compared gone supposed"
)
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight")
MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sept sep oct nov dec"
)
TIMES = (
    DAYS | MONTHS | word_set("tomorrow last this next earlier")
)  # no object: "conducted Oct. 10"
ADJECTIVES = word_set(  # look like participles and are none
    "interested concerned worried excited crowded talented gifted united advanced dedicated experienced "
    "aged naked sacred wicked rugged scared"
)
