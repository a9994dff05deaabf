"""Reading a QR picture back, as a phone does but for the mending of damage; versions 1 to 6, text in bytes."""

import re
import zlib

QUIET = 2  # modules around, as documents.qr draws them
LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}
# Data codewords of each block, by version and level (ISO/IEC 18004, table 9).
BLOCKS = {
    1: {"L": [19], "M": [16], "Q": [13], "H": [9]},
    2: {"L": [34], "M": [28], "Q": [22], "H": [16]},
    3: {"L": [55], "M": [44], "Q": [17] * 2, "H": [13] * 2},
    4: {"L": [80], "M": [32] * 2, "Q": [24] * 2, "H": [9] * 4},
    5: {"L": [108], "M": [43] * 2, "Q": [15, 15, 16, 16], "H": [11, 11, 12, 12]},
    6: {"L": [68] * 2, "M": [27] * 4, "Q": [19] * 4, "H": [15] * 4},
}
MASKS = (
    lambda i, j: (i + j) % 2,
    lambda i, _j: i % 2,
    lambda _i, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)
IMAGE = re.compile(rb"<<[^>]*?/Subtype\s*/Image(?P<head>[^>]*)>>\s*stream\r?\n", re.DOTALL)


def pictures_of(pdf):
    """Return the grey pictures of a PDF as rows of values."""
    found = []
    for match in IMAGE.finditer(pdf):
        head = match["head"]
        if b"DeviceGray" not in head or b"FlateDecode" not in head:
            continue
        width = int(re.search(rb"/Width (\d+)", head)[1])
        pixels = zlib.decompressobj().decompress(pdf[match.end() :])
        found.append([list(pixels[at : at + width]) for at in range(0, len(pixels), width)])
    return found


def modules_of(rows):
    """Return the modules of a picture, True where dark; one pixel from the middle of each."""
    first = next(at for row in rows for at, value in enumerate(row) if value < 128)
    scale = first // QUIET
    count = len(rows) // scale - 2 * QUIET
    middle = [(QUIET + at) * scale + scale // 2 for at in range(count)]
    return [[rows[y][x] < 128 for x in middle] for y in middle]


def text_of(modules):
    """Return what a QR says."""
    size = len(modules)
    version = (size - 17) // 4
    level, mask = _format(modules)
    lengths = BLOCKS[version][LEVELS[level]]
    words = _codewords(modules, size, version, MASKS[mask])
    blocks = [[] for _ in lengths]
    queue = iter(words)
    for at in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if at < length:
                block.append(next(queue))
    bits = "".join(f"{word:08b}" for block in blocks for word in block)
    assert bits[:4] == "0100", "text in bytes"
    count = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * at : 20 + 8 * at], 2) for at in range(count)).decode()


def _format(modules):
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    bits = int("".join("1" if modules[y][x] else "0" for y, x in places), 2) ^ 0b101010000010010
    return bits >> 13, bits >> 10 & 0b111


def _codewords(modules, size, version, mask):
    bits, upwards = [], True
    right = size - 1
    while right > 0:
        if right == 6:
            right -= 1
        for y in range(size - 1, -1, -1) if upwards else range(size):
            pair = [x for x in (right, right - 1) if not _is_pattern(y, x, size, version)]
            bits += [modules[y][x] != (mask(y, x) == 0) for x in pair]
        upwards, right = not upwards, right - 2
    joined = "".join("1" if bit else "0" for bit in bits)
    return [int(joined[at : at + 8], 2) for at in range(0, len(joined) - 7, 8)]


def _is_pattern(y, x, size, version):
    corner = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    aligned = version > 1 and abs(y - (size - 7)) <= 2 and abs(x - (size - 7)) <= 2
    return corner or aligned or y == 6 or x == 6
