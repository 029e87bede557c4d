"""What the pages know: typed frozen results, made from the portfolio in force for the person who asks."""
