"""What the bands are called that people choose clients by; `services/groups.py` says where each begins and ends."""

from dashboard_app.i18n.languages import mark

AGE_LABELS = {
    "under-25": mark("under 25"),
    "25-34": mark("25 to 34"),
    "35-44": mark("35 to 44"),
    "45-54": mark("45 to 54"),
    "55-64": mark("55 to 64"),
    "65-plus": mark("65 and over"),
}
AMOUNT_LABELS = {
    "under-250k": mark("under 250,000"),
    "250k-500k": mark("250,000 to 500,000"),
    "500k-1m": mark("500,000 to 1,000,000"),
    "1m-plus": mark("over 1,000,000"),
}
