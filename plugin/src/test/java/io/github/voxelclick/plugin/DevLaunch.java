package io.github.voxelclick.plugin;

import ij.ImageJ;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.CtPhantom;
import io.github.voxelclick.fixtures.phantom.CtPhantomOptions;
import io.github.voxelclick.plugin.command.VoxelClickCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts ImageJ from an IDE with a phantom series at hand, its path in the dialog. */
public final class DevLaunch {
  private DevLaunch() {}

  /** Runs until ImageJ is closed. */
  public static void main(String[] args) throws IOException {
    Path series = Files.createTempDirectory("voxelclick-phantom");
    CtPhantom phantom = CtPhantom.of(CtPhantomOptions.defaults());
    DicomSeriesBuilder.of(phantom.grid(), PixelFormat.SIGNED_16, phantom.samples()).writeTo(series);
    ImageJ app = new ImageJ(ImageJ.STANDALONE);
    app.exitWhenQuitting(true);
    ij.Prefs.set("voxelclick.path", series.toString());
    new VoxelClickCommand().run("open");
  }
}
