import io

import pytest
from PIL import Image

from minhdinh.documents.qr import png


@pytest.mark.parametrize("url", ["https://m.example/k/1", "https://m.example/" + "a" * 300])
def test_a_square_black_and_white_picture(url):
    image = Image.open(io.BytesIO(png(url)))
    assert image.format == "PNG"
    assert image.width == image.height
    assert image.width >= 100
    colours = {value for _count, value in image.convert("L").getcolors()}
    assert colours == {0, 255}


def test_the_quiet_zone_is_white():
    image = Image.open(io.BytesIO(png("https://m.example"))).convert("L")
    assert {image.getpixel((x, y)) for x in range(image.width) for y in range(12)} == {255}


def test_another_address_is_another_picture():
    assert png("https://m.example/1") != png("https://m.example/2")
