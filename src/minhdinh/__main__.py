"""``python -m minhdinh``."""

from minhdinh.cli import main

if __name__ == "__main__":
    main()
