"""What administrators change: accounts, and client assignments; each change is logged before it is kept."""
