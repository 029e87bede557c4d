"""The offline half: raw tables in, a bundle out."""
