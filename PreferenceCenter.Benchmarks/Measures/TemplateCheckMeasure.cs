using System.Text;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures checks of a newsletter of 100 KB of HTML, one after the other in this process, a second of processor time.
/// </summary>
internal sealed class TemplateCheckMeasure : Measure
{
    private const int Size = 100 * 1024;
    private const int Warm = 600;
    private const int Checks = 200;
    private static readonly Floor PerSecond = Floor.AtLeast(50);

    public override string Name => "template-check";

    public override Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var (bytes, context) = Newsletter(bench.Now);
        // By number and not by time: on a busy machine the compiler would not be done with a few.
        Count(bytes, context, Warm, cancel);
        var rounds = new List<double>();
        for (var round = 0; round < bench.Options.Rounds; round++)
            rounds.Add(Count(bytes, context, Checks, cancel));
        return Task.FromResult<IReadOnlyList<Row>>([
            new Row(
                $"template check, {Figure.Text(bytes.Length / 1024)} KB of HTML",
                Median.Of(rounds),
                "/s a core",
                Floor: PerSecond
            ),
        ]);
    }

    private static double Count(byte[] bytes, TemplateContext context, int checks, CancellationToken cancel)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < checks; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (!TemplateCheck.Run(bytes, TemplateStage.Source, context).Passes)
                throw new InvalidOperationException("The newsletter is not sound.");
        }
        return checks / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    // As editors of newsletters make them: tables in tables, each cell with its style, and rules for phones and dark.
    private static (byte[] Html, TemplateContext Context) Newsletter(DateTimeOffset now)
    {
        var site = new Site
        {
            PublicUrl = new Uri("https://preferences.example.org"),
            Name = "Northwind",
            Controller = "Northwind Ltd",
            PostalAddress = "Northwind Ltd, 1 Harbour Street, Cork, Ireland",
            PrivacyContact = "privacy@example.org",
            PrivacyNoticeUrl = "https://example.org/privacy",
            SupervisoryAuthority = "",
            Languages = ["en"],
        };
        var keys = new LinkKeys([new LinkKey(1, new byte[LinkKey.SecretLength], null, null)], 1);
        var links = new LinkMint(site.PublicUrl, null, "example.org").For(keys, Guid.Empty, 7, now);
        var html = new StringBuilder(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>News</title><style>body{margin:0;background:#f4f4f4}a{color:#0645ad}"
        );
        for (var i = 0; i < 100; i++)
            html.Append(null, $".m{i} td a.c{i % 10}{{padding:{i}px;color:#{100 + i}}}");
        html.Append("@media (max-width:600px){");
        for (var i = 0; i < 50; i++)
            html.Append(null, $".m{i}{{width:100%!important;font-size:{14 + i % 5}px}}");
        html.Append(
            "}@media (prefers-color-scheme:dark){.c1{background:#111!important;color:#eee!important}}</style></head><body>"
        );
        for (var i = 0; html.Length < Size - 700; i++)
            html.Append(
                null,
                $"<table role=\"presentation\" width=\"100%\" bgcolor=\"#ffffff\" style=\"border-collapse:collapse\"><tr><td class=\"m{i % 100}\" style=\"padding:{i % 30}px 24px;font-family:Arial,sans-serif;font-size:15px;line-height:22px;color:#333333\"><h2 style=\"margin:0 0 8px;font-size:20px\">Piece {i} of the news</h2><p style=\"margin:0 0 16px\">The library is open again on Saturdays, and the reading room has new lamps for everybody who reads late.</p><a class=\"c{i % 10}\" href=\"https://example.org/news/{i}\" style=\"background:#0a4a7a;color:#ffffff;padding:10px 18px;display:inline-block;text-decoration:none\">Read on</a> <img src=\"https://example.org/p{i}.png\" width=\"300\" height=\"120\" alt=\"A lamp\"></td></tr></table>\n"
            );
        html.Append(
            null,
            $"<p style=\"font-size:12px;color:#444444\">{site.PostalAddress}<br><a href=\"{links.UnsubscribeUrl}\">Unsubscribe</a> · <a href=\"{links.PreferencesUrl}\">Email preferences</a></p></body></html>"
        );
        var context = new TemplateContext(site)
        {
            Keys = keys,
            Now = now,
            Topic = new TemplateTopic("news", 7, "<news.example.org>", TrackingNotice: false),
        };
        return (Encoding.UTF8.GetBytes(html.ToString()), context);
    }
}
