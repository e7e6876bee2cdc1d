package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.RecordedSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the commands of the pages work on, under the names that the pages use: a series with a
 * bright ellipsoid where the prompts of the pages are, its mask, cases, a labelled suite, a model's
 * files and work kept on the series.
 */
final class ManualFolder {
  /** A voxel inside the ellipsoid. */
  static final String INSIDE = "235,187,40";

  private static final int[] SIZE = {272, 224, 44};
  private static final double[] SPACING_MM = {0.9, 1.1, 2.5};
  private static final Path MINIATURE =
      ManualPage.ROOT.resolve("volume-seg/src/test/resources/miniature/medsam");

  private ManualFolder() {}

  /** Two ONNX files that a person brings; all that the manual takes for granted. */
  static void writeModel(Path folder) throws IOException {
    for (String part : List.of("encoder.onnx", "decoder.onnx")) {
      Files.copy(MINIATURE.resolve(part), folder.resolve(part));
    }
  }

  /** All of it, with a session in the folder for journals. */
  static void writeAll(Path folder, Path journals) throws IOException, VolumeException {
    writeModel(folder);
    Path series = folder.resolve("ct");
    write(series);
    work(series, journals);
    Path mask = folder.resolve("liver.dcm");
    CommandLineRun.of(
            "segment", series, "--prompt", "point:+:" + INSIDE, "--label", "Liver", "--out", mask)
        .assertDone();
    CommandLineRun.of("convert", mask, folder.resolve("liver.nii.gz"), "--reference", series)
        .assertDone();
    Path oneCase = Files.createDirectories(folder.resolve("cases/001"));
    copy(series, oneCase.resolve("series"));
    Files.copy(mask, oneCase.resolve("liver.dcm"));
    Files.copy(folder.resolve("liver.provenance.json"), oneCase.resolve("liver.provenance.json"));
    writeSuite(folder);
    Files.writeString(
        folder.resolve("liver.json"),
        """
        {"version": 1, "image": "ct", "out": "job.dcm",
          "structures": [{"label": "Liver", "prompts": ["point:+:%s"], "propagate": "none"}]}
        """
            .formatted(INSIDE));
    Files.writeString(
        folder.resolve("jobs.csv"),
        """
        image,label,prompt,propagate,out
        ct,Liver,"point:+:%s",none,batch.dcm
        """
            .formatted(INSIDE));
  }

  private static void write(Path series) throws IOException {
    PhantomGrid grid =
        PhantomGrid.oblique(
            SIZE,
            SPACING_MM,
            new double[] {-20, 30, -500},
            PhantomGrid.rotatedAxis(0, 10, -20, 35),
            PhantomGrid.rotatedAxis(1, 10, -20, 35));
    short[] hu = new short[grid.voxelCount()];
    for (int k = 0; k < SIZE[2]; k++) {
      for (int j = 0; j < SIZE[1]; j++) {
        for (int i = 0; i < SIZE[0]; i++) {
          double x = (i - 235) / 24.0;
          double y = (j - 187) / 26.0;
          double z = (k - 40) / 3.4;
          hu[grid.offset(i, j, k)] = (short) (x * x + y * y + z * z < 1 ? 150 : -50);
        }
      }
    }
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, hu).writeTo(series);
  }

  /** One click and its answer, as a person in ImageJ leaves them. */
  private static void work(Path series, Path journals) throws VolumeException {
    Volume volume =
        VolumeCatalog.of(series, Progress.none())
            .choose(Optional.empty())
            .load(Progress.none())
            .volume();
    JournalFolder folder = Journals.folder(Optional.of(journals));
    try (LoadedModel model = LoadedModel.open(Optional.empty());
        RecordedSession recorded =
            RecordedSession.open(
                folder,
                volume,
                model.model(),
                ModelCatalog.propagatorFor(model.model()),
                SessionOptions.defaults(),
                SegmentNaming.describe("", "", "SeedNet", model.model().sha256()))) {
      recorded.session().addPrompt(1, PromptParser.parse("point:+:" + INSIDE, volume.size()));
      recorded.session().answerPending(Progress.none());
    }
  }

  private static void writeSuite(Path folder) throws IOException {
    int[] size = {36, 30, 8};
    short[] image = new short[size[0] * size[1] * size[2]];
    short[] labels = new short[image.length];
    for (int n = 0; n < image.length; n++) {
      double x = (n % size[0] - 17) / 11.0;
      double y = (n / size[0] % size[1] - 16) / 8.0;
      double z = (n / (size[0] * size[1]) - 4) / 2.2;
      boolean inside = x * x + y * y + z * z < 1;
      image[n] = (short) (inside ? 300 + n % 20 : 40 + n % 7);
      labels[n] = (short) (inside ? 3 : 0);
    }
    Path at = Files.createDirectories(folder.resolve("suite/one"));
    double[] affine = PhantomGrid.axial(size, SPACING_MM, new double[3]).affineRas();
    NiftiBuilder.of(size, image).affine(affine).writeTo(at.resolve("image.nii.gz"));
    NiftiBuilder.of(size, labels).affine(affine).writeTo(at.resolve("label.nii.gz"));
    Files.writeString(at.resolve("labels.tsv"), "value\tname\n3\tbright ellipsoid\n");
    Files.writeString(folder.resolve("seen.txt"), "another\n");
  }

  /** Copies a folder with all that is in it, as {@code cp -r} does. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path f : files.toList()) {
        Path target = to.resolve(from.relativize(f).toString());
        if (Files.isDirectory(f)) {
          Files.createDirectories(target);
        } else {
          Files.copy(f, target);
        }
      }
    }
  }
}
