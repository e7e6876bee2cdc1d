package io.github.voxelclick.report;

/**
 * What every page has. Colours are those of Okabe and Ito, which are told apart by nearly all
 * people and on paper; signs differ by form as well.
 */
final class PageStyle {
  static final String CSS =
      """
      :root { color-scheme: light; }
      body { margin: 0; background: #fff; color: #1a1a1a;
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
      main { max-width: 76rem; margin: 0 auto; padding: 1.5rem; }
      h1 { font-size: 1.7rem; line-height: 1.2; }
      h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid #bbb; }
      p, dl { max-width: 48rem; }
      .wide { overflow-x: auto; }
      .side { display: flex; flex-wrap: wrap; gap: 1.5rem; }
      figure { margin: 1rem 0; }
      figcaption { font-size: .9rem; max-width: 56rem; overflow-wrap: anywhere; }
      .side figure { width: 440px; }
      svg { display: block; max-width: 100%; height: auto; }
      table { border-collapse: collapse; font-size: .85rem; margin: 1rem 0; }
      caption { text-align: left; font-weight: 600; padding: .25rem 0; overflow-wrap: anywhere; }
      th, td { border-bottom: 1px solid #ddd; padding: .3rem .6rem; text-align: left;
        vertical-align: top; }
      tbody th { font-weight: 400; min-width: 8rem; max-width: 20rem; overflow-wrap: anywhere; }
      td { overflow-wrap: anywhere; }
      thead th { border-bottom: 2px solid #888; vertical-align: bottom; }
      td.n { text-align: right; font-variant-numeric: tabular-nums; min-width: 3rem; }
      tr.few th, tr.few td { color: #595959; font-style: italic; }
      dt { font-weight: 600; margin-top: .6rem; }
      dd { margin-left: 1.2rem; }
      text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif;
        fill: #1a1a1a; unicode-bidi: isolate; }
      .tick { font-size: 12px; }
      .small { font-size: 11px; fill: #595959; }
      .name { font-weight: 600; }
      .grid { stroke: #e3e3e3; }
      .axis { stroke: #595959; }
      .ideal { stroke: #8c8c8c; stroke-dasharray: 2 4; }
      .stroke { fill: none; stroke-width: 1.6; }
      .dashed { stroke-dasharray: 7 4; }
      .stroke.a { stroke: #0072b2; }
      .stroke.b { stroke: #d55e00; }
      .stroke.ink { stroke: #595959; stroke-width: 1.3; }
      .full.a { fill: #0072b2; }
      .full.b { fill: #d55e00; }
      .hollow { fill: #fff; stroke-width: 1.5; }
      .hollow.a { stroke: #0072b2; }
      .hollow.b { stroke: #d55e00; }
      .box.a { fill: #cfe3f0; stroke: #0072b2; stroke-width: 1.4; }
      .median { stroke: #00324f; stroke-width: 3.5; }
      @media print {
        body { font-size: 10pt; }
        main { max-width: none; padding: 0; }
        .wide { overflow: visible; }
        table { font-size: 7.5pt; }
        th, td { padding: .15rem .3rem; }
        figure, tr { break-inside: avoid; }
        h2 { break-after: avoid; }
        * { print-color-adjust: exact; }
      }
      """;

  static final String MEANING =
      """
      <h2>What the figures mean</h2>
      <dl>
      <dt>Segments</dt><dd>Those to which anything was done. Of several saves of one case, which is
      the same volume, reader, number and name of the segment, the latest counts.</dd>
      <dt>Interactions</dt><dd>Clicks, boxes, scribbles, edits, tools, propagations, interpolations,
      confirmations, prompts moved and removed, and steps undone.</dd>
      <dt>Seconds</dt><dd>Pauses between two deeds on a segment, those of at most 60 s, added up.</dd>
      <dt>Rejected</dt><dd>Results of models that were undone or whose prompt was removed, by all
      results.</dd>
      <dt>Seen</dt><dd>Slices that a person confirmed, prompted or drew on.</dd>
      <dt>Corrected</dt><dd>Seen slices whose saved mask has a Dice below 0.95 to the model's, by all
      seen slices. The model's mask is the carried one, or the first answer where a slice began with
      a prompt: a second click counts as a correction of the first answer.</dd>
      <dt>Pixels changed</dt><dd>Pixels that differ between the two masks, by pixels of the saved
      ones, over seen slices.</dd>
      <dt>Confidence</dt><dd>With at least 20 slices of 5 segments: Spearman's rank correlation from
      0.5 "tells where to look", from 0.2 "tells a little", above −0.2 "hardly tells anything".</dd>
      <dt>Too few</dt><dd>Fewer than 5 segments (or slices, or in a week or month): shown, but
      nothing to judge by.</dd>
      </dl>
      <p>A person's correction is no truth: who confirms everything has no corrections. Groups differ
      in their cases, not in their model alone. Not a medical device.</p>
      """;

  private PageStyle() {}
}
