"""The categories that tables, parameters and displays share."""

SECTIONS = ("headline", "subhead", "caption", "promo", "credit", "body")
PERIODS = ("day", "week", "month")
SPEAKER_KINDS = (
    "government",
    "international_organisation",
    "ngo",
    "media",
    "military",
    "armed_group",
    "party_or_campaign",
    "business",
    "expert",
    "civilian",
    "anonymous",
    "other",
)
KIND_LABELS = {kind: kind.replace("_", " ").replace("ngo", "NGO") for kind in SPEAKER_KINDS} | {
    "anonymous": "unnamed, kind unknown"
}
