package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch is killed at random moments and goes on where it was. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("one-jdk")
class BatchKillTest {
  private static final int JOBS = 12;

  /** From starting to be at work. */
  private static final int WHOLE_LIFE_MILLIS = 2500;

  /** A job takes about as long. */
  private static final int AT_WORK_MILLIS = 400;

  @TempDir Path folder;
  private Path table;
  private Random random = new Random();

  private Path writeJobs() throws IOException {
    Studies.writeDicom(Studies.OBLIQUE, folder.resolve("oblique"));
    Studies.writeDicom(Studies.AXIAL, folder.resolve("axial"));
    Studies.writeNifti(Studies.TALL, folder.resolve("tall/image.nii.gz"));
    StringBuilder text = new StringBuilder("image,modality,label,prompt,out\n");
    for (int n = 0; n < JOBS; n++) {
      Studies.Study study = List.of(Studies.OBLIQUE, Studies.AXIAL, Studies.TALL).get(n % 3);
      text.append(List.of("oblique,,", "axial,,", "tall/image.nii.gz,CT,").get(n % 3))
          .append("Liver,\"")
          .append(n % 2 == 0 ? study.clickFirst() : study.clickSecond())
          .append("\",site-")
          .append(n % 2)
          .append("/mask")
          .append(n)
          .append(n % 3 == 2 ? ".nii.gz\n" : ".dcm\n");
    }
    return Files.writeString(folder.resolve("jobs.csv"), text);
  }

  private Process start(Path out) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Duser.home=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "batch",
            table.toString(),
            "--out",
            out.toString())
        .redirectError(folder.resolve("err.log").toFile())
        .start();
  }

  /** While a mask is written, checked and moved, as long as that takes on a disk of any speed. */
  private static final int SAVING_MICROS = 30_000;

  /**
   * Starts a batch and kills it: at any moment of its life, at work, or while it saves.
   *
   * @return whether it was still running
   */
  private boolean killed(Path out) throws Exception {
    Process child = start(out);
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      int when = random.nextInt(6);
      if (when == 0) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(WHOLE_LIFE_MILLIS));
      } else if (when < 4) {
        for (int n = random.nextInt(2); n > 0; n--) {
          lines.readLine();
        }
        while (child.isAlive() && !isSaving(out)) {
          TimeUnit.MICROSECONDS.sleep(500);
        }
        TimeUnit.MICROSECONDS.sleep(random.nextInt(SAVING_MICROS));
      } else {
        String line = lines.readLine();
        for (int n = random.nextInt(3); n > 0 && line != null; n--) {
          line = lines.readLine();
        }
        TimeUnit.MICROSECONDS.sleep(random.nextInt(AT_WORK_MILLIS * 1000));
      }
      boolean alive = child.isAlive();
      child.toHandle().destroyForcibly();
      child.waitFor();
      return alive;
    }
  }

  /** Whether a file lies in the hidden folder of a job, which may be gone at the next look. */
  private static boolean isSaving(Path out) {
    for (int n = 0; n < JOBS; n++) {
      String[] files = out.resolve("site-" + n % 2 + "/.mask" + n + ".job").toFile().list();
      if (files != null && files.length > 0) {
        return true;
      }
    }
    return false;
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static Map<String, Path> filesOf(Path out) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    if (Files.exists(out)) {
      try (Stream<Path> all = Files.walk(out)) {
        all.filter(Files::isRegularFile)
            .forEach(f -> files.put(out.relativize(f).toString().replace('\\', '/'), f));
      }
    }
    return files;
  }

  /**
   * Results that say done, with their bytes. A mask is that of its result, but where a process was
   * killed between moving the one and the other: then the other lies ready in the hidden folder.
   */
  private static Map<String, byte[]> assertWhole(Path out) throws Exception {
    Map<String, Path> files = filesOf(out);
    Map<String, byte[]> done = new TreeMap<>();
    for (Map.Entry<String, Path> f : files.entrySet()) {
      if (f.getKey().endsWith(".result.json")) {
        JsonObject mask = json(f.getValue()).getAsJsonObject("mask");
        Path file = f.getValue().resolveSibling(mask.get("name").getAsString());
        assertEquals(mask.get("sha256").getAsString(), sha256(file), f.getKey());
        done.put(f.getKey(), Files.readAllBytes(f.getValue()));
      } else if (f.getKey().matches("site-./mask\\d+\\.(dcm|nii\\.gz)")) {
        String stem = f.getKey().replaceFirst("\\.(dcm|nii\\.gz)$", "");
        String ready = stem.replace("/", "/.") + ".job/result.json";
        Path result =
            files.containsKey(stem + ".result.json")
                ? files.get(stem + ".result.json")
                : files.get(ready);
        assertTrue(result != null, f.getKey() + " has no result among " + files.keySet());
        assertEquals(
            json(result).getAsJsonObject("mask").get("sha256").getAsString(),
            sha256(f.getValue()),
            f.getKey());
      }
    }
    return done;
  }

  /** Hashes of all structures' voxels, by the result's name. */
  private static Map<String, String> voxels(Path out) throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Map.Entry<String, Path> f : filesOf(out).entrySet()) {
      if (f.getKey().endsWith(".result.json")) {
        List<String> hashes = new ArrayList<>();
        json(f.getValue())
            .getAsJsonArray("structures")
            .forEach(s -> hashes.add(s.getAsJsonObject().get("maskSha256").getAsString()));
        all.put(f.getKey(), hashes.toString());
      }
    }
    return all;
  }

  private void killedAndResumed(int kills) throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println("crash.seed=" + seed);
    random = new Random(seed);
    table = writeJobs();
    Path wanted = folder.resolve("wanted");
    CommandLineRun.of("batch", table, "--out", wanted).assertDone();
    int count = 0;
    int atWork = 0;
    int round = 0;
    int halves = 0;
    while (count < kills) {
      Path out = folder.resolve("out" + round++);
      Map<String, byte[]> done = Map.of();
      while (done.size() < JOBS && count < kills) {
        atWork += killed(out) ? 1 : 0;
        count++;
        halves += filesOf(out).keySet().stream().anyMatch(f -> f.contains(".job/")) ? 1 : 0;
        Map<String, byte[]> now = assertWhole(out);
        for (Map.Entry<String, byte[]> before : done.entrySet()) {
          assertArrayEquals(before.getValue(), now.get(before.getKey()), "was done again");
        }
        done = now;
      }
      CommandLineRun last = CommandLineRun.of("batch", table, "--out", out).assertDone();
      for (Map.Entry<String, byte[]> before : done.entrySet()) {
        assertArrayEquals(
            before.getValue(), Files.readAllBytes(out.resolve(before.getKey())), last.out());
      }
      assertWhole(out);
      assertEquals(filesOf(wanted).keySet(), filesOf(out).keySet());
      assertEquals(voxels(wanted), voxels(out));
    }
    System.out.printf(
        "%d kills in %d runs, %d of them at work, %d with a job half made%n",
        count, round, atWork, halves);
  }

  @Test
  void a_killed_batch_goes_on_where_it_was() throws Exception {
    killedAndResumed(8);
  }

  @Test
  @Tag("crash")
  void a_batch_killed_very_often_goes_on_where_it_was() throws Exception {
    killedAndResumed(Integer.getInteger("crash.batchKills", 60));
  }

  @Test
  void a_batch_that_is_told_to_end_leaves_whole_jobs_and_says_so() throws Exception {
    table = writeJobs();
    Path out = folder.resolve("out");
    Process child = start(out);
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      String first = lines.readLine();
      assertTrue(first != null && first.contains("done"), first);
      child.toHandle().destroy(); // SIGTERM, as schedulers send it
      int exit = child.waitFor();
      assertTrue(exit == 143 || exit == 1, "exit code " + exit); // 1 on Windows
    }
    Map<String, Path> files = filesOf(out);
    assertTrue(files.keySet().stream().noneMatch(f -> f.contains("/.")), files.keySet().toString());
    int done = assertWhole(out).size();
    assertTrue(done >= 1 && done < JOBS, done + " done");
    assertEquals(JOBS - done, json(out.resolve("summary.json")).get("cancelled").getAsInt());
    CommandLineRun.of("batch", table, "--out", out).assertDone();
  }
}
