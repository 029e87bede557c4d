"""What is claimed about speed, memory and quality; each module prints its figures: ``python -m benchmarks.NAME``."""
