"""Odd files: the same applicants, written in the ways that people and programs write tables."""
