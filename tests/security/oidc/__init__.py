"""Attacks on signing in at an identity provider."""
