"""An identity provider on the loopback, for tests."""
