package io.github.voxelclick.provenance;

import com.google.gson.stream.JsonWriter;
import io.github.voxelclick.volume.CodedConcept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes a document. Keys have always the same order; what is unknown is left out. */
final class ProvenanceWriter {
  private final JsonWriter out;

  private ProvenanceWriter(JsonWriter out) {
    this.out = out;
  }

  static byte[] bytes(ProvenanceFile document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStreamWriter text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        JsonWriter out = new JsonWriter(text)) {
      out.setIndent(" ");
      new ProvenanceWriter(out).write(document);
      text.write('\n');
    } catch (IOException e) {
      throw new IllegalStateException("memory does not refuse bytes", e);
    }
    return bytes.toByteArray();
  }

  private void write(ProvenanceFile document) throws IOException {
    out.beginObject();
    out.name("format").value(ProvenanceJson.FORMAT);
    out.name("version").value(ProvenanceJson.VERSION);
    out.name("software").beginObject();
    out.name("name").value(document.software().name());
    out.name("version").value(document.software().version());
    out.endObject();
    time("saved", Optional.of(document.saved()));
    text("reader", document.reader());
    out.name("runtime").beginObject();
    out.name("java").value(document.runtime().java());
    text("onnxRuntime", document.runtime().onnxRuntime());
    text("device", document.runtime().device());
    out.endObject();
    write(document.volume());
    out.name("models").beginArray();
    for (ProvenanceFile.Model model : document.models()) {
      out.beginObject();
      out.name("name").value(model.name());
      out.name("sha256").value(model.sha256());
      out.name("family").value(model.family());
      out.endObject();
    }
    out.endArray();
    out.name("segments").beginArray();
    for (SegmentProvenance segment : document.segments()) {
      write(segment);
    }
    out.endArray();
    text("entries", document.entries().map(e -> Base64.getEncoder().encodeToString(e.packed())));
    out.endObject();
  }

  private void write(ProvenanceFile.ScannedVolume volume) throws IOException {
    out.name("volume").beginObject();
    out.name("fingerprint").value(volume.fingerprint());
    text("modality", volume.modality());
    out.name("size").beginArray();
    out.value(volume.size().i()).value(volume.size().j()).value(volume.size().k());
    out.endArray();
    out.name("spacingMm").beginArray();
    for (double mm : volume.spacingMm()) {
      out.value(mm);
    }
    out.endArray();
    out.endObject();
  }

  private void write(SegmentProvenance segment) throws IOException {
    out.beginObject();
    out.name("number").value(segment.number());
    out.name("label").value(segment.label());
    if (segment.code().isPresent()) {
      CodedConcept code = segment.code().get();
      out.name("code").beginObject();
      out.name("value").value(code.value());
      out.name("scheme").value(code.scheme());
      out.name("meaning").value(code.meaning());
      out.endObject();
    }
    text("trackingUid", segment.trackingUid());
    text("trackingId", segment.trackingId());
    out.name("voxels").value(segment.voxels());
    out.name("volumeMl").value(segment.volumeMl());
    out.name("maskSha256").value(segment.maskSha256());
    out.name("seconds").value(segment.seconds());
    time("began", segment.began());
    time("ended", segment.ended());
    write(segment.interactions());
    out.name("slices").beginArray();
    for (SliceProvenance slice : segment.slices()) {
      write(slice);
    }
    out.endArray();
    out.name("rejected").value(segment.rejected());
    out.endObject();
  }

  private void write(Interactions i) throws IOException {
    out.name("interactions").beginObject();
    out.name("clicksPositive").value(i.clicksPositive());
    out.name("clicksNegative").value(i.clicksNegative());
    out.name("boxes").value(i.boxes());
    out.name("scribbles").value(i.scribbles());
    out.name("promptsRemoved").value(i.promptsRemoved());
    out.name("promptsMoved").value(i.promptsMoved());
    out.name("edits").value(i.edits());
    out.name("shapeTools").value(i.shapeTools());
    out.name("propagations").value(i.propagations());
    out.name("interpolations").value(i.interpolations());
    out.name("confirmations").value(i.confirmations());
    out.name("undone").value(i.undone());
    out.endObject();
  }

  private void write(SliceProvenance slice) throws IOException {
    out.beginObject();
    out.name("axis").value(slice.axis().name());
    out.name("index").value(slice.index());
    out.name("origin").value(slice.origin().name());
    out.name("confirmed").value(slice.confirmed());
    number("confidence", slice.confidence());
    out.name("voxels").value(slice.voxels());
    out.name("prompts").value(slice.prompts());
    out.name("edits").value(slice.edits());
    if (slice.model().isPresent()) {
      ModelUse use = slice.model().get();
      out.name("model").beginObject();
      if (use.place().isPresent()) {
        out.name("place").value(use.place().getAsInt());
      }
      out.name("by").value(use.by().name().toLowerCase(Locale.ROOT));
      number("confidence", use.confidence());
      out.name("voxels").value(use.voxels());
      out.name("differing").value(use.differing());
      time("at", use.at());
      out.endObject();
    }
    out.endObject();
  }

  private void text(String key, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      out.name(key).value(text.get());
    }
  }

  private void time(String key, Optional<Instant> time) throws IOException {
    text(key, time.map(Instant::toString));
  }

  private void number(String key, OptionalDouble number) throws IOException {
    if (number.isPresent()) {
      out.name(key).value(number.getAsDouble());
    }
  }
}
