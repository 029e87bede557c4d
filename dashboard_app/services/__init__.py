"""What the pages know: typed frozen results, made from the active bundle for the person who asks."""
