"""Whether the decisions fall on some groups harder than on others, by what is known of them and never a feature."""
