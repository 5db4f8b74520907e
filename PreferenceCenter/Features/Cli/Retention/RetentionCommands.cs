using System.CommandLine;
using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Schedule;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Retention;

/// <summary>
/// The commands <c>retention …</c> and <c>notices ask</c>: delete what was kept long enough, and ask subscribers
/// whether their subscription may continue.
/// </summary>
internal static class RetentionCommands
{
    /// <summary>One inactive subscriber as JSON.</summary>
    private sealed record Listed(Guid Id, string Email, DateTimeOffset LastActAt, bool Subscribed);

    /// <summary>The JSON result of the questions.</summary>
    private sealed record Asked(long Questions, bool DryRun);

    public static CommandList AddRetentionCommands(this CommandList tree)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done, and do nothing." };
        var ask = new Option<bool>("--ask")
        {
            Description = "Email each subscriber one question whether to continue; nobody is asked twice.",
        };
        var topic = new Argument<string>("TOPIC") { Description = "Key of a topic whose purpose has changed." };
        return tree.Group("retention", "Deletes what has been kept long enough.")
            .Add(
                "retention run",
                new CenterCommand(
                    "run",
                    "Does today's retention now: erases people who unsubscribed from everything and can no longer undo it, deletes unconfirmed sign-ups. A server does this daily.",
                    "retention run --dry-run"
                )
                {
                    dryRun,
                }.Interrupted("What was deleted stays so; run it again for the rest."),
                call => RunAsync(call, call.Value(dryRun))
            )
            .Add(
                "retention inactive",
                new CenterCommand(
                    "inactive",
                    "Lists people without any activity for Privacy:InactiveRetention. Opening an email is no activity.",
                    "retention inactive > silent.csv",
                    "retention inactive --ask"
                )
                {
                    ask,
                }
                    .OfTheSite()
                    .Interrupted("Questions put so far are sent; run it again for the others: nobody is asked twice."),
                call => InactiveAsync(call, call.Value(ask))
            )
            .Add(
                "notices ask",
                new CenterCommand(
                    "ask",
                    "Asks people whose consent was to an older purpose to consent again: once, and only those who may be emailed.",
                    "notices ask product-news --dry-run"
                )
                {
                    topic,
                    dryRun,
                }.Interrupted("Questions put so far are sent; run it again for the others: nobody is asked twice."),
                call => AskAsync(call, call.Value(topic), call.Value(dryRun))
            );
    }

    private static async Task<int> RunAsync(CommandCall call, bool dryRun)
    {
        var run = new WorkRun("retention", call.Service<ILogger<WorkRun>>());
        var report = dryRun
            ? call.Service<RetentionJob>().Try()
            : await call.AsOperatorAsync(
                (actor, _) => call.Service<RetentionJob>().RunAsync(actor, Channel.Command, run, call.Cancel)
            );
        if (call.Json)
            call.Terminal.WriteJson(report);
        else
            foreach (
                var (what, count) in (ReadOnlySpan<(string, long)>)
                    [
                        ("sign-ups nobody confirmed", report.OptIns),
                        ("people with nothing on any more", report.Left),
                        ("sent emails that lost their content since yesterday", report.SentMails),
                        ("people silent for long", report.Inactive),
                    ]
            )
                call.Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count, 12:N0}  {what}"));
        if (dryRun && !call.Json)
            call.Terminal.Out.WriteLine("Nothing was changed: this was a dry run.");
        if (run.Failed > 0)
            return call.Terminal.Refuse(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.Failed} items or steps failed ({run.Fault}); all others are done. The log names them."
                )
            );
        return ExitCode.Done;
    }

    private static async Task<int> InactiveAsync(CommandCall call, bool ask)
    {
        var people = call.Service<RetentionJob>().Inactive();
        if (ask)
            return await QuestionAsync(
                call,
                false,
                (questions, by) =>
                    questions.AskAllAsync(
                        people.Where(p => p.Subscribed).Select(p => (p.Id, $"renewal:inactive:{p.PublicId:N}")),
                        [.. call.Service<CatalogueCache>().Refresh().Topics.Select(t => t.Topic)],
                        by
                    )
            );
        if (!call.Json)
            CsvText.WriteRow(call.Terminal.Out, "id", "email", "last_act_at", "subscribed");
        foreach (var person in people)
            if (call.Json)
                call.Terminal.WriteJson(
                    new Listed(person.PublicId, person.Address, person.LastActAt, person.Subscribed)
                );
            else
                CsvText.WriteRow(
                    call.Terminal.Out,
                    person.PublicId.ToString(),
                    person.Address,
                    person.LastActAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                    person.Subscribed ? "yes" : "no"
                );
        return ExitCode.Done;
    }

    private static async Task<int> AskAsync(CommandCall call, string key, bool dryRun)
    {
        if (!call.Service<CatalogueCache>().Refresh().ByKey.TryGetValue(key, out var topic))
            return call.Terminal.Refuse($"There is no topic '{key}'.");
        if (topic.Topic.Notice is not { Purposes.Count: > 0 })
            return call.Terminal.Refuse($"'{key}' has the purpose it always had: there is nothing to ask.");
        return await QuestionAsync(
            call,
            dryRun,
            async (questions, by) =>
                dryRun
                    ? (await questions.CountAsync(topic.Topic, call.Cancel)).ToAsk
                    : await questions.AskAsync(topic.Topic, by)
        );
    }

    private static async Task<int> QuestionAsync(
        CommandCall call,
        bool dryRun,
        Func<RenewalQuestions, StaffBy, Task<long>> ask
    )
    {
        var questions = await call.AsOperatorAsync(
            (actor, _) => ask(call.Service<RenewalQuestions>(), new StaffBy(actor, Channel.Command))
        );
        if (call.Json)
            call.Terminal.WriteJson(new Asked(questions, dryRun));
        else
            call.Terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{questions} {(dryRun ? "could be asked" : "are asked")}")
            );
        return ExitCode.Done;
    }
}
