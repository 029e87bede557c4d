"""Candidate models beside the served one, evaluated on the same folds."""
