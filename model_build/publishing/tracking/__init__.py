"""Every build is a run in MLflow: parameters, figures, charts and the model."""

import os

# MLflow may not call home, and reads its switches when it is imported: before any module of this package is.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_ALLOW_PICKLE_DESERIALIZATION", "false")
# How its tables are made is nobody's business who waits for a build.
os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "WARNING")
