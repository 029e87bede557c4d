"""Services: typed frozen results, computed from the active bundle for the current user."""
