"""Collecting as work: who collects what, who keeps it, from when to when, and how far it is."""
