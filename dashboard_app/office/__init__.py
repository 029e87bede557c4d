"""What administrators change: accounts, and who follows whom; each change is on record before it is kept."""
