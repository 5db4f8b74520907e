using System.Globalization;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions.Imports;

namespace PreferenceCenter.Features.Cli.Imports;

/// <summary>Prints what an import came to: counts, how good the evidence was, and what to do next.</summary>
internal static class ImportResult
{
    public static void Print(CommandCall call, ImportSummary summary, bool confirm)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(summary);
            return;
        }
        foreach (var (what, count) in Counts(summary))
            if (count > 0 || what is "rows" or "rejected")
                call.Terminal.Out.WriteLine(Invariant($"{count, 12:N0}  {what}"));
        if (summary.DryRun)
            call.Terminal.Out.WriteLine("Nothing was changed: this was a dry run.");
        if (summary.Complete)
            foreach (var step in Next(summary, confirm))
                call.Terminal.Out.WriteLine($"Next: {step}");
    }

    /// <summary>How far an import came that was interrupted.</summary>
    public static string Standing(ImportSummary summary) =>
        summary.DryRun
            ? "Nothing was changed: this was a dry run."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The first {summary.Rows:N0} rows are taken in, as counted above; the others are not. Run the same command again: it goes on, and changes nothing twice."
            );

    private static IEnumerable<(string What, long Count)> Counts(ImportSummary summary) =>
        [
            ("rows", summary.Rows),
            ("subscribed", summary.Subscribed),
            ("wait for confirmation", summary.Pending),
            ("unsubscribed", summary.Unsubscribed),
            ("bounced or complained", summary.Suppressed),
            ("unchanged", summary.Unchanged),
            ("kept out: left before", summary.KeptOutOptedOut),
            ("kept out: suppressed or restricted", summary.KeptOutSuppressed),
            ("not asked: has answered, or is being asked", summary.KeptOutAsked),
            ("rejected", summary.Rejected),
            ("rejected that may be opt-outs", summary.UnreadableOptOuts),
            ("grade A: time, method, source and wording", summary.GradeA),
            ("grade B: time and wording", summary.GradeB),
            ("grade C: less, not subscribed by it", summary.GradeC),
            ("soft opt-in: from a sale", summary.SoftOptIn),
            ("consents to tracking", summary.Tracking),
            ("consents to profiling", summary.Profiling),
            ("warnings", summary.Warnings),
        ];

    private static IEnumerable<string> Next(ImportSummary summary, bool confirm)
    {
        if (summary.UnreadableOptOuts > 0)
            yield return "mend the rows that may be opt-outs before anything is sent: whoever stands in them still counts as subscribed.";
        if (summary.Rejected > 0)
            yield return "mend the rejected rows (--report FILE lists them all) and import the file again: what is in already stays as it is.";
        if (summary.Pending > 0 && !confirm)
            yield return "--confirm emails each who waits for confirmation one request; without it they are emailed nothing.";
        if (summary.DryRun)
            yield return "the same command without --dry-run takes the rows in.";
        else if (summary.Subscribed > 0)
            yield return "`export audience TOPIC` lists who may be emailed, with the links for each.";
    }
}
