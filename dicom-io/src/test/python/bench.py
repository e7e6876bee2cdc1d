"""What other programs take for the jobs of the benchmarks, in this process, warm.

bench.py open FOLDER RUNS          pydicom+numpy, SimpleITK and GDCM: folder to array
bench.py nifti FILE RUNS           nibabel and SimpleITK: .nii.gz to array
bench.py seg FOLDER MASKS RUNS      highdicom and dcmqi: masks to SEG and back
bench.py info FOLDER RUNS          pydicom: a process that lists the series of a folder, from its start
bench.py compress FOLDER SYNTAX    makes FOLDER-SYNTAX (jpeg-lossless, jpeg2000) from native files

Prints lines of program, key, value with tabs between them: the median in ms, the peak resident memory of
its own process in MB, and a CRC-32 of the samples, so that fast and wrong is seen.
"""
import glob
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

import numpy as np


def median_ms(job, runs):
    """One run to warm up, then the median; the last result."""
    job()
    times = []
    result = None
    for _ in range(runs):
        result = None  # two results at a time would count the memory twice
        start = time.perf_counter()
        result = job()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), result


def crc(array):
    return zlib.crc32(np.ascontiguousarray(array).tobytes())


def in_child(function, *arguments):
    """Runs a job in a fork of its own, so that its peak memory is its own."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        answer = function(*arguments)
        answer["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        os.write(write, json.dumps(answer).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise SystemExit(f"{function.__name__} failed")
    return json.loads(text)


def answer(ms, array):
    return {"ms": ms, "crc": crc(array)}


def pydicom_open(folder, runs):
    import pydicom

    def job():
        slices = [pydicom.dcmread(f) for f in glob.glob(os.path.join(folder, "*"))]
        slices.sort(key=lambda d: d.ImagePositionPatient[2])
        return np.stack([d.pixel_array for d in slices])

    return answer(*median_ms(job, runs))


def simpleitk_open(folder, runs):
    import SimpleITK as sitk

    def job():
        reader = sitk.ImageSeriesReader()
        reader.SetFileNames(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(folder))
        return sitk.GetArrayFromImage(reader.Execute())

    return answer(*median_ms(job, runs))


def gdcm_open(folder, runs):
    import gdcm

    def one(path):
        reader = gdcm.ImageReader()
        reader.SetFileName(path)
        if not reader.Read():
            raise SystemExit("GDCM cannot read " + os.path.basename(path))
        image = reader.GetImage()
        size = image.GetDimensions()
        data = image.GetBuffer().encode("utf-8", errors="surrogateescape")
        return image.GetOrigin(2), np.frombuffer(data, np.int16).reshape(size[1], size[0])

    def job():
        slices = [one(f) for f in glob.glob(os.path.join(folder, "*"))]
        slices.sort(key=lambda s: s[0])
        return np.stack([pixels for _, pixels in slices])

    return answer(*median_ms(job, runs))


def nibabel_open(path, runs):
    import nibabel

    return answer(*median_ms(lambda: np.asanyarray(nibabel.load(path).dataobj).T, runs))


def simpleitk_nifti(path, runs):
    import SimpleITK as sitk

    return answer(*median_ms(lambda: sitk.GetArrayFromImage(sitk.ReadImage(path)), runs))


def pydicom_info(folder, runs):
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "info.py")

    def job():
        return subprocess.run(
            [sys.executable, program, folder], check=True, capture_output=True, text=True
        )

    ms, process = median_ms(job, runs)
    return {"ms": ms, "listed": process.stdout.strip()}


def compress(folder, syntax):
    import pydicom
    from pydicom.uid import JPEG2000Lossless

    target = folder + "-" + syntax
    os.makedirs(target + ".part", exist_ok=True)
    for path in sorted(glob.glob(os.path.join(folder, "*"))):
        out = os.path.join(target + ".part", os.path.basename(path))
        if syntax == "jpeg-lossless":
            subprocess.run(["dcmcjpeg", "+e1", path, out], check=True)
        else:
            dataset = pydicom.dcmread(path)
            dataset.compress(JPEG2000Lossless, generate_instance_uid=False)
            dataset.save_as(out)
    os.rename(target + ".part", target)
    return {}


def masks_of(path):
    """Segments, slices, rows, columns as four int32, then a bit per voxel, the least significant first."""
    with open(path, "rb") as stored:
        shape = np.fromfile(stored, "<i4", 4)
        bits = np.unpackbits(np.fromfile(stored, np.uint8), count=int(np.prod(shape)), bitorder="little")
    return bits.reshape(shape)


def segment_description(number):
    import highdicom as hd
    from pydicom.sr.codedict import codes

    return hd.seg.SegmentDescription(
        number,
        f"structure {number}",
        codes.SCT.Tissue,
        codes.SCT.Tissue,
        hd.seg.SegmentAlgorithmTypeValues.SEMIAUTOMATIC,
        algorithm_identification=hd.AlgorithmIdentificationSequence(
            "model", codes.DCM.ArtificialIntelligence, "1"
        ),
    )


def highdicom_seg(folder, masks, runs):
    import highdicom as hd
    import pydicom

    sources = [pydicom.dcmread(f) for f in glob.glob(os.path.join(folder, "*"))]
    sources.sort(key=lambda d: d.ImagePositionPatient[2])
    array = np.moveaxis(masks_of(masks), 0, -1).copy()
    target = os.path.join(tempfile.mkdtemp(), "seg.dcm")

    def write():
        hd.seg.Segmentation(
            sources,
            array,
            hd.seg.SegmentationTypeValues.BINARY,
            [segment_description(n + 1) for n in range(array.shape[-1])],
            hd.UID(),
            99,
            hd.UID(),
            1,
            "VoxelClick benchmark",
            "benchmark",
            "1",
            "1",
        ).save_as(target)

    def read():
        return hd.seg.segread(target).get_pixels_by_source_instance(
            [d.SOPInstanceUID for d in sources], assert_missing_frames_are_empty=True
        )

    written, _ = median_ms(write, runs)
    back, pixels = median_ms(read, runs)
    shutil.rmtree(os.path.dirname(target))
    return {
        "write_ms": written,
        "read_ms": back,
        "crc": crc(np.moveaxis(pixels, -1, 0).astype(np.uint8)),
    }


def dcmqi_seg(folder, masks, runs):
    import SimpleITK as sitk

    work = tempfile.mkdtemp()
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(folder))
    image = reader.Execute()
    bits = masks_of(masks)
    files = []
    segments = []
    for n, mask in enumerate(bits):
        label = sitk.GetImageFromArray(mask.astype(np.uint8))
        label.CopyInformation(image)
        files.append(os.path.join(work, f"mask{n}.nrrd"))
        sitk.WriteImage(label, files[-1])
        tissue = {
            "CodeValue": "85756007",
            "CodingSchemeDesignator": "SCT",
            "CodeMeaning": "Tissue",
        }
        segments.append(
            [
                {
                    "labelID": 1,
                    "SegmentDescription": f"structure {n + 1}",
                    "SegmentLabel": f"structure {n + 1}",
                    "SegmentAlgorithmType": "SEMIAUTOMATIC",
                    "SegmentAlgorithmName": "model",
                    "SegmentedPropertyCategoryCodeSequence": tissue,
                    "SegmentedPropertyTypeCodeSequence": tissue,
                }
            ]
        )
    meta = os.path.join(work, "meta.json")
    with open(meta, "w", encoding="utf-8") as out:
        json.dump(
            {
                "ContentCreatorName": "benchmark",
                "SeriesDescription": "benchmark",
                "SeriesNumber": "99",
                "InstanceNumber": "1",
                "segmentAttributes": segments,
            },
            out,
        )
    target = os.path.join(work, "seg.dcm")
    bin_folder = os.path.dirname(sys.executable)

    def run(program, *arguments):
        subprocess.run(
            [os.path.join(bin_folder, program), *arguments], check=True, capture_output=True
        )

    def write():
        run(
            "itkimage2segimage",
            "--inputImageList",
            ",".join(files),
            "--inputDICOMDirectory",
            folder,
            "--inputMetadata",
            meta,
            "--outputDICOM",
            target,
            "--skip",
        )

    def read():
        run(
            "segimage2itkimage",
            "--inputDICOM",
            target,
            "--outputDirectory",
            work,
            "--outputType",
            "nrrd",
        )

    written, _ = median_ms(write, runs)
    back, _ = median_ms(read, runs)
    shutil.rmtree(work)
    return {"write_ms": written, "read_ms": back}


def main(job, *rest):
    if job == "compress":
        return compress(*rest)
    runs = int(rest[-1])
    if job == "info":
        return {"pydicom": pydicom_info(*rest[:-1], runs)}  # its memory is that of other processes
    if job == "open":
        jobs = {"pydicom": pydicom_open, "SimpleITK": simpleitk_open, "GDCM": gdcm_open}
    elif job == "nifti":
        jobs = {"nibabel": nibabel_open, "SimpleITK": simpleitk_nifti}
    else:
        jobs = {"highdicom": highdicom_seg, "dcmqi": dcmqi_seg}
    return {name: in_child(function, *rest[:-1], runs) for name, function in jobs.items()}


if __name__ == "__main__":
    for program, values in main(*sys.argv[1:]).items():
        for key, value in values.items():
            print(program, key, value, sep="\t")
