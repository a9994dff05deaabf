"""The program's settings with one address more: an empty view to compare with."""

from minhdinh.config.settings import *  # noqa: F403 (the whole of it)

ROOT_URLCONF = "benchmarks.urls"
