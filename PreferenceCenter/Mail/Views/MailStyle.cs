namespace PreferenceCenter.Mail.Views;

/// <summary>
/// Style of emails: the colours, fonts and logo of the site's pages. The sheet is written once in the head: inline it
/// would be half of the email. Clients that drop it show plain text and links in order. Only the button has inline
/// colours, so its dark colours need !important.
/// </summary>
/// <param name="fonts">Font families, as CSS.</param>
/// <param name="logo">The same file for every reader, so that fetching it names nobody; null for none.</param>
internal sealed class MailStyle(MailColours light, MailColours dark, string fonts, Uri? logo)
{
    public Uri? Logo { get; } = logo;

    public string Button { get; } =
        $"display:inline-block;padding:12px 24px;border-radius:24px;font-weight:bold;background:{light.Brand};color:{light.Over};text-decoration:none";

    public string Sheet { get; } =
        ":root{color-scheme:light dark}"
        + $"body{{margin:0;background:{light.Ground};color:{light.Ink};font:16px/1.5 {fonts}}}"
        + ".w{max-width:560px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere}"
        + ".s{margin:0 4px 12px;font-weight:bold}"
        + (logo is null ? "" : ".s img{vertical-align:middle;margin-inline-end:12px}")
        + $".c{{background:{light.Card};border-radius:20px;padding:24px}}"
        + "h1{margin:0 0 12px;font-size:24px;line-height:1.25}"
        + "p{margin:0 0 16px}.c p:last-child{margin:0}ul{margin:0 0 16px;padding:0 20px}li{margin:0 0 8px}"
        + $"pre{{margin:0;white-space:pre-wrap}}a{{color:{light.Brand}}}"
        + $".m,.f,.f a{{color:{light.Soft};font-size:14px}}.f{{padding:16px 4px}}.f p{{margin:0 0 8px}}"
        + $"@media (prefers-color-scheme:dark){{body{{background:{dark.Ground}!important;color:{dark.Ink}!important}}"
        + $".c{{background:{dark.Card}!important}}a{{color:{dark.Brand}}}"
        + $".b{{background:{dark.Brand}!important;color:{dark.Over}!important}}.m,.f,.f a{{color:{dark.Soft}!important}}}}";
}
