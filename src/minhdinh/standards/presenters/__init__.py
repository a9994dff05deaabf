"""What the pages of this room show, worked out before the template."""
