namespace PreferenceCenter.Features.Cli.Proof;

/// <summary>
/// The style sheet inside the proof page: the page is one file that must look right in any browser and on paper.
/// </summary>
internal static class ProofStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e8eaed); --soft: light-dark(#56606b, #a3adb8); --line: light-dark(#d5dae0, #3a424b); --tint: light-dark(#f3f5f7, #1d232a); --bad: light-dark(#a3161b, #ff9b94) }
        * { box-sizing: border-box }
        body { margin: 0; color: var(--ink); background: light-dark(#fff, #12161b); font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif; overflow-wrap: anywhere }
        main { width: min(100% - 2rem, 62rem); margin: 2.5rem auto 4rem }
        h1, h2, h3 { line-height: 1.25; text-wrap: balance; break-after: avoid }
        h1 { margin: 0; font-size: 2.25rem; letter-spacing: -.02em }
        h2 { margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 2px solid var(--ink); font-size: 1.375rem }
        h3 { margin: 1.75rem 0 .5rem; font-size: 1.0625rem }
        header p, thead, .facts th { color: var(--soft) }
        table { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums }
        th, td { padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top }
        th { font-weight: 600 }
        tbody th, .facts th { width: 13rem; font-weight: 500; color: var(--soft) }
        .declared { table-layout: fixed }
        .declared thead td { width: 13rem }
        thead th { color: var(--ink) }
        a { color: inherit }
        blockquote { margin: .25rem 0 .75rem; padding: .5rem 1.25rem; border-inline-start: .25rem solid var(--soft); background: var(--tint) }
        td blockquote { padding: .25rem .75rem }
        pre, code { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
        pre { padding: 1rem; background: var(--tint); white-space: pre-wrap; direction: ltr }
        .bad { color: var(--bad); font-weight: 600 }
        :target { outline: 2px solid var(--soft); outline-offset: 4px }
        @media (max-width: 40rem) { tbody th, .facts th, .declared thead td { width: 7.5rem } }
        @media print {
          :root { color-scheme: light }
          @page { size: A4; margin: 18mm 16mm 20mm }
          body { font-size: 9.5pt; background: none }
          main { width: auto; margin: 0 }
          h1 { font-size: 20pt }
          h2 { font-size: 13pt }
          h3 { font-size: 11pt }
          table { font-size: 8.5pt }
          tr, blockquote, article { break-inside: avoid }
          thead { display: table-header-group }
          pre, code { font-size: 7pt }
          blockquote, pre { background: none; border: 1px solid var(--line) }
          a { text-decoration: none }
        }
        """;
}
