"""HTTP: the guard, sign-in, errors, headers, routing."""
