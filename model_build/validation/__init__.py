"""Validation of tables and applications: impossible values and mixed-up columns."""
