"""The REST API: the same services as the pages, for programs; described by an OpenAPI document and a page of it."""
