"""What pydicom reads: texts of files, strings of character sets, and whether two files hold the same.

Usage: data_sets.py REQUESTS; each line of REQUESTS is one of, separated by tabs,
    charset-files                 prints the paths of pydicom's own character set files
    texts     FILE                prints path of the element, values in UTF-8 hex separated by spaces
    codec     CODEC HEX           prints the string of a Python codec in UTF-8 hex, or - for none
    compare   FILE COPY           prints the elements that differ, with the reason; nothing if none does
Each answer ends with a line of one full stop.
"""
import sys
import warnings

import pydicom
from pydicom import config
from pydicom.data import get_charset_files
from pydicom.multival import MultiValue
from pydicom.valuerep import VR

config.settings.reading_validation_mode = config.IGNORE
config.settings.writing_validation_mode = config.IGNORE
warnings.simplefilter("ignore")

TEXT = {"SH", "LO", "PN", "ST", "LT", "UT", "UC"}
WORDS = {"OW": 2, "US": 2, "SS": 2, "OL": 4, "OF": 4, "OD": 8, "OV": 8}
# Encapsulated pixel data are OB by the standard, OW in many files.
PIXEL_DATA = "7FE00010"
NOT_COMPARED = {0x00080005, 0xFFFCFFFC}


def hexed(text):
    return text.encode("utf-8", "surrogatepass").hex()


def walk(dataset, path=""):
    for element in dataset:
        here = f"{path}{element.tag.group:04X}{element.tag.element:04X}"
        yield here, element
        if element.VR == "SQ":
            for n, item in enumerate(element.value):
                yield from walk(item, f"{here}[{n}].")


def values(element):
    value = element.value
    if value is None or value == "":
        return []
    many = value if isinstance(value, (MultiValue, list)) else [value]
    return [str(v) for v in many]


def texts(path):
    dataset = pydicom.dcmread(path, force=True)
    for here, element in walk(dataset):
        if element.VR in TEXT:
            print(here, *(hexed(v.rstrip(" \0")) for v in values(element)), sep="\t")


def codec(name, data):
    try:
        print(hexed(bytes.fromhex(data).decode(name)))
    except UnicodeDecodeError:
        print("-")


def native(element, little):
    """Bytes of a binary value in little-endian order."""
    value = element.value or b""
    size = WORDS.get(element.VR, 1)
    if little or size == 1:
        return value
    return b"".join(value[i : i + size][::-1] for i in range(0, len(value), size))


def same(a, b, little):
    if isinstance(a.value, bytes) or isinstance(b.value, bytes):
        first, second = native(a, little), native(b, True)
        if len(first) % 2 and len(second) == len(first) + 1:
            first += second[-1:]
        return first == second
    if a.VR == "SQ":
        return len(a.value) == len(b.value)
    if a.VR in TEXT or a.VR == "UI":
        strip = [v.rstrip(" \0") for v in values(a)], [v.rstrip(" \0") for v in values(b)]
        return strip[0] == strip[1]
    return a.value == b.value or values(a) == values(b)


def compare(path, copy):
    first, second = pydicom.dcmread(path, force=True), pydicom.dcmread(copy)
    little = first.original_encoding[1]
    ours = dict(walk(second))
    for here, element in walk(first):
        tag = element.tag
        if int(tag) in NOT_COMPARED or tag.element == 0:
            continue
        other = ours.pop(here, None)
        if other is None:
            print(here, "is missing", sep="\t")
        elif element.VR != other.VR and VR.UN not in (element.VR, other.VR) and here != PIXEL_DATA:
            print(here, f"VR {element.VR} became {other.VR}", sep="\t")
        elif not same(element, other, little):
            print(here, f"{element.VR} value differs", sep="\t")
    for here, element in ours.items():
        if int(element.tag) not in NOT_COMPARED and not here.endswith("00080005"):
            print(here, "is new", sep="\t")


def main():
    with open(sys.argv[1], encoding="utf-8") as requests:
        for line in requests:
            what, *arguments = line.rstrip("\n").split("\t")
            if what == "charset-files":
                print(*sorted(get_charset_files("*.dcm")), sep="\n")
            else:
                {"texts": texts, "codec": codec, "compare": compare}[what](*arguments)
            print(".")


main()
