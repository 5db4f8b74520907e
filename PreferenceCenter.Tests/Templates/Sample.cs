using System.Globalization;
using System.Text;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Tests.Templates;

/// <summary>A message whose pieces a test changes, one by one. As it stands it is sound.</summary>
internal sealed record Sample
{
    public const string Address = "Northwind Ltd, 1 Harbour Street, Cork, Ireland";
    public static readonly DateTimeOffset Now = DateTimeOffset.Parse(
        "2026-11-29T12:00:00Z",
        CultureInfo.InvariantCulture
    );
    public static readonly Guid Ann = Guid.Parse("7a3a5e21-7c1b-4d2a-9b3c-0123456789ab");
    public static readonly LinkKeys Keys = new(
        [new LinkKey(1, [.. Enumerable.Range(0, 32).Select(i => (byte)i)], null, null)],
        1
    );
    public static readonly Site Site = new()
    {
        PublicUrl = new Uri("https://prefs.example.org"),
        Name = "Northwind",
        Controller = "Northwind Ltd",
        PostalAddress = Address,
        PrivacyContact = "privacy@example.org",
        PrivacyNoticeUrl = "https://example.org/privacy",
        SupervisoryAuthority = "",
        Languages = ["en"],
    };
    public static readonly TemplateContext Context = new(Site)
    {
        Now = Now,
        Keys = Keys,
        Topic = new TemplateTopic("news", 7, "News <news.prefs.example.org>", TrackingNotice: false),
    };

    public static readonly string U = Links(7).UnsubscribeUrl;
    public static readonly string P = Links(7).PreferencesUrl;

    /// <summary>A link of a test message.</summary>
    public static readonly string TestU =
        $"https://prefs.example.org/u/{SignedLink.Mint(TestLinkKeys.Of(Keys).Active, LinkPurpose.Unsubscribe, Ann, 7, (uint)Now.ToUnixTimeSeconds())}";

    public string Doctype { get; init; } = "<!doctype html>";
    public string Html { get; init; } = "<html lang=\"en\">";
    public string Head { get; init; } = "<title>News of November</title>";
    public string Style { get; init; } = "";
    public string Body { get; init; } = "<body>";
    public string Words { get; init; } =
        "<h1>News</h1><p>The library is open again on Saturdays, and the reading room has new lamps.</p>";
    public string Leave { get; init; } = $"<a href=\"{U}\">Unsubscribe</a>";
    public string Choose { get; init; } = $"<a href=\"{P}\">Email preferences</a>";
    public string Where { get; init; } = "<p>Northwind Ltd<br>1 Harbour Street, Cork, Ireland</p>";

    /// <summary>The HTML around words, links and address; {0} is all of them.</summary>
    public string Frame { get; init; } = "{0}";
    public string? Text { get; init; } =
        $"The library is open again on Saturdays.\n\nUnsubscribe: {U}\nPreferences: {P}\n\nNorthwind Ltd\n1 Harbour Street, Cork, Ireland\n";
    public string? Amp { get; init; }
    public string From { get; init; } = "From: News <news@example.org>";
    public string List { get; init; } = $"List-Unsubscribe: <{U}>, <mailto:u@example.org?subject=unsubscribe>";
    public string Post { get; init; } = "List-Unsubscribe-Post: List-Unsubscribe=One-Click";
    public string Id { get; init; } = "List-Id: News <news.prefs.example.org>";
    public string Signature { get; init; } =
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=k; h=from:to:subject:list-unsubscribe:\r\n list-unsubscribe-post; bh=x; b=y";
    public string More { get; init; } = "Subject: News of November";
    public string Charset { get; init; } = "utf-8";
    public string End { get; init; } = "--b--";

    /// <summary>Stands for all of the message where it is no such one.</summary>
    public string? Raw { get; init; }
    public TemplateStage Stage { get; init; } = TemplateStage.Built;
    public TemplateContext Against { get; init; } = Context;

    public string Page =>
        $"{Doctype}{Html}<head>{Head}<style>{Style}</style></head>{Body}\n"
        + Frame.Replace("{0}", $"{Words}\n<p>{Leave} {Choose}</p>\n{Where}", StringComparison.Ordinal)
        + "</body></html>";

    public byte[] Bytes =>
        Encoding.UTF8.GetBytes(Raw ?? (Stage == TemplateStage.Source ? Page : Message.ReplaceLineEndings("\r\n")));

    public TemplateReport Check() => TemplateCheck.Run(Bytes, Stage, Against);

    public static SubscriberLinks Links(uint scope, Guid? person = null) =>
        new LinkMint(Site.PublicUrl, null, "prefs.example.org").For(Keys, person ?? Ann, scope, Now.AddDays(-1));

    private string Message
    {
        get
        {
            string[] fields =
            [
                Stage == TemplateStage.Received ? "Received: from a by b; Sun, 29 Nov 2026 12:00:00 +0000" : "",
                Signature,
                From,
                "To: ann@example.com",
                "Date: Sun, 29 Nov 2026 12:00:00 +0000",
                "Message-ID: <1@example.org>",
                List,
                Post,
                Id,
                More,
                "MIME-Version: 1.0",
                "Content-Type: multipart/alternative; boundary=b",
            ];
            var parts =
                (Text is null ? "" : $"--b\nContent-Type: text/plain; charset=utf-8\n\n{Text}\n")
                + (Amp is null ? "" : $"--b\nContent-Type: text/x-amp-html; charset=utf-8\n\n{Amp}\n")
                + $"--b\nContent-Type: text/html; charset={Charset}\n\n{Page}\n";
            return string.Join('\n', fields.Where(f => f.Length > 0)) + $"\n\n{parts}{End}\n";
        }
    }
}
