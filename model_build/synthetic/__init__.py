"""Synthetic tables in the shape of the published ones, to run without any data."""

from model_build.synthetic.write import MARKER, DemoSummary, write_demo

__all__ = ["MARKER", "DemoSummary", "write_demo"]
