"""What the bands are called that people choose clients by; `services/groups.py` says where each begins and ends."""

from dashboard_app.i18n.languages import gettext_noop

AGE_LABELS = {
    "under-25": gettext_noop("under 25"),
    "25-34": gettext_noop("25 to 34"),
    "35-44": gettext_noop("35 to 44"),
    "45-54": gettext_noop("45 to 54"),
    "55-64": gettext_noop("55 to 64"),
    "65-plus": gettext_noop("65 and over"),
}
AMOUNT_LABELS = {
    "under-250k": gettext_noop("under 250,000"),
    "250k-500k": gettext_noop("250,000 to 500,000"),
    "500k-1m": gettext_noop("500,000 to 1,000,000"),
    "1m-plus": gettext_noop("over 1,000,000"),
}
