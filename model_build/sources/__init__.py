"""Reading the raw tables as Kaggle gives them, and refusing them in one sentence where they cannot be used."""

from model_build.sources.fingerprint import fingerprint
from model_build.sources.handing_over import stand_in, write_typed
from model_build.sources.opening import Tables, open_tables

__all__ = ["Tables", "fingerprint", "open_tables", "stand_in", "write_typed"]
