"""Writes srgb.icc anew: the colour space of the PDF's shading, by Little CMS through Pillow."""

from pathlib import Path

from PIL import ImageCms

DATE = slice(24, 36)  # of the header: when the profile was made
profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
profile[DATE] = bytes((0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 2000-01-01, for the same bytes
Path(__file__).with_name("srgb.icc").write_bytes(profile)
