"""Charts as pure functions: data in, a figure with its sentence, its label and its table out."""
