"""Metrics: ranking, cost, thresholds, and their intervals."""
