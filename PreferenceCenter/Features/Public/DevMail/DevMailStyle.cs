using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Public.DevMail;

/// <summary>Style sheet of the email viewer for developers, in the colours of the site.</summary>
internal static class DevMailStyle
{
    public static string Of(string? color) =>
        StyleSheet.BuildColours(SiteTheme.Of(color)) + $":root{{--fonts:{SiteTheme.FontFamilies}}}" + Rules;

    private const string Rules = """
        * { box-sizing: border-box }
        body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.5 var(--fonts); overflow-wrap: anywhere }
        a { color: var(--brand) }
        :focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 4px }
        header { display: flex; justify-content: space-between; align-items: baseline; padding: 20px 20px 12px }
        h1 { margin: 0; font-size: 22px } h1 a { color: inherit; text-decoration: none }
        h2 { margin: 0 0 12px; font-size: 22px; line-height: 1.3 }
        .quiet { padding: 4px 0; font-size: 14px }
        .empty { margin: 0; padding: 20px; color: var(--soft) }
        ol { list-style: none; margin: 0; padding: 0 12px 20px }
        .list a[href*="/mail/"] { display: grid; grid-template-columns: 1fr auto; gap: 0 12px; padding: 12px; border-radius: 14px; color: inherit; text-decoration: none }
        .list a[href*="/mail/"]:hover { background: var(--card) }
        .list a[aria-current] { background: var(--tint) !important }
        .subject { font-weight: 600; grid-column: 1 / -1 }
        .to, .when { color: var(--soft); font-size: 14px }
        .to { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
        article { padding: 20px; max-width: 900px }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; margin: 0 0 16px; font-size: 14px }
        dt { color: var(--soft) } dd { margin: 0 }
        .parts { display: flex; gap: 8px; margin: 0 0 12px }
        .parts a { padding: 8px 16px; border: 1px solid var(--line); border-radius: 20px; color: inherit; text-decoration: none; font-size: 14px; background: var(--card) }
        .parts a[aria-current] { background: var(--tint); border-color: var(--brand); font-weight: 600 }
        iframe, pre { display: block; width: 100%; margin: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--card) }
        iframe { height: max(480px, calc(100vh - 270px)) }
        pre { padding: 16px; font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap }
        .reading .list, .listing main { display: none }
        @media (min-width: 900px) {
          body { display: grid; grid-template-columns: 360px 1fr; min-height: 100vh }
          .reading .list, .listing main { display: block }
          .list { border-inline-end: 1px solid var(--line); height: 100vh; overflow-y: auto; position: sticky; top: 0 }
          .back { display: none }
        }
        """;
}
