"""The contract between the offline build and the dashboard: what a bundle holds, and how it is read."""
