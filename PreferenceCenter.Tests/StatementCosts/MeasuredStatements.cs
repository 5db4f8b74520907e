using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Links;
using PreferenceCenter.Schedule;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Tests.Features;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>
/// Measures what each page, command and periodic work of the program asks of a database that holds so many rows. All
/// are found in what runs: the endpoint table, the commands and the registered work.
/// </summary>
internal sealed class MeasuredStatements(ManyRows many, StatementCounter counter, int rows)
{
    /// <summary>Commands that are not run here, with the reason.</summary>
    private static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["restore"] = "replaces the database, which no server may use meanwhile",
        ["database move"] = "reads each table from end to end into another database",
        ["backup"] = "copies the file, on PostgreSQL each table from end to end",
        ["demo seed"] = "refuses where anybody real is",
        ["demo clear"] = "erases one made-up person after the other",
        ["doctor"] = "asks name servers and mail servers",
        ["ledger verify-receipt"] = "needs no database",
        ["ledger extend-receipt"] = "needs a receipt, and asks for one checkpoint more than verify does",
        ["links rotate"] = "these keys come from settings",
        ["links revoke"] = "these keys come from settings",
    };

    /// <summary>Pages of what is not there, or no more, as somebody sees them: a link that is used once has been.</summary>
    private static readonly string[] Gone =
    [
        "/address/{token}",
        "/back/{token}",
        "/me/{token}",
        "/staff/link/{token}",
        // No logo was uploaded here.
        "/logo/{file}",
    ];

    private readonly List<string> problems = [];
    private readonly Dictionary<string, StatementCost> costs = new(StringComparer.Ordinal);

    /// <summary>Pages and commands that did not do what they are for.</summary>
    public IReadOnlyList<string> Problems => problems;

    public async Task<IReadOnlyDictionary<string, StatementCost>> MeasureAsync()
    {
        // Whoever asks for readiness has it looked at for minutes.
        await many.Web.Browser.GetAsync("/health/ready");
        await counter.LeaveOutWhatRunsByItselfAsync(TimeSpan.FromSeconds(2));
        await PagesAsync(static _ => true);
        await CommandsAsync();
        await WorkAsync();
        return costs;
    }

    /// <summary>Gets every page of the program whose path is wanted.</summary>
    public async Task PagesAsync(Func<string, bool> wanted)
    {
        var patterns = many
            .Web.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            // Files, and what the framework answers itself.
            .Where(p => !p.Contains('.', StringComparison.Ordinal) && !p.StartsWith("/_", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Contains("/staff/requests", patterns);
        foreach (var pattern in patterns.Where(wanted))
        {
            // The first time, what many requests share is read too.
            var answer = await GetAsync(pattern);
            if (answer.Status is not (200 or 303) && !(answer.Status == 404 && Gone.Contains(pattern)))
                problems.Add($"{pattern} {answer.Status}");
            await CountAsync("page " + pattern, () => GetAsync(pattern));
        }
    }

    private Task<Answer> GetAsync(string pattern)
    {
        var path = Filled(pattern);
        return path.StartsWith("/staff", StringComparison.Ordinal) ? many.Owner.GetAsync(path)
            : path == "/me" || path.StartsWith("/me/", StringComparison.Ordinal) ? many.Visitor.GetAsync(path)
            : many.Web.Browser.GetAsync(path);
    }

    private string Filled(string pattern)
    {
        return Regex.Replace(
            pattern,
            @"\{(\w+)[^}]*\}",
            gap =>
                gap.Groups[1].Value.ToUpperInvariant() switch
                {
                    "TOKEN" when Gone.Contains(pattern) => MailedToken.New(),
                    "TOKEN" when pattern.Contains("{key}", StringComparison.Ordinal) => many.TokenOf("leaver"),
                    "TOKEN" => many.TokenOf(pattern.Split('/')[1]),
                    "KEY" => many.TokenOf("left"),
                    "REFERENCE" when pattern.StartsWith("/receipt", StringComparison.Ordinal) => many.TokenOf(
                        "receipt"
                    ),
                    "REFERENCE" => many.Reference,
                    "FORM" => "harbour",
                    "TOPIC" => "news",
                    "LANGUAGE" => "fr",
                    "FILE" => "0000000000.css",
                    "ID" when pattern.StartsWith("/staff/subscribers", StringComparison.Ordinal) =>
                        $"{many.Subject.Id}",
                    "ID" when pattern.StartsWith("/staff/accounts", StringComparison.Ordinal) =>
                        $"{many.Requests.Staff.Account(StaffRole.Marketing).Id}",
                    "ID" => $"{many.FileId}",
                    var unknown => throw new Xunit.Sdk.XunitException($"{pattern}: no value for {unknown}."),
                }
        );
    }

    private async Task CommandsAsync()
    {
        foreach (var (path, command) in CommandTree.Leaves())
            if (!NotRun.ContainsKey(path))
                foreach (
                    var example in command
                        .Examples.Select(e => e.Split(" > ")[0])
                        .Where(e => !e.Contains(" < ", StringComparison.Ordinal))
                )
                    await CountAsync("command " + example, () => RunAsync(example));
    }

    // The command's own example, with addresses, files and numbers that are here.
    private async Task RunAsync(string example)
    {
        string[] words = [.. example.Split(' ').SelectMany(Here)];
        var run = await many.Web.RunAsync(words);
        if (run.ExitCode is not (ExitCode.Done or ExitCode.Found))
            problems.Add($"{string.Join(' ', words)}: {run.ExitCode} {run.Out} {run.Error}");
    }

    private IEnumerable<string> Here(string word) =>
        word switch
        {
            "ada@example.org" => [many.Subject.Address],
            "product-news" => ["news"],
            "newsletter" => ["harbour"],
            // One that nobody is in, so that nothing measured after it lacks a topic.
            "old-news" => ["draft"],
            "de" => ["en"],
            "subscribed_members_export.csv" =>
            [
                many.Web.Write(word, "Email Address,OPTIN_TIME\n" + Lines(i => $"member{i}@people.example,")),
            ],
            "list.csv" =>
            [
                many.Web.Write(
                    word,
                    "email,status,topics\n" + Lines(i => $"imported{i}@people.example,subscribed,news")
                ),
            ],
            "addresses.txt" => [many.Web.Write(word, Lines(i => $"kept{i}@people.example"))],
            "topics.json" => [many.Web.Write(word, WebCenter.Topics)],
            "french.xlf" =>
            [
                many.Web.Write(word, Encoding.UTF8.GetString(many.Web.Get<TranslationFiles>().Export("fr")!)),
            ],
            "settings.json" => [many.Web.Write(word, """{"site":{"color":"#b3261e"}}""")],
            "autumn.html" => [many.Web.Write(word, "<p>Autumn</p>")],
            "templates/" => [Path.Combine(many.Web.Directory, "templates")],
            "newsletter.html" => [many.Web.Write(word, "<p>News</p>")],
            "message.eml" => [many.Web.Write(word, "Subject: News\r\n\r\nNews")],
            "notices.json" => [many.Web.Write(word, WebCenter.Notices)],
            "forms.json" => [many.Web.Write(word, SignUpCenter.Forms)],
            "monday.txt" or "monday.eml" or "kept-emails/" =>
            [
                many.Web.Write(word.TrimEnd('/'), CheckpointBundle.Write(many.Web.Get<ReceiptIssuer>().Checkpoints())),
            ],
            "checkpoints/" => [],
            "log-signing.pub" => [many.Web.PublicKeyFile],
            "rejected.csv" or "record.html" or "proof.html" => [Path.Combine(many.Web.Directory, word)],
            "17" => DeadMails().Select(id => $"{id}"),
            "18" => [],
            _ => [word],
        };

    private string Lines(Func<int, string> line) =>
        string.Concat(Enumerable.Range(0, rows).Select(i => line(i) + "\n"));

    private long[] DeadMails()
    {
        using var raw = many.Web.Raw();
        return [.. raw.Rows("""SELECT "Id" FROM "Outbox" WHERE "State" = 2""").Select(row => (long)row[0]!)];
    }

    private async Task WorkAsync()
    {
        // Each notice is a mail to each recipient: one of them, or rows times rows would be written.
        using (var raw = many.Web.Raw())
            raw.Run("""UPDATE "Recipients" SET "EndedAt" = 1 WHERE "Key" <> 'recipient-0' """);
        // Long enough for everything that is kept for a time.
        many.Web.Clock.Advance(TimeSpan.FromDays(6 * 366));
        foreach (
            var type in typeof(Program)
                .Assembly.GetTypes()
                .Where(t => t.IsSubclassOf(typeof(PeriodicWork)) && !t.IsAbstract)
                .OrderBy(t => t.Name, StringComparer.Ordinal)
        )
        {
            var work = (PeriodicWork)many.Web.Get<IServiceProvider>().GetRequiredService(type);
            await CountAsync(
                "work " + work.Name,
                async () =>
                    Assert.Equal(
                        0,
                        (
                            await many.Web.Get<PeriodicWorker>().RunAsync(work, TestContext.Current.CancellationToken)
                        ).Failed
                    )
            );
        }
    }

    private async Task CountAsync(string what, Func<Task> work) =>
        costs.Add(what, StatementCost.Of(await counter.OfAsync(work)));
}
