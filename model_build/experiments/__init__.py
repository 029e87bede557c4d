"""Experiments: what single steps, other models and other parameters are worth."""
