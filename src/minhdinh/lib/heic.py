"""Photographs of iPhones (HEIC) for Pillow: decoded by libheif in ``pi-heif``, which cannot encode and needs no GPL part."""

from __future__ import annotations

import pi_heif


def let_pillow_read_heic() -> None:
    """Let ``Image.open`` read HEIC: the picture alone, turned as the phone was held, not those that stand beside it."""
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
