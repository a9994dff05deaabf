"""Pure rules about figures: where a file names them, what jumps, what texts say of them."""
