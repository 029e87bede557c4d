"""Publishing: the gate, the activation, comparison and provenance of bundles."""
