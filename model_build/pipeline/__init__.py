"""The build of a bundle, stage by stage."""
