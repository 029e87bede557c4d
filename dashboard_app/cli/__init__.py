"""What an operator does at the command line: accounts, tokens, the record."""
