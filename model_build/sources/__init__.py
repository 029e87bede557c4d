"""Reading the raw tables as Kaggle gives them, and refusing them in one sentence where they cannot be used."""

from model_build.sources.fingerprint import fingerprint
from model_build.sources.handing_over import stand_in, write_typed
from model_build.sources.known_texts import KNOWN_TEXTS, with_values
from model_build.sources.opening import Reading, Tables, open_tables
from model_build.sources.overlap import note_former_applicants
from model_build.sources.selection import TableSelection

__all__ = [
    "KNOWN_TEXTS",
    "Reading",
    "TableSelection",
    "Tables",
    "fingerprint",
    "note_former_applicants",
    "open_tables",
    "stand_in",
    "with_values",
    "write_typed",
]
