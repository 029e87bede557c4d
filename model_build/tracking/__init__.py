"""Every build is a run in MLflow: parameters, figures, charts and the model."""
