"""Nouns for kin: those of a man ("m") or a woman ("f"), and others."""

KIN = {
    "husband": "m", "son": "m", "father": "m", "brother": "m", "uncle": "m", "nephew": "m",
    "grandson": "m", "grandfather": "m", "boyfriend": "m", "widower": "m", "wife": "f",
    "daughter": "f", "mother": "f", "sister": "f", "aunt": "f", "niece": "f", "granddaughter": "f",
    "grandmother": "f", "girlfriend": "f", "widow": "f",
}  # fmt: skip
OTHER_KIN = frozenset({"child", "sibling", "parent", "cousin", "spouse", "dad", "mom"})
