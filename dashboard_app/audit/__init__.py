"""The record of who did what: written before data leaves, chained, and never changed."""
