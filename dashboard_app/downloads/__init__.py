"""Downloads: CSV files, print-outs, the drift report."""
