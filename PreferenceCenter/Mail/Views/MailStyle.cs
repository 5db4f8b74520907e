namespace PreferenceCenter.Mail.Views;

/// <summary>
/// Style sheet of mails, written once in the head: inline it would be half of the mail. Clients that drop it show plain
/// text and links in order. Only the button has inline colours, so its dark colours need !important.
/// </summary>
internal static class MailStyle
{
    public const string Button =
        "display:inline-block;padding:12px 24px;border-radius:8px;background:#3f51b5;color:#fff;text-decoration:none";

    public const string Sheet =
        ":root{color-scheme:light dark}"
        + "body{margin:0;background:#f5f6fb;color:#1e1e2d;font:16px/1.5 system-ui,Arial,sans-serif}"
        + ".w{max-width:560px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere}"
        + ".s{margin:0 4px 12px;font-weight:bold}"
        + ".c{background:#fff;border-radius:12px;padding:24px}"
        + "h1{margin:0 0 12px;font-size:24px;line-height:1.25}"
        + "p{margin:0 0 16px}.c p:last-child{margin:0}ul{margin:0 0 16px;padding:0 20px}li{margin:0 0 8px}"
        + "pre{margin:0;white-space:pre-wrap}a{color:#3546a0}.b{font-weight:bold}"
        + ".m,.f{color:#55596e;font-size:14px}.f{padding:16px 4px}.f p{margin:0 0 8px}.f a{color:#55596e}"
        + "@media (prefers-color-scheme:dark){body{background:#12131c!important;color:#ebecf5!important}.c{background:#1d1f2c!important}"
        + "a{color:#aab6fe}.b{background:#aab6fe!important;color:#12131c!important}.m,.f,.f a{color:#aeb2c7!important}}";
}
