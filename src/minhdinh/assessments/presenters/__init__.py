"""What pages show, assembled from rows: plain objects for templates, no rules and no writing."""
