"""The commands: their options, what they print, and how they end."""
