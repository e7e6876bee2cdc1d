package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.plugin.VoxelClick;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The macro line of a batch; what jobs are is tested with the command line. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchCommandTest {
  private static final int[] SIZE = {40, 34, 7};

  @TempDir Path folder;
  private Path jobs;

  /** An ellipsoid in one corner, in a folder with a blank and an umlaut. */
  @BeforeEach
  void write_a_study() throws IOException {
    short[] samples = new short[SIZE[0] * SIZE[1] * SIZE[2]];
    for (int n = 0; n < samples.length; n++) {
      double x = (n % SIZE[0] - 12) / 8.0;
      double y = (n / SIZE[0] % SIZE[1] - 21) / 6.0;
      double z = (n / SIZE[0] / SIZE[1] - 3) / 2.6;
      samples[n] = (short) (x * x + y * y + z * z < 1 ? 160 : -60);
    }
    Path study = Files.createDirectories(folder.resolve("Studie ü 1"));
    NiftiBuilder.of(SIZE, samples).writeTo(study.resolve("image.nii"));
    jobs = folder.resolve("jobs of today.csv");
    Files.writeString(
        jobs,
        """
        image,modality,prompt,out
        Studie ü 1/image.nii,CT,"point:+:12,21,3",one.nii.gz
        Studie ü 1/image.nii,CT,"box:3:4,15,20,27",two.nii.gz
        """);
  }

  private static void run(String options) throws VolumeException {
    new BatchCommand(Workbench.INSTANCE)
        .run(Optional.of(MacroOptions.parse(MacroCommand.BATCH, options)));
  }

  @Test
  void a_macro_line_gives_the_masks_of_a_script() throws Exception {
    Path out = folder.resolve("by macro");
    run("jobs=[" + jobs + "] out=[" + out + "]");
    Path scripted = folder.resolve("by script");
    try (VoxelClick vc = VoxelClick.start("seednet-v1", "cpu")) {
      vc.batch(jobs, scripted);
    }
    for (String name : new String[] {"one.nii.gz", "two.nii.gz"}) {
      assertEquals(-1, Files.mismatch(scripted.resolve(name), out.resolve(name)), name);
    }
    assertTrue(Files.readString(out.resolve("summary.json")).contains("\"done\": 2"));
    run("jobs=[" + jobs + "] out=[" + out + "]");
    assertTrue(Files.readString(out.resolve("summary.json")).contains("\"alreadyDone\": 2"));
  }

  @Test
  void a_job_that_fails_ends_the_macro_after_the_others() throws Exception {
    Files.writeString(jobs, "none.nii,CT,\"point:+:1,2,3\",zero.nii\n", StandardOpenOption.APPEND);
    Path out = folder.resolve("out");
    JobException e =
        assertThrows(JobException.class, () -> run("jobs=[" + jobs + "] out=[" + out + "]"));
    assertTrue(e.getMessage().contains("3 jobs: 2 done"), e.getMessage());
    assertTrue(e.getMessage().contains("summary.json"), e.getMessage());
    assertTrue(Files.exists(out.resolve("two.nii.gz")));
    assertFalse(Files.exists(out.resolve("zero.nii")));
  }

  @Test
  void jobs_that_cannot_be_read_are_told_before_anything_runs() {
    Path out = folder.resolve("out");
    assertThrows(
        VolumeException.class, () -> run("jobs=[" + folder.resolve("no.csv") + "] out=" + out));
    assertThrows(JobException.class, () -> run("jobs=[" + jobs + "]"));
    assertFalse(Files.exists(out));
  }
}
