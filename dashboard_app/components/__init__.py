"""Small factories of components: what a page is put together from."""
