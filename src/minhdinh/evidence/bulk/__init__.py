"""Many items at once: verified, rejected, linked, given a kind or a box, labelled."""
