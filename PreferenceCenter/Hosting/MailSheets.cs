using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Style sheets of emails as files, for previews: the content policy of the console refuses style elements.
/// </summary>
internal sealed class MailSheets(SiteMailStyle style)
{
    private sealed record Made(MailStyle Of, LazyAsset Light, LazyAsset Dark);

    private volatile Made? made;

    public LazyAsset Light => Now.Light;
    public LazyAsset Dark => Now.Dark;

    private Made Now =>
        made is { } known && known.Of == style.Now
            ? known
            : made = new Made(style.Now, Sheet(style.Now, dark: false), Sheet(style.Now, dark: true));

    private static LazyAsset Sheet(MailStyle style, bool dark) =>
        new(
            dark ? "preview-mail-dark" : "preview-mail-light",
            "css",
            "text/css; charset=utf-8",
            () => StyleSheet.OnScreen(style.Sheet, dark),
            style.Sheet
        );
}
