package io.github.voxelclick.plugin.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchJobsTest {
  private static final String FULL =
      """
      {"version": 1, "image": "../ct 1", "series": "2a", "modality": "mr", "window": "-10..240.5",
       "reference": "dicom", "out": "site-2/ct1.dcm", "format": "rtstruct",
       "structures": [
         {"label": "Liver", "code": "SCT:10200004", "prompts": ["point:+:20,24,4",
          "scribble:-:4:1,2;3,4"], "propagate": "2..7", "crossGaps": true},
         {"prompts": ["box:4:1,2,30,40"]}]}
      """;

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void refused(String name, String text, String... parts) throws IOException {
    Path file = write(name, text);
    JobRefusedException e =
        assertThrows(JobRefusedException.class, () -> BatchJobs.read(file), text);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), "\"" + part + "\" in: " + e.getMessage());
    }
    assertTrue(e.getMessage().contains(name), e.getMessage());
    assertTrue(e.getMessage().endsWith("."), e.getMessage());
    assertFalse(e.getMessage().matches("(?s).*\\p{Cntrl}.*"), e.getMessage());
  }

  @Nested
  class Job_files {
    @Test
    void say_all_that_a_job_has() throws Exception {
      List<BatchJob> jobs = BatchJobs.read(write("full.json", FULL)).jobs();
      assertEquals(1, jobs.size());
      BatchJob job = jobs.get(0);
      assertEquals(folder.resolve("../ct 1"), job.image());
      assertEquals(Optional.of("2a"), job.series());
      assertEquals(Optional.of("MR"), job.modality());
      assertEquals(Optional.of(new Window(-10, 240.5)), job.window());
      assertEquals(Optional.of(folder.resolve("dicom")), job.reference());
      assertEquals("site-2/ct1.dcm", job.out());
      assertEquals(MaskFileFormat.RTSTRUCT, job.format());
      assertEquals(
          List.of(
              new JobStructure(
                  "Liver",
                  "SCT:10200004",
                  List.of("point:+:20,24,4", "scribble:-:4:1,2;3,4"),
                  "2..7",
                  true),
              new JobStructure("", "", List.of("box:4:1,2,30,40"), "all", false)),
          job.structures());
    }

    @Test
    void with_the_same_content_are_the_same_job_and_others_are_not() throws Exception {
      String sha = BatchJobs.read(write("a.json", FULL)).jobs().get(0).sha256();
      assertTrue(sha.matches("[0-9a-f]{64}"), sha);
      String other = FULL.replace("\"version\": 1, ", "").replace("\"mr\"", "\" MR \"");
      assertEquals(sha, BatchJobs.read(write("b.json", other)).jobs().get(0).sha256());
      Set<String> all = new HashSet<>(Set.of(sha));
      for (String[] change :
          new String[][] {
            {"ct 1", "ct 2"},
            {"2a", "2b"},
            {"\"mr\"", "\"ct\""},
            {"-10..", "-11.."},
            {"dicom", "series"},
            {"ct1.dcm", "ct2.dcm"},
            {"rtstruct", "seg"},
            {"Liver", "Spleen"},
            {"10200004", "78961009"},
            {"20,24,4", "20,24,5"},
            {"2..7", "2..8"},
            {"true", "false"},
            {"box:4:1,2", "box:4:1,3"}
          }) {
        assertTrue(FULL.contains(change[0]), change[0]);
        String text = FULL.replace(change[0], change[1]);
        assertTrue(all.add(BatchJobs.read(write("c.json", text)).jobs().get(0).sha256()), text);
      }
    }

    @Test
    void with_what_is_misspelt_are_refused_with_what_was_expected() throws IOException {
      refused("a.json", "", "not JSON");
      refused("a.json", "{\"image\": \"x\"", "not JSON");
      refused("a.json", "[]", "one JSON object");
      refused("a.json", FULL + "{}", "not JSON");
      refused("a.json", FULL.replace("\"series\"", "\"serie\""), "\"serie\"", "series, modality");
      refused("a.json", FULL.replace("\"code\"", "\"kode\""), "\"kode\"", "label, code, prompts");
      refused("a.json", FULL.replace("\"series\"", "\"image\""), "twice");
      refused("a.json", FULL.replace("\"version\": 1", "\"version\": 2"), "another version");
      refused("a.json", FULL.replace("\"2a\"", "2"), "\"series\"", "a text");
      refused("a.json", FULL.replace("\"2a\"", "null"), "\"series\"", "a text");
      refused("a.json", FULL.replace("\"2a\"", "{\"a\":[[[[1]]]]}"), "\"series\"", "a text");
      refused("a.json", FULL.replace("true", "\"true\""), "crossGaps", "true or false");
      refused("a.json", FULL.replace("-10..240.5", "240..-10"), "window", "LOW..HIGH");
      refused("a.json", FULL.replace("-10..240.5", "NaN..1"), "window", "LOW..HIGH");
      refused("a.json", FULL.replace("\"mr\"", "\"m^r\""), "modality");
      refused("a.json", FULL.replace("rtstruct", "nrrd"), "SEG, RTSTRUCT or NIFTI");
      refused("a.json", FULL.replace("rtstruct", "nifti"), ".nii.gz");
      refused("a.json", FULL.replace("site-2/ct1.dcm", "ct1.mha"), "RT Structure Set", ".dcm");
      refused("a.json", FULL.replace("2..7", "7..2"), "structure 1", "7..2");
      refused("a.json", FULL.replace("point:+:20,24,4", "click:20,24"), "structure 1", "click");
      refused("a.json", FULL.replace("SCT:10200004", "10200004"), "structure 1", "scheme:value");
      refused("a.json", FULL.replace("box:4:1,2,30,40", ""), "structure 2");
      refused("a.json", FULL.replace("\"Liver\"", "\"" + "L".repeat(65) + "\""), "64");
      refused("a.json", FULL.replace("../ct 1", " "), "image", "empty");
      refused(
          "a.json",
          "{\"image\": \"x\", \"structures\": [{\"prompts\": [\"point:+:1,1,1\"]}]}",
          "\"out\" is missing");
      refused(
          "a.json", "{\"image\": \"x\", \"structures\": [], \"out\": \"x.dcm\"}", "0 structures");
      refused(
          "a.json", "{\"image\": \"x\", \"structures\": [{}], \"out\": \"x.dcm\"}", "0 prompts");
      refused("a.json", "{'image': 'x'}", "not JSON");
    }

    @Test
    void of_hostile_sizes_are_refused() throws IOException {
      String prompts = "\"point:+:1,1,1\",".repeat(JobStructure.MOST_PROMPTS) + "\"point:+:1,1,1\"";
      refused(
          "a.json",
          "{\"image\": \"x\", \"out\": \"x.dcm\", \"structures\": [{\"prompts\": ["
              + prompts
              + "]}]}",
          "more than 1000 prompts");
      refused(
          "a.json",
          "{\"image\": \"x\", \"out\": \"x.dcm\", \"structures\": ["
              + "{\"prompts\": []},".repeat(BatchJob.MOST_STRUCTURES)
              + "{}]}",
          "more than 200 structures");
      refused("a.json", "[".repeat(200_000), "one JSON object");
      refused("a.json", "{\"image\": \"" + "x".repeat(JobReader.MOST_BYTES) + "\"}", "too many");
      Files.write(
          folder.resolve("latin.json"),
          "{\"image\": \"Müller\"}".getBytes(StandardCharsets.ISO_8859_1));
      assertThrows(JobRefusedException.class, () -> BatchJobs.read(folder.resolve("latin.json")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/tmp/x.dcm",
          "../x.dcm",
          "a/../../x.dcm",
          "a/../x.dcm",
          "C:/x.dcm",
          "c:x.dcm",
          "a\\\\..\\\\x.dcm",
          "\\\\\\\\server\\\\x.dcm",
          "a//x.dcm",
          "a/./x.dcm",
          ".x.dcm",
          "a/.b/x.dcm",
          "x.dcm/",
          "x\\u0000.dcm",
          "x\\n.dcm",
          "a /x.dcm",
          "NUL.dcm",
          "a/con/x.dcm",
          ".dcm",
          "x?.dcm",
          "x",
          "",
          " "
        })
    void cannot_name_an_output_out_of_the_folder_or_that_some_disk_refuses(String out)
        throws IOException {
      refused("a.json", FULL.replace("site-2/ct1.dcm", out));
    }

    @Test
    void cannot_have_outputs_with_names_too_long_or_too_deep() throws IOException {
      refused("a.json", FULL.replace("site-2/ct1", "x".repeat(181)), "more than 180 bytes");
      refused("a.json", FULL.replace("site-2/ct1", "x/".repeat(16) + "y"), "16 folders");
    }

    @Test
    void of_a_folder_come_in_the_order_of_their_names() throws Exception {
      write("b.json", FULL.replace("ct1.dcm", "2.dcm"));
      write("a.json", FULL.replace("ct1.dcm", "3.dcm"));
      write("ct-summary.json", FULL.replace("ct1.dcm", "1.dcm"));
      for (String other :
          List.of(
              "a.result.json",
              "a.provenance.json",
              "summary.json",
              "summary-1-of-2.json",
              ".hidden.json",
              "b.txt")) {
        write(other, "no job");
      }
      Files.createDirectory(folder.resolve("sub"));
      assertEquals(
          List.of("site-2/3.dcm", "site-2/2.dcm", "site-2/1.dcm"),
          BatchJobs.read(folder).jobs().stream().map(BatchJob::out).toList());
      write("c.json", "{}");
      assertThrows(JobRefusedException.class, () -> BatchJobs.read(folder));
      assertThrows(JobRefusedException.class, () -> BatchJobs.read(folder.resolve("sub")));
    }
  }

  @Nested
  class Tables {
    private static final String HEAD = "image,series,label,code,prompt,propagate,out\n";

    @Test
    void join_the_rows_of_a_job_and_of_a_structure() throws Exception {
      String text =
          "\uFEFF"
              + HEAD
              + "ct1,,Liver,,\"point:+:1,2,3|point:-:4,5,3\",,ct1.dcm\r\n"
              + "\r\n"
              + "ct2,3,\"Cyst, \"\"left\"\"\",SCT:1:x,\"box:4:1,2,3,4\",none,ct2.nii.gz\r\n"
              + "ct1,,Spleen,,\"point:+:9,9,9\",2..9,ct1.dcm\r\n"
              + "ct1,,Liver,,\"scribble:+:3:1,2;3,4\",,ct1.dcm";
      List<BatchJob> jobs = BatchJobs.read(write("jobs.csv", text)).jobs();
      assertEquals(List.of("ct1.dcm", "ct2.nii.gz"), jobs.stream().map(BatchJob::out).toList());
      assertEquals(
          List.of(
              new JobStructure(
                  "Liver",
                  "",
                  List.of("point:+:1,2,3", "point:-:4,5,3", "scribble:+:3:1,2;3,4"),
                  "all",
                  false),
              new JobStructure("Spleen", "", List.of("point:+:9,9,9"), "2..9", false)),
          jobs.get(0).structures());
      assertEquals("Cyst, \"left\"", jobs.get(1).structures().get(0).label());
      assertEquals(Optional.of("3"), jobs.get(1).series());
      assertEquals(MaskFileFormat.NIFTI, jobs.get(1).format());
      assertEquals(folder.resolve("ct1"), jobs.get(0).image());
    }

    @Test
    void may_have_tabs_or_semicolons_between_their_cells() throws Exception {
      String tab = "out\timage\tprompt\tcrossgaps\nx.dcm\tct\tpoint:+:1,2,3\tyes\n";
      BatchJob job = BatchJobs.read(write("jobs.tsv", tab)).jobs().get(0);
      assertTrue(job.structures().get(0).crossGaps());
      String semicolon =
          """
          image;prompt;out;modality;window;reference;format
          ct;"point:+:1,2,3|scribble:+:3:1,2;3,4";x.dcm;ct;-100..200;ref;SEG
          """;
      BatchJob other = BatchJobs.read(write("jobs.csv", semicolon)).jobs().get(0);
      assertEquals(2, other.structures().get(0).prompts().size());
      assertEquals(Optional.of(new Window(-100, 200)), other.window());
      assertNotEquals(job.sha256(), other.sha256());
    }

    @Test
    void with_what_is_misspelt_are_refused_with_the_line() throws IOException {
      refused("t.csv", "", "no row");
      refused("t.csv", HEAD, "no row");
      refused("t.csv", "image,prompt,out,colour\na,b,c,d\n", "line 1", "colour", "known are image");
      refused("t.csv", "image,prompt,Image,out\na,b,c,d\n", "line 1", "twice");
      refused("t.csv", "image,prompt\na,b\n", "line 1", "\"out\" is missing");
      refused("t.csv", HEAD + "ct,,L,,point:+:1,2,3,,x.dcm\n", "line 2", "9 cells", "quotes");
      refused("t.csv", HEAD + "ct,,L,,\"point:+:1,2,3,,x.dcm\n\n\n", "line 2", "never closed");
      refused("t.csv", HEAD + "ct,,L,,\"point\"x,,x.dcm\n", "line 2", "follows a cell");
      refused("t.csv", HEAD + "ct,,L\"x\",,p,,x.dcm\n", "line 2", "quote");
      refused("t.csv", HEAD + "\nct,,L,,\"point:+:1,2\",,x.dcm\n", "line 3", "structure 1");
      refused("t.csv", HEAD + "ct,,L,,,,x.dcm\n", "line 2", "structure 1");
      refused("t.csv", HEAD + "ct,,L\n", "line 2");
      refused(
          "t.csv",
          HEAD + "ct,,L,,\"point:+:1,2,3\",,x.dcm\nct,,L,,\"point:+:1,2,3\",none,x.dcm\n",
          "line 3",
          "propagate",
          "line 2");
      refused(
          "t.csv",
          "image,prompt,out,window\nct,box:1:1;1,x.dcm,1..2\nct,box:1:1;1,x.dcm,1..3\n",
          "line 3",
          "window");
      refused("t.csv", "image\tprompt\tout\tcrossGaps\n", "no row");
      refused("t.tsv", "image\tprompt\tout\tcrossGaps\na\tb\tx.dcm\tmaybe\n", "crossGaps", "yes");
    }

    @Test
    void of_hostile_sizes_are_refused_before_they_fill_the_memory() throws IOException {
      String row = "a,,,,,\n";
      refused(
          "t.csv",
          HEAD + row.repeat(DelimitedText.MOST_ROWS),
          "more than " + DelimitedText.MOST_ROWS + " rows");
      String full = "a,a,a,a,a,a,a\n";
      refused(
          "t.csv",
          HEAD + full.repeat(DelimitedText.MOST_CELLS / 7 + 1),
          "more than " + DelimitedText.MOST_CELLS + " cells");
      refused("t.csv", HEAD + "\n" + ",".repeat(20_000_000), "line 3", "more than 64 cells");
    }

    @Test
    void of_many_empty_rows_and_cells_are_read() throws Exception {
      String text = HEAD + "\n".repeat(1_500_000) + ",,,,,,\n".repeat(1_000_000);
      Path file = write("t.csv", text + "ct,,L,,\"point:+:1,2,3\",,x.dcm\n");
      assertEquals(1, BatchJobs.read(file).jobs().size());
    }

    @Test
    void with_two_jobs_of_one_target_are_refused() throws IOException {
      String row = ",,L,,\"point:+:1,2,3\",,";
      for (String other : List.of("X.DCM", "x.nii.gz", "x.dcm", "x.nii")) {
        Path file = write("t.csv", HEAD + "a" + row + "x.dcm\nb" + row + other + "\n");
        JobRefusedException e =
            assertThrows(JobRefusedException.class, () -> BatchJobs.read(file), other);
        assertTrue(e.getMessage().contains("same target"), e.getMessage());
      }
    }
  }

  @Test
  void shards_are_a_partition_whatever_their_number() throws Exception {
    StringBuilder text = new StringBuilder("image,prompt,out\n");
    for (int n = 0; n < 7; n++) {
      text.append("ct,\"point:+:1,2,3\",m" + n + ".dcm\n");
    }
    BatchJobs jobs = BatchJobs.read(write("jobs.csv", text.toString()));
    for (int of = 1; of <= 9; of++) {
      Set<BatchJob> seen = new HashSet<>();
      int count = 0;
      for (int number = 1; number <= of; number++) {
        List<BatchJob> shard = jobs.shard(number, of).jobs();
        assertTrue(
            shard.size() == 7 / of || shard.size() == 7 / of + 1, shard.size() + " of " + of);
        seen.addAll(shard);
        count += shard.size();
      }
      assertEquals(7, count);
      assertEquals(Set.copyOf(jobs.jobs()), seen);
    }
    assertThrows(IllegalArgumentException.class, () -> jobs.shard(0, 2));
    assertThrows(IllegalArgumentException.class, () -> jobs.shard(3, 2));
  }
}
