"""Attacks on signing in at a provider of identities."""
