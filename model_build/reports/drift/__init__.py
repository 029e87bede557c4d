"""Drift between the applicants who trained the model and those to be decided."""
