using System.CommandLine;
using System.Threading.Channels;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Cli.Audiences;

/// <summary>
/// The command <c>export audience</c>: writes the subscribers who may be mailed about a topic, with ready links.
/// </summary>
internal static class AudienceCommands
{
    /// <summary>
    /// Pages that are read ahead of the page being written. Few, so that memory does not grow with the list.
    /// </summary>
    private const int Ahead = 4;

    public static CommandList AddAudienceCommands(this CommandList tree)
    {
        var topic = new Argument<string>("TOPIC") { Description = "The topic's key." };
        var format = new Option<string>("--format")
        {
            Description = "csv, for people and spreadsheets; ndjson, for programs.",
            HelpName = "csv|ndjson",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "ndjson");
        var segment = new Option<string?>("--segment")
        {
            Description = "Only the people of a segment. Not available yet.",
            HelpName = "KEY",
        };
        segment.Validators.Add(result => result.AddError("Segments are not there yet: leave --segment out."));
        var export = new CenterCommand(
            "audience",
            "Writes who may be emailed about a topic right now, with both links and the values of the list headers.",
            "export audience news > news.csv",
            "export audience news --format ndjson"
        )
        {
            topic,
            format,
            segment,
        };
        return tree.Group("export", "Exports lists.")
            .Add(
                "export audience",
                export,
                call => ExportAsync(call, call.Value(topic), csv: !call.Json && call.Value(format) == "csv")
            );
    }

    private static async Task<int> ExportAsync(CommandCall call, string key, bool csv)
    {
        if (!call.Service<CatalogueCache>().Current.ByKey.TryGetValue(key, out var topic))
            return call.Terminal.Refuse($"There is no topic '{key}'.");
        if (!topic.Topic.Mailable)
            call.Terminal.Error.WriteLine(
                $"'{key}' is {WireName.Of(topic.Topic.State)}: nobody may be emailed about it."
            );
        var clock = call.Service<TimeProvider>();
        var rows = new AudienceRows(
            call.Service<LinkMint>(),
            call.Service<LinkKeyRing>().Current,
            topic,
            call.Service<Site>(),
            clock.GetUtcNow()
        );
        var format = new AudienceFormat(csv);
        format.WriteHeader(call.Terminal.Out);

        // One thread reads pages. Others make the links and the text. The pages stay in order.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel);
        var pages = System.Threading.Channels.Channel.CreateBounded<Task<(string Text, int Count)>>(Ahead);
        var reading = Task.Run(
            () => ReadAsync(call.Service<Audience>(), topic.Topic, rows, format, pages.Writer, stopping.Token),
            CancellationToken.None
        );
        try
        {
            await WriteAsync(call, clock, pages.Reader);
        }
        finally
        {
            await stopping.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await reading;
        return ExitCode.Done;
    }

    private static async Task WriteAsync(
        CommandCall call,
        TimeProvider clock,
        ChannelReader<Task<(string Text, int Count)>> pages
    )
    {
        using var progress = new Progress(call.Terminal, clock, "people");
        var count = 0L;
        await foreach (var page in pages.ReadAllAsync(call.Cancel))
        {
            var (text, people) = await page;
            await call.Terminal.Out.WriteAsync(text.AsMemory(), call.Cancel);
            progress.Report(count += people);
        }
    }

    private static async Task ReadAsync(
        Audience audience,
        Topic topic,
        AudienceRows rows,
        AudienceFormat format,
        ChannelWriter<Task<(string, int)>> pages,
        CancellationToken cancel
    )
    {
        try
        {
            await foreach (var page in audience.PagesAsync(topic))
            {
                cancel.ThrowIfCancellationRequested();
                await pages.WriteAsync(
                    Task.Run(() => (format.Write(page.Select(rows.Of)), page.Count), CancellationToken.None),
                    cancel
                );
            }
        }
        finally
        {
            pages.Complete();
        }
    }
}
