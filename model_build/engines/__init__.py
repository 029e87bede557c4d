"""Where features are computed: inside this process, or on Spark; the same expressions either way."""

from model_build.engines.engine import Engine
from model_build.engines.opening import ENGINES, open_engine

__all__ = ["ENGINES", "Engine", "open_engine"]
