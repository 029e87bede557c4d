"""The dashboard: reads a bundle, explains a credit decision to an adviser, a customer, an administrator."""
