"""Makes images of mixed formats, modes and sizes, the same ones every time.

    python3 make_images.py FOLDER [--count 400] [--seed 42]
"""

import argparse
import pathlib
import random
import sys

from PIL import Image

# A format, a mode, and how many of 20 images are of that kind.
KINDS = [("jpg", "RGB", 9), ("jpg", "L", 2), ("png", "RGB", 3), ("png", "RGBA", 3), ("png", "L", 1), ("png", "P", 2)]


def band(rng, size):
    """One channel: soft blots, as in a photo out of focus, and some grain."""
    width, height = size
    small = width // 50 + 2, height // 50 + 2
    blots = Image.frombytes("L", small, rng.randbytes(small[0] * small[1])).resize(size, Image.BICUBIC)
    grain = Image.frombytes("L", size, rng.randbytes(width * height))
    return Image.blend(blots, grain, 0.05)


def picture(rng, mode):
    width = rng.randrange(300, 1200)
    size = width, int(width * rng.choice([0.66, 0.75, 1, 1.33]))
    if mode == "P":
        return Image.merge("RGB", [band(rng, size) for _ in "RGB"]).convert("P")
    if mode == "L":
        return band(rng, size)
    return Image.merge(mode, [band(rng, size) for _ in mode])


def main():
    parser = argparse.ArgumentParser(description="Make images of mixed formats, modes and sizes.")
    parser.add_argument("folder", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=42)
    args = parser.parse_args()

    args.folder.mkdir(parents=True, exist_ok=True)
    if any(args.folder.iterdir()):
        sys.exit(f"make_images.py: {args.folder} is not empty; remove it, or name another folder")
    for number in range(1, args.count + 1):
        # A generator for each image: the first hundred are the same, however many follow.
        rng = random.Random(f"{args.seed}/{number}")
        suffix, mode, _ = rng.choices(KINDS, [kind[2] for kind in KINDS])[0]
        picture(rng, mode).save(args.folder / f"{number:05}.{suffix}", compress_level=1)  # PNG's: quick to write


if __name__ == "__main__":
    main()
