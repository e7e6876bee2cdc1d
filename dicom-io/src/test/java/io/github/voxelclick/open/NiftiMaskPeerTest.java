package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.nifti.NiftiWriter;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NIfTI masks and copies of real images, read by nibabel and SimpleITK. */
@Tag("peer")
class NiftiMaskPeerTest {
  @TempDir private Path work;

  private final List<String> requests = new ArrayList<>();

  @Test
  @Tag("C4.4")
  void nibabel_reads_each_mask_with_exactly_the_affine_of_its_image() throws Exception {
    List<String> folders =
        List.of(
            "nifti/synthetic-headers",
            "nifti/nibabel-tests",
            "labelled/mr-spine-t2-sct",
            "labelled/mr-lung-lobes-0004");
    for (String folder : folders) {
      for (VolumeEntry entry :
          VolumeCatalog.of(TestData.folder(folder), Progress.none()).entries()) {
        if (!entry.path().endsWith("bad_gzip_cut.nii.gz")) {
          OpenedVolume volume = entry.load(Progress.none());
          Path target = nextMask();
          NiftiWriter.writeLabels(
              target, pattern(volume.volume().geometry()), volume.niftiHeader().orElseThrow());
          requests.add("nifti\t" + target + "\t" + entry.path());
        }
      }
    }
    assertTrue(requests.size() > 35, requests.size() + " masks");
    assertEquals(List.of(), Peer.ask("nifti_masks.py", requests, work));
  }

  @Test
  @Tag("C4.4")
  @Tag("C4.5")
  void itk_reads_mask_and_copy_of_a_dicom_series_on_the_grid_of_the_series() throws Exception {
    List<String> cases =
        List.of(
            "ct-small-implicit-17slices",
            "mr-study-prostatex-0000",
            "mr-t1-sarcoma-sts002",
            "pet-sarcoma-sts002",
            "mr-mixed-orientation-philips",
            "mr-non-square-pixels");
    for (String name : cases) {
      for (VolumeEntry entry :
          VolumeCatalog.of(TestData.folder("dicom/" + name), Progress.none()).entries()) {
        OpenedVolume opened = entry.load(Progress.none());
        String files =
            opened.dicomSource().orElseThrow().images().stream()
                .map(SourceImage::file)
                .map(Path::toString)
                .collect(Collectors.joining("\t"));
        Path mask = nextMask();
        NiftiWriter.writeLabels(mask, pattern(entry.geometry()));
        requests.add("dicom\t" + mask + "\t" + files);
        Path image = nextMask();
        NiftiWriter.writeVolume(image, opened.volume());
        requests.add("series\t" + image + "\t" + files);
      }
    }
    assertTrue(requests.size() >= 2 * cases.size());
    assertEquals(List.of(), Peer.ask("nifti_masks.py", requests, work));
  }

  private Path nextMask() {
    return work.resolve("mask-" + requests.size() + ".nii.gz");
  }

  /** Set where (i + 2 j + 3 k) % 7 == 0. */
  private static Segmentation pattern(VolumeGeometry geometry) {
    GridSize size = geometry.size();
    Mask mask = Mask.empty(size);
    for (int slice = 0; slice < size.k(); slice++) {
      int k = slice;
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(size.i(), size.j(), (i, j) -> (i + 2 * j + 3 * k) % 7 == 0));
    }
    CodedConcept tissue = new CodedConcept("85756007", "SCT", "Tissue");
    Segment segment =
        new Segment(
            1,
            "pattern",
            tissue,
            tissue,
            new Segment.Rgb(255, 0, 0),
            Segment.Algorithm.MANUAL,
            "",
            "");
    return new Segmentation(geometry, List.of(new Segmentation.Entry(segment, mask)));
  }
}
