"""Reports about a model: explanations, drift and fairness."""
