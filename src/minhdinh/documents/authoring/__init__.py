"""Building blocks for the scripts that make the Word templates of the forms."""
