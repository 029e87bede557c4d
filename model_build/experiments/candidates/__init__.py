"""Other methods beside the one that is served, each judged on the very same folds."""
