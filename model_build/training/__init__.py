"""Training: the ensemble, its calibration and its out-of-fold scores."""
