"""Who may come in: users, login, the guard, the table of what each role may open."""
