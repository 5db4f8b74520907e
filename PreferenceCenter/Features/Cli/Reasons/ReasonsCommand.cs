using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Reasons;

/// <summary>
/// The command <c>export reasons</c>: writes why subscribers unsubscribed, without who they are. It gives the day but
/// never the hour, and nothing that leads to a person.
/// </summary>
internal static class ReasonsCommand
{
    /// <summary>One row of the export.</summary>
    private sealed record Reason(string Day, string Topic, string Why, string? Comment);

    public static CommandList AddReasonsCommand(this CommandList tree) =>
        tree.Add(
            "export reasons",
            new CenterCommand(
                "reasons",
                "Writes why people unsubscribed, without who they are: day, topic, reason, comment.",
                "export reasons > reasons.csv"
            ),
            call => Task.FromResult(Export(call))
        );

    private static int Export(CommandCall call)
    {
        if (!call.Json)
            CsvText.WriteRow(call.Terminal.Out, "day", "topic", "reason", "comment");
        using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "reasons");
        var count = 0L;
        foreach (var reason in Read(call.Service<Database>(), call.Service<CatalogueCache>().Current))
        {
            call.Cancel.ThrowIfCancellationRequested();
            if (call.Json)
                call.Terminal.WriteJson(reason);
            else
                CsvText.WriteRow(call.Terminal.Out, reason.Day, reason.Topic, reason.Why, reason.Comment);
            progress.Report(++count);
        }
        return ExitCode.Done;
    }

    private static IEnumerable<Reason> Read(Database database, CatalogueSnapshot catalogue)
    {
        using var session = database.Read();
        using var row = session[Sql.ReasonsGiven, (long)EventKind.ReasonGiven].ExecuteReader();
        while (row.Read())
            yield return new Reason(
                Sql.ReadInstant(row, 2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                EventNames.About(row.GetInt64(1), catalogue),
                WireName.Of((LeaveReason)row.GetInt64(0)),
                row.IsDBNull(3) || Evidence.Parse(row.GetFieldValue<byte[]>(3))?.Comment is not { } comment
                    ? null
                    : LeaveComment.Anonymous(comment)
            );
    }
}
