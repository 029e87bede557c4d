"""A search for better parameters of LightGBM, adopted only if it gains on folds that it never used."""
