package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.MultiFrameImage;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files with flipped bytes, cuts and repeats are opened, or refused with a sentence; nothing else.
 */
class MutatedFilesTest {
  private static final int MUTATIONS = 400;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TransferSyntax.class)
  void of_dicom(TransferSyntax syntax) throws Exception {
    Path file =
        DicomSeriesBuilder.of(GRID, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(GRID))
            .encodeAs(syntax)
            .writeTo(folder.resolve("whole"))
            .images()
            .get(1)
            .file();
    mutate(Files.readAllBytes(file), folder.resolve("mutated.dcm"));
  }

  @ParameterizedTest
  @EnumSource(TransferSyntax.class)
  void of_enhanced_dicom(TransferSyntax syntax) throws Exception {
    MultiFrameImage image =
        MultiFrameImage.enhanced(
                "MR", UID.EnhancedMRImageStorage, GRID, GlyphPhantom.indexSamples(GRID), 2, 0, 1, 0)
            .encodeAs(syntax);
    mutate(image.toBytes(), folder.resolve("mutated.dcm"));
  }

  @Test
  void of_nifti() throws Exception {
    NiftiBuilder image =
        NiftiBuilder.of(GRID.size(), GlyphPhantom.indexSamples(GRID)).affine(GRID.affineRas());
    mutate(image.toBytes(), folder.resolve("mutated.nii"));
    mutate(image.toGzipBytes(), folder.resolve("mutated.nii.gz"));
    mutate(image.nifti2().toBytes(), folder.resolve("mutated2.nii"));
  }

  @Test
  void of_one_half_of_a_nifti_pair() throws Exception {
    Path header = folder.resolve("mutated.hdr");
    NiftiBuilder.of(GRID.size(), GlyphPhantom.indexSamples(GRID))
        .affine(GRID.affineRas())
        .writePairTo(header, folder.resolve("mutated.img"));
    mutate(Files.readAllBytes(header), header);
  }

  private static void mutate(byte[] whole, Path target) {
    SplittableRandom random = new SplittableRandom(20_26);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int n = 0; n < MUTATIONS; n++) {
            Files.write(target, mutated(whole, random));
            open(target);
          }
        });
  }

  private static byte[] mutated(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
      // Headers matter more than samples.
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(400, bytes.length));
      bytes[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
    }
    int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
    return Arrays.copyOf(bytes, length);
  }

  private static void open(Path file) {
    try {
      for (VolumeEntry entry : VolumeCatalog.of(file, Progress.none()).entries()) {
        entry.load(Progress.none());
      }
    } catch (VolumeException e) {
      assertTrue(e.getMessage().length() > 20, e.getMessage());
    }
  }
}
