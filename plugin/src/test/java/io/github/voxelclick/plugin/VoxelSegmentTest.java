package io.github.voxelclick.plugin;

import static io.github.voxelclick.plugin.ScriptImages.liver;
import static io.github.voxelclick.plugin.ScriptRefusals.misuse;
import static io.github.voxelclick.plugin.ScriptRefusals.refused;
import static io.github.voxelclick.plugin.ScriptRefusals.refusedLike;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.cli.LabelSamples;
import io.github.voxelclick.plugin.cli.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Structures and prompts of scripts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoxelSegmentTest {
  @TempDir static Path shared;
  @AutoClose private static ScriptImages given;

  @TempDir Path folder;

  @BeforeAll
  static void write_images_and_start() throws Exception {
    given = new ScriptImages(shared);
  }

  @Nested
  class Structures {
    @Test
    void are_made_once_for_a_name_and_keep_their_code() throws Exception {
      try (VoxelCase image = given.open()) {
        VoxelSegment liver = image.segment("Left lobe", "SCT:10200004");
        assertEquals("SCT:10200004", liver.code());
        liver.click(20, 24, 4);
        assertEquals(liver.voxels(), image.segment("left LOBE").voxels());
        assertEquals(1, image.segments().size());
        refused(() -> image.segment("Left lobe", "SCT:64033007"), "already", "SCT:64033007");
        assertEquals(2, image.segment("", "SCT:64033007").number());
        assertEquals("Kidney", image.segments().get(1).label());
        refused(() -> image.segment("x", "SCT"), "Cannot read the code");
        refused(() -> image.segment("x".repeat(65)), "64 characters");
        refused(() -> image.segment("a\\b"), "backslash");
        assertEquals(2, image.segments().size());
      }
    }

    @Test
    void answer_only_when_asked_and_are_undone_step_by_step() throws Exception {
      try (VoxelCase image = given.open()) {
        assertFalse(image.undo(), "nothing to undo");
        VoxelSegment liver = liver(image);
        long one = liver.voxels();
        long all = liver.propagate().voxels();
        assertTrue(all > one && one > 0, one + " then " + all);
        assertTrue(image.undo());
        assertEquals(one, liver.voxels());
        assertTrue(image.redo());
        assertEquals(all, liver.voxels());
        assertFalse(image.redo());
        assertTrue(image.undo());
        assertTrue(image.undo());
        assertEquals(0, liver.voxels());
        assertEquals(List.of(), liver.slices());
        assertEquals(List.of(), liver.confidence());
        assertTrue(image.undo());
        misuse(liver::voxels, "no longer on its image");
        VoxelSegment other = image.segment("Kidney");
        assertEquals(1, other.number());
        misuse(() -> liver.click(20, 24, 4), "no longer on its image");
      }
    }

    @Test
    void tell_where_they_are_and_how_sure_the_model_is() throws Exception {
      try (VoxelCase image = given.open()) {
        VoxelSegment liver = liver(image).propagate();
        int first = liver.slices().get(0);
        int last = liver.slices().get(1);
        assertEquals(last - first + 1, liver.confidence().size());
        for (int k = first; k <= last; k++) {
          assertEquals(liver.confidence().get(k - first), liver.confidence(k));
        }
        assertEquals(0, liver.confidence(last + 1), "behind the last slice");
        long voxels = 0;
        List<Integer> size = image.size();
        for (int k = 0; k < size.get(2); k++) {
          for (int j = 0; j < size.get(1); j++) {
            for (int i = 0; i < size.get(0); i++) {
              voxels += liver.contains(i, j, k) ? 1 : 0;
            }
          }
        }
        assertEquals(liver.voxels(), voxels);
        List<Double> mm = image.spacingMm();
        assertEquals(voxels * mm.get(0) * mm.get(1) * mm.get(2) / 1000, liver.millilitres(), 1e-9);
        misuse(() -> liver.contains(0, 0, 9), "outside", "48x40x9");
        misuse(() -> liver.contains(-1, 0, 0), "outside");
        misuse(() -> liver.confidence(9), "outside");
      }
    }

    @Test
    void come_from_files_too_beside_those_that_are_there() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("labels.nii.gz"));
      try (VoxelCase image = given.open()) {
        liver(image);
        List<VoxelSegment> loaded = image.load(labels);
        assertEquals(List.of(2, 7), loaded.stream().map(VoxelSegment::number).toList());
        assertTrue(loaded.get(0).contains(10, 20, 3), "LabelSamples");
        assertEquals(3, image.segments().size());
        refused(() -> loaded.get(1).propagate(), "");
        image.remove(loaded.get(0));
        assertEquals(2, image.segments().size());
        misuse(() -> image.remove(loaded.get(0)), "no longer on its image");
        try (VoxelCase other = given.open()) {
          misuse(() -> other.remove(loaded.get(1)), "another image");
        }
        refused(() -> image.load(folder.resolve("none.dcm")), "none.dcm");
      }
    }

    @Test
    void take_the_numbers_of_a_file_when_nothing_is_there_before() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("labels.nii.gz"));
      Path out = folder.resolve("out.nii.gz");
      try (VoxelCase image = given.open()) {
        image.load(labels);
        image.save(out);
      }
      Map<String, ?> same = VoxelClick.compare(labels, out);
      List<?> pairs = (List<?>) same.get("pairs");
      assertEquals(2, pairs.size());
      pairs.forEach(pair -> assertEquals(1.0, ((Map<?, ?>) pair).get("dice")));
    }
  }

  @Nested
  class Prompts_are_refused {
    @Test
    void outside_the_image_and_misspelt_with_the_sentence_of_the_command_line() throws Exception {
      try (VoxelCase image = given.open()) {
        VoxelSegment liver = image.segment("Liver");
        Path out = folder.resolve("x.dcm");
        for (String prompt : List.of("point:+:48,0,0", "box:9:0,0,5,5", "point:+:1,2", "line:1")) {
          refusedLike(
              () -> liver.prompt(prompt), "segment", given.ct(), "--prompt", prompt, "--out", out);
        }
        refused(() -> liver.click(-1, 0, 0), "-1");
        refused(() -> liver.scribble(4, List.of()), "scribble");
        misuse(() -> liver.scribble(4, List.of(List.of(1.5, 2))), "two whole numbers");
        misuse(() -> liver.scribble(4, List.of(new int[] {1, 2, 3})), "two whole numbers");
        misuse(() -> liver.scribble(4, Arrays.asList((Object) null)), "null");
        assertEquals(0, liver.voxels());
        refused(() -> liver.propagate());
      }
    }

    @Test
    void where_the_model_finds_nothing_and_ranges_outside() throws Exception {
      try (VoxelCase image = given.open()) {
        VoxelSegment liver = image.segment("Liver").exclude(20, 24, 4);
        refused(() -> liver.propagate());
        refused(() -> image.save(folder.resolve("x.dcm")), "");
        liver(image);
        refusedLike(
            () -> liver.propagate(3, 9),
            "segment",
            given.ct(),
            "--prompt",
            Samples.CLICK,
            "--propagate",
            "3..9",
            "--out",
            folder.resolve("x.dcm"));
        refused(() -> liver.propagate(5, 3), "lower slice first");
        assertFalse(Files.exists(folder.resolve("x.dcm")));
      }
    }
  }
}
