"""A provider of identities on the loopback, for tests."""
