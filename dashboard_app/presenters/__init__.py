"""Presenters: what services return, as components of a page."""
