"""The small words of English that the choice of a cue's head steps over, and irregular forms."""

from analysis.measures.attribution.lists.sets import word_set

NEGATIONS = word_set("not no never neither nor cannot without nothing none hardly barely")
BE = word_set("be am is are was were been being get gets got gotten getting")
AUXILIARIES = BE | word_set(
    "have has had having do does did will would shall should can could may might must "
    "isn't s re ve ll d m won wouldn"
)
SMALL = word_set(
    "a an the this that these those his her its their our my your he she it they we i you who which "
    "him them us me himself herself itself themselves also then now still just even again later "
    "earlier first once twice often soon ever yet already always so very too more most less only "
    "back-to-back today yesterday tonight to and or but if whether as-yet much further long ago "
    "last next new such any some all own other another recently several"
)
DETERMINERS = word_set("a an the this that these those his her its their our my your no s")
# of "continued to insist" or "began by saying" the second verb is what was done
ASPECT = word_set("continue begin start keep go proceed end close open finish resume")
# forms that the lemma list does not know, or takes for another word
LEMMAS = {
    form: name
    for name, forms in {
        "assail": "assailed",
        "bid": "bade",
        "determine": "determining",
        "draw": "drew drawing",
        "envy": "envied envies envying",
        "exemplify": "exemplified exemplifies exemplifying",
        "extol": "extolled extolling",
        "feel": "felt",
        "hear": "hearing",
        "label": "labelled labelling",
        "lay": "lays",
        "leave": "left",
        "muse": "musing",
        "prefer": "preferred preferring",
        "proclaim": "proclaiming",
        "prove": "proving",
        "rejoice": "rejoicing",
        "signal": "signalled signalling",
        "thank": "thanked thanking",
        "think": "thinking",
        "write": "writing",
    }.items()
    for form in forms.split()
}
