"""Resizes one batch of a folder's images to 64 x 64 RGB.

    python3 resize.py FOLDER OUT --batch K --of N

The images, in order of their names, are cut into N batches as equal as can be; this is the K-th,
from 1. Prints nothing; a broken file ends it with a message and exit status 1.
"""

import argparse
import pathlib
import sys

from PIL import Image

SIZE = 64, 64


def to_rgb(image):
    """`image` as RGB, on white where it is transparent.

    convert("RGB") alone drops the transparency and shows the colours that it hid: nobody chose
    them, and most programs leave black there.
    """
    if image.mode not in ("RGBA", "LA") and "transparency" not in image.info:
        return image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def main():
    parser = argparse.ArgumentParser(description="Resize one batch of a folder's images to 64 x 64 RGB.")
    parser.add_argument("folder", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("out", type=pathlib.Path, metavar="OUT")
    parser.add_argument("--batch", type=int, default=1, metavar="K", help="which batch, from 1")
    parser.add_argument("--of", type=int, default=1, metavar="N", help="how many batches there are")
    args = parser.parse_args()
    if not 1 <= args.batch <= args.of:
        parser.error(f"--batch is {args.batch}, but must be from 1 to {args.of}, the value of --of")

    try:
        paths = sorted(path for path in args.folder.iterdir() if path.suffix in (".jpg", ".png"))
        args.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"resize.py: {error}")
    if not paths:
        sys.exit(f"resize.py: no .jpg or .png in {args.folder}; make_images.py makes some")

    for path in paths[(args.batch - 1) * len(paths) // args.of : args.batch * len(paths) // args.of]:
        try:
            with Image.open(path) as image:
                small = to_rgb(image).resize(SIZE)
            small.save(args.out / f"{path.name}.png")
        except Exception as error:  # Pillow's decoders raise OSError, SyntaxError, ValueError and others
            sys.exit(f"resize.py: {path}: {error}")


if __name__ == "__main__":
    main()
