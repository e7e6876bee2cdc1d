package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.cli.CommandLineRun;
import io.github.voxelclick.plugin.cli.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each language makes of the types of its own that it hands over, and of errors. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptLanguagesTest {
  private static final Map<ScriptLanguage, String> EVERY_KIND_OF_CALL =
      Map.of(
          ScriptLanguage.GROOVY,
          """
          import io.github.voxelclick.plugin.VoxelClick
          def name = "ct"
          VoxelClick.start("seednet-v1", "cpu").withCloseable { vc ->
            def id = VoxelClick.list("SHARED/$name")[0].id
            def image = vc.open(new File("SHARED/$name"), id).window(-160, 240)
            def s = image.segment("Leber ü")
            s.scribble(4, [[16, 24], [20, 25]]).excludeScribble(4, [[2, 3], [5, 3L]])
            s.propagate(2, 5)
            def range = s.slices().toString()
            s.propagate(2, 6, true)
            image.save(java.nio.file.Path.of("FOLDER/out.nii.gz"), "nifti")
            answer = range + s.slices() + s.voxels() + " " + s.confidence(3) + s.contains(20, 24, 4) \
            + s.label() + image.size() + image.measure()[0].voxels
            image.close()
          }
          """,
          ScriptLanguage.JYTHON,
          """
          from contextlib import closing
          from java.io import File
          from java.nio.file import Paths
          from io.github.voxelclick.plugin import VoxelClick
          name = u"ct"
          with closing(VoxelClick.start("seednet-v1", u"cpu")) as vc:
              id = VoxelClick.list("SHARED/" + name)[0]["id"]
              image = vc.open(File("SHARED/" + name), id).window(-160, 240)
              s = image.segment(u"Leber \\u00fc")
              s.scribble(4, [[16, 24], (20, 25)]).excludeScribble(4, ([2, 3], [5, 3L]))
              s.propagate(2, 5)
              range = s.slices().toString()
              s.propagate(2, 6, True)
              image.save(Paths.get("FOLDER/out.nii.gz"), "nifti")
              answer = range + s.slices().toString() + str(s.voxels()) + " " + repr(s.confidence(3)) \
                  + str(s.contains(20, 24, 4)).lower() + s.label() + image.size().toString() \
                  + str(image.measure()[0]["voxels"])
              image.close()
          """,
          ScriptLanguage.BEANSHELL,
          """
          import io.github.voxelclick.plugin.*;
          name = "ct";
          vc = VoxelClick.start("seednet-v1", "cpu");
          id = VoxelClick.list("SHARED/" + name).get(0).get("id");
          image = vc.open(new File("SHARED/" + name), id).window(-160, 240);
          s = image.segment("Leber \\u00fc");
          s.scribble(4, Arrays.asList(new Object[] {new int[] {16, 24}, new int[] {20, 25}}));
          s.excludeScribble(4, Arrays.asList(new Object[] {new int[] {2, 3}, new int[] {5, 3}}));
          s.propagate(2, 5);
          range = s.slices().toString();
          s.propagate(2, 6, true);
          image.save(new File("FOLDER/out.nii.gz").toPath(), "nifti");
          answer = range + s.slices() + s.voxels() + " " + s.confidence(3) + s.contains(20, 24, 4)
              + s.label() + image.size() + image.measure().get(0).get("voxels");
          image.close();
          vc.close();
          """,
          ScriptLanguage.JAVA,
          """
          String name = "ct";
          try (VoxelClick vc = VoxelClick.start("seednet-v1", "cpu")) {
            String id = (String) VoxelClick.list("SHARED/" + name).get(0).get("id");
            VoxelCase image = vc.open(new java.io.File("SHARED/" + name), id).window(-160, 240);
            VoxelSegment s = image.segment("Leber ü");
            s.scribble(4, List.of(List.of(16, 24), List.of(20, 25)));
            s.excludeScribble(4, List.of(new int[] {2, 3}, List.of(5, 3L)));
            s.propagate(2, 5);
            String range = s.slices().toString();
            s.propagate(2, 6, true);
            image.save(java.nio.file.Path.of("FOLDER/out.nii.gz"), "nifti");
            answer = range + s.slices() + s.voxels() + " " + s.confidence(3)
                + s.contains(20, 24, 4) + s.label() + image.size()
                + image.measure().get(0).get("voxels");
            image.close();
          }
          """);

  private static final Map<ScriptLanguage, String> CAUGHT =
      Map.of(
          ScriptLanguage.GROOVY,
          """
          try { CALL } catch (io.github.voxelclick.volume.VolumeException e) { answer = e.message }
          """,
          ScriptLanguage.JYTHON,
          """
          from io.github.voxelclick.volume import VolumeException
          try:
              CALL
          except VolumeException as e:
              answer = e.message
          """,
          ScriptLanguage.BEANSHELL,
          """
          answer = ""; // else it is a variable of the block
          try { CALL; } catch (io.github.voxelclick.volume.VolumeException e) {
            answer = e.getMessage();
          }
          """,
          ScriptLanguage.JAVA,
          """
          try { CALL; } catch (io.github.voxelclick.volume.VolumeException e) {
            answer = e.getMessage();
          }
          """);

  @TempDir static Path shared;
  private static String expected = "";

  @TempDir Path folder;

  @BeforeAll
  static void write_a_series() throws IOException {
    Samples.series().writeTo(shared.resolve("ct"));
    try (VoxelClick vc = VoxelClick.start("seednet-v1", "cpu");
        VoxelCase image = vc.open(shared.resolve("ct")).window(-160, 240)) {
      VoxelSegment s = image.segment("Leber \u00fc");
      s.prompt("scribble:+:4:16,24;20,25").prompt("scribble:-:4:2,3;5,3");
      String voxels = s.propagate(2, 5).slices().toString();
      s.propagate(2, 6);
      image.save(shared.resolve("out.nii.gz"));
      expected =
          voxels
              + s.slices()
              + s.voxels()
              + " "
              + s.confidence(3)
              + "trueLeber \u00fc[48, 40, 9]"
              + s.voxels();
    } catch (io.github.voxelclick.volume.VolumeException e) {
      throw new IOException(e);
    }
    assertTrue(expected.startsWith("[2, 5][2, 6]"), expected);
  }

  private Object run(ScriptLanguage language, String script) throws Exception {
    return language.run(script, folder).toString();
  }

  @ParameterizedTest
  @EnumSource
  void every_kind_of_call_gives_the_same(ScriptLanguage language) throws Exception {
    String script =
        EVERY_KIND_OF_CALL
            .get(language)
            .replace("FOLDER", folder.toString())
            .replace("SHARED", shared.toString());
    assertEquals(expected, run(language, script));
    assertEquals(
        -1, Files.mismatch(shared.resolve("out.nii.gz"), folder.resolve("out.nii.gz")), "bytes");
  }

  @ParameterizedTest
  @EnumSource
  void the_sentences_of_the_command_line_reach_the_script(ScriptLanguage language)
      throws Exception {
    Path missing = folder.resolve("missing");
    String ofCommand = CommandLineRun.of("info", missing).assertRefused().err();
    String call = "io.github.voxelclick.plugin.VoxelClick.list(\"" + missing + "\")";
    String imports =
        language == ScriptLanguage.JYTHON ? "import io.github.voxelclick.plugin\n" : "";
    Object told = run(language, imports + CAUGHT.get(language).replace("CALL", call));
    assertEquals(ofCommand.strip(), "voxelclick: " + told);
  }
}
