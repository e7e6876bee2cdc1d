package io.github.voxelclick.plugin;

import static io.github.voxelclick.plugin.ScriptImages.liver;
import static io.github.voxelclick.plugin.ScriptRefusals.misuse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.cli.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What VoxelClick tells of itself, what it leaves, and how scripts misuse it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoxelClickTest {
  @TempDir static Path shared;
  @AutoClose private static ScriptImages given;

  @TempDir Path folder;

  @BeforeAll
  static void write_images_and_start() throws Exception {
    given = new ScriptImages(shared);
  }

  @Nested
  class Misuse {
    @Test
    void of_a_closed_image() throws Exception {
      VoxelCase image = given.open();
      VoxelSegment liver = liver(image);
      image.close();
      image.close();
      misuse(() -> image.segment("Liver"), "image is closed");
      misuse(liver::voxels, "image is closed");
      misuse(() -> liver.click(20, 24, 4), "image is closed");
      misuse(() -> image.save(folder.resolve("m.dcm")), "image is closed");
      misuse(image::measure, "image is closed");
      misuse(image::undo, "image is closed");
      misuse(image::size, "image is closed");
      misuse(() -> image.window(1, 2), "image is closed");
    }

    @Test
    void of_a_closed_voxelclick() throws Exception {
      VoxelClick own = VoxelClick.start("seednet-v1", "cpu");
      VoxelCase image = own.open(given.ct());
      VoxelSegment liver = liver(image);
      own.close();
      own.close();
      misuse(() -> own.open(given.ct()), "VoxelClick is closed");
      misuse(() -> own.open(given.ct(), "1"), "VoxelClick is closed");
      misuse(own::device, "VoxelClick is closed");
      misuse(liver::voxels, "VoxelClick is closed");
      misuse(() -> image.segment("Liver"), "VoxelClick is closed");
    }

    @Test
    void of_settings_that_come_too_late_or_make_no_sense() throws Exception {
      try (VoxelCase image = given.open()) {
        misuse(() -> image.window(240, -160));
        liver(image);
        misuse(() -> image.modality("MR"), "before the first structure");
        misuse(() -> image.window(-160, 240), "before the first structure");
      }
    }
  }

  @Test
  void a_script_leaves_no_journal() throws Exception {
    Path journals = Path.of(System.getProperty("voxelclick.journals"));
    List<Path> before = files(journals);
    try (VoxelCase image = given.open()) {
      liver(image).propagate();
      image.save(folder.resolve("m.dcm"));
    }
    assertEquals(before, files(journals));
  }

  private static List<Path> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted().toList();
    }
  }

  @Test
  void it_tells_what_it_runs() throws Exception {
    assertTrue(given.vc().device().startsWith("cpu"), given.vc().device());
    assertTrue(given.vc().model().startsWith("SeedNet"), given.vc().model());
    assertEquals(List.of(), given.vc().warnings());
    assertFalse(VoxelClick.version().isEmpty());
    Path file = Samples.modelWith(folder, "SeedNet", "MyNet");
    try (VoxelClick own = VoxelClick.start(file, "cpu");
        VoxelClick named = VoxelClick.start(file.toString())) {
      assertTrue(own.model().contains("MyNet"), own.model());
      assertEquals(own.model(), named.model());
    }
  }
}
